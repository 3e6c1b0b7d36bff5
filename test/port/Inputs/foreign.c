// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "foreign.h"

#include <hop/boot.h>
#include <hop/mark.h>
#include <reent.h>

enum { XPSR_THUMB = 1 << 24, EXC_RETURN = 0xfffffffd, LOWEST = 0xc0, TICK_CLOCKS = 3000 };

#define ICSR (*(volatile uint32_t *)0xe000ed04)
#define PENDSVSET (1u << 28)
#define SYSTICK ((volatile uint32_t *)0xe000e010)

#if defined(__ARM_PCS_VFP)
const uint32_t hop_port_switch_bytes = 104;
#else
const uint32_t hop_port_switch_bytes = 40;
#endif

// libhop's own: a switch that comes there stores registers on it.
extern uint64_t hop_unwind_stack[98];

uint32_t foreign_switches, foreign_overruns, foreign_unwinder_free = sizeof hop_unwind_stack;
uint32_t *foreign_switch(uint32_t *sp);
uint32_t *foreign_first(void);

static struct foreign_task *volatile current;
static struct foreign_task *tasks, *last;
static volatile uint32_t suspended, deferred, sections;

// ---- hop/port.h

struct hop_runtime *hop_port_self(void)
{
    return current ? &current->runtime : NULL;
}

bool hop_port_protected(void)
{
    return suspended != 0;
}

void hop_port_suspend(void)
{
    suspended++;
}

void hop_port_resume(void)
{
    if (--suspended == 0 && deferred)
        foreign_yield();
    hop_kill_deliver();
}

static void task_ended(void)
{
    hop_runtime_disown(hop_port_self());
    if (hop_conversions_end)
        hop_conversions_end();
    for (;;)
        foreign_yield();
}

HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime)
{
    struct foreign_task *task = (struct foreign_task *)runtime;
    suspended = 0;
    task->restarts++;
    if (hop_conversions_recover)
        hop_conversions_recover();
    hop_runtime_run(runtime, task->entry, task, task_ended);
}

uint32_t hop_port_generation(const struct hop_runtime *runtime)
{
    return ((const struct foreign_task *)runtime)->restarts;
}

// ---- Switches

static void look_at_stack(const struct foreign_task *task, uintptr_t sp)
{
    uintptr_t unwinder = (uintptr_t)hop_unwind_stack;
    foreign_switches++;
    if (sp >= unwinder && sp - unwinder < sizeof hop_unwind_stack) {
        if (sp - unwinder < foreign_unwinder_free)
            foreign_unwinder_free = sp - unwinder;
    } else {
        foreign_overruns += sp < task->runtime.base + HOP_UNWIND_STATE_SIZE || sp >= task->runtime.top;
    }
}

uint32_t *foreign_switch(uint32_t *sp)
{
    struct foreign_task *from = current;
    look_at_stack(from, (uintptr_t)sp);
    deferred = suspended != 0;
    if (deferred)
        return sp;
    from->sp = sp;
    current = from->next ? from->next : tasks;
    from->error = _impure_ptr->_errno;
    from->conversions = _impure_ptr->_mp;
    _impure_ptr->_errno = current->error;
    _impure_ptr->_mp = current->conversions;
    hop_runtime_switch(&from->runtime, &current->runtime);
    return current->sp;
}

uint32_t *foreign_first(void)
{
    current = tasks;
    hop_runtime_switch(NULL, &current->runtime);
    return current->sp;
}

#if defined(__ARM_PCS_VFP)
#define IF_FP(instruction) "tst lr, #16\n it eq\n" instruction "\n"
#else
#define IF_FP(instruction)
#endif

#if __ARM_ARCH_ISA_THUMB > 1
#define STORE IF_FP("vstmdbeq r0!, {s16-s31}") "stmdb r0!, {r4-r11, lr}\n"
#define LOAD "ldmia r0!, {r4-r11, lr}\n" IF_FP("vldmiaeq r0!, {s16-s31}") "msr psp, r0\n bx lr\n"
#else
#define STORE                                                                                \
    "subs r0, #36\n stmia r0!, {r4-r7}\n mov r4, r8\n mov r5, r9\n mov r6, r10\n mov r7, r11\n" \
    "stmia r0!, {r4-r7}\n mov r3, lr\n str r3, [r0]\n subs r0, #32\n"
#define LOAD                                                                                   \
    "adds r0, #16\n ldmia r0!, {r4-r7}\n mov r8, r4\n mov r9, r5\n mov r10, r6\n mov r11, r7\n" \
    "ldr r3, [r0]\n adds r0, #4\n msr psp, r0\n subs r0, #36\n ldmia r0!, {r4-r7}\n bx r3\n"
#endif

__attribute__((naked)) void PendSV_Handler(void)
{
    __asm volatile("mrs r0, psp\n" STORE "bl foreign_switch\n" LOAD);
}

// svc 0, of the boot code.
__attribute__((naked)) void hop_port_svc(void)
{
    __asm volatile("bl foreign_first\n" LOAD);
}

void hop_arch_systick(void)
{
    foreign_yield();
}

void foreign_yield(void)
{
    ICSR = PENDSVSET;
    __asm volatile("dsb\n isb" ::: "memory");
}

// ---- Sections

static void mask(uint32_t on)
{
#if __ARM_ARCH_ISA_THUMB > 1
    __asm volatile("msr basepri, %0\n isb" ::"r"(on ? 0x20 : 0) : "memory");
#else
    __asm volatile("msr primask, %0\n isb" ::"r"(on) : "memory");
#endif
}

void foreign_section_enter(void)
{
    mask(1);
    sections++;
}

void foreign_section_leave(void)
{
    if (--sections == 0)
        mask(0);
}

// ---- Beginning

static void begin(void)
{
    hop_runtime_run(&current->runtime, current->entry, current, task_ended);
}

void foreign_create(struct foreign_task *task, const char *name, void (*entry)(void *), void *stack, size_t size)
{
    hop_runtime_init(&task->runtime, stack, size, name);
    task->entry = entry;
    uint32_t *frame = (uint32_t *)task->runtime.top - 8;
    frame[6] = (uint32_t)(uintptr_t)begin & ~1u;
    frame[7] = XPSR_THUMB;
    task->sp = frame - 9;
    task->sp[8] = EXC_RETURN;
    if (last)
        last->next = task;
    else
        tasks = task;
    last = task;
}

void foreign_start(void)
{
    hop_arch_init();
    SYSTICK[1] = TICK_CLOCKS - 1;
    SYSTICK[2] = 0;
    SYSTICK[0] = 7;
    __asm volatile("svc 0");
    __builtin_unreachable();
}
