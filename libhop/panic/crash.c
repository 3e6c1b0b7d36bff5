// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/crash.h"

#include "panic/checksum.h"
#include "panic/isr.h"
#include "panic/optional.h"

#define AT(field, offset) \
    _Static_assert(offsetof(struct hop_crash_record, field) == (offset), "CRASH.md, " #field)
AT(checksum, 4);
AT(sequence, 8);
AT(size, 12);
AT(kind, 14);
AT(outcome, 15);
AT(exception, 16);
AT(flags, 18);
AT(time, 20);
AT(generation, 24);
AT(function, 28);
AT(bytes_asked, 32);
AT(bytes_left, 36);
AT(limit, 40);
AT(cleanups, 44);
AT(reclaimed_at, 48);
AT(chain_length, 52);
AT(chain, 56);
AT(core, 120);
AT(xpsr, 184);
AT(address, 188);
AT(status, 192);
AT(hard_status, 196);
AT(task, 200);
AT(reason, 216);
_Static_assert(sizeof(struct hop_crash_record) == 280, "hop-sections.ld makes room for them");

extern struct hop_crash_record __hop_crash_start[], __hop_crash_end[];

// Claimants nest: whoever interrupts another has finished when that goes on. So does a task, with the scheduler suspended.
static struct {
    const void *volatile claimant;
    volatile uint32_t next; // 0: not known yet
} ring;

static uint32_t count(void)
{
    return (uint32_t)(__hop_crash_end - __hop_crash_start);
}

struct hop_crash_record *hop_crash_place(uint32_t sequence)
{
    return &__hop_crash_start[sequence % count()];
}

// hop_dying_search puts in the chain while the record counts already: it is 0 until the end.
// Inline: hop_task_kill_now is deep enough without it.
__attribute__((always_inline)) static inline uint32_t checksum(const struct hop_crash_record *record)
{
    const uint32_t *chain = record->chain, *core = record->core;
    uint32_t chain_mask = (record->flags & HOP_CRASH_UNFINISHED) != 0 ? 0 : UINT32_MAX;
    uint32_t sum = hop_checksum_words(HOP_CHECKSUM_OF_NONE, &record->sequence, chain, UINT32_MAX);
    sum = hop_checksum_words(sum, chain, core, chain_mask);
    return hop_checksum_words(sum, core, (const uint32_t *)(record + 1), UINT32_MAX);
}

bool hop_crash_is_valid(const struct hop_crash_record *record)
{
    return record->magic == HOP_CRASH_MAGIC && record->size == sizeof *record &&
           record->checksum == checksum(record);
}

const struct hop_crash_record *hop_crash_latest_below(uint32_t bound)
{
    const struct hop_crash_record *latest = NULL;
    for (struct hop_crash_record *r = __hop_crash_start; r < __hop_crash_end; r++) {
        if (r->sequence < bound && (latest == NULL || r->sequence > latest->sequence) &&
            hop_crash_is_valid(r))
            latest = r;
    }
    return latest;
}

static uint32_t next_sequence(void)
{
    if (ring.next != 0)
        return ring.next;
    const struct hop_crash_record *latest = hop_crash_latest_below(UINT32_MAX);
    return latest != NULL ? latest->sequence + 1 : 1;
}

static uint32_t take_number(void)
{
    uint32_t sequence;
    do { // another claim in between may have had the same number
        ring.claimant = &sequence;
        sequence = next_sequence();
        ring.next = sequence + 1;
    } while (ring.claimant != &sequence);
    return sequence;
}

void hop_crash_prepare(void)
{
    hop_port_suspend();
    if (ring.next == 0)
        take_number();
    hop_port_resume();
}

// A panic waits for this: in a few instructions.
static void clear(struct hop_crash_record *record)
{
    uint32_t *word = (uint32_t *)record;
#pragma clang loop unroll_count(14)
    for (unsigned i = 0; i < sizeof *record / sizeof *word; i++)
        word[i] = 0;
}

uint32_t hop_crash_claim(uint32_t previous)
{
    const struct hop_crash_record *own = previous != 0 ? hop_crash_slot(previous) : NULL;
    bool is_used = own == NULL || own->magic == HOP_CRASH_MAGIC;
    uint32_t sequence = is_used ? take_number() : previous;
    struct hop_crash_record *record = hop_crash_place(sequence);
    clear(record);
    record->sequence = sequence;
    record->size = sizeof *record;
    return sequence;
}

struct hop_crash_record *hop_crash_slot(uint32_t sequence)
{
    struct hop_crash_record *record = hop_crash_place(sequence);
    return record->sequence == sequence ? record : NULL;
}

void hop_crash_check_chain(struct hop_panic_info *info)
{
    if (hop_crash_slot(info->sequence) == NULL)
        info->chain_length = 0;
}

void hop_crash_forget(void)
{
    hop_crash_prepare();
    for (struct hop_crash_record *r = __hop_crash_start; r < __hop_crash_end; r++)
        r->magic = 0;
}

void hop_crash_copy(char *to, size_t size, const char *from)
{
    size_t i = 0;
    for (; from != NULL && from[i] != '\0' && i + 1 < size; i++)
        to[i] = from[i];
    to[i] = '\0';
}

void hop_crash_store_fault(struct hop_crash_record *record, const struct hop_fault *fault)
{
    record->exception = (uint16_t)fault->exception;
    for (unsigned i = 0; i < 16; i++)
        record->core[i] = fault->core[i];
    record->xpsr = fault->xpsr;
    record->address = (uint32_t)fault->address;
    record->status = fault->status;
    record->hard_status = fault->hard_status;
}

static uint8_t kind_of(enum hop_panic_reason reason)
{
    switch (reason) {
    case HOP_PANIC_STACK_OVERFLOW:
    case HOP_PANIC_ALLOCA:
        return HOP_CRASH_OVERFLOW;
    case HOP_PANIC_KILLED:
        return HOP_CRASH_KILL;
    case HOP_PANIC_FAULT:
        return HOP_CRASH_FAULT;
    default:
        return HOP_CRASH_PANIC;
    }
}

void hop_crash_fill(struct hop_crash_record *record, const struct hop_runtime *self)
{
    const struct hop_panic_info *info = &self->panic;
    record->kind = kind_of(info->reason);
    record->outcome = (uint8_t)info->outcome;
    record->exception = hop_isr_is_active() ? (uint16_t)hop_isr_innermost()->exception : 0;
    record->flags = (uint16_t)((self->phase < HOP_PHASE_REPORTING ? HOP_CRASH_UNFINISHED : 0) |
                               (info->reclaimed != NULL ? HOP_CRASH_RECLAIMED : 0) |
                               (info->skipped ? HOP_CRASH_SKIPPED : 0));
    if (record->magic != HOP_CRASH_MAGIC)
        record->time = hop_optional_milliseconds(); // not again at the end
    record->generation = hop_isr_is_active() ? 0 : hop_optional_generation(self);
    record->function = (uint32_t)info->function;
    record->bytes_asked = (uint32_t)info->bytes_asked;
    record->bytes_left = (uint32_t)info->bytes_left;
    record->limit = (uint32_t)info->limit;
    record->cleanups = info->cleanups;
    record->reclaimed_at = (uint32_t)info->reclaimed_at;
    record->chain_length = info->chain_length; // hop_dying_search has put in the chain
    hop_crash_copy(record->task, sizeof record->task, info->task);
    if (info->text != record->reason)
        hop_crash_copy(record->reason, sizeof record->reason, info->text);
}

void hop_crash_seal(struct hop_crash_record *record, uint32_t sequence)
{
    uint32_t sum = checksum(record); // what is sealed anew has a wrong one so far
    if (record->sequence != sequence)
        return;
    record->checksum = sum;
    record->magic = HOP_CRASH_MAGIC;
}
