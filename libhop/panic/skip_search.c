// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a link may take in place of hop_dying_search.
#include "panic/dying.h"

enum hop_unwind_status hop_dying_skip(struct hop_unwind_state *state, struct hop_runtime *self,
                                      uint32_t *landing_pad)
{
    (void)self;
    (void)landing_pad;
    state->is_fault = false;
    return HOP_UNWIND_LEFT_OUT;
}
