// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Crash records: what is recorded of panics and fatal ends, in RAM whose contents survive a
// reset. libhop/CRASH.md has the layout for readers outside the firmware.
//
// The ring has __hop_crash_records records (set at link time, 4 by default, at least 1). A new one
// replaces the oldest. A record that was half written when power failed, and RAM that never held
// one, are not taken for records.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

// Begins each record; then bytes of the two strings in it.
#define HOP_CRASH_MAGIC 0x31524348u // "HCR1"
#define HOP_CRASH_NAME 16
#define HOP_CRASH_REASON 64

// What a record is about.
enum hop_crash_kind {
    HOP_CRASH_PANIC = 1,    // hop_panic, a failed check or allocation
    HOP_CRASH_OVERFLOW = 2, // a call or alloca that did not fit
    HOP_CRASH_KILL = 3,     // hop_task_kill
    HOP_CRASH_FAULT = 4,    // a hardware fault in a task
    HOP_CRASH_FATAL = 5,    // the firmware ended
};

// What became of the cleanups, joined by |.
enum hop_crash_flags {
    HOP_CRASH_UNFINISHED = 1, // the cleanups were still running
    HOP_CRASH_RECLAIMED = 2,  // cleanups were given up, at `reclaimed_at`
    HOP_CRASH_SKIPPED = 4,    // those of the function at fault were skipped
};

// Fields that do not apply are 0. Times and counts are modulo 2^32.
struct hop_crash_record {
    uint32_t magic;
    uint32_t checksum;
    uint32_t sequence; // counts up over resets, maybe with gaps
    uint16_t size;     // of this struct
    uint8_t kind;      // enum hop_crash_kind
    uint8_t outcome;   // enum hop_panic_outcome
    uint16_t exception; // number of the handler, 0: in a task
    uint16_t flags;     // enum hop_crash_flags
    uint32_t time;       // milliseconds since reset
    uint32_t generation; // restarts of the task before
    uint32_t function;   // overflow: as in struct hop_panic_info, with the next three
    uint32_t bytes_asked;
    uint32_t bytes_left;
    uint32_t limit;
    uint32_t cleanups;
    uint32_t reclaimed_at;
    uint32_t chain_length;
    uint32_t chain[HOP_PANIC_CHAIN];
    uint32_t core[16]; // r0-r15 at the panic
    uint32_t xpsr;
    uint32_t address; // fault: the address accessed
    uint32_t status;  // CFSR
    uint32_t hard_status; // HFSR
    char task[HOP_CRASH_NAME];     // cut to fit, ends with a 0
    char reason[HOP_CRASH_REASON]; // the same
};

// Copies a record: age 0 is the latest one, 1 the one before. HOP_INVALID: there is none, and
// the contents of *record mean nothing. Work: O(records * age). Context: any.
int hop_crash_record_read(unsigned age, struct hop_crash_record *record);

// Forgets all records. Context: task.
void hop_crash_record_clear(void);

// Prints a record on the console. Context: task.
void hop_crash_record_print(const struct hop_crash_record *record);

#ifdef __cplusplus
}
#endif
