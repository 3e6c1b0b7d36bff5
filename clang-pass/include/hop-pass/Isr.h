//===- Isr.h - Interrupt handlers that may fail ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_ISR_H
#define HOP_PASS_ISR_H

namespace llvm {
class Module;
} // namespace llvm

namespace hop {

/// Put what starts and ends their context around the functions of \p M that
/// are marked AttrIsr.
void wrapHandlers(llvm::Module &M);

} // namespace hop

#endif // HOP_PASS_ISR_H
