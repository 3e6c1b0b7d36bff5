// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lwIP without an operating system: IPv4, UDP and TCP by call-backs, and a loopback interface.
#pragma once

#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_NETCONN 0
#define LWIP_SOCKET 0

#define LWIP_ARP 0
#define LWIP_ETHERNET 0
#define LWIP_IPV4 1
#define LWIP_ICMP 1
#define LWIP_RAW 1
#define LWIP_UDP 1
#define LWIP_TCP 1

#define LWIP_HAVE_LOOPIF 1
#define LWIP_NETIF_LOOPBACK 1
#define LWIP_LOOPBACK_MAX_PBUFS 24

#define MEM_ALIGNMENT 4
#define MEM_SIZE 64000
#define MEMP_NUM_TCP_PCB 12
#define MEMP_NUM_TCP_SEG 96
#define PBUF_POOL_SIZE 32
#define TCP_MSS 536
#define TCP_WND (6 * TCP_MSS)
#define TCP_SND_BUF (6 * TCP_MSS)
