// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Local statics that several tasks come to: one constructs, the others wait for that object, and for no other; if it
// dies, or throws, the next one constructs. More of them at once than there are places.
//
// RUN: %every_core -Os -std=c++17 -Wl,--gc-sections %s

#include <hop/hop.h>

#include <cstdio>

static hop_semaphore ready = HOP_SEMAPHORE(0, 8);
static hop_task tasks[6];
alignas(8) static unsigned char stacks[6][3072];
static int constructed;

static void start(unsigned number, void (*entry)(void *))
{
    hop_task_config config{};
    config.name = "task";
    config.entry = entry;
    config.argument = reinterpret_cast<void *>(number);
    config.stack = stacks[number];
    config.stack_size = sizeof stacks[number];
    config.priority = HOP_PRIORITY_MAIN + 1;
    config.restart = HOP_RESTART_NEVER;
    hop_task_create(&tasks[number], &config);
}

extern "C" void hop_panic_hook(const hop_panic_info *info)
{
    std::puts(info->text);
}

struct slow {
    slow()
    {
        hop_task_sleep(10);
        if (++constructed == 1)
            hop_panic("dies in a constructor");
        if (constructed == 2)
            throw constructed;
    }
};

static void use_slow(void *number)
{
    try {
        static slow it;
        std::printf("task %u has it\n", static_cast<unsigned>(reinterpret_cast<uintptr_t>(number)));
    } catch (int) {
        std::puts("thrown");
    }
}

// Each waits for the next one, which constructs another object meanwhile.
template <unsigned N> struct chained {
    int result;
    static void begin(void *)
    {
        static chained it;
        hop_semaphore_give(&ready);
        if (it.result != HOP_OK)
            std::printf("%u: %d\n", N, it.result);
    }
    chained()
    {
        start(N, chained<N - 1>::begin);
        result = hop_semaphore_timed_take(&ready, 1000);
    }
};
template <> struct chained<0> {
    static void begin(void *) { hop_semaphore_give(&ready); }
};

int main()
{
    // CHECK: dies in a constructor
    // CHECK-NEXT: thrown
    // CHECK-NEXT: task 2 has it
    // CHECK-NEXT: task 3 has it
    for (unsigned i = 0; i < 4; i++)
        start(i, use_slow);
    for (unsigned i = 0; i < 4; i++)
        hop_task_join(&tasks[i]);
    // CHECK-NEXT: constructed 3
    std::printf("constructed %d\n", constructed);
    // CHECK-NEXT: chain ends
    chained<3>::begin(nullptr);
    std::puts("chain ends");
}
