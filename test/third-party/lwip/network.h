// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The network, and calls of lwIP's for tasks that may die. Each of those is made whole or not at all: its stack is asked
// for beforehand, and hop_task_kill waits for its end. What lwIP hands out is then in its caller's variable, whose
// cleanup gives it back.
#pragma once

#include "lwip/api.h"

// Has lwIP's task start its web server and the Ethernet interface, 10.0.2.15 as QEMU's user network has it.
void network_start(void);

// A connection or a piece of data that its scope gives back, however it ends. NULL: none.
#define CONNECTION __attribute__((cleanup(network_close))) struct netconn
#define PIECE __attribute__((cleanup(network_free))) struct pbuf

// A socket that listens on `port`, for as long as the firmware runs.
struct netconn *network_listen(uint16_t port);

// Waits for a connection. False, and NULL: it could not be had, for want of memory or because the peer has gone again.
bool network_accept(struct netconn *listener, struct netconn **connection);

// Waits for data. False, and NULL: the peer has closed the connection, or it was lost.
bool network_receive(struct netconn *connection, struct pbuf **piece);

// Whether all was taken.
bool network_send(struct netconn *connection, const void *bytes, size_t size);

void network_close(struct netconn **connection);
void network_free(struct pbuf **piece);
