// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lwIP as a task of libhop's kernel: IPv4, TCP, the netconn interface, and its web server. Only that task touches
// what lwIP knows of connections. Others send it messages, so one that dies leaves nothing half-changed there.
#pragma once

#define NO_SYS 0
#define LWIP_TCPIP_CORE_LOCKING 0
#define SYS_LIGHTWEIGHT_PROT 1
#define LWIP_COMPAT_MUTEX 0
#define LWIP_NETCONN 1
#define LWIP_SOCKET 0
#define LWIP_ERRNO_STDINCLUDE 1

#define LWIP_IPV4 1
#define LWIP_ARP 1
#define LWIP_ETHERNET 1
#define LWIP_ICMP 1
#define LWIP_UDP 0
#define LWIP_TCP 1
#define LWIP_SO_RCVTIMEO 1
#define LWIP_TCP_CLOSE_TIMEOUT_MS_DEFAULT 5000

// A client of QEMU's user network has the port of a connection that the server has closed again at once: lwIP would
// not hear it for two minutes.
#define TCP_MSL 500

#define TCPIP_THREAD_NAME "tcpip"
#define TCPIP_THREAD_STACKSIZE network_task_stack
#define TCPIP_THREAD_PRIO 20
#define TCPIP_MBOX_SIZE 16
#define DEFAULT_TCP_RECVMBOX_SIZE 8
#define DEFAULT_ACCEPTMBOX_SIZE 4

// Bytes, to be set before tcpip_init.
extern int network_task_stack;

#define MEM_ALIGNMENT 4
#define MEM_SIZE 65536
#define MEMP_NUM_NETCONN 32
#define MEMP_NUM_TCP_PCB 32
#define MEMP_NUM_TCP_PCB_LISTEN 20
#define MEMP_NUM_TCP_SEG 64
#define PBUF_POOL_SIZE 32
#define TCP_MSS 1460
#define TCP_WND (6 * TCP_MSS)
#define TCP_SND_BUF (6 * TCP_MSS)

#define LWIP_STATS 1
