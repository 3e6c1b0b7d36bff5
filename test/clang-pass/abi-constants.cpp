// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The compiler's numbers, the runtime's, and those of the page that explains them are the same.
//
// RUN: clang++ -std=c++17 -fsyntax-only -I %libhop/include -I %src_root/clang-pass/include %s
// RUN: FileCheck --input-file=%libhop/ABI.md %s
// RUN: grep -q '^CALLED_TRAPS, FIRST_TRAP, HELPER_TRAP = (243, 244), 250, 255$' %src_root/scripts/hop-check-eh
//
// CHECK: `0x20000000` | `limit`
// CHECK: `0x20000004` | `cleanup_depth`
// CHECK: `0x20000008` | `kill_pending`
// CHECK: small zone | 64 |
// CHECK: leaf zone | 64 |
// CHECK: trap zone | 112 with FP registers, 40 without
// CHECK: reserve | 512 | {{.*}} lowest 160 bytes
// CHECK: 243 | `__hop_check_frame`
// CHECK: 244 | `__hop_check_r3`
// CHECK: 250 | `__hop_alloca_check`
// CHECK: 251 | `hop_panic`
// CHECK: 252 | small frame
// CHECK: 253 | large frame
// CHECK: 254 | function with stack arguments
// CHECK: 255 | runtime helper
#include "hop-pass/FiniteStackABI.h"
#include "hop/abi.h"

static_assert(hop::LimitAddress == HOP_CONTEXT_ADDRESS + HOP_CONTEXT_LIMIT);
static_assert(hop::CleanupDepthOffset == HOP_CONTEXT_CLEANUP_DEPTH);
static_assert(hop::KillPendingOffset == HOP_CONTEXT_KILL_PENDING);
static_assert(hop::SmallZone == HOP_ZONE_SMALL);
static_assert(hop::LeafZone == HOP_ZONE_LEAF);
static_assert(hop::TrapSmallFrame == HOP_SVC_SMALL);
static_assert(hop::TrapLargeFrame == HOP_SVC_LARGE);
static_assert(hop::TrapStackArguments == HOP_SVC_STACK_ARGUMENTS);
static_assert(hop::TrapHelper == HOP_SVC_EXTEND);

// The page's numbers that only the runtime knows.
static_assert(HOP_SVC_CALLED_FRAME == 243 && HOP_SVC_CALLED == 244 && HOP_SVC_ALLOCA == 250 && HOP_SVC_PANIC == 251);
static_assert(HOP_RESERVE_DEFAULT == 512 && HOP_UNWIND_STATE_SIZE == 160);
static_assert(HOP_ZONE_TRAP == 40, "the host has no Arm FP");
