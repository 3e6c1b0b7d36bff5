// RUN: %every_core -Os -std=gnu11 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// POSIX's steady clock: finer than a tick, and it never goes back, neither across a tick nor in a handler of the
// tick. Sleeps take at least as long as they were asked for, wherever in a tick they begin.
#include <errno.h>
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static uint64_t date(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static volatile uint64_t latest;
static volatile unsigned ticks, first, back, odd;

void SysTick_Handler(void)
{
    uint64_t time = now();
    back += time < latest;
    latest = time;
    if (ticks++ == 0)
        first = hop_time_ticks();
    odd += hop_time_ticks() - first != ticks - 1;
}

static void read_often(void)
{
    unsigned steps = 0;
    for (unsigned i = 0; i < 20000; i++) {
        uint64_t before = latest, time = now();
        back += time < before;
        latest = time;
        steps += time > before;
    }
    // CHECK: fine 1, back 0, odd 0
    printf("fine %d, back %u, odd %u\n", steps > 10000, back, odd);
}

static void wait_until(uint64_t time)
{
    while (now() < time)
        ;
}

// From a time of ten in a tick on. How often it took less than that, and more by over a tick and what the calls take.
static void sleep_with(const char *name, int (*sleep)(const struct timespec *, struct timespec *), uint64_t (*clock)(void))
{
    unsigned less = 0, more = 0;
    for (unsigned tenth = 0; tenth < 10; tenth++) {
        wait_until((now() / 1000000 + 2) * 1000000 + tenth * 100000);
        uint64_t begun = clock();
        sleep(&(struct timespec){.tv_nsec = 2500000}, NULL);
        uint64_t passed = clock() - begun;
        less += passed < 2500000;
        more += passed > 5000000;
    }
    printf("%s less %u, more %u\n", name, less, more);
}

static int by_usleep(const struct timespec *duration, struct timespec *left)
{
    (void)left;
    return usleep((useconds_t)duration->tv_nsec / 1000);
}

static int by_condition(const struct timespec *duration, struct timespec *left)
{
    static mtx_t mutex;
    static cnd_t condition;
    struct timespec until;
    (void)left;
    timespec_get(&until, TIME_UTC);
    until.tv_nsec += duration->tv_nsec;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    mtx_init(&mutex, mtx_timed);
    cnd_init(&condition);
    mtx_lock(&mutex);
    int result = cnd_timedwait(&condition, &mutex, &until);
    mtx_unlock(&mutex);
    return result;
}

static int wrong(long nanoseconds)
{
    errno = 0;
    return nanosleep(&(struct timespec){.tv_nsec = nanoseconds}, NULL) == -1 && errno == EINVAL;
}

int main(void)
{
    read_often();
    // CHECK-NEXT: nanosleep less 0, more 0
    sleep_with("nanosleep", nanosleep, now);
    // CHECK-NEXT: usleep less 0, more 0
    sleep_with("usleep", by_usleep, now);
    // CHECK-NEXT: thrd_sleep less 0, more 0
    sleep_with("thrd_sleep", thrd_sleep, now);
    // CHECK-NEXT: cnd_timedwait less 0, more 0
    sleep_with("cnd_timedwait", by_condition, now);
    // CHECK-NEXT: by the date less 0, more 0
    sleep_with("by the date", nanosleep, date);
    // CHECK-NEXT: wrong 1 1, none 0
    printf("wrong %d %d, none %d\n", wrong(-1), wrong(1000000000), nanosleep(&(struct timespec){0}, NULL));
}
