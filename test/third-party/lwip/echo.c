// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "echo.h"

#include <string.h>

struct hop_semaphore echo_quit = HOP_SEMAPHORE(0, 1);

// Copies up to the parenthesis that closes the group, or the end of the line; returns what is behind it.
static const char *copy_group(struct echo_worker *worker, const char *text)
{
    while (*text) {
        char byte = *text++;
        worker->answer[worker->answer_length++] = byte;
        if (byte == '(')
            text = copy_group(worker, text);
        else if (byte == ')')
            break;
    }
    return text;
}

// False: the connection is to be closed.
static bool answer_line(struct echo_worker *worker, struct netconn *connection)
{
    const char *text = worker->line;
    worker->line[worker->length] = 0;
    worker->length = worker->answer_length = 0;
    if (strcmp(text, "quit\n") == 0) {
        hop_semaphore_give(&echo_quit);
        return false;
    }
    while (*text)
        text = copy_group(worker, text);
    return network_send(connection, worker->answer, worker->answer_length);
}

static bool take_bytes(struct echo_worker *worker, struct netconn *connection, const char *bytes, unsigned count)
{
    while (count--) {
        worker->line[worker->length++] = *bytes;
        bool complete = *bytes++ == '\n' || worker->length == ECHO_LINE - 1;
        if (complete && !answer_line(worker, connection))
            return false;
    }
    return true;
}

// One piece of what comes. False: it is over.
static bool serve_piece(struct echo_worker *worker, struct netconn *connection)
{
    PIECE *piece = NULL;
    if (!network_receive(connection, &piece))
        return false;
    for (struct pbuf *part = piece; part; part = part->next)
        if (!take_bytes(worker, connection, part->payload, part->len))
            return false;
    return true;
}

static void serve(void *argument)
{
    struct echo_worker *worker = argument;
    for (;;) {
        CONNECTION *connection = NULL;
        worker->length = 0;
        worker->serves = false;
        if (hop_channel_receive(&worker->service->connections, &connection) != HOP_OK)
            continue;
        worker->serves = true;
        while (serve_piece(worker, connection))
            ;
    }
}

static void accept_all(void *argument)
{
    struct echo *service = argument;
    for (;;) {
        CONNECTION *connection = NULL;
        if (network_accept(service->listener, &connection) &&
            hop_channel_send(&service->connections, &connection) == HOP_OK)
            connection = NULL; // now its worker's
    }
}

static void start_task(struct hop_task *task, const struct hop_task_config *config)
{
    if (hop_task_create(task, config) != HOP_OK)
        hop_panic("no task '%s'", config->name);
}

void echo_start(struct echo *service, uint16_t port, size_t stack_size)
{
    service->listener = network_listen(port);
    hop_channel_init(&service->connections, service->connections_buffer, 4, sizeof(struct netconn *));
    for (int i = 0; i < ECHO_TASKS; i++) {
        struct echo_worker *worker = &service->workers[i];
        worker->service = service;
        start_task(&worker->task, &(struct hop_task_config){
            .name = i ? "echo 2" : "echo 1", .entry = serve, .argument = worker, .stack = worker->stack,
            .stack_size = stack_size, .priority = HOP_PRIORITY_MAIN + 1});
    }
    start_task(&service->acceptor, &(struct hop_task_config){
        .name = "accept", .entry = accept_all, .argument = service, .stack = service->acceptor_stack,
        .stack_size = sizeof service->acceptor_stack, .priority = HOP_PRIORITY_MAIN + 2});
}
