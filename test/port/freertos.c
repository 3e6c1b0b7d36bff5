// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// FreeRTOS's tasks over libhop/port/freertos, on the stand-in of Inputs/freertos: one that overflows is unwound, with the
// switches of others in between, and runs again; one that overflows in calls of the kernel, at each depth, leaves the kernel
// whole; one that waits is killed; one ends when it has died, one by returning, and their memory is given back; each
// has its own errno and conversions, and keeps its registers.
//
// RUN: sh %S/Inputs/freertos.sh %prefix %t %s
//
// What the port's document names is there.
//
// RUN: grep -oE '\bhop_[a-z_]+' %src_root/libhop/port/freertos/README.md | sort -u > %t.names
// RUN: test $(wc -l < %t.names) -gt 20
// RUN: while read -r name; do grep -rqw "$name" %src_root/libhop/include %src_root/libhop/port || { echo "no $name"; exit 1; }; done < %t.names
//
// CHECK:      lock given back 40 of 40 times
// CHECK-NEXT: in the kernel: enough overflows, lock free
// CHECK-NEXT: in sections: 12 begun, 12 ended, behind them 0
// CHECK-NEXT: killed while it waits, cleanups 4
// CHECK-NEXT: ended, left over 0
// CHECK-NEXT: right, the reserve of its stack never used
#include <hop_freertos.h>

#include <hop/mem.h>
#include <hop/owned.h>
#include <hop/panic.h>
#include <errno.h>
#include <semphr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 40, KILLS = 3, ENDINGS = 10, SECTIONS = 12, WORDS = 640 };

#define NOINLINE __attribute__((noinline))

static SemaphoreHandle_t bus, deep;
static volatile uint32_t taken, given, cleaned, lives;
static uint32_t overflows, room;
static TaskHandle_t mortal, lasting;
static volatile bool is_over, is_wrong;

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reclaimed != NULL || strcmp(info->task, "dies") != 0)
        hop_panic_report(info);
}

bool hop_freertos_task_ends(TaskHandle_t task)
{
    return task == mortal;
}

static void start(const char *name, TaskFunction_t function, UBaseType_t priority, TaskHandle_t *task)
{
    if (xTaskCreate(function, name, WORDS, NULL, priority, task) != pdPASS)
        abort();
}

static void wait_until(const volatile uint32_t *count, uint32_t value)
{
    while (*count < value)
        vTaskDelay(1);
}

// The idle task gives back those that have been deleted.
static void wait_for_tasks(UBaseType_t count)
{
    while (uxTaskGetNumberOfTasks() > count)
        vTaskDelay(1);
}

// ---- Overflows

static void give(SemaphoreHandle_t *mutex)
{
    given += xSemaphoreGive(*mutex) == pdTRUE;
}

static NOINLINE int descend(int depth)
{
    volatile char frame[40];
    frame[depth % 40] = 1;
    return depth ? descend(depth - 1) + frame[depth % 40] : 0;
}

static void overflow(void *unused)
{
    (void)unused;
    if (taken == RUNS)
        return;
    xSemaphoreTake(bus, portMAX_DELAY);
    __attribute__((cleanup(give))) SemaphoreHandle_t mutex = bus;
    taken++;
    descend(100000);
}

// ---- Overflows in the kernel

// Calls it with less and less of the stack, until this frame does not fit.
static NOINLINE void call_below(uint32_t bytes)
{
    volatile char frame[bytes + 1];
    frame[bytes] = 0;
    xSemaphoreTakeRecursive(deep, portMAX_DELAY);
    xSemaphoreGiveRecursive(deep);
    vTaskDelay(1);
    (void)frame[0];
}

static void overflow_in_kernel(void *unused)
{
    (void)unused;
    overflows = hop_freertos_task_restarts(NULL);
    while (room < WORDS * sizeof(StackType_t))
        call_below(room += 8);
    room++;
}

// ---- Overflows in sections

static volatile uint32_t begun, finished, behind;

// Into the reserve.
static NOINLINE int dive(uintptr_t limit)
{
    volatile char frame[40];
    frame[0] = 1;
    return (uintptr_t)frame < limit - 60 ? 0 : dive(limit) + frame[0];
}

static void overflow_in_section(void *unused)
{
    uintptr_t limit = *(volatile uint32_t *)HOP_CONTEXT_ADDRESS;
    bool is_masked = hop_freertos_task_restarts(NULL) % 2;
    (void)unused;
    if (hop_freertos_task_restarts(NULL) == SECTIONS)
        return;
    begun++;
    if (is_masked)
        taskENTER_CRITICAL();
    else
        vTaskSuspendAll();
    dive(limit);
    finished++;
    if (is_masked)
        taskEXIT_CRITICAL();
    else
        xTaskResumeAll();
    for (TickType_t now = xTaskGetTickCount(); xTaskGetTickCount() == now;) // nobody else is ready
        ;
    descend(1);
    behind++;
}

// ---- Kills

static void count(const int *unused)
{
    (void)unused;
    cleaned++;
}

static void wait_for_ever(void *unused)
{
    (void)unused;
    __attribute__((cleanup(count))) int guard = 0;
    lives++;
    if (hop_freertos_task_restarts(NULL) == 0)
        vTaskSuspend(NULL);
    while (hop_freertos_task_restarts(NULL) < KILLS)
        vTaskDelay(portMAX_DELAY);
}

static void kill_often(void)
{
    TaskHandle_t waiting;
    UBaseType_t others = uxTaskGetNumberOfTasks();
    start("dies", wait_for_ever, 1, &waiting);
    for (uint32_t i = 1; i <= KILLS; i++) {
        wait_until(&lives, i);
        vTaskDelay(1);
        if (hop_freertos_task_kill(waiting, "enough") != HOP_OK)
            is_wrong = true;
    }
    wait_until(&lives, KILLS + 1);
    wait_for_tasks(others);
    if (hop_freertos_task_kill(waiting, "too late") != HOP_INVALID)
        is_wrong = true;
}

// ---- Endings

static void die(void *unused)
{
    (void)unused;
    char digits[16];
    snprintf(digits, sizeof digits, "%.3f", 1.5);
    if (hop_mem_alloc_owned(100) != NULL)
        hop_panic("%s", "dies");
}

static void return_at_once(void *unused)
{
    (void)unused;
    hop_mem_alloc_owned(100);
}

static size_t in_use(void)
{
    struct hop_mem_stats stats;
    return hop_mem_stats(&stats) == HOP_OK ? stats.in_use : 0;
}

static int end_often(void)
{
    UBaseType_t others = uxTaskGetNumberOfTasks();
    size_t before = in_use();
    for (int i = 0; i < ENDINGS; i++) {
        start("dies", i % 2 ? die : return_at_once, 1, &mortal);
        wait_for_tasks(others);
    }
    return (int)(in_use() - before);
}

// ---- One that nothing happens to

static bool compute(float seed, uint32_t bits)
{
    volatile float f = seed;
    volatile uint32_t u = bits;
    float a = f, b = a + 1, c = b + 1, d = c + 1;
    uint32_t r = u, s = r * 3, t = s * 3, v = t * 3;
    for (volatile int i = 0; i < 20; i++)
        ;
    return a == f && b == f + 1 && c == f + 2 && d == f + 3 && r == u && s == u * 3 && t == u * 9 && v == u * 27;
}

static void steady(void *unused)
{
    (void)unused;
    char digits[24];
    for (uint32_t i = 1; !is_over; i++) {
        errno = 11;
        snprintf(digits, sizeof digits, "%.4f", 1234.5678);
        if (!compute((float)i, i) || strcmp(digits, "1234.5678") != 0 || errno != 11)
            is_wrong = true;
        vTaskDelay(1);
    }
    is_over = false;
}

static void spoil(void *unused)
{
    (void)unused;
    char digits[24];
    while (!is_over) {
        errno = 22;
        snprintf(digits, sizeof digits, "%.2f", 9.25);
        vTaskDelay(1);
    }
}

static void supervise(void *unused)
{
    (void)unused;
    start("steady", steady, 1, &lasting);
    start("spoil", spoil, 2, NULL);
    start("dies", overflow, 1, NULL);
    wait_until(&given, RUNS);
    printf("lock given back %u of %u times\n", (unsigned)given, (unsigned)taken);
    start("dies", overflow_in_kernel, 2, NULL);
    wait_until(&room, WORDS * sizeof(StackType_t) + 1);
    printf("in the kernel: %s overflows, lock %s\n", overflows > 30 ? "enough" : "too few",
           xSemaphoreTake(deep, 0) == pdTRUE ? "free" : "taken");
    start("dies", overflow_in_section, 4, NULL);
    wait_for_tasks(4); // without those three
    printf("in sections: %u begun, %u ended, behind them %u\n", (unsigned)begun, (unsigned)finished, (unsigned)behind);
    kill_often();
    printf("killed while it waits, cleanups %u\n", (unsigned)cleaned);
    end_often(); // what libraries keep for ever
    printf("ended, left over %d\n", end_often());
    bool is_unused = uxTaskGetStackHighWaterMark(lasting) * sizeof(StackType_t) >= HOP_RESERVE_DEFAULT;
    is_over = true;
    while (is_over)
        vTaskDelay(1);
    printf("%s, the reserve of its stack %s used\n", is_wrong ? "wrong" : "right", is_unused ? "never" : "was");
    exit(0);
}

// What masks interrupts in FreeRTOS's sections.
static uint32_t mask(void)
{
    uint32_t value;
#if __ARM_ARCH_ISA_THUMB > 1
    __asm volatile("mrs %0, basepri" : "=r"(value));
#else
    __asm volatile("mrs %0, primask" : "=r"(value));
#endif
    return value;
}

// The port's own mutex is made later (constructor 102): by pvPortMalloc, after which FreeRTOS has them masked.
__attribute__((constructor(101))) static void allocate_early(void)
{
    void *volatile block = malloc(100);
    free(block);
    is_wrong = mask() != 0;
}

int main(void)
{
    bus = xSemaphoreCreateMutex();
    deep = xSemaphoreCreateRecursiveMutex();
    xTaskCreate(supervise, "supervise", 1600, NULL, 3, NULL);
    vTaskStartScheduler();
    return 1;
}
