// RUN: %clang --target=thumbv7m -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reader that wants to read again waits for the writer, who comes to wait for it: the reader is told, if its time does not end
// first. That may be at any instruction of the writer's call, who is never told: its wait has an end.
//
// CHECK: writer refused 0, reader refused some, reader's time over some
#include "Inputs/tasks.h"

static struct hop_mutex places[2];
static struct hop_rwlock lock;
static int writer_refused, reader_refused, over;

static void read_twice(void *unused)
{
    (void)unused;
    hop_rwlock_read_lock(&lock);
    hop_notification_wait();
    int result = hop_rwlock_timed_read_lock(&lock, 1);
    reader_refused += result == HOP_DEADLOCK;
    over += result == HOP_TIMEOUT;
    hop_rwlock_unlock(&lock);
    if (result == HOP_OK)
        hop_rwlock_unlock(&lock);
}

static void write(void *unused)
{
    (void)unused;
    int result = hop_rwlock_write_lock(&lock);
    writer_refused += result == HOP_DEADLOCK;
    if (result == HOP_OK)
        hop_rwlock_unlock(&lock);
}

static void wait_for_tick(void)
{
    uint32_t before = hop_time_ticks();
    while (hop_time_ticks() == before)
        ;
}

// The writer waits for main, which gives its place back so many counts before the reader's time is over.
static void give_back(uint32_t counts)
{
    hop_rwlock_read_lock(&lock);
    start(0, read_twice, 3);
    start(1, write, 2);
    wait_for_tick();
    uint32_t begin = hop_time_cycles(), tick = hop_time_cycles_hz() / HOP_TICK_HZ;
    hop_task_notify(&tasks[0]);
    while (hop_time_cycles() - begin < tick - counts)
        ;
    hop_rwlock_unlock(&lock);
    hop_task_join(&tasks[1]);
    hop_task_join(&tasks[0]);
}

int main(void)
{
    hop_rwlock_init(&lock, places, 2);
    for (uint32_t counts = 0; counts < 3000; counts += 3)
        give_back(counts);
    printf("writer refused %d, reader refused %s, reader's time over %s\n", writer_refused, reader_refused > 0 ? "some" : "none",
           over > 0 ? "some" : "none");
    return 0;
}
