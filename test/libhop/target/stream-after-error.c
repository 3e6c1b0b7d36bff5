// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_heap_size=0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_heap_size=0 -DWIDE %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_heap_size=0 -DBUFFERED %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_heap_size=0 -DBUFFERED -DWIDE %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_heap_size=0 -u _printf_float --specs=nano.specs %s -o %t.elf && %run %t.elf \
// RUN:   | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stream goes on after a call that has failed, here for want of memory: its error indicator tells of the past. One
// without a buffer, as stdout without a heap is, lost all that came after; what was printed to others was said to have
// failed.
#include <stdio.h>
#include <wchar.h>

#ifdef WIDE
#define print(format, ...) wprintf(L##format, __VA_ARGS__)
#else
#define print(format, ...) printf(format, __VA_ARGS__)
#endif

int main(void)
{
#ifdef BUFFERED
    static char buffer[100];
    setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
#endif
    double volatile number = 1.5;
    int failed = print("%.2f\n", number);
    // CHECK: goes on 1
    int result = print("goes on %d\n", 1);
    // CHECK-NEXT: failed 1, then 10, error 1
    print("failed %d, then %d, error %d\n", failed < 0, result, ferror(stdout) != 0);
}
