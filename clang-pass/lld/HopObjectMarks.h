//===- HopObjectMarks.h - The linker reads the marks ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLD_HOPOBJECTMARKS_H
#define HOP_PASS_LLD_HOPOBJECTMARKS_H

namespace lld::elf {
class ELFFileBase;
class InputSectionBase;
} // namespace lld::elf

namespace hop {

/// The section of \p File with the mark of ObjectMark.h, or null.
const lld::elf::InputSectionBase *findMark(const lld::elf::ELFFileBase &File);

} // namespace hop

#endif // HOP_PASS_LLD_HOPOBJECTMARKS_H
