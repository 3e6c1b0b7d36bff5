// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An interrupt at every instruction from a panic to the next instance and beyond, that notifies the task, or has another one
// kill it: what is meant for the task reaches one of its instances, the kernel's structures are sound, the mutex that went along
// with the dying one is free in the end, and so are the slots.
//
// RUN: %clang_v7em_hf -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      notified: 4400 rounds, 4400 dying, in the trap some, later some, lost 0, unsound 0
// CHECK-NEXT: killed: 4400 rounds, in the trap some, later some, lost 0, unsound 0
// CHECK-NEXT: killed at once: 4400 rounds, in the trap some, later some, lost 0, unsound 0
#include "Inputs/sound.h"

#include "Inputs/dual_timer.h"

#include <hop/hop.h>

#include <stdio.h>

enum { ROUNDS = 4400, SLOTS = 3, STACK = 2048 };

enum mode { NOTIFY, KILL, KILL_NOW };
static const char *const mode_names[] = {"notified", "killed", "killed at once"};

static struct hop_task worker, other;
static struct hop_semaphore interrupted = HOP_SEMAPHORE(0, 1), begin = HOP_SEMAPHORE(0, 1), done = HOP_SEMAPHORE(0, 9);
static struct hop_mutex mutex;
static struct hop_instance slots[SLOTS];
static volatile enum mode mode;
static volatile uint32_t counts; // until the interrupt
static volatile enum { TO_DIE, TO_ANSWER, DONE } step;
static volatile bool is_dying; // up to the first instruction of the next life
static volatile bool is_over;  // what the interrupt was for
static volatile unsigned dying, in_trap, later, lost, wrong;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    if (mode == NOTIFY)
        hop_task_notify(&worker);
    hop_semaphore_give(&interrupted);
}

static unsigned slots_in_use(void)
{
    unsigned count = 0;
    for (int i = 0; i < SLOTS; i++)
        count += hop_task_is_in_use(&slots[i].task);
    return count;
}

// More urgent than all: it runs as soon as the kernel lets it.
static void act(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&interrupted);
        wrong += unsound_lists() + hop_sched.yields; // what it has interrupted may have set `deferred`
        in_trap += is_dying && slots_in_use() > 0;
        later += !is_dying;
        if (mode == KILL)
            hop_task_kill(&worker, "by another");
        if (mode == KILL_NOW)
            hop_task_kill_now(&worker, "by another");
        is_over = true;
    }
}

static void unlock(int *unused)
{
    (void)unused;
    hop_mutex_unlock(&mutex);
    dying++;
}

__attribute__((noinline)) static void die(void)
{
    is_dying = true;
    step = TO_ANSWER;
    dual_timer_start(counts);
    hop_panic("on purpose");
}

// The answer needs the mutex, which the dying instance holds.
static void answer(void)
{
    HOP_WITH_LOCK(&mutex) {
        if (mode == NOTIFY && hop_notification_timed_wait(100) != HOP_OK)
            lost++;
    }
    step = DONE;
    hop_semaphore_give(&done);
}

static void work(void *unused)
{
    (void)unused;
    is_dying = false;
    if (step == TO_ANSWER)
        answer();
    hop_semaphore_take(&begin);
    hop_mutex_lock(&mutex);
    __attribute__((cleanup(unlock), unused)) int guard = 0;
    die();
}

// All that is dying is more urgent than this.
static void run_round(void)
{
    is_over = false;
    step = TO_DIE;
    hop_semaphore_give(&begin);
    if (hop_semaphore_timed_take(&done, 200) != HOP_OK)
        lost++;
    while (!is_over)
        ;
    hop_task_sleep(0);
    lost += slots_in_use();
    int locked = hop_mutex_try_lock(&mutex);
    lost += locked != HOP_OK && locked != HOP_OWNER_DIED;
    hop_mutex_unlock(&mutex);
    wrong += unsound();
}

static void run(enum mode new_mode)
{
    mode = new_mode;
    dying = in_trap = later = lost = wrong = 0;
    for (counts = 1; counts <= ROUNDS; counts++)
        run_round();
    printf("%s: %d rounds, ", mode_names[mode], ROUNDS);
    if (mode == NOTIFY)
        printf("%u dying, ", dying);
    printf("in the trap %s, later %s, lost %u, unsound %u\n", in_trap ? "some" : "none", later ? "some" : "none", lost,
           wrong);
}

int main(void)
{
    static _Alignas(8) unsigned char stacks[SLOTS + 1][STACK], other_stack[STACK];
    static struct hop_supervision_state state;
    static const struct hop_instances instances = {
        .ops = &hop_restart_concurrently, .slots = slots, .count = SLOTS, .priority = HOP_PRIORITY_MAIN + 1,
        .stacks = stacks, .stack_size = STACK};
    static const struct hop_supervision plan = {.ops = &hop_supervise, .state = &state, .instances = &instances};
    *(volatile uint32_t *)0xe000e100 = 1 << 10;
    step = DONE;
    hop_task_create(&other, &(struct hop_task_config){.name = "other", .entry = act, .stack = other_stack,
        .stack_size = STACK, .priority = 30});
    hop_task_create(&worker, &(struct hop_task_config){.name = "worker", .entry = work, .stack = stacks[0],
        .stack_size = STACK, .priority = 20, .supervision = &plan});
    run(NOTIFY);
    run(KILL);
    run(KILL_NOW);
    return 0;
}
