//===- CleanupRegion.h - Cleanup code runs to its end ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_CLEANUPREGION_H
#define HOP_PASS_CLEANUPREGION_H

namespace clang {
class FunctionDecl;
namespace CodeGen {
class CodeGenFunction;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// True under -ffinite-stack while \p CGF emits a cleanup of an exceptional
/// path. Its calls have no landing pad and need no region.
bool isInEHCleanup(clang::CodeGen::CodeGenFunction &CGF);

/// When a kill comes that has waited for the end of a region.
enum class KillAfterRegion { AtOnce, AtNextCheck };

/// While one lives, what \p CGF emits is a cleanup region: a call of \p Callee,
/// or something that throws no exception. Nothing without -ffinite-stack.
class CleanupRegion {
public:
  explicit CleanupRegion(clang::CodeGen::CodeGenFunction &CGF,
                         const clang::FunctionDecl *Callee = nullptr,
                         KillAfterRegion Kill = KillAfterRegion::AtOnce);
  ~CleanupRegion();
  CleanupRegion(const CleanupRegion &) = delete;
  CleanupRegion &operator=(const CleanupRegion &) = delete;

private:
  clang::CodeGen::CodeGenFunction &CGF;
  const KillAfterRegion Kill;
  bool HasUnwindSide = false;
};

} // namespace hop

#endif // HOP_PASS_CLEANUPREGION_H
