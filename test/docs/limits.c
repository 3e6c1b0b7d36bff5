// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The numbers of sysroot/LIMITS.md that no other test goes up to: the last that works, and the first that does not.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: cd %S && %run %t.elf | FileCheck %s
// RUN: cd %S && %run %t.elf $(seq 2 32) | FileCheck --check-prefix=ARGUMENTS %s
// RUN: cd %S && %status 71 %run %t.elf $(seq 2 33) 2>&1 | FileCheck --check-prefix=MORE %s
// RUN: cd %S && %status 71 %run %t.elf $(printf '%%0600d' 0) 2>&1 | FileCheck --check-prefix=LONG %s
//
// CHECK:      files 8, then EMFILE
// CHECK-NEXT: priorities 1 to 31
// CHECK-NEXT: sleeps and timeouts wrong 0
// CHECK-NEXT: time slices wrong 0
// CHECK-NEXT: breathing at most 8
// CHECK-NEXT: least stack wrong 0
// CHECK-NEXT: semaphores wrong 0
// CHECK-NEXT: channels wrong 0
// CHECK-NEXT: regions wrong 0
// CHECK-NEXT: reason cut to 63, name to 15
// ARGUMENTS:  32 arguments
// MORE:       hop: fatal: more arguments than HOP_ARGUMENT_MAX
// LONG:       hop: fatal: command line longer than HOP_COMMAND_LINE_SIZE
#include <errno.h>
#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

static struct hop_task task;
static _Alignas(8) char stack[2048];

static void nothing(void *unused)
{
    (void)unused;
}

static void dies(void *unused)
{
    (void)unused;
    hop_panic("%s and %s", "a reason that is longer than a crash record has room for it", "cut");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static int start(void (*entry)(void *), unsigned priority, size_t stack_size)
{
    int result = hop_task_create(&task, &(struct hop_task_config){
        .name = "a name of more than fifteen", .entry = entry, .stack = stack, .stack_size = stack_size,
        .priority = priority, .restart = HOP_RESTART_NEVER});
    if (result == HOP_OK)
        hop_task_join(&task);
    return result;
}

static void files(void)
{
    FILE *open[HOP_OPEN_MAX + 1];
    int count = 0;
    while (count <= HOP_OPEN_MAX && (open[count] = fopen("limits.c", "r")))
        count++;
    printf("files %d, then %s\n", count, errno == EMFILE ? "EMFILE" : "another error");
    while (count > 0)
        fclose(open[--count]);
}

static void priorities(void)
{
    unsigned least = 0, most = HOP_PRIORITY_MAX;
    while (start(nothing, least, sizeof stack) != HOP_OK)
        least++;
    while (start(nothing, most + 1, sizeof stack) == HOP_OK)
        most++;
    printf("priorities %u to %u\n", least, most);
}

static void times(void)
{
    struct hop_semaphore semaphore;
    hop_semaphore_init(&semaphore, 1, 1);
    int wrong = hop_task_sleep(HOP_TIME_MAX + 1u) != HOP_INVALID;
    wrong += hop_semaphore_timed_take(&semaphore, HOP_TIME_MAX + 1u) != HOP_INVALID;
    wrong += hop_semaphore_timed_take(&semaphore, HOP_TIME_MAX) != HOP_OK;
    printf("sleeps and timeouts wrong %d\n", wrong);
    wrong = hop_time_slice(65536) != HOP_INVALID;
    wrong += hop_time_slice(65535) != HOP_OK;
    printf("time slices wrong %d\n", wrong + (hop_time_slice(0) != HOP_OK));
}

static void sizes(void)
{
    unsigned limit = 1;
    while (hop_breathing_limit(limit + 1) == HOP_OK)
        limit++;
    printf("breathing at most %u\n", limit);
    int wrong = start(nothing, HOP_PRIORITY_MAX, HOP_STACK_MIN - 8) != HOP_INVALID;
    printf("least stack wrong %d\n", wrong + (start(nothing, HOP_PRIORITY_MAX, HOP_STACK_MIN) != HOP_OK));
}

static void objects(void)
{
    struct hop_semaphore semaphore;
    int wrong = hop_semaphore_init(&semaphore, 0, HOP_SEMAPHORE_MAX + 1) != HOP_INVALID;
    printf("semaphores wrong %d\n", wrong + (hop_semaphore_init(&semaphore, 0, HOP_SEMAPHORE_MAX) != HOP_OK));

    static struct hop_channel channel;
    static _Alignas(4) char buffer[HOP_CHANNEL_BUFFER_SIZE(HOP_CHANNEL_CAPACITY_MAX, 0)];
    wrong = hop_channel_init(&channel, buffer, HOP_CHANNEL_CAPACITY_MAX + 1, 0) != HOP_INVALID;
    wrong += hop_channel_init(&channel, buffer, HOP_CHANNEL_CAPACITY_MAX, 0) != HOP_OK;
    wrong += hop_channel_init(&channel, buffer, 1, HOP_CHANNEL_ITEM_MAX + 1) != HOP_INVALID;
    printf("channels wrong %d\n", wrong);
    printf("regions wrong %d\n", hop_mem_region_add(buffer, 0x3f000008, HOP_MEM_EXTERNAL) != HOP_INVALID);
}

static void records(void)
{
    struct hop_crash_record record;
    start(dies, HOP_PRIORITY_MAX, sizeof stack);
    hop_crash_record_read(0, &record);
    printf("reason cut to %u, name to %u\n", (unsigned)strlen(record.reason), (unsigned)strlen(record.task));
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        printf("%d arguments\n", argc);
        return 0;
    }
    files();
    priorities();
    times();
    sizes();
    objects();
    records();
    return 0;
}
