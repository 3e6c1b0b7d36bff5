// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the forms of operator new share.
#pragma once

#include <cxxabi.h>
#include <new>
#include <stddef.h>

// Whose references to the exception machinery must not link it.
asm(".weak __cxa_begin_catch, __cxa_end_catch");

namespace __cxxabiv1 {

// Null unless the program contains the exception machinery.
extern "C" __attribute__((noreturn, weak)) void __cxa_throw(void *thrown, std::type_info *type,
                                                            void (*destroy)(void *));

// Our own forms, under names that a program does not replace.
extern "C" {
void *__default_new(size_t size);
void *__default_new_array(size_t size);
void *__default_new_aligned(size_t size, std::align_val_t alignment);
void *__default_new_aligned_array(size_t size, std::align_val_t alignment);
}

// Calls `allocate` until it succeeds or there is no new handler: then null.
template <typename Allocate> inline void *allocate_or_handle(Allocate allocate)
{
    for (;;) {
        if (void *memory = allocate())
            return memory;
        std::new_handler handler = std::get_new_handler();
        if (!handler)
            return nullptr;
        handler();
    }
}

void *allocate(size_t size);
void *allocate(size_t size, std::align_val_t alignment);

// The nothrow form of `form`, whose default is `own`. Where nobody throws that one would
// panic, and `instead` stands for it; but what the program has replaced is called.
template <typename Instead, typename... Alignment>
inline void *new_nothrow(void *(*form)(size_t, Alignment...), void *(*own)(size_t, Alignment...), Instead instead,
                         size_t size, Alignment... alignment)
{
    // Two names of one function: to the compiler they are two.
    asm("" : "+r"(form));
    if (!__cxa_throw && form == own)
        return instead(size, alignment...);
    try {
        return form(size, alignment...);
    } catch (...) {
        return nullptr;
    }
}

} // namespace __cxxabiv1
