// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task dies that holds mutexes of its own stack, on a fixed one and on one that has grown, unwound or reclaimed: they are
// released while they are there, and others behind them in its list, too. One that ends by itself holds one in a block
// that it owns.
#include <hop/hop.h>
#include <hop/owned.h>
#include <stdio.h>
#include <string.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048], fixed[2048];
static struct hop_mutex before, after;

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("%s, %u mutexes%s%s\n", info->text, info->mutexes, info->reclaimed ? ": " : "",
           info->reclaimed ? info->reclaimed : "");
}

static void panic_again(int *unused)
{
    (void)unused;
    hop_panic("again");
}

static void die(bool reclaimed)
{
    if (!reclaimed)
        hop_panic("dies");
    __attribute__((cleanup(panic_again))) int guard = 0;
    hop_panic("dies");
    __asm volatile("" ::"r"(&guard));
}

// With room for a stacklet of its own.
__attribute__((noinline)) static void hold(bool reclaimed)
{
    struct hop_mutex own[20];
    memset(own, 0, sizeof own);
    hop_mutex_lock(&before);
    for (unsigned i = 0; i < 20; i++)
        hop_mutex_lock(&own[i]);
    hop_mutex_lock(&after);
    die(reclaimed);
    __asm volatile("" ::"r"(own));
}

static void entry(void *reclaimed)
{
    hold(reclaimed != NULL);
}

static void look(const char *name)
{
    int first = hop_mutex_lock(&before), second = hop_mutex_lock(&after);
    printf("%s: owners died %d\n", name, first == HOP_OWNER_DIED && second == HOP_OWNER_DIED);
    hop_mutex_unlock(&before);
    hop_mutex_unlock(&after);
}

static void run(const char *name, bool grows, bool reclaimed)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = entry,
        .argument = reclaimed ? &task : NULL, .stack = grows ? stack : fixed, .stack_size = grows ? 1024 : sizeof fixed,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER, .growth = grows ? &hop_growth : NULL});
    hop_task_join(&task);
    look(name);
}

static void end_with_block(void *unused)
{
    (void)unused;
    struct hop_mutex *mutex = hop_mem_alloc_owned(sizeof *mutex);
    *mutex = (struct hop_mutex){0};
    hop_mutex_lock(mutex);
    hop_mutex_lock(&before);
}

int main(void)
{
    // CHECK: dies, 22 mutexes
    // CHECK-NEXT: fixed: owners died 1
    run("fixed", false, false);
    // CHECK-NEXT: dies, 22 mutexes: panic in a cleanup
    // CHECK-NEXT: reclaimed: owners died 1
    run("reclaimed", false, true);
    // CHECK-NEXT: dies, 22 mutexes
    // CHECK-NEXT: grown: owners died 1
    run("grown", true, false);
    // CHECK-NEXT: dies, 22 mutexes: panic in a cleanup
    // CHECK-NEXT: grown, reclaimed: owners died 1
    run("grown, reclaimed", true, true);

    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = end_with_block, .stack = fixed,
        .stack_size = sizeof fixed, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_join(&task);
    // CHECK-NEXT: ended: 1
    printf("ended: %d\n", hop_mutex_lock(&before) == HOP_OWNER_DIED);
}
