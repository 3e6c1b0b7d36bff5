// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What goes wrong. The compiler calls __cyg_profile_func_enter at every entry of a worker's function
// (-finstrument-functions), so that one can be made to fail there; a timer stops the workers anywhere else.
#include "../Inputs/go_deeper.h"
#include "campaign.h"

static struct {
    volatile bool armed;
    volatile bool due; // it has been done, and its panic has not come yet
    enum kind kind;
    struct hop_task *victim;
    uint32_t calls_left;
} now;

static uint32_t calls[WORKERS];
static bool is_counting;

// ---- Places: the addresses to which calls of the workers return, hashed.

enum { PLACES = 256 };
static struct {
    uintptr_t address;
    uint8_t kinds; // bits
} places[PLACES];

static unsigned place_of(uintptr_t address)
{
    unsigned index = (address >> 1) * 37 % PLACES;
    while (places[index].address && places[index].address != address)
        index = (index + 1) % PLACES;
    places[index].address = address;
    return index;
}

unsigned places_seen(void)
{
    unsigned count = 0;
    for (unsigned i = 0; i < PLACES; i++)
        count += places[i].address != 0;
    return count;
}

unsigned places_injected(enum kind kind)
{
    unsigned count = 0;
    for (unsigned i = 0; i < PLACES; i++)
        count += places[i].kinds >> kind & 1;
    return count;
}

// ---- A task more urgent than its victims, which kills them.

static struct hop_task killer;
static struct hop_semaphore kill_wanted;

static void kill_on_demand(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&kill_wanted);
        hop_task_kill(now.victim, "injected");
    }
}

// ---- What happens at a call.

static void inject_here(void)
{
    now.due = true;
    switch (now.kind) {
    case INJECT_PANIC:
        hop_panic("injected");
    case INJECT_OVERFLOW:
        go_deeper();
        break;
    case INJECT_NO_MEMORY:
        hop_mem_require(true);
        hop_mem_free(hop_mem_alloc(0x10000000));
        break;
    default:
        hop_semaphore_give(&kill_wanted);
    }
}

static void note_call(enum worker worker, uintptr_t site)
{
    if (is_counting)
        calls[worker]++;
    unsigned place = place_of(site);
    if (!now.armed || now.kind > INJECT_KILL || now.victim != &workers[worker] || now.calls_left--)
        return;
    places[place].kinds |= (uint8_t)(1u << now.kind);
    now.armed = false;
    inject_here();
}

void __cyg_profile_func_enter(void *function, void *site)
{
    (void)function;
    enum worker worker = worker_of(hop_task_self());
    if (worker < WORKERS)
        note_call(worker, (uintptr_t)site);
}

void __cyg_profile_func_exit(void *function, void *site)
{
    (void)function;
    (void)site;
}

// ---- What happens at any time.

enum { RANGES = 8 };
static struct {
    uintptr_t from, to;
} ranges[RANGES];
static unsigned range_count;

bool fault_range_add(uintptr_t from, uintptr_t to)
{
    if (range_count == RANGES || from > to)
        return false;
    ranges[range_count].from = from;
    ranges[range_count++].to = to;
    return true;
}

#if defined(CAMPAIGN_TIMER)
#include "../kernel/Inputs/dual_timer.h"

enum { NVIC_IRQ = 10, A_LITTLE_LATER = 40 };
#define NVIC_ENABLE (*(volatile uint32_t *)0xe000e100)
#define ICSR (*(volatile uint32_t *)0xe000ed04)
enum { RETTOBASE = 1 << 11, XPSR_T = 1 << 24 };

static bool may_fault(uintptr_t pc)
{
    for (unsigned i = 0; i < range_count; i++)
        if (pc >= ranges[i].from && pc < ranges[i].to)
            return true;
    return false;
}

// Without the Thumb bit the instruction at which the victim goes on is a fault.
static bool fault_interrupted(void)
{
    uint32_t *frame;
    __asm volatile("mrs %0, psp" : "=r"(frame));
    struct hop_task *task = hop_task_self();
    if (!(ICSR & RETTOBASE) || worker_of(task) == WORKERS || !may_fault(frame[6]))
        return false;
    now.victim = task;
    frame[7] &= ~(uint32_t)XPSR_T;
    return true;
}

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    if (!now.armed || now.kind <= INJECT_KILL)
        return;
    if (now.kind == INJECT_KILL_LATER)
        hop_semaphore_give(&kill_wanted);
    else if (!fault_interrupted()) {
        dual_timer_start(A_LITTLE_LATER);
        return;
    }
    now.armed = false;
    now.due = true;
}

static void timer_enable(void)
{
    NVIC_ENABLE = 1 << NVIC_IRQ;
}

static void timer_stop(void)
{
    dual_timer_acknowledge();
}
#else
static void dual_timer_start(uint32_t counts)
{
    (void)counts;
}

static void timer_enable(void)
{
}

static void timer_stop(void)
{
}
#endif

// ---- For the director.

void injection_start(void)
{
    static _Alignas(8) unsigned char stack[2048];
    hop_semaphore_init(&kill_wanted, 0, 1);
    hop_task_create(&killer, &(struct hop_task_config){.name = "killer", .entry = kill_on_demand, .stack = stack,
        .stack_size = sizeof stack, .priority = 28});
    timer_enable();
}

void injection_arm(const struct injection *injection)
{
    now.kind = injection->kind;
    now.victim = &workers[injection->victim];
    now.calls_left = injection->after;
    now.due = false;
    now.armed = true;
    if (now.kind > INJECT_KILL)
        dual_timer_start(injection->after);
}

bool injection_disarm(void)
{
    timer_stop(); // first: its handler would do it after all
    bool was_done = !now.armed;
    now.armed = false;
    return was_done;
}

bool injection_is_cause(const struct hop_panic_info *info)
{
    static const uint8_t reasons[KINDS] = {HOP_PANIC_CALLED, HOP_PANIC_STACK_OVERFLOW, HOP_PANIC_CALLED,
        HOP_PANIC_KILLED, HOP_PANIC_KILLED, HOP_PANIC_FAULT};
    // By the name, which all instances of a task have.
    bool is_victim = info->task == hop_task_name(now.victim);
    bool is_cause = now.due && is_victim && info->reason == reasons[now.kind];
    now.due = false;
    return is_cause;
}

void calls_count(void)
{
    for (unsigned i = 0; i < WORKERS; i++)
        calls[i] = 0;
    is_counting = true;
}

uint32_t calls_of(enum worker worker)
{
    is_counting = false;
    return calls[worker];
}
