// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks on painted stacks. Arguments are pairs of a task's name and the bytes that its stack has; each task runs to
// its end, and what it has used at most is printed, and at the end what handlers have used of the main stack. HANDLER
// is the name of IRQ 8.

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 16384, PAINT = 0xa5 };

static _Alignas(8) unsigned char stack[LARGEST];
static struct hop_task task;
static struct hop_mutex mutex;
static volatile int is_done, sink;
int quick(void);

static __attribute__((noinline)) int fill(volatile char *bytes, int count)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (char)i;
    return bytes[count / 2];
}

// Exact: frames of several forms, each written in full.

static __attribute__((noinline)) int innermost(int a, int b, int c, int d, int e)
{
    volatile char frame[200];
    return fill(frame, sizeof frame) + a + b + c + d + e;
}

static __attribute__((noinline)) int inner(int a)
{
    volatile char frame[1200];
    return fill(frame, sizeof frame) + innermost(a, 2, 3, 4, 5);
}

static __attribute__((noinline)) int outer(int a)
{
    volatile char frame[64];
    return fill(frame, sizeof frame) + inner(a + 1) + inner(a + 2);
}

static void chain(void *unused)
{
    (void)unused;
    sink = inner(outer(1) & 1);
    is_done = 1;
}

// Exact, if it is told how deep it goes.

static __attribute__((noinline)) int depth(int n)
{
    volatile char frame[100];
    return fill(frame, sizeof frame) + (n > 1 ? depth(n - 1) : 0);
}

static void recurses(void *unused)
{
    (void)unused;
    sink = depth(6);
    is_done = 1;
}

// Exact, if it is told what the pointers are.

static __attribute__((noinline)) int shallow(void)
{
    return quick();
}

static __attribute__((noinline)) int deep(void)
{
    volatile char frame[700];
    return fill(frame, sizeof frame);
}

static int (*const functions[])(void) = {quick, deep, shallow};

static void points(void *unused)
{
    (void)unused;
    for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++)
        sink = functions[(i + (unsigned)sink) % 3]();
    for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++)
        sink = functions[i]() * 0;
    is_done = 1;
}

// Exact, if it is told how much is taken.

static void takes(void *unused)
{
    (void)unused;
    volatile int wanted = 600;
    int count = wanted;
    volatile char bytes[count];
    sink = fill(bytes, count);
    is_done = 1;
}

// How much is lost depends on where the frame comes to lie: 56 bytes at most.

static void aligns(void *unused)
{
    (void)unused;
    volatile _Alignas(64) char frame[512];
    sink = fill(frame, sizeof frame);
    is_done = 1;
}

// The libraries: whatever they take stays below what is told.

static int compare(const void *a, const void *b)
{
    volatile char frame[40];
    fill(frame, sizeof frame);
    return *(const int *)a - *(const int *)b;
}

static void sorts(void *unused)
{
    (void)unused;
    static int numbers[2000];
    for (int i = 0; i < 2000; i++)
        numbers[i] = i % 3 ? i : -i * 7919 % 2003;
    qsort(numbers, 2000, sizeof *numbers, compare);
    sink = numbers[0];
    is_done = 1;
}

static void prints(void *unused)
{
    (void)unused;
    static char text[400];
    snprintf(text, sizeof text, "%.17g %e %a %s %lld %c", 1.0e300 / 3, 1e-5, 2.5, "text", 1LL << 60, 'x');
    sink = (int)strlen(text);
    sscanf("12 3.25", "%d", (int *)&sink);
    is_done = 1;
}

static void allocates(void *unused)
{
    (void)unused;
    void *blocks[20];
    for (int i = 0; i < 20; i++)
        blocks[i] = malloc(100u * (unsigned)i + 1);
    for (int i = 0; i < 20; i += 2)
        free(blocks[i]);
    for (int i = 1; i < 20; i += 2)
        free(realloc(blocks[i], 5000));
    is_done = 1;
}

static void waits(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++) {
        hop_mutex_lock(&mutex);
        hop_task_sleep(2);
        hop_mutex_unlock(&mutex);
    }
    is_done = 1;
}

int quick(void)
{
    return 1;
}

static const struct {
    const char *name;
    void (*entry)(void *);
} tasks[] = {{"chain", chain},   {"recurses", recurses}, {"points", points},       {"takes", takes},
             {"aligns", aligns}, {"sorts", sorts},       {"prints", prints},       {"allocates", allocates},
             {"waits", waits}};

// Handlers: of an interrupt that comes now and then, and of the kernel.

extern unsigned char __hop_handler_stack_base[], __hop_handler_stack_top[];

void HANDLER(void)
{
    volatile char frame[300];
    sink = fill(frame, sizeof frame);
}

static void interrupt(void)
{
    *(volatile unsigned *)0xe000e408 = 0x80; // its priority, above the kernel's
    *(volatile unsigned *)0xe000e100 = 1 << 8;
    *(volatile unsigned *)0xe000e200 = 1 << 8;
}

static unsigned used(const unsigned char *base, unsigned size)
{
    unsigned unused = 0;
    while (unused < size && base[unused] == PAINT)
        unused++;
    return size - unused;
}

static void run(const char *name, unsigned size)
{
    for (unsigned i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(tasks[i].name, name) != 0)
            continue;
        memset(stack, PAINT, sizeof stack);
        memset(&task, 0, sizeof task);
        is_done = 0;
        if (hop_task_create(&task, &(struct hop_task_config){.name = name,
                                                             .entry = tasks[i].entry,
                                                             .stack = stack,
                                                             .stack_size = size,
                                                             .priority = 20,
                                                             .restart = HOP_RESTART_NEVER}) != HOP_OK)
            printf("%s: refused\n", name);
        interrupt();
        hop_task_sleep(20);
    }
    printf("%s: %s, used %u\n", name, is_done ? "done" : "not done", used(stack, size));
}

int main(int argc, char **argv)
{
    // Nothing is on the main stack while a task runs, but the guard at its bottom.
    unsigned char *const main_stack = __hop_handler_stack_base + 8;
    const unsigned size = (unsigned)(__hop_handler_stack_top - main_stack);
    memset(main_stack, PAINT, size);
    for (int i = 1; i + 1 < argc; i += 2)
        run(argv[i], (unsigned)atoi(argv[i + 1]));
    printf("handlers: done, used %u\n", used(main_stack, size));
    return 0;
}
