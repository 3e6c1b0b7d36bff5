//===- StackCheck.h - Finite-stack checks for Arm M-profile -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_STACKCHECK_H
#define HOP_PASS_STACKCHECK_H

#include "llvm/IR/DiagnosticInfo.h"

#include <optional>

namespace llvm {
class Function;
class MachineBasicBlock;
class MachineFunction;
} // namespace llvm

namespace hop {

/// -ffinite-stack (-mllvm -hop-finite-stack). Checks go by the attributes of
/// functions; this is for what concerns a module as a whole, such as the order
/// of code generation, in which callees come first.
bool finiteStackEnabled();

/// True if \p F must not use more stack than its context has: it was compiled
/// under -ffinite-stack, or it carries finite_stack_reserve.
bool hasFiniteStack(const llvm::Function &F);

/// True if \p Callee's code may become part of \p Caller.
bool areInlineCompatible(const llvm::Function &Caller,
                         const llvm::Function &Callee);

/// True if what \p F takes is counted when its frame is final: it is checked, or
/// its callers ask for it. Nothing may be added to it later.
bool isStackCounted(const llvm::Function &F);

/// True if each call in \p F may be unwound.
bool mustUnwind(const llvm::Function &F);

/// What it is that checked code calls unchecked code of another unit, where code
/// generation sees both; none: nothing. Initially a warning.
void setMixedSeverity(std::optional<llvm::DiagnosticSeverity> Severity);

/// True if \p F stands for the beginning or the end of a cleanup region.
bool isRegionMark(const llvm::Function &F);

/// Put the check in front of \p Prologue, the block that holds \p MF's
/// prologue. PEI calls it, through ARMFrameLowering::inlineStackProbe, when the
/// frame is final and the prologue is in place. A function that cannot be
/// checked correctly is diagnosed as an error.
void insertStackCheck(llvm::MachineFunction &MF,
                      llvm::MachineBasicBlock &Prologue);

} // namespace hop

#endif // HOP_PASS_STACKCHECK_H
