// RUN: %every_core -O2 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A destructor that could only run through a null pointer, as where an object gets its value late: the compiler drops the
// cleanup, but a call of the scope may still be the one that does not happen. Other scopes are cleaned up.
#include <hop/hop.h>
#include <stdio.h>

struct Shared {
    int count;
};

struct Handle {
    Shared *shared = nullptr;
    ~Handle()
    {
        if (--shared->count == 0)
            delete shared;
    }
};

struct Told {
    ~Told() { puts("left"); }
};

static volatile int lives;

__attribute__((noinline)) static void fail_once()
{
    if (lives == 1)
        hop_panic("on purpose");
}

__attribute__((noinline)) static int make()
{
    Handle handle;
    fail_once();
    handle.shared = new Shared{1};
    return handle.shared->count;
}

static void run(void *)
{
    lives = lives + 1;
    Told told;
    printf("made %d\n", make());
}

static struct hop_task task;
alignas(8) static unsigned char stack[2048];

int main()
{
    struct hop_task_config config = {};
    config.name = "maker";
    config.entry = run;
    config.stack = stack;
    config.stack_size = sizeof stack;
    config.priority = HOP_PRIORITY_MAIN + 1;
    hop_task_create(&task, &config);
    hop_task_join(&task);
    // CHECK:      left
    // CHECK:      made 1
    // CHECK-NEXT: left
}
