// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a link may take in place of hop_fault_leave.
#include "panic/dying.h"

enum hop_unwind_status hop_fault_reclaim(struct hop_unwind_state *state, struct hop_runtime *self,
                                         struct hop_unwind_tables *tables)
{
    (void)state;
    (void)self;
    (void)tables;
    return HOP_UNWIND_LEFT_OUT;
}
