// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fatal end goes one way, and ends as it was linked to: with a status, or waiting for a debugger; the reset is
// in crash-reset.c. The hook comes once, before the report; a fault in it ends at once.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %status 71 %run %t.elf 2>&1 | FileCheck --check-prefixes=HOOK,EXIT %s
// RUN: %status 71 %run %t.elf fault 2>&1 | FileCheck --check-prefix=FAULT %s
// RUN: %status 71 %run %t.elf twice 2>&1 | FileCheck --check-prefix=FAULT %s
// RUN: %status 71 %run %t.elf panic 2>&1 | FileCheck --check-prefix=FAULT %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_fatal_action=2 %s -o %t.elf
// RUN: %status 124 %run --timeout 2 %t.elf 2>&1 | FileCheck --check-prefixes=HOOK,HALT %s
// RUN: not %clang_v7em -Os -Wl,--defsym=__hop_crash_records=0 %s -o %t.elf 2>&1 | FileCheck --check-prefix=LINK %s
//
// HOOK:      hook: at the end
// HOOK-NEXT: hop: fatal: at the end in task 'main'
// HOOK:      hop:   at @0x
// EXIT:      hop:   exit status 71
// HALT:      hop:   halted
// FAULT:     hook: at the end
// FAULT-NOT: hop:
// LINK:      __hop_crash_records is below 1
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <string.h>

void hop_fatal(const char *reason, uintptr_t pc); // libhop's own

static const char *what;

// By semihosting: the C library may be in any state.
static void print(const char *text)
{
    enum { SYS_WRITE0 = 4 };
    __asm volatile("movs r0, %0\nmov r1, %1\nbkpt #0xab" ::"i"(SYS_WRITE0), "r"(text) : "r0", "r1", "memory");
}

void hop_fatal_hook(const struct hop_crash_record *record)
{
    print("hook: "), print(record->reason), print("\n");
    if (strcmp(what, "fault") == 0)
        *no_memory() = 1;
    if (strcmp(what, "panic") == 0)
        hop_panic("in the hook");
    if (strcmp(what, "twice") == 0)
        hop_fatal("again", 0);
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    hop_fatal("at the end", (uintptr_t)main);
    return 0;
}
