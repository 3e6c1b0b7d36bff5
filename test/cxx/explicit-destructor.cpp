// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An overflow in a destructor that the source calls itself, as containers do, waits until the source has noted that the
// object is gone: nothing is destroyed twice, and nothing not at all.
//
// RUN: %every_core -std=c++17 -O2 -Wl,--gc-sections %s
// RUN: %clangxx --target=thumbv7em -std=c++17 -Os -flto -Wl,--gc-sections %s -o %t.lto.elf
// RUN: %run --icount 7 %t.lto.elf | FileCheck %s

#include <hop/hop.h>

#include <any>
#include <cstdio>
#include <deque>
#include <map>
#include <optional>
#include <variant>
#include <vector>

static int living;
static unsigned bytes;

__attribute__((noinline)) static void use()
{
    volatile char frame[200];
    for (int i = 0; i < 200; i++)
        frame[i] = 0;
}

struct resource {
    resource() { living++; }
    resource(const resource &) { living++; }
    ~resource()
    {
        living--;
        use();
    }
};

static void of_optional()
{
    std::optional<resource> it;
    it.emplace();
    it.reset();
}

static void of_variant()
{
    std::variant<int, resource> it;
    it.emplace<resource>();
    it.emplace<int>(1);
}

static void of_vector()
{
    std::vector<resource> it;
    it.reserve(4);
    it.emplace_back();
    it.emplace_back();
    it.pop_back();
    it.clear();
}

static void of_itself()
{
    struct holder {
        alignas(resource) char memory[sizeof(resource)];
        bool is_full = false;
        void fill()
        {
            new (memory) resource;
            is_full = true;
        }
        void empty()
        {
            if (!is_full)
                return;
            reinterpret_cast<resource *>(memory)->~resource();
            is_full = false;
        }
        ~holder() { empty(); }
    } it;
    it.fill();
    it.empty();
}

static void (*const actions[])() = {of_optional, of_variant, of_vector, of_itself};
static unsigned action;

__attribute__((noinline)) static int with_less(unsigned size)
{
    volatile char *taken = static_cast<volatile char *>(__builtin_alloca(size));
    taken[0] = 1;
    actions[action]();
    return taken[0];
}

static void run(void *)
{
    with_less(bytes);
}

static unsigned overflows;
extern "C" void hop_panic_hook(const hop_panic_info *info)
{
    overflows++;
    if (info->reclaimed)
        std::printf("action %u, %u bytes: %s\n", action, bytes, info->reclaimed);
}

int main()
{
    static hop_task task;
    alignas(8) static unsigned char stack[2048];
    hop_task_config config{};
    config.name = "task";
    config.entry = run;
    config.stack = stack;
    config.stack_size = sizeof stack;
    config.priority = HOP_PRIORITY_MAIN + 1;
    config.restart = HOP_RESTART_NEVER;
    for (action = 0; action < 4; action++) {
        unsigned wrong = 0;
        for (bytes = 8; bytes < 1600; bytes += 8) {
            living = 0;
            hop_task_create(&task, &config);
            hop_task_join(&task);
            wrong += living != 0;
        }
        // CHECK: action 0: wrong 0
        // CHECK-NEXT: action 1: wrong 0
        // CHECK-NEXT: action 2: wrong 0
        // CHECK-NEXT: action 3: wrong 0
        std::printf("action %u: wrong %u\n", action, wrong);
    }
    // CHECK-NEXT: overflows 1
    std::printf("overflows %d\n", overflows > 100);
}
