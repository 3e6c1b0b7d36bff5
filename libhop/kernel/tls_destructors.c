// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Destructors of thread-local objects. Apart from tls.c: only programs with such objects need the heap for them.
#include "hop/mem.h"
#include "hop/panic.h"
#include "kernel/tls.h"

// One to be called, in a block of the heap.
struct hop_tls_destructor {
    struct hop_tls_destructor *next;
    void (*destroy)(void *object);
    void *object;
};

// Arm EABI and Itanium C++ ABI: called after the construction of a thread-local object.
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *module);

void *__aeabi_read_tp(void); // for C, which does not keep what it promises to keep

// No kill in between: an object that is off the list would not be destroyed.
void hop_tls_end(void)
{
    struct hop_tls_control *control = __aeabi_read_tp();
    hop_kill_defer_begin();
    while (control->destructors) {
        struct hop_tls_destructor first = *control->destructors;
        hop_mem_free(control->destructors);
        control->destructors = first.next;
        first.destroy(first.object);
    }
    hop_kill_defer_end();
}

HOP_CHECKED int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *module)
{
    (void)module;
    struct hop_tls_control *control = __aeabi_read_tp();
    struct hop_tls_destructor *first = hop_mem_alloc(sizeof *first);
    if (!first)
        hop_panic("no memory for the destructor of a thread-local object");
    *first = (struct hop_tls_destructor){control->destructors, destroy, object};
    control->destructors = first;
    return 0;
}
