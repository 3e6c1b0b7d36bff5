// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants of the contract between compiler and runtime. libhop/ABI.md is the
// text; this file holds the numbers and is included from C and from assembly.
#pragma once

// Context words of the running context (ABI.md section 1).
#define HOP_CONTEXT_ADDRESS 0x20000000
#define HOP_CONTEXT_LIMIT 0
#define HOP_CONTEXT_CLEANUP_DEPTH 4
#define HOP_CONTEXT_KILL_PENDING 8
#define HOP_CONTEXT_STACK 12
#define HOP_CONTEXT_SIZE 16

// Words of FP registers that a context switch saves: the hard-float variants have
// an FP context, the others leave the FPU off.
#if defined(__ARM_PCS_VFP)
#define HOP_ARCH_FP_WORDS 16
#else
#define HOP_ARCH_FP_WORDS 0
#endif

// Zones below the limit, in bytes (ABI.md section 2). The trap zone holds one
// hardware exception frame and its alignment word.
#define HOP_ZONE_SMALL 64
#define HOP_ZONE_LEAF 64
#if defined(__ARM_FP)
#define HOP_ZONE_TRAP 112
#else
#define HOP_ZONE_TRAP 40
#endif

// All zones of a stack object.
#define HOP_ZONES (HOP_ZONE_SMALL + HOP_ZONE_LEAF + HOP_ZONE_TRAP)

// Below the trap zone: what cleanups and deferral regions may use once the
// limit is hit. The unwind state of a dying task occupies its lowest bytes.
#define HOP_RESERVE_DEFAULT 512
#define HOP_UNWIND_STATE_SIZE 160

// Bits of the word HOP_CONTEXT_STACK: where the task's SP is.
#define HOP_STACK_EXTENDED 1 // not in its stack object
#define HOP_STACK_MOVED 2    // in memory that an alloca has moved it to
#define HOP_STACK_GROWS 4    // it may be, if not now

// Trap numbers, the immediate of `svc` (ABI.md section 4). The last four are
// emitted by the compiler, the others are private to libhop.
#define HOP_SVC_CALLED_FRAME 243 // r12 = bytes | words of arguments; LR = body, r3 and LR on the stack
#define HOP_SVC_CALLED 244  // small frame, of a check that is called: LR = body, r3 = LR
#define HOP_SVC_FAULT 245   // r12 = where a hardware fault was
#define HOP_SVC_PREPARE 246 // r0 = bytes: 1 if a check for them will pass
#define HOP_SVC_JUMP 247    // SP = r12, in an outer part of the stack
#define HOP_SVC_SETTLE 248  // SP has gone back beyond an alloca
#define HOP_SVC_RETURN 249  // a call on a stacklet has returned
#define HOP_SVC_ALLOCA 250
#define HOP_SVC_PANIC 251
#define HOP_SVC_SMALL 252
#define HOP_SVC_LARGE 253
#define HOP_SVC_STACK_ARGUMENTS 254
#define HOP_SVC_EXTEND 255

// Depth that a public function of libhop is checked for on entry.
#define HOP_KERNEL_DEPTH 256
