// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "network.h"

#include "lan9118.h"

#include "lwip/apps/httpd.h"
#include "lwip/tcpip.h"

#include <hop/hop.h>

// What these calls need of a task's stack at most, asked for on entry: no region needs the reserve, which not all of
// lwIP's calls would fit into.
#define WHOLE __attribute__((noinline, finite_stack_reserve(576)))

// Milliseconds after which a task that waits may be killed.
enum { PATIENCE = 50 };

int network_task_stack = 4096;

static struct netif ethernet;

// In lwIP's task, as its web server wants to be started.
static void start_in_task(void *argument)
{
    (void)argument;
    ip4_addr_t address, mask, gateway;
    IP4_ADDR(&address, 10, 0, 2, 15);
    IP4_ADDR(&mask, 255, 255, 255, 0);
    IP4_ADDR(&gateway, 10, 0, 2, 2);
    if (netif_add(&ethernet, &address, &mask, &gateway, NULL, lan9118_init, tcpip_input) == NULL)
        hop_panic("no Ethernet controller");
    netif_set_default(&ethernet);
    netif_set_up(&ethernet);
    httpd_init();
}

void network_start(void)
{
    tcpip_init(start_in_task, NULL);
}

struct netconn *network_listen(uint16_t port)
{
    struct netconn *listener = netconn_new(NETCONN_TCP);
    if (listener == NULL || netconn_bind(listener, IP_ADDR_ANY, port) != ERR_OK || netconn_listen(listener) != ERR_OK)
        hop_panic("port %u cannot be had", port);
    netconn_set_recvtimeout(listener, PATIENCE);
    return listener;
}

WHOLE bool network_accept(struct netconn *listener, struct netconn **connection)
{
    err_t error = ERR_TIMEOUT;
    while (error == ERR_TIMEOUT)
        HOP_WITH_KILL_DEFERRED {
            error = netconn_accept(listener, connection);
            if (error == ERR_OK)
                netconn_set_recvtimeout(*connection, PATIENCE);
        }
    return error == ERR_OK;
}

WHOLE bool network_receive(struct netconn *connection, struct pbuf **piece)
{
    err_t error = ERR_TIMEOUT;
    while (error == ERR_TIMEOUT)
        HOP_WITH_KILL_DEFERRED {
            error = netconn_recv_tcp_pbuf(connection, piece);
        }
    return error == ERR_OK;
}

WHOLE bool network_send(struct netconn *connection, const void *bytes, size_t size)
{
    err_t error = ERR_OK;
    HOP_WITH_KILL_DEFERRED {
        error = netconn_write(connection, bytes, size, NETCONN_COPY);
    }
    return error == ERR_OK;
}

// A cleanup is a region, too. It has the reserve, and what its task had left when it took its connection from a
// channel, which is not less than HOP_KERNEL_DEPTH.
void network_close(struct netconn **connection)
{
    if (*connection)
        netconn_delete(*connection);
    *connection = NULL;
}

void network_free(struct pbuf **piece)
{
    if (*piece)
        pbuf_free(*piece);
    *piece = NULL;
}
