// RUN: %src_root/scripts/fuzz.sh --out %t 7 crash
// SOURCES: panic/crash.c panic/crash_read.c
// FLAGS: -Wl,--defsym=__hop_crash_end=__hop_crash_start+1120
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: which records get a right magic number, size and checksum (1 byte), operations (2), then what RAM held at
// reset. Only records with all three right are read, latest first; claims and seals leave the ring sound.
#include "panic/crash.h"

#include "input.h"

#include "hop/port.h"
#include "panic/isr.h"

enum { RECORDS = 4, SIZE = sizeof(struct hop_crash_record) };

struct hop_crash_record __hop_crash_start[RECORDS];
struct hop_isrs hop_isrs;

void hop_port_suspend(void)
{
}

void hop_port_resume(void)
{
}

uint32_t hop_port_milliseconds(void)
{
    return 7;
}

uint32_t hop_port_generation(const struct hop_runtime *runtime)
{
    (void)runtime;
    return 1;
}

// As libhop/CRASH.md says.
static uint32_t sum(const struct hop_crash_record *record)
{
    uint32_t words[SIZE / 4], result = 2166136261u;
    memcpy(words, record, SIZE);
    for (unsigned i = 2; i < SIZE / 4; i++)
        result = (result ^ words[i]) * 16777619u;
    return result;
}

static bool is_valid(const struct hop_crash_record *record)
{
    return record->magic == HOP_CRASH_MAGIC && record->size == SIZE && record->checksum == sum(record);
}

static void make_valid(struct hop_crash_record *record)
{
    record->magic = HOP_CRASH_MAGIC;
    record->size = SIZE;
    record->checksum = sum(record);
}

static unsigned read_all(void)
{
    struct hop_crash_record record;
    uint32_t above = UINT32_MAX;
    unsigned age = 0;
    for (; hop_crash_record_read(age, &record) == HOP_OK; age++) {
        MUST(is_valid(&record));
        MUST(record.sequence < above);
        above = record.sequence;
    }
    MUST(age <= RECORDS);
    return age;
}

static void write_one(uint8_t how)
{
    struct hop_runtime self = {.panic = {.reason = how % 8, .task = "a task with a name", .chain_length = how,
                                         .text = "a reason"}};
    uint32_t sequence = hop_crash_claim(how % 3);
    struct hop_crash_record *record = hop_crash_slot(sequence);
    MUST(record != NULL);
    hop_crash_fill(record, &self);
    if (how & 0x80)
        return; // the power fails here
    hop_crash_seal(record, sequence - 1); // somebody else's
    MUST(!is_valid(record));
    hop_crash_seal(record, sequence);
    MUST(is_valid(record));
    MUST(record->task[HOP_CRASH_NAME - 1] == 0 && record->reason[HOP_CRASH_REASON - 1] == 0);
    MUST(read_all() > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    uint8_t valid = take_u8(&input), first = take_u8(&input), second = take_u8(&input);
    struct hop_image ram = take_image(&input, 0, sizeof __hop_crash_start);

    hop_crash_record_clear(); // of the input before
    memset(__hop_crash_start, 0, sizeof __hop_crash_start);
    if (ram.size != 0)
        memcpy(__hop_crash_start, ram.bytes, ram.size);
    for (unsigned i = 0; i < RECORDS; i++)
        if (valid >> i & 1)
            make_valid(&__hop_crash_start[i]);
    read_all();
    write_one(first);
    write_one(second);
    hop_crash_record_clear();
    MUST(read_all() == 0);
    drop_image(&ram);
    return 0;
}
