//===- DeadCode.h - Where debug information has dropped code ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_DEADCODE_H
#define HOP_PASS_DEADCODE_H

#include <cstdint>

namespace hop {

/// The linker: where debug information is to have functions and variables that
/// are not in the image. Once addresses are known.
uint64_t getDeadCodeAddress();

} // namespace hop

#endif // HOP_PASS_DEADCODE_H
