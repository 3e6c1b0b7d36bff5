// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options for QEMU itself: the first UART is the standard streams, and the machine has the network card's address
// that was given. More than one argument is possible, and what cannot be split is an error.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: printf 'A' | %run --qemu '-serial stdio' --qemu "-nic 'user,mac=02:00:00:00:00:17'" %t.elf | FileCheck %s
// CHECK: UART: A, card: 17
//
// RUN: %status 125 %run --qemu "-nic 'user" %t.elf 2>&1 | FileCheck --check-prefix=QUOTE %s
// QUOTE: hop-run: error: argument --qemu: -nic 'user: No closing quotation (see hop-run --help)
// RUN: %status 125 %run --qemu 2>&1 | FileCheck --check-prefix=NONE %s
// NONE: hop-run: error: {{.*}}--qemu{{.*}} (see hop-run --help)
#include <stdint.h>
#include <stdio.h>

// The CMSDK UART 0 and the LAN9118 of mps2-an386.
#define UART ((volatile uint32_t *)0x40004000)
#define CARD ((volatile uint32_t *)0x40200000)
enum { UART_DATA = 0, UART_STATE = 1, UART_CONTROL = 2, MAC_COMMAND = 0xa4 / 4, MAC_DATA = 0xa8 / 4 };

static unsigned card_address_byte_5(void)
{
    CARD[MAC_COMMAND] = 0xc0000002; // read ADDRH
    while (CARD[MAC_COMMAND] & 0x80000000)
        ;
    return CARD[MAC_DATA] >> 8 & 0xff;
}

int main(void)
{
    UART[UART_CONTROL] = 2; // receive
    UART[4] = 16;           // divider
    while (!(UART[UART_STATE] & 2))
        ;
    printf("UART: %c, card: %02x\n", (int)UART[UART_DATA], card_address_byte_5());
    return 0;
}
