// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A _sbrk as vendors' tools bring it, by the symbols of their linker scripts.
#include <errno.h>
#include <stddef.h>
#include <stdint.h>

void *_sbrk(ptrdiff_t bytes);

void *_sbrk(ptrdiff_t bytes)
{
    extern uint8_t _end, _estack;
    extern uint32_t _Min_Stack_Size;
    static uint8_t *end;
    const uint8_t *limit = (uint8_t *)((uintptr_t)&_estack - (uintptr_t)&_Min_Stack_Size);

    if (end == NULL)
        end = &_end;
    if (end + bytes > limit) {
        errno = ENOMEM;
        return (void *)-1;
    }
    uint8_t *previous = end;
    end += bytes;
    return previous;
}
