//===- HopBelowAlloca.h - What is below a dynamic alloca --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where SP moves, the outgoing arguments of every call are pushed below what
// the last alloca took, and callees go on from there: its check has to ask for
// them, too. How much that is, is known when the frame is final. By then the
// call of the check may be one through a register, which nobody recognises. So
// the size passes through a mark on its way there, inline assembly that is only
// a comment, and the mark becomes the addition.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPBELOWALLOCA_H
#define HOP_PASS_LLVM_HOPBELOWALLOCA_H

#include "HopStackNeed.h"

namespace llvm {
class CallBase;
} // namespace llvm

namespace hop {

/// Lets the size that \p Check tells pass through a mark.
void markSize(llvm::CallBase &Check);

/// True if the size that \p Check tells passes through a mark.
bool hasMarkedSize(const llvm::CallBase &Check);

/// Makes the marks of \p MF additions of what is below its allocas.
void askBelowAlloca(llvm::MachineFunction &MF, const StackNeed &Need);

} // namespace hop

#endif // HOP_PASS_LLVM_HOPBELOWALLOCA_H
