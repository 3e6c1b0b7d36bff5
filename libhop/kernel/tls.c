// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/mem.h"
#include "hop/panic.h"
#include "kernel/sched.h"
#include "kernel/tls.h"

#include <string.h>

// Absolute symbols of the linker script, but for the first and the last.
extern const unsigned char __hop_tls_start[], __hop_tls_data_size[], __hop_tls_size[], __hop_tls_align[],
    __hop_tls_offset[];

// A destructor to be called, in a block of the heap.
struct destructor {
    struct destructor *next;
    void (*destroy)(void *object);
    void *object;
};

// What the thread pointer points to.
struct control {
    struct destructor *destructors; // latest first
    void *unused;
};
_Static_assert(sizeof(struct control) == 8 || sizeof(void *) != 4, "the ABI's two words");

// Arm EABI and Itanium C++ ABI: called after the construction of a thread-local object.
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *module);

void *__aeabi_read_tp(void); // for C, which does not keep what it promises to keep

size_t hop_tls_room(void)
{
    size_t align = (size_t)__hop_tls_align;
    return ((size_t)__hop_tls_offset + (size_t)__hop_tls_size + align - 1) & ~(align - 1);
}

uintptr_t hop_tls_below(uintptr_t end)
{
    return (end & ~((uintptr_t)__hop_tls_align - 1)) - hop_tls_room();
}

static struct control *control_of(const struct hop_task *task)
{
    return (struct control *)(task->runtime.growth ? (uintptr_t)task->runtime.growth + HOP_GROWTH_SIZE
                                                   : task->runtime.top);
}

void hop_tls_begin(struct hop_task *task)
{
    struct control *control = control_of(task);
    unsigned char *variables = (unsigned char *)control + (size_t)__hop_tls_offset;
    size_t data = (size_t)__hop_tls_data_size;
    *control = (struct control){.destructors = NULL};
    memcpy(variables, __hop_tls_start, data);
    memset(variables + data, 0, (size_t)__hop_tls_size - data);
}

// No kill in between: an object that is off the list would not be destroyed.
void hop_tls_end(void)
{
    struct control *control = __aeabi_read_tp();
    hop_kill_defer_begin();
    while (control->destructors) {
        struct destructor first = *control->destructors;
        hop_mem_free(control->destructors);
        control->destructors = first.next;
        first.destroy(first.object);
    }
    hop_kill_defer_end();
}

HOP_CHECKED int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *module)
{
    (void)module;
    struct control *control = __aeabi_read_tp();
    struct destructor *first = hop_mem_alloc(sizeof *first);
    if (!first)
        hop_panic("no memory for the destructor of a thread-local object");
    *first = (struct destructor){control->destructors, destroy, object};
    control->destructors = first;
    return 0;
}
