//===- BodyAttributes.h - Attributes of a body, not its entry ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_BODYATTRIBUTES_H
#define HOP_PASS_BODYATTRIBUTES_H

#include "hop-pass/FiniteStackABI.h"
#include "llvm/IR/Function.h"

namespace hop {

/// Where a function is divided into an entry, which has its name, and a body:
/// takes from \p Entry what is for the body, and would make code in both.
inline void removeBodyAttributes(llvm::Function &Entry) {
  for (llvm::StringRef Name :
       {AttrReserve, "instrument-function-entry", "instrument-function-exit",
        "instrument-function-entry-inlined",
        "instrument-function-exit-inlined"})
    Entry.removeFnAttr(Name);
  for (llvm::Attribute::AttrKind Kind :
       {llvm::Attribute::StackProtect, llvm::Attribute::StackProtectStrong,
        llvm::Attribute::StackProtectReq})
    Entry.removeFnAttr(Kind);
}

} // namespace hop

#endif // HOP_PASS_BODYATTRIBUTES_H
