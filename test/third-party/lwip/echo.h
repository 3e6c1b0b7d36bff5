// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An echo service: lines come back as they were, by a function that calls itself for what is in parentheses. A line
// nested too deep is the end of its connection, which a cleanup closes, and of no other. Two tasks serve, each one
// connection at a time.
#pragma once

#include <hop/hop.h>

#include "network.h"

enum { ECHO_LINE = 2048, ECHO_TASKS = 2, ECHO_STACK_MAX = 4096 };

struct echo;

struct echo_worker {
    struct hop_task task;
    struct echo *service;
    volatile bool serves; // a connection
    unsigned length;      // of `line` so far
    char line[ECHO_LINE];
    char answer[ECHO_LINE];
    unsigned answer_length;
    _Alignas(8) char stack[ECHO_STACK_MAX];
};

struct echo {
    struct netconn *listener;
    struct hop_task acceptor;
    struct hop_channel connections; // pointers, to be served
    _Alignas(4) char connections_buffer[HOP_CHANNEL_BUFFER_SIZE(4, sizeof(struct netconn *))];
    struct echo_worker workers[ECHO_TASKS];
    _Alignas(8) char acceptor_stack[2048];
};

// Serves `port`, with stacks of `stack_size` bytes, at most ECHO_STACK_MAX. *service stays as long as the firmware.
void echo_start(struct echo *service, uint16_t port, size_t stack_size);

// A line of "quit" has come.
extern struct hop_semaphore echo_quit;
