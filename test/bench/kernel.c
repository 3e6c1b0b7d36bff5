// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calls of the kernel cost, in instructions, on an MPS2 board with hop-run --icount 7. A figure is the number of
// instructions strictly between two reads of a counter, each one load; entry and exit of an exception count 0.
// The definitions are those by which FreeRTOS' figures (kernel.py) were taken.
#include <hop/hop.h>
#include <stdio.h>

// CMSDK timer 1, which libhop has started: counts down at 25 MHz, an instruction is 3.2 counts.
static volatile uint32_t *const counter = (volatile uint32_t *)0x40001004;
#define ICSR (*(volatile uint32_t *)0xe000ed04)
#define PENDSTSET (1u << 26)
#define SYSTICK_CONTROL (*(volatile uint32_t *)0xe000e010)
#define ISER0 (*(volatile uint32_t *)0xe000e100)
#define ISPR0 (*(volatile uint32_t *)0xe000e200)
#define IPR ((volatile uint8_t *)0xe000e400)
#define OUTER 9 // TIMER1_Handler
#define IRQ (1u << 10) // DUALTIMER_Handler
#define FALLIBLE 11 // SPI_Handler
#define RAW 15 // TSC_Handler

static inline uint32_t now(void)
{
    return *counter;
}

// Two reads that follow each other are one instruction apart: none is between them.
static unsigned between(uint32_t from, uint32_t to)
{
    return (unsigned)(((from - to) * 10 + 16) / 32 - 1);
}

// The least of several: no tick came in between.
#define LEAST(figure, statement)                                                                                       \
    do {                                                                                                               \
        unsigned least = ~0u;                                                                                          \
        for (int turn = 0; turn < 5; turn++) {                                                                         \
            statement;                                                                                                 \
            least = (figure) < least ? (figure) : least;                                                               \
        }                                                                                                              \
        result = least;                                                                                                \
    } while (0)

static volatile uint32_t from, to;
static unsigned result;

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 8);
static struct hop_mutex mutex;
static struct hop_channel channel;
static _Alignas(4) unsigned char buffer[HOP_CHANNEL_BUFFER_SIZE(4, 4)];
static struct hop_task tasks[10];
static _Alignas(8) unsigned char stacks[10][1536];

static void start(int i, void (*entry)(void *), unsigned priority)
{
    hop_task_create(&tasks[i], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = &tasks[i], .stack = stacks[i], .stack_size = sizeof stacks[i],
        .priority = priority, .restart = HOP_RESTART_NEVER});
}

static void print(const char *name)
{
    printf("%s: %u\n", name, result);
}

static void other(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        to = now();
        hop_task_yield();
    }
}

static void measure_switch(void)
{
    start(0, other, HOP_PRIORITY_MAIN);
    LEAST(between(from, to), {
        uint32_t at = now();
        hop_task_yield();
        from = at;
    });
    hop_task_sleep(2);
    print("context switch by yield");
}

static int mode;
static uint32_t item;

void DUALTIMER_Handler(void)
{
    if (mode == 0)
        hop_semaphore_give(&semaphore);
    else if (mode == 1)
        hop_task_notify(&tasks[0]);
    else
        hop_channel_try_send(&channel, &item);
}

static void take_forever(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&semaphore);
        to = now();
    }
}

static void be_notified_forever(void *unused)
{
    (void)unused;
    for (;;) {
        hop_notification_wait();
        to = now();
    }
}

static void receive_forever(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t received;
        hop_channel_receive(&channel, &received);
        to = now();
    }
}

static void measure_handler(const char *name, int new_mode, void (*entry)(void *))
{
    mode = new_mode;
    start(0, entry, HOP_PRIORITY_MAIN + 1);
    LEAST(between(from, to), {
        uint32_t at;
        __asm volatile("ldr %0, [%1]\n\tstr %2, [%3]\n\tdsb\n\tisb" : "=&r"(at) : "r"(counter), "r"(IRQ), "r"(&ISPR0) : "memory");
        from = at;
    });
    result -= 1; // the store
    print(name);
    hop_task_kill(&tasks[0], "done");
    hop_task_sleep(2);
}

#define PAIR(name, statement)                                                                                          \
    do {                                                                                                               \
        LEAST(between(from, to), {                                                                                     \
            uint32_t at = now();                                                                                       \
            statement;                                                                                                 \
            to = now();                                                                                                \
            from = at;                                                                                                 \
        });                                                                                                            \
        print(name);                                                                                                   \
    } while (0)

enum { SLEEP = 20 };

static void sleep_long(void *unused)
{
    (void)unused;
    for (;;)
        hop_task_sleep(SLEEP);
}

static void advance_to(uint32_t tick)
{
    while (hop_time_ticks() != tick) {
        ICSR = PENDSTSET;
        __asm volatile("dsb\n\tisb" ::: "memory");
    }
}

// With the timer off, ticks are those that are pended here. The tasks that wake are less urgent.
static void measure_tick(const char *name, int sleepers)
{
    SYSTICK_CONTROL = 0;
    uint32_t begin = hop_time_ticks();
    for (int i = 0; i < sleepers; i++) {
        start(i, sleep_long, HOP_PRIORITY_MAIN + 1);
        hop_task_set_priority(&tasks[i], HOP_PRIORITY_MAIN - 1);
    }
    advance_to(begin + SLEEP - 1);
    uint32_t at = now();
    ICSR = PENDSTSET;
    __asm volatile("dsb\n\tisb" ::: "memory");
    to = now();
    result = between(at, to) - 3; // the store and the barriers
    SYSTICK_CONTROL = 7;
    for (int i = 0; i < sleepers; i++)
        hop_task_kill(&tasks[i], "done");
    hop_task_sleep(3);
    print(name);
}

static void note_wake(void *unused)
{
    (void)unused;
    hop_task_sleep(SLEEP);
    to = now();
}

static void measure_wake(void)
{
    SYSTICK_CONTROL = 0;
    uint32_t begin = hop_time_ticks();
    start(0, note_wake, HOP_PRIORITY_MAIN + 1);
    advance_to(begin + SLEEP - 1);
    uint32_t at = now();
    ICSR = PENDSTSET;
    __asm volatile("dsb\n\tisb" ::: "memory");
    SYSTICK_CONTROL = 7;
    result = between(at, to) - 1; // the store
    print("tick to task after sleep");
}

static void nothing(void *unused)
{
    (void)unused;
}

static volatile uint32_t entered;

HOP_ISR void SPI_Handler(void)
{
    entered = now();
}

void TSC_Handler(void)
{
    entered = now();
}

// Instructions from the request of an interrupt to its handler's first.
static unsigned entry(int irq)
{
    LEAST(between(from, entered), { uint32_t at = now(); ISPR0 = 1u << irq; __asm volatile("dsb\n\tisb"); from = at; });
    return result;
}

static volatile unsigned in_handler, in_failing;

static void measure_in_cleanup(int *unused)
{
    (void)unused;
    in_failing = entry(FALLIBLE);
}

// Interrupted by the other one: as it is, and while it ends by a panic.
HOP_ISR void TIMER1_Handler(void)
{
    __attribute__((cleanup(measure_in_cleanup), unused)) int guard = 0;
    in_handler = entry(FALLIBLE);
    hop_panic("on purpose");
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception, (void)info;
    return true;
}

static void measure_entry(void)
{
    unsigned raw = entry(RAW), least = entry(FALLIBLE);
    ISPR0 = 1u << OUTER;
    __asm volatile("dsb\n\tisb");
    unsigned all[] = {least, in_handler, in_failing}, most = least;
    for (int i = 0; i < 3; i++) {
        least = all[i] < least ? all[i] : least;
        most = all[i] > most ? all[i] : most;
    }
    result = most - raw;
    print("entry of a hop_isr handler, over a raw one");
    result = most - least;
    print("the same, its largest difference");
}

// The report is not part of it.
void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void panic(void)
{
    hop_panic("on purpose");
}

__attribute__((noinline)) static void overflow(void)
{
    volatile char frame[2 * sizeof stacks[0]];
    frame[mode] = 1;
}

static void (*volatile way_to_die)(void);

static void die_five_times(void *unused)
{
    (void)unused;
    uint32_t at = now();
    unsigned passed = between(from, at);
    unsigned generation = hop_task_generation(&tasks[0]);
    result = generation > 0 && passed < result ? passed : result;
    if (generation == 5)
        return;
    hop_task_sleep(2); // the slot is free then
    at = now();
    from = at;
    way_to_die();
}

// From the call to the entry function of the next life.
static void measure_restart(const char *name, void (*way)(void))
{
    static struct hop_instance dying[1];
    static struct hop_supervision_state state;
    static const struct hop_instances instances = {
        .ops = &hop_restart_concurrently, .slots = dying, .count = 1, .priority = HOP_PRIORITY_MAIN + 1,
        .stacks = stacks, .stack_size = sizeof stacks[0]};
    static const struct hop_supervision plan = {.ops = &hop_supervise, .state = &state, .instances = &instances};
    way_to_die = way;
    result = ~0u;
    hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "task", .entry = die_five_times, .stack = stacks[0], .stack_size = sizeof stacks[0],
        .priority = HOP_PRIORITY_MAIN + 2, .supervision = &plan});
    hop_task_join(&tasks[0]);
    print(name);
}

int main(void)
{
    IPR[OUTER] = 0x40;
    ISER0 = IRQ | 1u << OUTER | 1u << FALLIBLE | 1u << RAW;
    hop_channel_init(&channel, buffer, 4, 4);
    measure_switch();
    measure_handler("handler to task, semaphore", 0, take_forever);
    measure_handler("handler to task, notification", 1, be_notified_forever);
    measure_handler("handler to task, channel of 4 bytes", 2, receive_forever);
    hop_semaphore_give(&semaphore);
    PAIR("semaphore, take + give", hop_semaphore_take(&semaphore); hop_semaphore_give(&semaphore));
    PAIR("mutex, lock + unlock", hop_mutex_lock(&mutex); hop_mutex_unlock(&mutex));
    PAIR("channel of 4 bytes, send + receive", hop_channel_send(&channel, &item); hop_channel_receive(&channel, &item));
    PAIR("notification, notify + take", hop_task_notify(hop_task_self()); hop_notification_wait());
    measure_tick("tick, nobody wakes", 0);
    measure_tick("tick, 1 task wakes", 1);
    measure_tick("tick, 8 tasks wake", 8);
    hop_time_slice(1000);
    measure_tick("tick within a turn", 0);
    hop_time_slice(1);
    measure_tick("tick at the end of a turn", 0);
    hop_time_slice(0);
    measure_wake();
    PAIR("create + run + end of a task", start(9, nothing, HOP_PRIORITY_MAIN + 1));
    measure_entry();
    measure_restart("panic to the next instance", panic);
    measure_restart("overflow to the next instance", overflow);
    printf("bytes of struct hop_task: %u\n", (unsigned)sizeof(struct hop_task));
    return 0;
}
