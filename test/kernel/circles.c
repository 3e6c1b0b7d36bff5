// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks that would wait for each other: who closes the circle is told, or dies, and the others go on.
#include <hop/hop.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

static struct hop_task one, other, writer;
static const char *panic = "none";
static _Alignas(8) unsigned char stacks[3][3072];

void hop_panic_hook(const struct hop_panic_info *info)
{
    panic = info->text; // stdout may be in the circle
}

static void start(struct hop_task *task, void (*entry)(void *), unsigned priority)
{
    hop_task_create(task, &(struct hop_task_config){.name = "task", .entry = entry,
        .stack = stacks[task == &one ? 0 : task == &other ? 1 : 2], .stack_size = sizeof stacks[0],
        .priority = priority, .restart = HOP_RESTART_NEVER});
}

// The application's console is guarded by a mutex, which a task has that prints.
static struct hop_mutex console;
static char printed[256];
static size_t length;

int _write(int file, const void *bytes, size_t size)
{
    (void)file;
    hop_mutex_lock(&console);
    for (size_t i = 0; i < size && length < sizeof printed - 1; i++)
        printed[length++] = ((const char *)bytes)[i];
    hop_mutex_unlock(&console);
    return (int)size;
}

static void print(void *unused)
{
    (void)unused;
    printf("printed\n");
}

static void print_with_console(void *unused)
{
    (void)unused;
    HOP_WITH_LOCK(&console)
    {
        hop_task_sleep(5);
        printf("not printed\n");
    }
}

static void locks_of_the_library(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    start(&other, print_with_console, HOP_PRIORITY_MAIN + 2);
    start(&one, print, HOP_PRIORITY_MAIN + 1);
    hop_task_join(&other);
    hop_task_join(&one);
}

// A reader inside wants to read again, and a writer waits.
static struct hop_mutex places[3];
static struct hop_rwlock lock = HOP_RWLOCK(places);
static int second_read = 1, written = 1;

static void read_long(void *unused)
{
    (void)unused;
    HOP_WITH_READ_LOCK(&lock)
        hop_task_sleep(20);
}

static void read_twice(void *unused)
{
    (void)unused;
    HOP_WITH_READ_LOCK(&lock)
    {
        hop_task_sleep(10);
        second_read = hop_rwlock_read_lock(&lock);
    }
}

static void write_once(void *unused)
{
    (void)unused;
    written = hop_rwlock_write_lock(&lock);
    hop_rwlock_unlock(&lock);
}

static void readers(void)
{
    start(&one, read_long, HOP_PRIORITY_MAIN + 1);
    start(&other, read_twice, HOP_PRIORITY_MAIN + 1);
    hop_task_sleep(5);
    start(&writer, write_once, HOP_PRIORITY_MAIN + 1);
    hop_task_join(&one);
    hop_task_join(&other);
    hop_task_join(&writer);
}

// Who waits for a condition has a mutex that the owner of the condition's waits for.
static mtx_t recursive, plain;
static cnd_t changed;
static int waited;

static void wait_with_other(void *unused)
{
    (void)unused;
    mtx_lock(&plain);
    for (int i = 0; i < 3; i++)
        mtx_lock(&recursive);
    struct timespec until;
    timespec_get(&until, TIME_UTC);
    until.tv_sec++;
    waited = cnd_timedwait(&changed, &recursive, &until);
    mtx_unlock(&plain);
}

static void conditions(void)
{
    mtx_init(&recursive, mtx_recursive);
    mtx_init(&plain, mtx_plain);
    start(&one, wait_with_other, HOP_PRIORITY_MAIN + 1);
    mtx_lock(&recursive);
    mtx_lock(&plain);
    mtx_unlock(&plain);
    mtx_unlock(&recursive);
    hop_task_join(&one);
}

// SYS_WRITE0 of semihosting.
static void put(const char *text)
{
    register int call __asm__("r0") = 4;
    register const char *argument __asm__("r1") = text;
    __asm volatile("bkpt 0xab" : "+r"(call) : "r"(argument) : "memory");
}

int main(void)
{
    char line[100];
    locks_of_the_library();
    // CHECK: a lock of the C library: tasks wait for each other; printed
    snprintf(line, sizeof line, "%s; %s", panic, printed);
    put(line);
    readers();
    // CHECK-NEXT: second read -4, written 0
    snprintf(line, sizeof line, "second read %d, written %d\n", second_read, written);
    put(line);
    conditions();
    // CHECK-NEXT: waited 1, recursive free 1
    bool is_free = ((struct hop_recursive_mutex *)&recursive)->mutex.owner == NULL;
    snprintf(line, sizeof line, "waited %d, recursive free %d\n", waited == thrd_error, is_free);
    put(line);
}
