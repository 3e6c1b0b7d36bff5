// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Panics: how a task starts one, what is recorded, and who is notified.
#pragma once

#include "hop/abi.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The firmware's exit status if main's task has panicked.
#define HOP_EXIT_PANIC 70

// Code addresses kept of a call chain: the innermost ones, then the outermost.
#define HOP_PANIC_CHAIN_INNER 12
#define HOP_PANIC_CHAIN_OUTER 4
#define HOP_PANIC_CHAIN (HOP_PANIC_CHAIN_INNER + HOP_PANIC_CHAIN_OUTER)

// Entry check of a public libhop function for its whole depth, so that a
// kernel call never stops half-way. A function that fits the leaf zone with all that it
// calls needs none. HOP_CHECKED_FOR: for one that takes so many bytes around kernel calls. Compilers
// without finite-stack ignore both.
#if defined(__has_attribute)
#if __has_attribute(finite_stack_reserve)
#define HOP_CHECKED_FOR(more) __attribute__((finite_stack_reserve(HOP_KERNEL_DEPTH + (more))))
#endif
#endif
#ifndef HOP_CHECKED_FOR
#define HOP_CHECKED_FOR(more)
#endif
#define HOP_CHECKED HOP_CHECKED_FOR(0)

// In front of a function that does not return.
#ifdef __cplusplus
#define HOP_NORETURN [[noreturn]]
#else
#define HOP_NORETURN _Noreturn
#endif

// Behind a function whose first parameter is a format, the second what it takes.
#if defined(__GNUC__)
#define HOP_LIKE_PRINTF __attribute__((format(printf, 1, 2)))
#else
#define HOP_LIKE_PRINTF
#endif

// The source's name without its folder, where the compiler knows that.
#if defined(__FILE_NAME__)
#define HOP_FILE __FILE_NAME__
#else
#define HOP_FILE __FILE__
#endif

// Why a task died.
enum hop_panic_reason {
    HOP_PANIC_CALLED,         // hop_panic
    HOP_PANIC_STACK_OVERFLOW, // a call that does not fit
    HOP_PANIC_ALLOCA,         // an alloca or variable-length array that does not fit
    HOP_PANIC_KILLED,         // hop_task_kill
    HOP_PANIC_FAULT,          // an instruction that the processor could not carry out
};

// What becomes of the task once its cleanups have run.
enum hop_panic_outcome {
    HOP_OUTCOME_RESTART, // runs again
    HOP_OUTCOME_STOP,    // ends, the others go on
    HOP_OUTCOME_EXIT,    // the firmware ends with HOP_EXIT_PANIC
    HOP_OUTCOME_HANDLER_LEFT, // an interrupt handler (hop/isr.h), no task
    HOP_OUTCOME_ESCALATED, // it has died too often (hop/supervision.h)
};

// What is known of a panic. Fields that do not apply are 0.
struct hop_panic_info {
    enum hop_panic_reason reason : 8;
    enum hop_panic_outcome outcome : 8;
    // Fault, and hop_task_kill_now: the cleanups of the function itself, if any, were skipped, since
    // unwind tables describe calls, not every instruction; those of its callers are run. Also if a cleanup panics while
    // a C++ exception unwinds: the remaining ones of the same function were skipped.
    bool skipped;
    // Mutexes that it still held after its cleanups, which were released; at most 255.
    uint8_t mutexes;
    // Blocks of the heap that it still owned then (hop/owned.h), which were freed: how many, at most 255,
    // and their bytes. blocks_damaged: one had been overwritten beyond its end; it is not freed,
    // nor are those that the task has owned for longer.
    uint8_t blocks;
    bool blocks_damaged;
    size_t block_bytes;
    // The reason in words. It lasts until hop_panic_hook returns; then it is `format`.
    const char *text;
    const char *format; // of hop_panic; otherwise the text
    uint32_t sequence;  // of its record (hop/crash.h)
    const char *task; // its name
    // Overflow: a code address in the function that did not fit, 0 otherwise.
    uintptr_t function;
    uintptr_t sp;    // at the call that did not happen
    uintptr_t limit; // in force at that moment
    size_t bytes_asked;
    size_t bytes_left;
    // Fault, and hop_task_kill_now: the instruction; the address it accessed, 0: not known.
    uintptr_t fault_pc;
    uintptr_t fault_address;
    uint32_t start_cycles; // hop_port_cycles() at the trap
    uint32_t cleanups;     // landing pads run
    // Set if the remaining cleanups were given up: why, and the code address, 0 if
    // the stack was lost.
    const char *reclaimed;
    uintptr_t reclaimed_at;
    // Return addresses, innermost first. When chain_length is above
    // HOP_PANIC_CHAIN the last HOP_PANIC_CHAIN_OUTER entries are the outermost. They are in the
    // crash record: 0 once later panics have taken its place.
    uint32_t chain_length;
    const uint32_t *chain;
};

// Ends the calling task: its cleanups run, then it restarts by its policy. It takes no stack
// of the task: `format` and its arguments are put into words elsewhere, before the first cleanup
// runs. %d %i %u %x %p %c %s %%, numbers with a width; the result is cut to HOP_CRASH_REASON
// (hop/crash.h), but not "%s" alone, nor a format without a %. The strings, and `format`, must outlive the task. Context:
// task, or a handler that may fail (hop/isr.h), which is left. In another handler it is fatal.
HOP_NORETURN void hop_panic(const char *format, ...) HOP_LIKE_PRINTF;

// Panics unless the condition holds; whether or not NDEBUG is defined. Context: as hop_panic.
#define hop_check(condition)                                                       \
    ((condition) ? (void)0                                                         \
                 : hop_panic("check failed: %s, %s:%d", #condition, HOP_FILE, __LINE__))

// Called in the dying task, on its own emptied stack, after its cleanups and
// before it restarts. The default prints a report on the console. It may call
// anything that does not block for ever; a panic in it skips the rest of it.
void hop_panic_hook(const struct hop_panic_info *info);

// Prints the default report, for hooks that want it too.
void hop_panic_report(const struct hop_panic_info *info);

// The record of the calling task's latest panic, NULL if it has had none. Context: task.
const struct hop_panic_info *hop_panic_record(void);

// A deferral region: between the two calls an overflow takes stack of the
// reserve, and the kill waits for the end of the outermost region. Context: task.
void hop_kill_defer_begin(void);
void hop_kill_defer_end(void);

#ifdef __cplusplus
}
#endif
