// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SMSC's LAN9118, the Ethernet controller of the MPS2 boards.
#pragma once

#include "lwip/netif.h"

// As netif_add wants it. One interface at most. Starts the task that receives.
err_t lan9118_init(struct netif *netif);
