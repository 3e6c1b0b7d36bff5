//===- FiniteStackAttrs.h - Names of finite-stack annotations ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_FINITESTACKATTRS_H
#define HOP_PASS_FINITESTACKATTRS_H

namespace hop {

/// How __attribute__((finite_stack_reserve(N))) travels through the AST: an
/// annotation with this name and N as its only argument. An attribute kind of
/// its own would renumber attr::Kind in every prebuilt library.
constexpr const char *ReserveAnnotation = "finite_stack_reserve";
/// __attribute__((hop_isr)), without arguments.
constexpr const char *IsrAnnotation = "hop_isr";

/// What 'hop_isr' on anything else is refused with.
constexpr char NoHandler[] =
    "'hop_isr' needs an interrupt handler: a function without parameters and "
    "result, neither 'naked' nor 'interrupt'";

} // namespace hop

#endif // HOP_PASS_FINITESTACKATTRS_H
