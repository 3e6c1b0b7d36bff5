// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -O2 -flto %s -o %t.lto.elf && %run --icount 7 %t.lto.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -O0 -Wl,--defsym=__hop_stress_growth=1,--defsym=__hop_main_stack_limit=60000 %s -o %t.grows.elf
// RUN: %run --icount 7 --timeout 120 %t.grows.elf | FileCheck %s
// RUN: %clangxx --target=thumbv7em -x c++ -fsyntax-only %prefix/lib/clang-runtimes/thumbv7em/include/threads.h
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C11's <threads.h>. Row 73.
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

static mtx_t mutex, recursive;
static cnd_t changed;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key, other_key;
static int counter, items, calls, destroyed;

static struct timespec in_milliseconds(long milliseconds)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    time.tv_nsec += milliseconds % 1000 * 1000000;
    time.tv_sec += milliseconds / 1000 + time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

static int count(void *argument)
{
    for (int i = 0; i < 100; i++) {
        mtx_lock(&mutex);
        int before = counter;
        if (i % 10 == 0)
            thrd_yield();
        counter = before + 1;
        mtx_unlock(&mutex);
    }
    return *(int *)argument;
}

static void test_threads(void)
{
    thrd_t threads[3];
    int numbers[3] = {10, 20, 30}, results[3], sum = 0;
    for (int i = 0; i < 3; i++)
        sum += thrd_create(&threads[i], count, &numbers[i]);
    for (int i = 0; i < 3; i++)
        sum += thrd_join(threads[i], &results[i]);
    // CHECK: three threads: 0, 10 20 30, 300
    printf("three threads: %d, %d %d %d, %d\n", sum, results[0], results[1], results[2], counter);
    // CHECK-NEXT: main is itself, and no other
    printf("main is %s\n", thrd_equal(thrd_current(), thrd_current()) && !thrd_equal(thrd_current(), threads[0])
                               ? "itself, and no other" : "not itself");
}

static int consume(void *unused)
{
    int taken = 0;
    (void)unused;
    mtx_lock(&mutex);
    while (taken < 10) {
        while (items == 0)
            cnd_wait(&changed, &mutex);
        taken += items;
        items = 0;
        cnd_signal(&changed);
    }
    mtx_unlock(&mutex);
    return taken;
}

static void test_condition(void)
{
    thrd_t consumer;
    int taken = -1;
    thrd_create(&consumer, consume, NULL);
    mtx_lock(&mutex);
    for (int i = 0; i < 10; i++) {
        items++;
        cnd_broadcast(&changed);
        while (items != 0)
            cnd_wait(&changed, &mutex);
    }
    mtx_unlock(&mutex);
    thrd_join(consumer, &taken);
    mtx_lock(&mutex);
    struct timespec soon = in_milliseconds(5);
    int timed_out = cnd_timedwait(&changed, &mutex, &soon);
    // CHECK-NEXT: consumed 10, then a timeout: 1
    printf("consumed %d, then a timeout: %d\n", taken, timed_out == thrd_timedout);
    mtx_unlock(&mutex);
}

static int lock_in_vain(void *unused)
{
    (void)unused;
    struct timespec soon = in_milliseconds(5), past = {0, 0}, later = in_milliseconds(60000);
    int result = (mtx_trylock(&mutex) == thrd_busy) + (mtx_timedlock(&mutex, &soon) == thrd_timedout) * 10 +
                 (mtx_timedlock(&mutex, &past) == thrd_timedout) * 100 + (mtx_unlock(&mutex) == thrd_error) * 1000;
    result += (mtx_timedlock(&mutex, &later) == thrd_success) * 10000;
    mtx_unlock(&mutex);
    return result;
}

static void test_mutexes(void)
{
    thrd_t thread;
    int in_vain = 0;
    mtx_lock(&mutex);
    thrd_create(&thread, lock_in_vain, NULL);
    thrd_sleep(&(struct timespec){0, 30000001}, NULL);
    mtx_unlock(&mutex);
    thrd_join(thread, &in_vain);
    // CHECK-NEXT: locked by another: 11111, by oneself: 1
    mtx_lock(&mutex);
    printf("locked by another: %d, by oneself: %d\n", in_vain, mtx_lock(&mutex) == thrd_error);
    mtx_unlock(&mutex);
    int sum = mtx_lock(&recursive) + mtx_lock(&recursive) + mtx_trylock(&recursive);
    struct timespec soon = in_milliseconds(2);
    int waited = cnd_timedwait(&changed, &recursive, &soon);
    sum += mtx_unlock(&recursive) + mtx_unlock(&recursive) + mtx_unlock(&recursive);
    // CHECK-NEXT: recursive: 0, 1, and no longer locked: 1; no such type: 1
    printf("recursive: %d, %d, and no longer locked: %d; no such type: %d\n", sum, waited == thrd_timedout,
           mtx_unlock(&recursive) == thrd_error, mtx_init(&(mtx_t){{0}}, 4) == thrd_error);
}

static void count_call(void)
{
    thrd_yield();
    calls++;
}

static int call(void *unused)
{
    (void)unused;
    call_once(&once, count_call);
    return calls;
}

static void destroy(void *value)
{
    destroyed += *(int *)value;
    if (--*(int *)value > 0)
        tss_set(key, value); // once more
}

static int store(void *value)
{
    if (tss_get(key) != NULL)
        return -1;
    tss_set(key, value);
    tss_set(other_key, value);
    thrd_yield();
    if (tss_get(key) != value)
        return -2;
    thrd_exit(7);
}

static void test_once_and_storage(void)
{
    thrd_t threads[2];
    int results[2], values[2] = {2, 9};
    for (int i = 0; i < 2; i++)
        thrd_create(&threads[i], call, NULL);
    for (int i = 0; i < 2; i++)
        thrd_join(threads[i], &results[i]);
    // CHECK-NEXT: called once: 1 1 1
    printf("called once: %d %d %d\n", calls, results[0], results[1]);

    tss_create(&key, destroy);
    tss_create(&other_key, NULL);
    tss_set(key, &calls);
    for (int i = 0; i < 2; i++)
        thrd_create(&threads[i], store, &values[i]);
    for (int i = 0; i < 2; i++)
        thrd_join(threads[i], &results[i]);
    // CHECK-NEXT: stored: 7 7, destroyed 2 + 1 and 9 + 8 + 7 + 6: 33
    printf("stored: %d %d, destroyed 2 + 1 and 9 + 8 + 7 + 6: %d\n", results[0], results[1], destroyed);
    int kept = tss_get(key) == &calls;
    tss_delete(key);
    tss_t keys[10], next;
    int made = 0;
    while (made < 10 && tss_create(&keys[made], NULL) == thrd_success)
        made++;
    int is_new = 1;
    for (int i = 0; i < made; i++)
        is_new = is_new && tss_get(keys[i]) == NULL;
    tss_delete(keys[3]);
    // CHECK-NEXT: main's is kept: 1; 7 more keys, all new: 1; none, then one: 1
    printf("main's is kept: %d; %d more keys, all new: %d; none, then one: %d\n", kept, made, is_new,
           tss_create(&next, NULL) == thrd_success && tss_create(&next, NULL) == thrd_error);
}

static int overflow(void *depth)
{
    volatile char frame[100];
    frame[0] = (char)overflow(depth) + 1;
    return frame[0];
}

static int hold_and_die(void *unused)
{
    mtx_lock(&mutex);
    return overflow(unused);
}

void hop_panic_hook(const void *unused)
{
    (void)unused;
}

static void test_death(void)
{
    thrd_t thread;
    int result = 42;
    thrd_create(&thread, hold_and_die, NULL);
    int joined = thrd_join(thread, &result);
    int locked = mtx_lock(&mutex);
    mtx_unlock(&mutex);
    // CHECK-NEXT: died: 1, no result: 42, its mutex: 0
    printf("died: %d, no result: %d, its mutex: %d\n", joined == thrd_error, result, locked);
    // CHECK-NEXT: joining oneself: 1
    printf("joining oneself: %d\n", thrd_join(thrd_current(), NULL) == thrd_error);
}

static int end_at_once(void *unused)
{
    (void)unused;
    return thrd_detach(thrd_current());
}

// Many more threads than there is memory for at once.
static void test_memory(void)
{
    int failed = 0, nonsense = thrd_sleep(&(struct timespec){0, -1}, NULL);
    for (int i = 0; i < 200; i++) {
        thrd_t thread;
        failed += thrd_create(&thread, end_at_once, NULL) != thrd_success;
        thrd_yield();
    }
    // CHECK-NEXT: 200 detached threads: 0 failed; a sleep of nonsense: -2
    printf("200 detached threads: %d failed; a sleep of nonsense: %d\n", failed, nonsense);
}

int main(void)
{
    mtx_init(&mutex, mtx_plain | mtx_timed);
    mtx_init(&recursive, mtx_recursive | mtx_timed);
    cnd_init(&changed);
    test_threads();
    test_condition();
    test_mutexes();
    test_once_and_storage();
    test_death();
    test_memory();
    mtx_destroy(&mutex), mtx_destroy(&recursive), cnd_destroy(&changed);
    return 0;
}
