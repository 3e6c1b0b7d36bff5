// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
    .syntax unified
    .thumb

// Names that unwind tables refer to. The unwinder reads tables and LSDA itself
// and calls none of them, so all trap. By its address it tells C++ from others.
    .section .text.hop_personality, "ax", %progbits
    .globl  __gcc_personality_v0, __gxx_personality_v0
    .globl  __aeabi_unwind_cpp_pr0, __aeabi_unwind_cpp_pr1, __aeabi_unwind_cpp_pr2
    .type   hop_personality, %function
    .type   __gcc_personality_v0, %function
    .type   __gxx_personality_v0, %function
    .type   __aeabi_unwind_cpp_pr0, %function
    .type   __aeabi_unwind_cpp_pr1, %function
    .type   __aeabi_unwind_cpp_pr2, %function
    .thumb_func
hop_personality:
    .thumb_func
__gcc_personality_v0:
    .thumb_func
__aeabi_unwind_cpp_pr0:
    .thumb_func
__aeabi_unwind_cpp_pr1:
    .thumb_func
__aeabi_unwind_cpp_pr2:
    .fnstart
    .cantunwind
    udf     #0
    .thumb_func
__gxx_personality_v0:
    udf     #0
    .fnend
    .size   hop_personality, . - hop_personality
