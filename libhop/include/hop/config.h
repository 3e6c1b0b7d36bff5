// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers of the kernel that an application may read. They are fixed when
// libhop is built; changing one means rebuilding it.
#pragma once

// Priorities: 0 (idle task only) to HOP_PRIORITY_MAX, higher is more urgent.
#define HOP_PRIORITY_COUNT 32
#define HOP_PRIORITY_IDLE 0
#define HOP_PRIORITY_MIN 1
#define HOP_PRIORITY_MAX (HOP_PRIORITY_COUNT - 1)
#define HOP_PRIORITY_MAIN 16

// Ticks per second of hop_time_ticks; one tick is one millisecond.
#define HOP_TICK_HZ 1000

// Ticks of a time slice once a thread of C11 or C++ exists, unless the application has called hop_time_slice.
#define HOP_THREAD_SLICE 10

// Longest sleep or timeout, in milliseconds: tick times are compared by signed
// difference, so that the counter may wrap.
#define HOP_TIME_MAX 0x7fffffff

// Files open at once besides the three standard ones.
#define HOP_OPEN_MAX 8

// Longest command line (with its terminator) and most arguments of main.
#define HOP_COMMAND_LINE_SIZE 512
#define HOP_ARGUMENT_MAX 32

// Handlers that may be inside a deferred call of the heap (hop/mem.h) at once,
// each interrupting the one before. 6 is all of an Armv6-M: four priorities,
// NMI and HardFault. Costs 20 bytes each.
#define HOP_MEM_NESTING 6

// Contexts that may be inside a call of a semaphore, channel, event flags or the like
// at once: a task, the tick, and handlers that interrupt these and each other there. 5 is
// all of an Armv6-M, whose handlers have three priorities beside the kernel's. Costs 2
// bytes in each count, 8 in each set of flags.
#define HOP_NESTING 5

// Breathing tasks (hop/breathe.h) that may work at once: by default, and at most. Each of
// the latter costs a mutex.
#define HOP_BREATHING_DEFAULT 3
#define HOP_BREATHING_MAX 8
