// RUN: %every_core -Os %s
// RUN: %clang_v7em -Os -DCHOSEN=0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck --check-prefix=NONE %s
// RUN: %clang_v7em -Os -DCHOSEN=3 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck --check-prefix=CHOSEN %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Portable code spins until another thread has done something: threads, and main, take turns from the first thread on. Not if
// the application has said otherwise, before or after.
//
// CHECK: ping-pong: done, turns are long
// CHECK-NEXT: without turns: 0
// NONE: ping-pong: a turn has no end
// CHOSEN: ping-pong: done, turns are short
#include <hop/hop.h>
#include <stdio.h>
#include <threads.h>

enum { ROUNDS = 6, PATIENCE = 100 };

static volatile int ball, goes_on = 1, count;

// Until it is `mine`; false: that takes too long.
static int catch_ball(int mine)
{
    uint32_t begin = hop_time_ticks();
    while (ball != mine) {
        if (hop_time_ticks() - begin > PATIENCE)
            return 0;
    }
    return 1;
}

static int play(void *unused)
{
    (void)unused;
    for (int i = 1; i < ROUNDS && catch_ball(i); i += 2)
        ball = i + 1;
    return 0;
}

static int spin(void *unused)
{
    (void)unused;
    while (goes_on)
        count = 1;
    return 0;
}

static void play_with_main(void)
{
    thrd_t other;
    int has_come = 1;
    thrd_create(&other, play, NULL);
    uint32_t begin = hop_time_ticks();
    for (int i = 0; i < ROUNDS && has_come; i += 2) {
        has_come = catch_ball(i);
        ball = i + 1;
    }
    has_come = has_come && catch_ball(ROUNDS);
    unsigned each = (hop_time_ticks() - begin) / ROUNDS;
    if (has_come)
        printf("ping-pong: done, turns are %s\n", each > 5 ? "long" : "short");
    else
        printf("ping-pong: a turn has no end\n");
    thrd_join(other, NULL);
}

static void spin_without_turns(void)
{
    thrd_t other;
    hop_time_slice(0);
    thrd_create(&other, spin, NULL);
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < PATIENCE;)
        ;
    printf("without turns: %d\n", count);
    goes_on = 0;
    thrd_join(other, NULL);
}

int main(void)
{
#ifdef CHOSEN
    hop_time_slice(CHOSEN);
#endif
    play_with_main();
    spin_without_turns();
    return 0;
}
