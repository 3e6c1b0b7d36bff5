// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Marks the object of a file that is assembly, or is compiled without
// finite-stack, as fit for checked callers: none of its functions takes more than
// 32 bytes of stack before a check (libhop/ABI.md 2.2). Without the mark ld.lld
// warns where checked code calls it (--finite-stack-mixed). Include it once, in
// assembly or in C. For the default limit, trap number and zones. Where finite-stack is on the
// compiler marks the object.
#pragma once

#ifdef __has_feature
#if __has_feature(finite_stack)
#define HOP_MARKED_BY_COMPILER
#endif
#endif

#if defined(__ASSEMBLER__)
    .pushsection .note.finite-stack, "", %note
    .balign 4
    .long 4, 16, 0x100
    .asciz "hop"
    .long 252, 64, 64, 0
    .popsection
#elif !defined(HOP_MARKED_BY_COMPILER)
__asm__(".pushsection .note.finite-stack, \"\", %note\n"
        ".balign 4\n"
        ".long 4, 16, 0x100\n"
        ".asciz \"hop\"\n"
        ".long 252, 64, 64, 0\n"
        ".popsection\n");
#endif
