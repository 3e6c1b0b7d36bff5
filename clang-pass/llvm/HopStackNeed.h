//===- HopStackNeed.h - How much stack a function takes ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Depths are counted from SP at a function's entry to the next check. What is
// checked counts 0: it stops before it takes anything. So a chain of unchecked
// calls is as deep as the sum of its frames, and a caller needs no check as
// long as that stays within the leaf zone. What is deeper, a caller that knows
// its callee asks for together with its own frame.
//
// Both travel in string attributes. A function's depth goes to its callers;
// code generation in call-graph order, callees first, lets most of them know
// it. A callee without one is part of a recursion, and is told how deep it may
// go. So no order is unsound, and one member of each recursion is checked.
//
// A function that is unchecked by request cannot be told anything. It has its
// code before its callers: see HopUncheckedFirst.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPSTACKNEED_H
#define HOP_PASS_LLVM_HOPSTACKNEED_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace llvm {
class Function;
class MachineFunction;
class Module;
class Value;
} // namespace llvm

namespace hop {

/// What code and runtime agree on, for one function (ABI.md 2 and 4).
struct CheckParameters {
  llvm::StringRef LimitVariable; ///< empty: the fixed address
  unsigned FirstTrap;
  uint64_t SmallZone;
  uint64_t LeafZone;
};
CheckParameters getCheckParameters(const llvm::Function &F);

/// What a function needs, read from its final frame.
struct StackNeed {
  uint64_t Frame = 0;     ///< bytes below SP at entry, at most
  uint64_t Callees = 0;   ///< the deepest of what it calls
  uint64_t TailCalls = 0; ///< the deepest of what it calls with its frame gone
  /// Bytes of stack arguments above SP at entry, or UnknownArguments.
  uint64_t Arguments = 0;
  uint64_t Reserve = 0;   ///< asked for in the source, for a whole subtree
  bool HasReserve = false;
  bool IsHelper = false;   ///< must not be diverted
  llvm::StringRef Deepest; ///< the callee that decides Callees, where known
  /// Callees that have no code yet. They count 0 in Callees and TailCalls.
  llvm::SmallPtrSet<llvm::Function *, 4> Later;

  /// Way to the next check if this function has none.
  uint64_t getDepth() const;
  /// Bytes that a check of this function has to ask for. What callees take
  /// beyond the leaf zone is asked for here, nobody else does.
  uint64_t getBytes(uint64_t LeafZone) const;
  /// The part of them that callees take.
  uint64_t getCalleesBeyond(uint64_t LeafZone) const;
};

/// The depth of a callee that is not known, or may be another one in the end.
constexpr uint64_t UnknownDepth = 32;

/// What a function reads above its SP is not known: it cannot run elsewhere.
constexpr uint64_t UnknownArguments = ~uint64_t(0);

/// True if \p F reads variable arguments, or hands them on as they are.
bool readsVariableArguments(const llvm::Function &F);

/// True if the source wants no check in \p F, and its callers, which know its
/// code, are to ask for what it takes.
bool isUncheckedByRequest(const llvm::Function &F);

/// The function that a call of \p Callee is for, or null.
llvm::Function *findFunction(const llvm::Value *Callee);

/// Gives functions that are unchecked by request their code before all that
/// call them.
bool putUncheckedFirst(llvm::Module &M);

StackNeed computeStackNeed(llvm::MachineFunction &MF);

/// How deep \p F may go without a check, by what its callers know of it.
uint64_t getDepthBound(const llvm::Function &F, uint64_t LeafZone);

/// Tell the callers, which have their code after it.
void recordDepth(llvm::Function &F, uint64_t Depth);

/// Tell a callee that has its code after the caller's.
void limitDepth(llvm::Function &F, uint64_t Depth);

} // namespace hop

#endif // HOP_PASS_LLVM_HOPSTACKNEED_H
