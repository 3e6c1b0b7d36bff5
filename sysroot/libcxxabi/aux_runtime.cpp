// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that throw: dynamic_cast of a reference, typeid of a null pointer's object, new of an array. As
// with bad_alloc.cpp it is a panic in a program that throws nowhere else.
#include "abort_message.h"
#include "new.h"

#include <typeinfo>

asm(".weak __cxa_allocate_exception, __cxa_free_exception");

namespace __cxxabiv1 {
extern "C" {

void __cxa_bad_cast()
{
    if (__cxa_throw)
        throw std::bad_cast();
    abort_message("dynamic_cast of a reference to another type");
}

void __cxa_bad_typeid()
{
    if (__cxa_throw)
        throw std::bad_typeid();
    abort_message("typeid of a null pointer");
}

void __cxa_throw_bad_array_new_length()
{
    if (__cxa_throw)
        throw std::bad_array_new_length();
    abort_message("new of an array with a bad length");
}

} // extern "C"
} // namespace __cxxabiv1
