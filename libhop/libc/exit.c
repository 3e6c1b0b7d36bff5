// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// exit() for newlib's. A program that registers nothing to be called at its end does not get what
// would call it, nor the locks of that: newlib's own pulls both in.
#include "hop/panic.h"

#include <reent.h>
#include <stdlib.h>
#include <unistd.h>

typedef void (*const hop_finalizer)(void);
extern hop_finalizer __fini_array_start[], __fini_array_end[];

// newlib's: linked where atexit, on_exit or the C++ library has something registered.
void __call_exitprocs(int status, void *library) __attribute__((weak));

// In reverse order, as the specification of .fini_array has it.
static void run_destructors(void)
{
    for (hop_finalizer *next = __fini_array_end; next > __fini_array_start;)
        (*--next)();
}

HOP_CHECKED _Noreturn void exit(int status)
{
    if (__call_exitprocs)
        __call_exitprocs(status, NULL);
    run_destructors();
    if (_GLOBAL_REENT->__cleanup)
        _GLOBAL_REENT->__cleanup(_GLOBAL_REENT);
    _exit(status);
}
