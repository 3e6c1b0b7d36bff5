//===- FiniteStackABI.h - The numbers of libhop/ABI.md ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contract between the compiler and the runtime, as far as generated code
// knows it. test/clang-pass/abi-constants.cpp compares every value with
// libhop/include/hop/abi.h; the text is libhop/ABI.md.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_FINITESTACKABI_H
#define HOP_PASS_FINITESTACKABI_H

#include <cstdint>

namespace hop {

/// Where the current context's words live (ABI.md 1): the limit, and from there
/// the depth of cleanup regions and the flag of a kill that waits for their end.
constexpr uint32_t LimitAddress = 0x20000000;
constexpr uint32_t CleanupDepthOffset = 4;
constexpr uint32_t KillPendingOffset = 8;

/// How far a checked function with a small frame, and an unchecked call
/// subtree below it, may reach beyond the limit (ABI.md 2).
constexpr uint64_t SmallZone = 64;
constexpr uint64_t LeafZone = 64;

/// Four consecutive supervisor calls (ABI.md 4).
enum Trap : unsigned {
  TrapSmallFrame = 252,     ///< nothing in r12
  TrapLargeFrame = 253,     ///< r12 = limit + frame
  TrapStackArguments = 254, ///< r12 = frame / 4 | stack arguments / 4 << 16
  TrapHelper = 255,         ///< same r12; extend and pend, never divert
};

/// No RAM that a stack may use ends above this (the Armv7-M memory map puts
/// devices there), so `limit + frame` cannot wrap for any frame up to
/// LargestFrame, and a larger one can never fit.
constexpr uint64_t StackRAMEnd = 0xA0000000;
constexpr uint64_t LargestFrame = (uint64_t(1) << 32) - StackRAMEnd;

/// What a dynamic alloca asks for saturates at this: no memory holds it, and
/// outgoing arguments can be added without a wrap.
constexpr uint32_t LargestAlloca = 0xC0000000;

/// In a half of r12 that tells a size: it never fits, and, of arguments, they
/// cannot be copied, because nobody knows how many there are.
constexpr uint32_t UntoldSize = 0xFFFF;

/// Function attributes by which clang's code generation tells the back end.
constexpr const char *AttrFiniteStack = "finite-stack";
constexpr const char *AttrHelper = "finite-stack-helper";
constexpr const char *AttrReserve = "finite-stack-reserve";
constexpr const char *AttrUnchecked = "no-split-stack";
constexpr const char *AttrIsr = "finite-stack-isr";
/// What nounwind would say of C++ exceptions.
constexpr const char *AttrNoException = "finite-stack-no-exception";
/// Of a function or a call: it passes aggregates of floating-point members,
/// which the base ABI's IR shows as integers.
constexpr const char *AttrFloatAggregates = "finite-stack-float-aggregates";
/// ThinLTO: of a function that is imported from a unit without finite-stack.
constexpr const char *AttrImportedUnchecked = "finite-stack-imported-unchecked";
/// Spelled as in llvm-project PR #208076.
constexpr const char *AttrLimitVariable = "stack-limit-variable";
constexpr const char *AttrTrapNumber = "stack-limit-trap-number";
constexpr const char *AttrSmallZone = "finite-stack-small-zone";
constexpr const char *AttrLeafZone = "finite-stack-leaf-zone";
/// Added by the back end: see HopStackNeed.h.
constexpr const char *AttrDepth = "finite-stack-depth";
constexpr const char *AttrDepthLimit = "finite-stack-depth-limit";
/// Of the two parts of a variadic function: see HopVariadicSplit.cpp.
constexpr const char *AttrVariadicEntry = "finite-stack-variadic-entry";
constexpr const char *AttrVariadicBody = "finite-stack-variadic-body";

/// Checks as calls (ABI.md 3.10): of a small frame, with LR in r3; and any.
constexpr const char *CheckName = "__hop_check_r3";
constexpr const char *FrameCheckName = "__hop_check_frame";

/// Called right before each dynamic alloca with its size.
constexpr const char *AllocaCheckName = "__hop_alloca_check";

/// Called right after SP has gone back over what a dynamic alloca took.
constexpr const char *StackSettleName = "__hop_stack_settle";

/// What it is given as the return address of its caller, or, where that is the
/// runtime's way back from other memory, the one that the call had.
constexpr const char *ReturnAddressName = "__hop_return_address";

/// Called at the end of the outermost cleanup region if a kill is pending. The
/// latter returns: the next check traps.
constexpr const char *KillPointName = "__hop_kill_point";
constexpr const char *KillLaterName = "__hop_kill_later";

/// What clang marks cleanup regions with: their beginning, their end, after
/// which a kill may come at once or later, and where an exception has left one.
/// All are gone before code generation.
constexpr const char *RegionBeginName = "__hop_region_begin";
constexpr const char *RegionEndName = "__hop_region_end";
constexpr const char *RegionEndLaterName = "__hop_region_end_later";
constexpr const char *RegionUnwoundName = "__hop_region_unwound";

/// The type info of clauses that catch every exception, and what landing pads
/// call that end in std::terminate (ABI.md 7).
constexpr const char *CatchAllName = "__hop_catch_all";
constexpr const char *TerminateName = "__hop_terminate";

/// Runs the body of an interrupt handler that may fail (ABI.md 8).
constexpr const char *IsrRunName = "__hop_isr_run";

} // namespace hop

#endif // HOP_PASS_FINITESTACKABI_H
