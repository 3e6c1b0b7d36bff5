// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hardware faults. All of them arrive as HardFault, with their own status bits
// where there are any: one path, whatever priority the faulting code had. A fault that
// one instruction of a task or of a handler that may fail has caused is its panic; others
// are the end of the firmware. A stack check that was escalated (svc with interrupts masked by
// somebody) is handled like any other, and a task that unchecked code has driven below
// its hardware limit starts anew.
#include "arch/arch.h"
#include "fault_status.h"
#include "frame.h"
#include "hop/fatal.h"
#include "panic/context.h"
#include "panic/dying.h"
#include "panic/fault.h"
#include "panic/isr.h"
#include "panic/trap.h"
#include "svc.h"

#define EXC_RETURN_PSP 4u
#define EXC_RETURN_THREAD 8u
#define SVC_OPCODE 0xDF00u
#define XPSR_EXCEPTION 0x1FFu

static bool trap_escalated;

enum { SAVED_MSP = 9 };

uint64_t hop_arch_fault(uint32_t exc_return, struct hop_exception_frame *psp,
                        struct hop_exception_frame *msp, uint32_t *saved);
_Noreturn void hop_arch_bad_svc(uintptr_t pc);

bool hop_arch_trap_escalated(void)
{
    return trap_escalated;
}

// A task, of whose object all is there that its death begins with.
static bool is_from_task(uint32_t exc_return)
{
    uint32_t in_task = EXC_RETURN_PSP | EXC_RETURN_THREAD;
    const struct hop_runtime *task = hop_runtime_of_task();
    return (exc_return & in_task) == in_task && task != NULL && hop_runtime_is_whole(task);
}

// The number of the trap that this frame is at or after, 0 if it is at none:
// the stacked pc is the svc itself on some cores, the next instruction on
// others. In the first case the pc is moved on.
static unsigned escalated_trap(struct hop_exception_frame *frame,
                               uint32_t exc_return)
{
    if (!hop_fault_is_at_code(frame->pc))
        return 0;
    const uint16_t *next = (const uint16_t *)(frame->pc & ~1u);
    for (int i = -1; i <= 0; i++) {
        unsigned number = next[i] & 0xFFu;
        if ((next[i] & 0xFF00u) != SVC_OPCODE || number < HOP_SVC_TRAP_FIRST ||
            !hop_fault_is_escalated_svc(frame, number, exc_return))
            continue;
        if (i == 0)
            frame->pc += 2;
        return number;
    }
    return 0;
}

// `saved`: r4 to r11.
static struct hop_fault describe(const struct hop_exception_frame *frame, uint32_t exc_return,
                                 const uint32_t *saved)
{
    struct hop_fault fault = {
        .exception = frame->xpsr & XPSR_EXCEPTION,
        .core = {frame->r0, frame->r1, frame->r2, frame->r3, saved[0], saved[1], saved[2],
                 saved[3], saved[4], saved[5], saved[6], saved[7], frame->r12,
                 hop_exception_sp(frame, exc_return), frame->lr, frame->pc},
        .xpsr = frame->xpsr,
    };
    hop_fault_describe(&fault);
    return fault;
}

// Its svc comes here from a handler, and from code before the first task.
static bool is_panic_call(const struct hop_exception_frame *frame)
{
    const uint16_t *next = (const uint16_t *)(frame->pc & ~1u);
    return hop_fault_is_at_code(frame->pc) &&
           (next[0] == (SVC_OPCODE | HOP_SVC_PANIC) || next[-1] == (SVC_OPCODE | HOP_SVC_PANIC));
}

static _Noreturn void report(const struct hop_exception_frame *frame, uint32_t exc_return,
                             const uint32_t *saved)
{
    struct hop_fault fault = describe(frame, exc_return, saved);
    if (is_panic_call(frame))
        fault.what = (const char *)(uintptr_t)frame->r0;
    hop_fault_end(&fault);
}

// The stack pointer was where no memory is.
static _Noreturn void report_without_frame(uintptr_t sp)
{
    struct hop_fault fault = {.core[13] = sp};
    hop_fault_describe(&fault);
    hop_fault_end(&fault);
}

// Back to `frame` on the process stack.
static uint64_t resume_with(const struct hop_exception_frame *frame,
                            uint32_t exc_return)
{
    return (uintptr_t)frame | (uint64_t)exc_return << 32;
}

// The hardware stored nothing: the frame is made up, on the emptied stack.
static uint64_t restart_task(uint32_t exc_return)
{
    struct hop_exception_frame *frame =
        (struct hop_exception_frame *)hop_runtime_of_task()->top - 1;
    *frame = (struct hop_exception_frame){.xpsr = HOP_XPSR_THUMB};
    exc_return |= HOP_EXC_RETURN_BASIC;
    hop_fault_clear();
    return resume_with(hop_trap(frame, HOP_TRAP_FLOOR, exc_return, NULL),
                       exc_return);
}

// Who caused it goes on in hop_dying_fault, whose trap a handler takes at once, or the firmware
// ends.
static void begin_fault(struct hop_exception_frame *frame, uint32_t exc_return,
                        const uint32_t *saved)
{
    const struct hop_fault fault = describe(frame, exc_return, saved);
    if (!hop_fault_is_of_instruction() || !hop_fault_begin(&fault))
        hop_fault_end(&fault);
    hop_fault_clear();
    hop_arch_frame_fault(frame);
}

// In a handler that may fail an svc always comes here: it has a higher priority. So the trap
// of its fault is taken at once. This code is on the same stack, below that handler's limit,
// and what the compiler calls from it is checked.
static struct hop_exception_frame *
trap_in_handler(struct hop_exception_frame *frame, uint32_t exc_return, const uint32_t *saved)
{
    hop_context()->limit = 0;
    unsigned number = escalated_trap(frame, exc_return);
    if (number != 0) {
        hop_fault_clear();
    } else {
        begin_fault(frame, exc_return, saved);
        number = HOP_SVC_FAULT;
    }
    frame = hop_trap(frame, number, exc_return, NULL);
    hop_limit_write(hop_runtime_self()->limit);
    return frame;
}

uint64_t hop_arch_fault(uint32_t exc_return, struct hop_exception_frame *psp,
                        struct hop_exception_frame *msp, uint32_t *saved)
{
    struct hop_exception_frame *frame = exc_return & EXC_RETURN_PSP ? psp : msp;
    if (is_from_task(exc_return) && hop_fault_is_stack_limit())
        return restart_task(exc_return);
    if (!hop_fault_has_frame(frame))
        report_without_frame((uintptr_t)frame);
    if (hop_isr_is_running(frame->xpsr & XPSR_EXCEPTION)) {
        saved[SAVED_MSP] = (uint32_t)(uintptr_t)trap_in_handler(frame, exc_return, saved);
        return resume_with(psp, exc_return);
    }
    if (!is_from_task(exc_return))
        report(frame, exc_return, saved);
    unsigned number = escalated_trap(frame, exc_return);
    if (!number) {
        begin_fault(frame, exc_return, saved);
        return resume_with(frame, exc_return);
    }
    hop_fault_clear();
    if ((exc_return & HOP_EXC_RETURN_BASIC) == 0)
        hop_arch_fp_settle(); // the frame may be moved
    trap_escalated = true;
    frame = hop_trap(frame, number | HOP_TRAP_MASKED, exc_return, NULL);
    trap_escalated = false;
    return resume_with(frame, exc_return);
}

_Noreturn void hop_arch_bad_svc(uintptr_t pc)
{
    hop_fatal("svc with a number that nobody serves", pc);
}
