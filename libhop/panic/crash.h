// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing of crash records. A record is claimed where it begins, in a handler, so that claims
// nest; it is filled by whoever dies, at any later time, if nobody has claimed it meanwhile.
// Only one that is sealed counts.
#pragma once

#include "arch/fault.h"
#include "hop/crash.h"
#include "hop/runtime.h"

// Takes the oldest record and returns its sequence number. `previous`: one that the same
// context has claimed, and is used again if it is not sealed. Context: handler, or the end
// of the firmware.
uint32_t hop_crash_claim(uint32_t previous);

// Has the first claim after a reset not look for the latest record: it takes no longer than others
// then. Takes a number. Context: any.
void hop_crash_prepare(void);

// The record that was claimed with this number, NULL: another one has its place.
struct hop_crash_record *hop_crash_slot(uint32_t sequence);

// Where a record with this number is, or was before another one took its place.
struct hop_crash_record *hop_crash_place(uint32_t sequence);

// Takes the call chain from what is known of a panic, if another one has its record now.
void hop_crash_check_chain(struct hop_panic_info *info);

// Whether magic number, size and checksum are right.
bool hop_crash_is_valid(const struct hop_crash_record *record);

// The latest valid record with a number below `bound`, NULL: there is none.
const struct hop_crash_record *hop_crash_latest_below(uint32_t bound);

// Makes no record valid. Numbers go on.
void hop_crash_forget(void);

// Stores the registers of a fault.
void hop_crash_store_fault(struct hop_crash_record *record, const struct hop_fault *fault);

// Copies what is known of the panic of `self`, but for registers. Context: task, or a
// handler that may fail.
void hop_crash_fill(struct hop_crash_record *record, const struct hop_runtime *self);

// Copies text, cut to fit.
void hop_crash_copy(char *to, size_t size, const char *from);

// Makes it count, if it still is the one that was claimed with this number. Another one in its place, which what has been
// stored meanwhile may have spoiled, is not made to look right.
void hop_crash_seal(struct hop_crash_record *record, uint32_t sequence);
