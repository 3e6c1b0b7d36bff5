// RUN: %every_core -Os %s
// RUN: %every_core -O0 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of <stdatomic.h>, by address and by a name that is not the macro.
#include <stdatomic.h>
#include <stdio.h>

static atomic_flag flag = ATOMIC_FLAG_INIT;
static _Bool (*volatile set)(volatile atomic_flag *) = atomic_flag_test_and_set;
static void (*volatile clear)(volatile atomic_flag *) = atomic_flag_clear;
static void (*volatile fence)(memory_order) = atomic_thread_fence;

int main(void)
{
    // CHECK: 0 1 0 1
    fence(memory_order_acq_rel);
    printf("%d ", set(&flag));
    printf("%d ", set(&flag));
    clear(&flag);
    printf("%d ", (atomic_flag_test_and_set_explicit)(&flag, memory_order_acquire));
    printf("%d\n", (atomic_flag_test_and_set_explicit)(&flag, memory_order_acquire));
    (atomic_flag_clear_explicit)(&flag, memory_order_release);
    // CHECK: cleared 0
    printf("cleared %d\n", set(&flag));
    (atomic_signal_fence)(memory_order_seq_cst);
}
