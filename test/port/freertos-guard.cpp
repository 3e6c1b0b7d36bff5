// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ under libhop/port/freertos: a static local that two tasks want at once is constructed once, by one of them, while the
// other waits; the one that overflows while it constructs leaves it to whoever comes next.
//
// RUN: sh %S/Inputs/freertos.sh %prefix %t %s
//
// CHECK:      2 have 42, constructed 2 times, destroyed 1
#include <hop_freertos.h>

#include <hop/panic.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>

static volatile int constructions, destructions, right;

extern "C" void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reclaimed || strcmp(info->task, "user") != 0)
        hop_panic_report(info);
}

static int descend(int depth)
{
    volatile char frame[40];
    frame[depth % 40] = 1;
    return depth ? descend(depth - 1) + frame[depth % 40] : 0;
}

namespace {

struct part {
    ~part() { destructions = destructions + 1; }
};

struct slow {
    part member;
    int value = 0;
    slow()
    {
        constructions = constructions + 1;
        vTaskDelay(3);
        if (constructions == 1)
            descend(100000);
        value = 42;
    }
};

} // namespace

static slow &instance()
{
    static slow only;
    return only;
}

static void use(void *)
{
    if (instance().value == 42)
        right = right + 1;
}

static void supervise(void *)
{
    while (right < 2)
        vTaskDelay(1);
    printf("%d have 42, constructed %d times, destroyed %d\n", right, constructions, destructions);
    _Exit(0);
}

int main()
{
    xTaskCreate(supervise, "supervise", 1600, nullptr, 3, nullptr);
    for (int i = 0; i < 2; i++)
        xTaskCreate(use, "user", 640, nullptr, 2, nullptr);
    vTaskStartScheduler();
    return 1;
}
