// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What softlock-interleaving.c does with a soft-lock, interrupted at every access.
#include "softlock_user.h"

struct hop_softlock user_lock;
struct hop_softlock_record user_asked;
unsigned user_total;
bool user_inside;

static void use(uint32_t amount)
{
    if (user_inside)
        user_met();
    user_inside = true;
    user_total = user_total + amount;
    user_inside = false;
}

static void carry_out(struct hop_softlock *unused)
{
    (void)unused;
    use(hop_softlock_take(&user_asked));
}

void user_try_or_record(uint32_t amount)
{
    if (hop_softlock_try(&user_lock)) {
        use(amount);
        hop_softlock_release(&user_lock, carry_out);
        return;
    }
    hop_softlock_add(&user_asked, amount);
    hop_softlock_pend(&user_lock);
}

void user_ask(uint32_t amount)
{
    hop_softlock_ask(&user_lock, &user_asked, amount, carry_out);
}
