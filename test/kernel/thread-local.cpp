// RUN: %every_core -Os %s
// RUN: %clangxx --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -O2 -flto %s -o %t.lto.elf && %run --icount 7 %t.lto.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// thread_local objects with constructors and destructors: of a task that ends, that is killed, of main; and one whose
// destructor fails.
#include "../Inputs/heap_in_use.h"

#include <hop/hop.hpp>

#include <cstdio>

static unsigned made, gone, order;

struct object {
    unsigned number;
    explicit object(unsigned n) : number(n) { made++; }
    ~object()
    {
        gone++;
        order = order * 10 + number;
        if (number == 3)
            hop_panic("a destructor");
    }
};

static thread_local object first(1);
static thread_local object second(2);

static hop::task<2048> task;

extern "C" void hop_panic_hook(const hop_panic_info *)
{
}

static void end(void *)
{
    first.number++;
    second.number++;
}

static void end_by_exit(void *)
{
    second.number = 4;
    hop_task_exit();
}

static void wait(void *)
{
    first.number = 5;
    if (hop_task_generation(hop_task_self()) == 0)
        hop_task_sleep(100);
}

static void fail(void *)
{
    first.number = 3;
    static thread_local object third(6);
    third.number++;
    hop_panic("test");
}

static void run(const char *name, void (*entry)(void *), hop_restart_policy restart)
{
    made = gone = order = 0;
    size_t before = heap_in_use();
    task.start("task", HOP_PRIORITY_MAIN + 1, entry, nullptr, restart);
    if (restart == HOP_RESTART_ALWAYS)
        task.kill("test");
    hop_task_join(task.native_handle());
    std::printf("%s: made %u, gone %u, order %u, heap %d\n", name, made, gone, order,
                heap_in_use() == before);
}

static void report()
{
    std::printf("main: made %u, gone %u\n", made, gone);
}

struct last {
    ~last() { report(); }
} at_exit;

int main()
{
    std::printf("begin\n");
    // CHECK: end: made 2, gone 2, order 32, heap 1
    run("end", end, HOP_RESTART_NEVER);
    // CHECK-NEXT: exit: made 2, gone 2, order 41, heap 1
    run("exit", end_by_exit, HOP_RESTART_NEVER);
    // CHECK-NEXT: killed: made 4, gone 4, order 2525, heap 1
    run("killed", wait, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: fails: made 3, gone 3, order 723, heap 1
    run("fails", fail, HOP_RESTART_NEVER);
    made = gone = 0;
    first.number = 7;
    // CHECK-NEXT: main: made 2, gone 2
    return 0;
}
