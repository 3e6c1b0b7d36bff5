// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "frame.h"

// void *__aeabi_read_tp(void)
//   in a handler __hop_tls_shared; in a task what kernel/tls.h says
//
// On exit: r0; clobbers r12, flags, as the ABI allows it, and no more (Arm RTABI 4.3.5)
// Depth:   0
    HOP_FUNCTION __aeabi_read_tp
    mrs   r0, ipsr
    cmp   r0, #0
    bne   1f
    ldr   r0, =hop_sched
    ldr   r0, [r0, #HOP_SCHED_CURRENT]
    mov   r12, r0
    ldr   r0, [r0, #HOP_RUNTIME_GROWTH]
    cmp   r0, #0
    bne   2f
    mov   r0, r12
    ldr   r0, [r0, #HOP_RUNTIME_TOP]
    bx    lr
1:  ldr   r0, =__hop_tls_shared
    bx    lr
2:  adds  r0, #HOP_GROWTH_BYTES
    bx    lr
    .reloc 0, R_ARM_NONE, hop_tls_begin // set up by that
    HOP_END __aeabi_read_tp
