// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Xorshift (Marsaglia 2003): the same sequence everywhere for a seed.
#include "campaign.h"

static uint32_t state = 1;

void random_seed(uint32_t seed)
{
    state = seed ? seed : 1;
}

uint32_t random_next(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}
