// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %S/Inputs/softlock_user.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An application's soft-lock (hop/softlock.h) under every interleaving of a task and two handlers
// (Inputs/interleaving.h), and some of three, with full and with pend-only access. Never are two inside, and all
// that was asked for is carried out by the time that nobody is.
#include "Inputs/softlock_user.h"

#include "Inputs/interleaving.h"
#include "check.h"

static unsigned ask; // a bit for each context
static unsigned expected;

void user_met(void)
{
    end("two contexts are inside");
}

static void act(unsigned context, uint32_t amount)
{
    expected += amount;
    if (ask >> context & 1)
        user_ask(amount);
    else
        user_try_or_record(amount);
}

static void handler(unsigned number)
{
    act(number, number == 1 ? 10 : number == 2 ? 100 : 1000);
}

static void run(void)
{
    expected = user_total = 0;
    interleaving = true;
    act(0, 1);
    interleaving = false;
    if (user_lock.held || user_lock.pending || user_asked.depth)
        end("the lock is not as before");
    if (user_total != expected)
        end("not all that was asked for is carried out");
}

int main(void)
{
    for (ask = 0; ask < 8; ask++)
        run_every_interleaving(run);
    for (ask = 0; ask < 16; ask++)
        run_samples_of_three(run, 2000);
    printf("%lu runs\n", runs);
    CHECK_EQUAL(runs > 30000, true);
    return check_result();
}
