// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concurrent restart (hop/instance.h): the next life begins before the cleanups of the last one have run; these are less
// urgent, but for mutexes; each instance has its own stack, argument and data; the task object is the living one's; and
// where that cannot be, the task restarts in place.
#include "../Inputs/heap_in_use.h"
#include "../libhop/target/Inputs/fault.h"
#include "Inputs/tasks.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 2, WORKER = 0, ABOVE = 4, DYING = HOP_PRIORITY_MAIN + 1 };

struct data {
    int number;
    char text[5];
};

static _Alignas(8) unsigned char stacks[SLOTS + 1][TASK_STACK];
static struct data data[SLOTS + 1];
static struct hop_instance slots[SLOTS];
static struct hop_supervision_state state;
static struct hop_instances instances;
static struct hop_supervision plan;
static const struct argument {
    int number;
} given = {7};

static struct hop_mutex mutex;
static struct hop_semaphore go = HOP_SEMAPHORE(0, 9);
static uint32_t sequences[8];
static volatile unsigned reports;
static volatile bool may_report = true;

// 30 and the generation of who is dying; with the object that is the living one's: 90.
void hop_panic_hook(const struct hop_panic_info *info)
{
    sequences[reports++ % 8] = info->sequence;
    if (may_report)
        note((hop_task_self() == &tasks[WORKER] ? 90 : 30) + (int)hop_task_generation(hop_task_self()));
}

// 20 and the generation, as above.
static void note_cleanup(int *unused)
{
    (void)unused;
    note((hop_task_self() == &tasks[WORKER] ? 80 : 20) + (int)hop_task_generation(hop_task_self()));
}
#define NOTED __attribute__((cleanup(note_cleanup), unused)) int

static int generation(void)
{
    return (int)hop_task_generation(&tasks[WORKER]);
}

// What is not said here is as in every case.
static int create(struct hop_supervision how, struct hop_instances of, void (*entry)(void *))
{
    instances = of;
    instances.ops = &hop_restart_concurrently;
    instances.slots = slots;
    instances.priority = DYING;
    instances.stacks = stacks;
    instances.stack_size = TASK_STACK;
    instances.data = data;
    instances.data_size = sizeof data[0];
    plan = how;
    plan.ops = &hop_supervise;
    plan.state = &state;
    plan.argument_size = sizeof given;
    plan.instances = &instances;
    return hop_task_create(&tasks[WORKER], &(struct hop_task_config){
        .name = "worker", .entry = entry, .argument = (void *)&given, .stack = stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + ABOVE, .supervision = &plan});
}

static void run(const char *name, struct hop_supervision how, unsigned count, void (*entry)(void *))
{
    int error = create(how, (struct hop_instances){.count = count}, entry);
    int joined = hop_task_join(&tasks[WORKER]);
    if (error || joined)
        printf("%s: created %d, joined %d\n", name, error, joined);
    print_notes(name);
}

// ---- The order, from all sources of a panic

static void (*source)(void);
static volatile int zero;

__attribute__((noinline)) static int deep(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return deep(n + 1) + frame[n % 100];
}
static void panics(void) { hop_panic("generation %d", generation()); }
static void overflows(void) { deep(zero); }
static void kills_itself(void) { hop_task_kill(hop_task_self(), "by itself"), deep(zero); }

static void dies_twice(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    note(10 + generation());
    if (generation() < 2)
        source();
}

// Row 46: the next life ends before the cleanups of the first begin. What dies first is done first.
static void order(void)
{
    // CHECK:      panic: 10 11 12 82 20 30 21 31
    source = panics;
    run("panic", (struct hop_supervision){0}, 2, dies_twice);
    // CHECK-NEXT: overflow: 10 11 12 82 20 30 21 31
    source = overflows;
    run("overflow", (struct hop_supervision){0}, 2, dies_twice);
    // CHECK-NEXT: fault: 10 11 12 82 20 30 21 31
    source = fault_undefined;
    run("fault", (struct hop_supervision){0}, 2, dies_twice);
    // CHECK-NEXT: kill: 10 11 12 82 20 30 21 31
    source = kills_itself;
    run("kill", (struct hop_supervision){0}, 2, dies_twice);
    // Row 47: with one slot the second death waits for its own cleanups.
    // CHECK-NEXT: one slot: 10 11 81 91 12 82 20 30
    source = panics;
    run("one slot", (struct hop_supervision){0}, 1, dies_twice);
}

// ---- What is the instance's own, and what is the task's

static struct argument *arguments[3];

static void check_own(struct data **own)
{
    struct argument *argument = arguments[(*own)->number];
    bool is_own = *own == hop_instance_data() && strcmp((*own)->text, "mine") == 0 && argument->number == 100;
    bool is_living = hop_task_self() == &tasks[WORKER];
    note(is_own && hop_instance_is_dying() != is_living ? 40 + (*own)->number : 49);
}

static void has_own(void *argument)
{
    __attribute__((cleanup(check_own), unused)) struct data *own = hop_instance_data();
    struct argument *copy = argument;
    note(own->number == 0 && own->text[0] == 0 && copy->number == 7 ? 50 : 59);
    arguments[generation()] = copy;
    own->number = generation();
    strcpy(own->text, "mine");
    copy->number = 100;
    if (generation() < 2)
        hop_panic("with data");
}

static void per_instance(void)
{
    may_report = false;
    // CHECK-NEXT: own: 50 50 50 42 40 41
    run("own", (struct hop_supervision){0}, 2, has_own);
    // In place there are zeros again, too: the second death has to back off.
    // CHECK-NEXT: own in place: 50 50 41 40 50 42
    run("own in place", (struct hop_supervision){.window = 1000, .back_off = 30}, 2, has_own);
    may_report = true;
}

// ---- Mutexes

static volatile bool is_spinning;

// Between the living and the dying: without inheritance nobody gets past it.
static void spins(void *unused)
{
    (void)unused;
    while (is_spinning)
        ;
}

static void unlock_noted(int *unused)
{
    (void)unused;
    note(60 + (int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
    hop_mutex_unlock(&mutex);
    note(60 + (int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
}

static void locks(void *unused)
{
    (void)unused;
    __attribute__((cleanup(unlock_noted), unused)) int guard = 0;
    note(hop_mutex_lock(&mutex));
    note(10 + generation());
    if (generation() == 0) {
        is_spinning = true;
        start(1, spins, 2);
        hop_panic("holds a mutex");
    }
    is_spinning = false;
}

static void locks_and_keeps(void *unused)
{
    (void)unused;
    note(-hop_mutex_lock(&mutex));
    if (generation() == 0)
        hop_panic("keeps a mutex");
    note(mutex.owner == &tasks[WORKER] ? 1 : 0);
    hop_mutex_unlock(&mutex);
}

static void inheritance(void)
{
    may_report = false;
    // CHECK-NEXT: pulled up: 0 10 64 0 11 64 64 61
    run("pulled up", (struct hop_supervision){0}, 1, locks);
    hop_task_join(&tasks[1]);
    // CHECK-NEXT: owner died: 0 5 1
    run("owner died", (struct hop_supervision){0}, 1, locks_and_keeps);
    hop_mutex_clear_poison(&mutex);
    may_report = true;
}

// ---- Trouble in the cleanups

static void panic_again(int *unused)
{
    (void)unused;
    note(70 + (int)hop_task_generation(hop_task_self()));
    if (generation() < 3)
        hop_panic("in a cleanup");
}

static void overflow_again(int *unused)
{
    (void)unused;
    note(70 + (int)hop_task_generation(hop_task_self()));
    if (generation() < 3)
        deep(zero);
}

static void dies_badly(void *unused)
{
    (void)unused;
    __attribute__((cleanup(panic_again), unused)) int last = 0;
    __attribute__((cleanup(overflow_again), unused)) int first = 0;
    note(10 + generation());
    if (generation() == 2)
        hop_task_sleep(30); // both slots are free again
    if (generation() < 3)
        hop_panic("badly");
}

static void trouble(void)
{
    // CHECK-NEXT: trouble: 10 11 12 70 30 71 31 13 73 73 72 72 32
    run("trouble", (struct hop_supervision){0}, 2, dies_badly);
    // CHECK-NEXT: slots in use: 0 0
    printf("slots in use: %d %d\n", slots[0].task.state == HOP_TASK_READY, slots[1].task.state == HOP_TASK_READY);
}

// ---- The object is the living one's

static void sleep_long(int *unused)
{
    (void)unused;
    hop_task_sleep(20);
    note(20);
}

static void is_handled(void *unused)
{
    (void)unused;
    __attribute__((cleanup(sleep_long), unused)) int guard = 0;
    note(10 + generation());
    if (generation() == 0)
        hop_panic("first");
    hop_notification_wait();
    note(1);
    while (generation() == 1)
        hop_task_sleep(1000);
}

// While two instances are dying.
static void handle(void)
{
    note(create((struct hop_supervision){0}, (struct hop_instances){.count = 2}, is_handled));
    note(hop_task_notify(&tasks[WORKER]));
    hop_task_sleep(10);
    note(hop_task_kill(&tasks[WORKER], "second"));
    note(hop_task_set_priority(&tasks[WORKER], HOP_PRIORITY_MAIN + 2));
    note((int)hop_task_priority(&tasks[WORKER]) - HOP_PRIORITY_MAIN);
    note(hop_task_kill(&slots[0].task, "a dying one"));
    note(hop_task_notify(&tasks[WORKER]));
    note(hop_task_join(&tasks[WORKER]));
    // CHECK-NEXT: handle: 10 11 0 1 0 12 0 0 2 0 1 0 20 30 20 20 31 0
    print_notes("handle");
}

// Waits for the dying, too, which a kill does not change.
static void ends_first(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    note(10 + generation());
    if (generation() == 0) {
        __attribute__((cleanup(sleep_long), unused)) int slow = 0;
        hop_panic("first");
    }
}

static enum hop_escalation end_it(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)info;
    note(task == &tasks[WORKER] ? 5 : 55);
    return HOP_ESCALATE_END;
}

static void dies_always(void *unused)
{
    (void)unused;
    __attribute__((cleanup(sleep_long), unused)) int slow = 0;
    note(10 + generation());
    hop_panic("always");
}

// Ends with a mutex that the cleanups of the other want.
static void lock_late(int *unused)
{
    (void)unused;
    note(-hop_mutex_lock(&mutex));
    hop_mutex_unlock(&mutex);
}

static void ends_locked(void *unused)
{
    (void)unused;
    __attribute__((cleanup(lock_late), unused)) int guard = 0;
    if (generation() == 0)
        hop_panic("first");
    hop_mutex_lock(&mutex);
    note(10 + generation());
    hop_task_exit();
}

static void ends(void)
{
    // CHECK-NEXT: with a mutex: 11 5 30
    run("with a mutex", (struct hop_supervision){0}, 1, ends_locked);
    hop_mutex_clear_poison(&mutex);
    // CHECK-NEXT: joined last: 10 11 81 20 20 30
    run("joined last", (struct hop_supervision){0}, 2, ends_first);
    // CHECK-NEXT: escalated: 10 11 20 91 5 20 30
    run("escalated", (struct hop_supervision){.restarts = 1, .window = 1000, .escalate = end_it}, 2, dies_always);
}

// ---- What others see

static struct hop_flags flags;

static void watches(void *unused)
{
    (void)unused;
    for (;;) {
        hop_notification_wait();
        note(hop_flags_clear(&flags, ~0u) == 4 && generation() == 1 ? 2 : 9);
    }
}

static void dies_once(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    note(10 + generation());
    if (generation() == 1 && strcmp(hop_panic_record()->text, "once") != 0)
        note(9);
    if (generation() == 0)
        hop_panic("once");
}

// Told at once, before the next life. Records are two, though the second death comes before the first is on record.
static void others(void)
{
    start(2, watches, ABOVE + 1);
    // CHECK-NEXT: told: 10 2 11 81 20 30
    run("told", (struct hop_supervision){.flags = &flags, .flag_bits = 4, .watcher = &tasks[2]}, 2, dies_once);
    reports = 0;
    source = panics;
    run("records", (struct hop_supervision){0}, 2, dies_twice);
    struct hop_crash_record latest, before;
    hop_crash_record_read(0, &latest);
    hop_crash_record_read(1, &before);
    // CHECK:      records: 1 1: generation 1, generation 0
    printf("records: %d %d: %s, %s\n", sequences[1] == latest.sequence, sequences[0] == before.sequence, latest.reason,
           before.reason);
}

// ---- When the next life does not begin at once

static void suspends(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    note(10 + generation());
    if (generation() == 0)
        HOP_WITH_PREEMPTION_SUSPENDED {
            NOTED inner = 0;
            hop_panic("alone");
        }
}

// Killed in a deferral region: it dies behind its end.
static void defers(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    note(10 + generation());
    if (generation() == 0) {
        HOP_WITH_KILL_DEFERRED {
            hop_task_kill(hop_task_self(), "later");
            note(1);
        }
        deep(zero);
    }
}

static void not_at_once(void)
{
    // CHECK-NEXT: alone: 10 20 11 81 20 30
    run("alone", (struct hop_supervision){0}, 1, suspends);
    // CHECK-NEXT: deferred: 10 1 11 81 20 30
    run("deferred", (struct hop_supervision){0}, 1, defers);
}

// ---- Stacks that grow, of the heap

static void grows(void *unused)
{
    (void)unused;
    NOTED guard = 0;
    volatile char frame[800];
    frame[zero] = 1;
    note(10 + generation());
    if (generation() < 2)
        deep(zero);
}

static int create_growing(void (*entry)(void *), unsigned char *stack)
{
    enum { size = HOP_STACK_MIN_GROWING + 256 };
    instances.stacks = stack;
    instances.stack_size = size;
    instances.count = 1;
    return hop_task_create(&tasks[WORKER], &(struct hop_task_config){
        .name = "worker", .entry = entry, .argument = (void *)&given, .growth = &hop_growth, .stack_limit = 3000,
        .stack = stack, .stack_size = size, .priority = HOP_PRIORITY_MAIN + ABOVE, .supervision = &plan});
}

static void growing(void)
{
    size_t before = heap_in_use();
    note(create_growing(grows, NULL));
    note(hop_task_join(&tasks[WORKER]));
    // CHECK-NEXT: heap: 10 11 81 91 12 82 20 30 0 0
    print_notes("heap");
    note(create_growing(grows, stacks[0]));
    note(hop_task_join(&tasks[WORKER]));
    // CHECK-NEXT: own: 10 11 81 91 12 82 20 30 0 0
    print_notes("own");
    // CHECK-NEXT: lost: 0
    printf("lost: %d\n", (int)(heap_in_use() - before));
}

// No memory for the next stack: in place.
static void no_memory_left(void)
{
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN + ABOVE + 1); // nobody else runs
    note(create_growing(dies_once, NULL));
    void *blocks[64];
    unsigned count = 0;
    for (size_t size = (size_t)1 << 20; size >= 64; size /= 2)
        while (count < 64 && (blocks[count] = malloc(size)))
            count++;
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN);
    note(hop_task_join(&tasks[WORKER]));
    while (count > 0)
        free(blocks[--count]);
    // CHECK-NEXT: no memory: 0 10 80 90 11 81 0
    print_notes("no memory");
}

// ---- What is refused

static int try_with(struct hop_supervision how, struct hop_instances of, unsigned char *stack, size_t size)
{
    of.ops = &hop_restart_concurrently;
    how.ops = &hop_supervise, how.state = &state, how.instances = &of;
    return hop_task_create(&tasks[WORKER], &(struct hop_task_config){.name = "worker", .entry = dies_once, .stack = stack,
        .stack_size = size, .priority = HOP_PRIORITY_MAIN + ABOVE, .supervision = &how});
}

static void quiesce(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
}

static void refused(void)
{
    const struct hop_supervision how = {0};
    const struct hop_instances good = {
        .slots = slots, .count = SLOTS, .priority = DYING, .stacks = stacks, .stack_size = TASK_STACK};
    struct hop_instances bad[8] = {good, good, good, good, good, good, good, good};
    bad[0].slots = NULL;
    bad[1].count = 0;
    bad[2].count = 256;
    bad[3].priority = HOP_PRIORITY_MIN - 1;
    bad[4].priority = HOP_PRIORITY_MAIN + ABOVE + 1;
    bad[5].stacks = stacks[1];
    bad[6].stack_size = TASK_STACK - 8;
    bad[7].data_size = 8;
    int count = 0;
    for (int i = 0; i < 8; i++)
        count += try_with(how, bad[i], stacks[0], TASK_STACK) == HOP_INVALID;
    struct hop_instances wild = good;
    wild.stack_size = TASK_STACK - 4;
    count += try_with(how, wild, stacks[0], TASK_STACK - 4) == HOP_INVALID;
    wild.stack_size = SIZE_MAX / 2 & ~(size_t)7;
    count += try_with(how, wild, stacks[0], wild.stack_size) == HOP_INVALID;
    wild.stacks = stacks[0] + 4, wild.stack_size = TASK_STACK;
    count += try_with(how, wild, stacks[0] + 4, TASK_STACK) == HOP_INVALID;
    count += try_with((struct hop_supervision){.quiesce = quiesce}, good, stacks[0], TASK_STACK) == HOP_INVALID;
    // CHECK-NEXT: refused 12, accepted 1
    printf("refused %d, accepted %d\n", count, try_with(how, good, stacks[0], TASK_STACK) == HOP_OK);
    hop_task_join(&tasks[WORKER]);
    noted_count = 0;
}

int main(void)
{
    order();
    per_instance();
    inheritance();
    trouble();
    handle();
    ends();
    others();
    not_at_once();
    growing();
    no_memory_left();
    refused();
    return 0;
}
