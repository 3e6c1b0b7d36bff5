// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For assembly in a test: r4-r11 and the return address are saved, r4 = 0xc4, r5 = 0xc5, ..., these stored at r2, which
// goes on, and what was saved restored with a return. IF_FP: only where there are FP registers.
#pragma once

#if __ARM_ARCH_ISA_THUMB > 1
#define SAVE ".save {r4-r11, lr}\npush {r4-r11, lr}\n"
#define FILL ".irp n,4,5,6,7,8,9,10,11\nmov r\\n, #0xc0+\\n\n.endr\n"
#define STORE "stmia r2!, {r4-r11}\n"
#define RESTORE "pop {r4-r11, pc}\n"
#else
#define SAVE                                                                                       \
    ".save {r4-r7, lr}\npush {r4-r7, lr}\n.save {r8-r11}\n"                                        \
    "mov r4, r8\nmov r5, r9\nmov r6, r10\nmov r7, r11\npush {r4-r7}\n"
#define FILL                                                                                       \
    ".irp n,8,9,10,11\nmovs r0, #0xc0+\\n\nmov r\\n, r0\n.endr\n"                                  \
    ".irp n,4,5,6,7\nmovs r\\n, #0xc0+\\n\n.endr\n"
#define STORE                                                                                      \
    "stmia r2!, {r4-r7}\nmov r4, r8\nmov r5, r9\nmov r6, r10\nmov r7, r11\nstmia r2!, {r4-r7}\n"
#define RESTORE                                                                                    \
    "pop {r4-r7}\nmov r8, r4\nmov r9, r5\nmov r10, r6\nmov r11, r7\npop {r4-r7, pc}\n"
#endif

#if defined(__ARM_FP)
#define IF_FP(text) text
#else
#define IF_FP(text) ""
#endif
