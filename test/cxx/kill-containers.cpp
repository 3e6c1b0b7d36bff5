// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that is killed by another one anywhere in the library loses no memory that pointers and containers of the list
// below own: not what has just been allocated, and not what is about to be freed. A map may, for a kill is taken where a
// function is entered, even one that throws nothing; in a deferral region it does not. The kill comes ever later, until the
// task gets to its end before it.
//
// RUN: %clangxx %{thumbv7em-hf} -std=c++17 -Os -Wl,--gc-sections -I %S/../Inputs -I %S/../kernel/Inputs %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      function: lost 0
// CHECK-NEXT: any: lost 0
// CHECK-NEXT: variant: lost 0
// CHECK-NEXT: shared_ptr: lost 0
// CHECK-NEXT: unique_ptr: lost 0
// CHECK-NEXT: vector: lost 0
// CHECK-NEXT: unordered_map: lost 0
// CHECK-NEXT: rehash: lost 0
// CHECK-NEXT: map, deferred: lost 0
#include "dual_timer.h"

#include <any>
#include <cstdio>
#include <functional>
#include <heap_in_use.h>
#include <hop/hop.h>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

struct large {
    char bytes[300];
    large() { bytes[0] = 1; }
    ~large() { bytes[0] = 0; }
};

static std::string text(int number)
{
    return "a string that is too long to be kept in place " + std::to_string(number);
}

static void with_function()
{
    std::function<std::string(int)> function = [a = text(1), b = text(2)](int i) { return a + b + text(i); };
    auto copy = function;
    copy(3);
}

static void with_any()
{
    std::any any = text(3);
    auto copy = any;
    copy = 4;
}

static void with_variant()
{
    std::variant<int, std::string, std::vector<int>> variant = text(3);
    variant = std::vector<int>(5);
    variant = text(4);
}

static void with_shared_ptr()
{
    auto shared = std::make_shared<large>();
    std::weak_ptr<large> weak = shared;
    shared = std::make_shared<large>();
    shared.reset();
}

static void with_unique_ptr()
{
    auto unique = std::make_unique<large>();
    unique = std::make_unique<large>();
    unique.reset(new large);
    unique.reset();
    std::unique_ptr<large[]> array(new large[2]);
    array.reset(new large[3]);
}

static void with_vector()
{
    std::vector<std::string> strings;
    for (int i = 0; i < 3; i++)
        strings.push_back(text(i));
    strings.insert(strings.begin(), text(3));
    strings.erase(strings.begin());
}

static void with_unordered_map()
{
    std::unordered_map<std::string, int> map;
    for (int i = 0; i < 4; i++)
        map[text(i)] = i;
    auto copy = map;
}

static void with_rehash()
{
    std::unordered_map<int, int> map;
    for (int i = 0; i < 4; i++)
        map[i] = i;
    map.rehash(50);
}

static void with_map()
{
    std::map<std::string, std::string> map;
    for (int i = 0; i < 4; i++)
        map[text(i)] = text(i);
    map.erase(map.begin());
}

static void with_map_deferred()
{
    HOP_WITH_KILL_DEFERRED {
        with_map();
    }
}

static const struct {
    const char *name;
    void (*run)();
} cases[] = {{"function", with_function},
             {"any", with_any},
             {"variant", with_variant},
             {"shared_ptr", with_shared_ptr},
             {"unique_ptr", with_unique_ptr},
             {"vector", with_vector},
             {"unordered_map", with_unordered_map},
             {"rehash", with_rehash},
             {"map, deferred", with_map_deferred}};

static hop_task worker, killer;
alignas(8) static unsigned char worker_stack[8192], killer_stack[2048];
static hop_semaphore fired = HOP_SEMAPHORE(0, 1);
static unsigned delay;
static volatile unsigned killed;

extern "C" void hop_panic_hook(const hop_panic_info *) {}

extern "C" void DUALTIMER_Handler()
{
    dual_timer_acknowledge();
    hop_semaphore_give(&fired);
}

static void kill_when_fired(void *)
{
    for (;;) {
        hop_semaphore_take(&fired);
        if (hop_task_kill(&worker, "killed") == HOP_OK)
            killed++;
    }
}

static void work(void *run)
{
    dual_timer_start(delay);
    reinterpret_cast<void (*)()>(run)();
}

static void create(hop_task *task, const char *name, void (*entry)(void *), void *argument, unsigned char *stack, size_t size,
                   uint8_t priority)
{
    hop_task_config config{};
    config.name = name;
    config.entry = entry;
    config.argument = argument;
    config.stack = stack;
    config.stack_size = size;
    config.priority = priority;
    config.restart = HOP_RESTART_NEVER;
    if (hop_task_create(task, &config) != HOP_OK)
        hop_panic("cannot create %s", name);
}

int main()
{
    enum { STEP = 7, ENDED = 3 };
    hop_irq_enable(10);
    create(&killer, "killer", kill_when_fired, nullptr, killer_stack, sizeof killer_stack, 20);
    for (auto &one : cases) {
        unsigned kills = 0, lost = 0, ended = 0;
        for (delay = 5; ended < ENDED; delay += STEP) {
            size_t before = heap_in_use();
            killed = 0;
            create(&worker, "worker", work, reinterpret_cast<void *>(one.run), worker_stack, sizeof worker_stack, 8);
            hop_task_join(&worker);
            kills += killed;
            ended += killed == 0;
            lost += heap_in_use() != before;
        }
        std::printf(kills > 100 ? "%s: lost %u\n" : "%s: hardly killed, lost %u\n", one.name, lost);
    }
}
