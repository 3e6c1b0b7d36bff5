// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C in the way of a C++ exception, for ../exception-kill.cpp.
void note_c(int *variable);
void through_c(int (*function)(const void *, const void *));

void through_c(int (*function)(const void *, const void *))
{
    __attribute__((cleanup(note_c))) int held = 1;
    function(&held, &held);
}
