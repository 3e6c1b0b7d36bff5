// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The type info that clauses of `catch (...)` refer to. Only its address means
// something.
extern const char __hop_catch_all;
const char __hop_catch_all = 0;
