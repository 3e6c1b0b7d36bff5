// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What libhop does not have yet and these tests do not run: programs with containers can
// throw and are linked with the exception machinery. Weak, so that libhop's own wins.
#include <stdlib.h>

#define STAND_IN extern "C" __attribute__((weak))

STAND_IN void *__cxa_get_globals()
{
    static void *globals[4];
    return globals;
}
STAND_IN void *__cxa_get_globals_fast() { return __cxa_get_globals(); }
STAND_IN int _Unwind_RaiseException(void *) { abort(); }
STAND_IN void _Unwind_DeleteException(void *) { abort(); }

STAND_IN int __cxa_guard_acquire(unsigned char *guard) { return !*guard; }
STAND_IN void __cxa_guard_release(unsigned char *guard) { *guard = 1; }
STAND_IN void __cxa_guard_abort(unsigned char *) {}
