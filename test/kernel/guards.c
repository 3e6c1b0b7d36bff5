// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A scope unlocks its mutex at its end, by return, break and goto, and when the task dies in it; a deferral scope lets a
// call that does not fit complete first. No scope begins without its lock: a reader/writer lock that has no places is a panic.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_mutex mutex;
static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];
static volatile int zero, steps;

static int state(void)
{
    int result = hop_mutex_try_lock(&mutex);
    if (result == HOP_OK || result == HOP_OWNER_DIED)
        hop_mutex_unlock(&mutex);
    return result;
}

static int returns(void)
{
    HOP_WITH_LOCK(&mutex) {
        return state();
    }
    return 99;
}

static void leaves(void)
{
    HOP_WITH_LOCK(&mutex)
        printf("inside %d\n", state());
    printf("after its end %d\n", state());
    printf("return %d", returns());
    printf(" %d\n", state());
    for (int i = 0; i < 2; i++) {
        HOP_WITH_LOCK(&mutex) {
            if (i == 0)
                break;
            goto out;
        }
        printf("after break %d\n", state());
    }
out:
    printf("after goto %d\n", state());
}

__attribute__((noinline)) static void too_deep(int depth)
{
    volatile char frame[200];
    frame[zero] = 1;
    if (depth > 0)
        too_deep(depth - 1);
    steps = steps + frame[zero];
}

static void dies(void *unused)
{
    (void)unused;
    HOP_WITH_LOCK(&mutex) {
        if (hop_task_generation(hop_task_self()) == 0)
            too_deep(100);
        if (hop_task_generation(hop_task_self()) == 1)
            hop_mutex_guard_begin(&mutex);
    }
    // Five frames fit into the reserve of 512 bytes only partly: the region runs to its end.
    int room = (int)((uintptr_t)__builtin_frame_address(0) - *(volatile uint32_t *)HOP_CONTEXT_ADDRESS);
    steps = 0;
    if (hop_task_generation(hop_task_self()) == 2) {
        HOP_WITH_KILL_DEFERRED {
            too_deep(room / 220);
            steps = 1000;
        }
        too_deep(0);
        steps = 2000;
    }
}

static void waits(void *unused)
{
    (void)unused;
    HOP_WITH_LOCK(&mutex)
        steps = 3000;
}

static void waits_in_a_region(void *unused)
{
    (void)unused;
    HOP_WITH_KILL_DEFERRED {
        HOP_WITH_LOCK(&mutex)
            steps = 4000 + state();
    }
    hop_task_yield();
    too_deep(0);
    steps = 5000;
}

// No scope is entered without its mutex: who is killed while it waits dies there, or waits on if it must not die yet.
static void kill_while_waiting(const char *name, void (*entry)(void *))
{
    steps = 0;
    hop_mutex_lock(&mutex);
    hop_task_create(&task, &(struct hop_task_config){
        .name = name, .entry = entry, .stack = stack, .stack_size = sizeof stack, .priority = 20,
        .restart = HOP_RESTART_NEVER});
    hop_task_kill(&task, "while it waits");
    printf("%s: killed, steps %d", name, steps);
    hop_mutex_unlock(&mutex);
    hop_task_join(&task);
    printf(", then %d, mutex %d\n", steps, state());
}

static struct hop_recursive_mutex recursive;

static int locks_of_recursive(void)
{
    return recursive.mutex.owner == hop_task_self() ? (int)recursive.depth : 0;
}

static int locks_again(void)
{
    HOP_WITH_RECURSIVE_LOCK(&recursive)
        return locks_of_recursive();
    return 99;
}

static void dies_in_two(void *unused)
{
    (void)unused;
    HOP_WITH_RECURSIVE_LOCK(&recursive) {
        HOP_WITH_RECURSIVE_LOCK(&recursive)
            hop_panic("in two scopes");
    }
}

static void locks_recursively(void)
{
    hop_task_create(&task, &(struct hop_task_config){
        .name = "dies", .entry = dies_in_two, .stack = stack, .stack_size = sizeof stack, .priority = 20,
        .restart = HOP_RESTART_NEVER});
    HOP_WITH_RECURSIVE_LOCK(&recursive) {
        int result = hop_recursive.result, again = locks_again();
        HOP_WITH_RECURSIVE_LOCK(&recursive)
            break;
        printf("recursive: result %d, again %d, then %d", result, again, locks_of_recursive());
    }
    printf(", after it %d\n", locks_of_recursive());
}

static struct hop_rwlock unmade;

static void reads_or_writes(void *unused)
{
    (void)unused;
    if (hop_task_generation(hop_task_self()) == 0)
        HOP_WITH_READ_LOCK(&unmade)
            steps = 1;
    if (hop_task_generation(hop_task_self()) == 1)
        HOP_WITH_WRITE_LOCK(&unmade)
            steps = 1;
}

static void find_unmade(void)
{
    steps = 0;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "uses", .entry = reads_or_writes, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    hop_task_join(&task);
    printf("unmade: steps %d\n", steps);
}

int main(void)
{
    // CHECK: inside -4
    // CHECK-NEXT: after its end 0
    // CHECK-NEXT: return -4 0
    // CHECK-NEXT: after break 0
    // CHECK-NEXT: after goto 0
    leaves();
    hop_task_create(&task, &(struct hop_task_config){
        .name = "dies", .entry = dies, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    // CHECK: panic: stack overflow
    // CHECK: panic: a mutex is locked by its owner, or in a circle
    // CHECK: panic: stack overflow
    // CHECK: restarts 3, mutex 0
    printf("restarts %u, mutex %d\n", (unsigned)hop_task_generation(&task), state());
    // CHECK: panic: while it waits
    // CHECK: a scope: killed, steps 0, then 0, mutex 0
    kill_while_waiting("a scope", waits);
    // CHECK: panic: while it waits
    // CHECK: a region: killed, steps 0, then 3996, mutex 0
    kill_while_waiting("a region", waits_in_a_region);
    // CHECK: panic: a lock to read has not been made
    // CHECK: panic: a lock to write has not been made
    // CHECK: unmade: steps 0
    find_unmade();
    // CHECK: panic: in two scopes
    // CHECK: recursive: result 0, again 2, then 1, after it 0
    locks_recursively();
    return 0;
}
