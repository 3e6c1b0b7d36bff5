// RUN: %src_root/scripts/build-libhop.sh --cc %prefix/bin/clang --ar %prefix/bin/llvm-ar \
// RUN:   --include %prefix/lib/clang-runtimes/thumbv7em/include --board mps2-an386 \
// RUN:   --flags "--target=thumbv7em-none-eabi -mfloat-abi=soft" --cflags -DHOP_MEM_DEBUG=1 --out %t
// RUN: %clang_v7em -Os %s %t/lib/libhop.a -o %t.debug.elf
// RUN: %status 70 %run %t.debug.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em -Os %S/heap-interrupt.c %t/lib/libhop.a -o %t.interrupt.elf
// RUN: %run --icount 7 %t.interrupt.elf | FileCheck %S/heap-interrupt.c
// RUN: %clang_v7em -Os %s -o %t.elf && %status 1 %run %t.elf
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The debug build finds a single byte that was written past the end of a block,
// with a value that looks like any other size; the usual build does not. Handlers
// that look at headers which the task is just changing do not take them for damaged.
// CHECK: hop: panic: heap: not a sound block in task 'main'
#include <malloc.h>
#include <stdlib.h>

int main(void)
{
    unsigned char *volatile front = malloc(40), *volatile behind = malloc(72);
    void *volatile last = malloc(40);
    // From the size of `behind` to the sum of the two: no check of sizes alone
    // can find that.
    front[malloc_usable_size(front) + (malloc_usable_size(front) % 8 == 0 ? 4 : 0)] =
        (unsigned char)(80 + 48);
    free(behind);
    free(last);
    return 1;
}
