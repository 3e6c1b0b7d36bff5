// RUN: %host_cc %s %libhop/panic/trap.c %libhop/panic/trapped.c %libhop/panic/trap_record.c %libhop/panic/trap_end.c %libhop/panic/trap_called.c %libhop/panic/limit.c %libhop/panic/runtime.c %libhop/stack/part.c %libhop/unwind/cursor.c %libhop/unwind/exidx.c %libhop/unwind/opcodes.c %libhop/unwind/ehabi_ops.c %libhop/unwind/lsda.c %libhop/unwind/unwind.c -no-pie -Wl,--defsym=__hop_stack_limits=1,--defsym=__hop_handler_stack_base=0x20010000 -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The decision of a trap: continue, extend, divert or reclaim, for each trap
// number and state of the task. The task's memory is mapped at its target
// address, so that a frame's address is a stack pointer.
#define _GNU_SOURCE // mmap flags

#include "arch/arm-m/frame.h"
#include "hop/port.h"
#include "panic/context.h"
#include "panic/crash.h"
#include "panic/dying.h"
#include "panic/isr.h"
#include "panic/trap.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { STACK = 0x20002000, STACK_SIZE = 2048, POISON = 0x20010000, BASIC = 0xfffffffd };
enum { FULL = STACK + HOP_RESERVE_DEFAULT + HOP_ZONE_TRAP + HOP_ZONE_LEAF + HOP_ZONE_SMALL };
enum { LOWERED = FULL - HOP_RESERVE_DEFAULT + HOP_UNWIND_STATE_SIZE };
enum { PC = 0x1234, LR = 0x5679 };

volatile struct hop_context __hop_context;
static struct hop_runtime task;
static bool has_task, is_protected, is_fatal;

struct hop_isrs hop_isrs;
void hop_isr_switch_limits_off(void) { abort(); }
struct hop_runtime *hop_runtime_self(void) { return has_task ? &task : NULL; }
struct hop_runtime *hop_port_self(void) { return hop_runtime_self(); }
bool hop_runtime_protected(void) { return is_protected; }
bool hop_port_protected(void) { return is_protected; }
void hop_limit_set_floor(uintptr_t floor) { (void)floor; }
uint32_t hop_port_cycles(void) { return 77; }
uint32_t hop_crash_claim(uint32_t previous) { return previous; }
struct hop_crash_record *hop_crash_slot(uint32_t sequence) { (void)sequence; return NULL; }
void hop_dying_divert(void) { abort(); }
void hop_dying_reclaim(void) { abort(); }
uintptr_t hop_dying_entry_sp(const struct hop_runtime *self) { return self->stacklet ? STACK + 600 : 0; }
uintptr_t hop_dying_reclaim_sp(const struct hop_runtime *self) { return self->base + 400; }
_Noreturn void hop_panic(const char *format, ...) { printf("panic: %s\n", format); exit(1); }

void hop_arch_frame_copy(struct hop_exception_frame *to, const struct hop_exception_frame *from,
                         uint32_t exc_return)
{
    (void)exc_return;
    *to = *from;
}

// Reported by the test that expects it; the others see the wrong result.
_Noreturn void hop_fatal(const char *reason, uintptr_t pc)
{
    printf("fatal: %s at 0x%llx\n", reason, (unsigned long long)pc);
    exit(is_fatal ? check_result() : 1);
}

struct hop_unwind_tables hop_dying_tables(void)
{
    // One function at 0, of 40 bytes: sub sp, #20; push {r4-r7, lr}.
    static const uint8_t index[] = {0, 0, 0, 0, 0xb0, 0xab, 0x04, 0x80};
    return (struct hop_unwind_tables){
        .exidx = {index, 0, sizeof index},
        .extab = {index, 0x100, 0},
    };
}

enum result { CONTINUE, DIVERT, RECLAIM };

static enum result result_of(const struct hop_exception_frame *frame)
{
    if (frame->pc == ((uintptr_t)hop_dying_divert & ~1u))
        return DIVERT;
    if (frame->pc == ((uintptr_t)hop_dying_reclaim & ~1u))
        return RECLAIM;
    CHECK_EQUAL(frame->pc, PC);
    return CONTINUE;
}

static void fresh_task(void)
{
    hop_runtime_init(&task, (void *)(uintptr_t)STACK, STACK_SIZE, "t");
    hop_runtime_reset(&task);
    memset(&task.panic, 0, sizeof task.panic);
    is_protected = false;
}

// A trap at SP = `sp`; word is r0 and r12.
static struct hop_exception_frame *frame_at(uintptr_t sp, uint32_t word)
{
    struct hop_exception_frame *frame = (void *)(sp - sizeof *frame);
    *frame = (struct hop_exception_frame){.r0 = word, .r12 = word, .lr = LR, .pc = PC,
                                          .xpsr = 0x01000000 | HOP_XPSR_ICI_IT};
    return frame;
}

static enum result trap(unsigned number, uintptr_t sp, uint32_t word)
{
    struct hop_exception_frame *frame = frame_at(sp, word);
    CHECK_EQUAL((uintptr_t)hop_trap(frame, number, BASIC, NULL), (uintptr_t)frame);
    enum result result = result_of(frame);
    CHECK_EQUAL(frame->xpsr & HOP_XPSR_ICI_IT, result == CONTINUE ? HOP_XPSR_ICI_IT : 0);
    if (result == DIVERT) {
        CHECK_EQUAL(frame->r0, STACK);
        CHECK_EQUAL(frame->lr, LR);
    }
    return result;
}

static uint32_t packed(uint32_t frame_bytes)
{
    return frame_bytes / 4;
}

static void test_layout(void)
{
    fresh_task();
    CHECK_EQUAL(task.limit, FULL);
    CHECK_EQUAL(hop_limit_lowered(&task), LOWERED);
    CHECK_EQUAL(__hop_context.limit, FULL);
}

static void test_divert(void)
{
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), DIVERT);
    CHECK_EQUAL(task.phase, HOP_PHASE_UNWINDING);
    CHECK_EQUAL(__hop_context.limit, LOWERED);
    CHECK_EQUAL(task.panic.reason, HOP_PANIC_STACK_OVERFLOW);
    CHECK_EQUAL(task.panic.function, PC);
    CHECK_EQUAL(task.panic.bytes_asked, 40);
    CHECK_EQUAL(task.panic.bytes_left, 0);
    CHECK_EQUAL(task.panic.sp, FULL - 8);
    CHECK_EQUAL(task.panic.limit, FULL);
    CHECK_EQUAL(task.panic.start_cycles, 77);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 96, FULL + 104), DIVERT);
    CHECK_EQUAL(task.panic.bytes_asked, 104);
    CHECK_EQUAL(task.panic.bytes_left, 96);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_STACK_ARGUMENTS, FULL + 96, packed(104) | 4u << 16), DIVERT);
    CHECK_EQUAL(task.panic.bytes_asked, 104);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_ALLOCA, FULL + 16, 24), DIVERT);
    CHECK_EQUAL(task.panic.reason, HOP_PANIC_ALLOCA);
    CHECK_EQUAL(task.panic.function, (LR & ~1) - 2);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 96, FULL - 8), DIVERT); // nearly 4 GiB
}

// The check as a call: the function that it is of, and what LR was there, are in registers.
static struct hop_exception_frame *frame_of_called(uintptr_t sp)
{
    struct hop_exception_frame *frame = frame_at(sp, 0);
    frame->pc = 0x9000;
    frame->lr = PC | 1;
    frame->r3 = LR;
    return frame;
}

static void test_called(void)
{
    fresh_task();
    struct hop_exception_frame *frame = frame_of_called(FULL - 8);
    CHECK_EQUAL(hop_trap_is_due(frame, HOP_SVC_CALLED, BASIC), true);
    CHECK_EQUAL(result_of(hop_trap(frame, HOP_SVC_CALLED, BASIC, NULL)), DIVERT);
    CHECK_EQUAL(task.panic.function, PC);
    CHECK_EQUAL(task.panic.bytes_asked, 40);
    CHECK_EQUAL(frame->lr, LR);

    fresh_task();
    frame = frame_of_called(FULL);
    CHECK_EQUAL(hop_trap_is_due(frame, HOP_SVC_CALLED, BASIC), false);
    CHECK_EQUAL(result_of(hop_trap(frame, HOP_SVC_CALLED, BASIC, NULL)), CONTINUE);
    CHECK_EQUAL(frame->lr, LR);
}

// The same where r3 tells what is asked for: r3 and LR are on the stack, and SP is 8 below what it was.
static struct hop_exception_frame *frame_of_called_frame(uintptr_t sp, uint32_t told)
{
    struct hop_exception_frame *frame = frame_at(sp - 8, told);
    uint32_t *pushed = (uint32_t *)(sp - 8);
    pushed[0] = 0x33;
    pushed[1] = LR;
    frame->pc = 0x9000;
    frame->lr = PC | 1;
    return frame;
}

static enum result trap_called_frame(uintptr_t sp, uint32_t told, bool is_due)
{
    fresh_task();
    struct hop_exception_frame *frame = frame_of_called_frame(sp, told);
    CHECK_EQUAL(hop_trap_is_due(frame, HOP_SVC_CALLED_FRAME, BASIC), is_due);
    frame = hop_trap(frame, HOP_SVC_CALLED_FRAME, BASIC, NULL);
    CHECK_EQUAL((uintptr_t)frame, sp - sizeof *frame);
    CHECK_EQUAL(hop_exception_sp(frame, BASIC), sp);
    CHECK_EQUAL(frame->lr, LR);
    return result_of(frame);
}

static void test_called_frame(void)
{
    CHECK_EQUAL(trap_called_frame(FULL, 64, false), CONTINUE);
    CHECK_EQUAL(trap_called_frame(FULL - 8, 64, true), DIVERT);
    CHECK_EQUAL(task.panic.bytes_asked, 64);
    CHECK_EQUAL(trap_called_frame(FULL, 64 | 7, false), CONTINUE);
    CHECK_EQUAL(trap_called_frame(FULL + 104, 104, false), CONTINUE);
    CHECK_EQUAL(trap_called_frame(FULL + 96, 104, true), DIVERT);
    CHECK_EQUAL(trap_called_frame(FULL + 248, 248 | 7, false), CONTINUE);
    CHECK_EQUAL(trap_called_frame(FULL + 240, 248 | 7, true), DIVERT);
    CHECK_EQUAL(task.panic.bytes_asked, 248);
    CHECK_EQUAL(task.panic.function, PC);
    CHECK_EQUAL(trap_called_frame(FULL + 2032, 2040, true), DIVERT);

    // r3 is back where the task goes on, and in what is told of a panic's arguments.
    fresh_task();
    struct hop_exception_frame *frame =
        hop_trap(frame_of_called_frame(FULL, 16), HOP_SVC_CALLED_FRAME, BASIC, NULL);
    CHECK_EQUAL(frame->r3, 0x33);
    fresh_task();
    frame = hop_trap(frame_of_called_frame(FULL - 8, 16 | 3), HOP_SVC_CALLED_FRAME | HOP_TRAP_MASKED, BASIC, NULL);
    CHECK_EQUAL(result_of(frame), CONTINUE);
    CHECK_EQUAL(frame->r3, 0x33);
    CHECK_EQUAL(frame->r12, 16 / 4 | 3 << 16);
    CHECK_EQUAL(__hop_context.kill_pending, 1);
}

// The limit was another one when the check read it: nothing is wrong now.
static void test_spurious(void)
{
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL, 0), CONTINUE);
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 104, FULL + 104), CONTINUE);
    CHECK_EQUAL(trap(HOP_SVC_STACK_ARGUMENTS, FULL, packed(64)), CONTINUE);
    CHECK_EQUAL(trap(HOP_SVC_ALLOCA, FULL + 24, 24), CONTINUE);
    CHECK_EQUAL(task.panicked, false);
    CHECK_EQUAL(__hop_context.limit, FULL);
}

static void test_region(void)
{
    fresh_task();
    hop_kill_defer_begin();
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, LOWERED);
    CHECK_EQUAL(__hop_context.kill_pending, 1);
    CHECK_EQUAL(task.panic.function, PC);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED + 8, 0), CONTINUE);
    hop_kill_defer_end();
    CHECK_EQUAL(__hop_context.limit, LOWERED);
    hop_kill_defer_end();
    CHECK_EQUAL(__hop_context.limit, POISON);
    // The next checked call, well inside the stack, delivers.
    task.panic.bytes_asked = 4711;
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 512, POISON + 80), DIVERT);
    CHECK_EQUAL(task.panic.bytes_asked, 4711); // the first cause is kept
    CHECK_EQUAL(__hop_context.kill_pending, 0);
    CHECK_EQUAL(__hop_context.limit, LOWERED);
}

// A region entered while POISON is in place: its first trap takes it away.
static void test_poison_in_region(void)
{
    fresh_task();
    __hop_context.kill_pending = 1;
    hop_limit_write(task.limit);
    CHECK_EQUAL(__hop_context.limit, POISON);
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 512, POISON + 80), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, FULL);
    hop_kill_defer_end();
    CHECK_EQUAL(__hop_context.limit, POISON);
}

static void test_region_exhausted(void)
{
    fresh_task();
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL, FULL + 4096), RECLAIM);
    CHECK_EQUAL(strcmp(task.panic.reclaimed, "reserve exhausted"), 0);

    fresh_task();
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), RECLAIM);
}

static void test_protected(void)
{
    fresh_task();
    is_protected = true;
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, LOWERED);
    is_protected = false;
    hop_kill_deliver();
    CHECK_EQUAL(__hop_context.limit, POISON);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_SMALL | HOP_TRAP_MASKED, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(__hop_context.kill_pending, 1);
    CHECK_EQUAL(__hop_context.limit, POISON);
}

static void test_helper(void)
{
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_EXTEND, FULL + 8, packed(80)), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, POISON);
    CHECK_EQUAL(task.limit, LOWERED);
    // Another helper finds POISON and only tests the true limit.
    CHECK_EQUAL(trap(HOP_SVC_EXTEND, FULL + 8, packed(80)), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, POISON);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL + 8, 0), DIVERT);

    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_EXTEND, FULL + 8, 0xffff), RECLAIM);
}

static void test_unwinding(void)
{
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), DIVERT);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED, 0), CONTINUE);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), RECLAIM);
    CHECK_EQUAL(task.panic.sp, FULL - 8); // still the first cause
    CHECK_EQUAL(task.panic.reclaimed_at, PC);
    hop_runtime_reset(&task);
    CHECK_EQUAL(__hop_context.limit, FULL);
    CHECK_EQUAL(task.panicked, true);
}

static void test_panic_call(void)
{
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_PANIC, FULL + 64, 0x4444), DIVERT);
    CHECK_EQUAL(task.panic.reason, HOP_PANIC_CALLED);
    CHECK_EQUAL((uintptr_t)task.panic.text, 0x4444);
    CHECK_EQUAL(task.panic.function, 0);
    CHECK_EQUAL(trap(HOP_SVC_PANIC, FULL + 64, 0x5555), RECLAIM);
    CHECK_EQUAL((uintptr_t)task.panic.text, 0x4444);

    fresh_task();
    is_protected = true;
    CHECK_EQUAL(trap(HOP_SVC_PANIC, FULL + 64, 0x4444), RECLAIM);

    // Deep in a lowered stack: no room to unwind on.
    fresh_task();
    CHECK_EQUAL(trap(HOP_SVC_PANIC, LOWERED, 0x4444), RECLAIM);
}

// The frame's kind and its alignment word tell the SP.
static void test_interrupted_sp(void)
{
    fresh_task();
    struct hop_exception_frame *frame = frame_at(FULL, 0x4444);
    frame->xpsr |= HOP_XPSR_ALIGNED;
    hop_trap(frame, HOP_SVC_PANIC, BASIC, NULL);
    CHECK_EQUAL(task.panic.sp, FULL + 4);
    fresh_task();
    frame = frame_at(FULL, 0x4444);
    hop_trap(frame, HOP_SVC_PANIC, BASIC & ~HOP_EXC_RETURN_BASIC, NULL);
    CHECK_EQUAL(task.panic.sp, FULL + 72);
}

// A stack that grows: what the trap asks for, and what it does where that is refused.
static struct hop_stack_request asked;
static unsigned times_asked;
static bool may_grow, may_go_beyond;

static bool grow(struct hop_runtime *self, struct hop_stack_request *request)
{
    (void)self;
    asked = *request;
    times_asked++;
    request->refused = "refused";
    return may_grow || (may_go_beyond && request->beyond_limit);
}

static const struct hop_growth_ops growth_ops = {.grow = grow};
static struct hop_growth growth = {.ops = &growth_ops};

static void growing_task(bool grows, bool goes_beyond)
{
    fresh_task();
    task.growth = &growth;
    times_asked = 0;
    may_grow = grows;
    may_go_beyond = goes_beyond;
}

static void test_growth(void)
{
    growing_task(true, false);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(asked.bytes, HOP_ZONE_SMALL);
    CHECK_EQUAL(asked.sp, FULL - 8);
    CHECK_EQUAL(asked.function, PC);
    CHECK_EQUAL(asked.arguments, 0);
    CHECK_EQUAL(trap(HOP_SVC_STACK_ARGUMENTS, FULL + 96, packed(104) | 4u << 16), CONTINUE);
    CHECK_EQUAL(asked.bytes, 104);
    CHECK_EQUAL(asked.arguments, 16);
    CHECK_EQUAL(trap(HOP_SVC_STACK_ARGUMENTS, FULL, packed(104) | 0xffffu << 16), CONTINUE);
    CHECK_EQUAL(asked.arguments, SIZE_MAX); // not known: for the task's memory to refuse
    CHECK_EQUAL(trap(HOP_SVC_ALLOCA, FULL + 16, 24), CONTINUE);
    CHECK_EQUAL(asked.is_alloca, true);
    CHECK_EQUAL(times_asked, 4);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL, 0), CONTINUE); // fits
    CHECK_EQUAL(times_asked, 4);
    CHECK_EQUAL(task.panicked, false);

    growing_task(false, false);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), DIVERT);
    CHECK_EQUAL(strcmp(task.panic.text, "refused"), 0);
    CHECK_EQUAL(times_asked, 1);
    // A cleanup, on the stack that has been lowered, may go beyond the limit.
    may_go_beyond = true;
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), CONTINUE);
    CHECK_EQUAL(asked.beyond_limit, true);
    may_go_beyond = false;
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), RECLAIM);
}

static void test_growth_in_region(void)
{
    growing_task(true, false);
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(asked.beyond_limit, false);
    CHECK_EQUAL(__hop_context.kill_pending, 0); // nothing is wrong

    growing_task(false, true);
    hop_kill_defer_begin();
    CHECK_EQUAL(trap(HOP_SVC_SMALL, FULL - 8, 0), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, LOWERED); // the reserve first
    CHECK_EQUAL(__hop_context.kill_pending, 1);
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), CONTINUE);
    CHECK_EQUAL(asked.beyond_limit, true);
    may_go_beyond = false;
    CHECK_EQUAL(trap(HOP_SVC_SMALL, LOWERED - 8, 0), RECLAIM);
}

static void test_switch(void)
{
    fresh_task();
    static struct hop_runtime other;
    hop_runtime_init(&other, (void *)(uintptr_t)(STACK + 0x1000), STACK_SIZE, "o");
    __hop_context.kill_pending = 1;
    __hop_context.cleanup_depth = 3;
    hop_runtime_switch(&task, &other);
    CHECK_EQUAL(__hop_context.limit, FULL + 0x1000);
    CHECK_EQUAL(__hop_context.kill_pending, 0);
    hop_runtime_switch(&other, &task);
    CHECK_EQUAL(__hop_context.limit, POISON); // a check may have read it before
    CHECK_EQUAL(__hop_context.cleanup_depth, 3);
    CHECK_EQUAL(__hop_context.kill_pending, 1);
    CHECK_EQUAL(trap(HOP_SVC_LARGE, FULL + 512, POISON + 80), CONTINUE);
    CHECK_EQUAL(__hop_context.limit, FULL);
}

int main(void)
{
    void *memory = mmap((void *)(uintptr_t)0x20000000, 0x8000, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if ((uintptr_t)memory != 0x20000000)
        return 2;
    has_task = true;
    test_layout();
    test_divert();
    test_called();
    test_called_frame();
    test_spurious();
    test_region();
    test_poison_in_region();
    test_region_exhausted();
    test_protected();
    test_helper();
    test_unwinding();
    test_panic_call();
    test_interrupted_sp();
    test_growth();
    test_growth_in_region();
    test_switch();
    has_task = false;
    is_fatal = true;
    trap(HOP_SVC_SMALL, FULL, 0);
    return 1;
}
