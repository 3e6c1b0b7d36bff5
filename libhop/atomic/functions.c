// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of <stdatomic.h> that are not generic, for who takes their address or puts their name in parentheses (C11
// 7.17.4, 7.17.8). Everybody else has the header's macros.
#include <stdatomic.h>

void (atomic_thread_fence)(memory_order order)
{
    (void)order;
    __c11_atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void (atomic_signal_fence)(memory_order order)
{
    (void)order;
    __c11_atomic_signal_fence(__ATOMIC_SEQ_CST);
}

_Bool (atomic_flag_test_and_set)(volatile atomic_flag *flag)
{
    return __c11_atomic_exchange(&flag->_Value, 1, __ATOMIC_SEQ_CST);
}

_Bool (atomic_flag_test_and_set_explicit)(volatile atomic_flag *flag, memory_order order)
{
    (void)order;
    return __c11_atomic_exchange(&flag->_Value, 1, __ATOMIC_SEQ_CST);
}

void (atomic_flag_clear)(volatile atomic_flag *flag)
{
    __c11_atomic_store(&flag->_Value, 0, __ATOMIC_SEQ_CST);
}

void (atomic_flag_clear_explicit)(volatile atomic_flag *flag, memory_order order)
{
    (void)order;
    __c11_atomic_store(&flag->_Value, 0, __ATOMIC_SEQ_CST);
}
