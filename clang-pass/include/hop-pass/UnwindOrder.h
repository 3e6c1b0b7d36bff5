//===- UnwindOrder.h - Functions laid out by their unwinding ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_UNWINDORDER_H
#define HOP_PASS_UNWINDORDER_H

namespace hop {

/// The linker: lay functions of checked objects out so that those that are
/// unwound in the same way are neighbours, and share an entry of the index.
/// Once it is known which sections are linked.
void orderByUnwinding();

} // namespace hop

#endif // HOP_PASS_UNWINDORDER_H
