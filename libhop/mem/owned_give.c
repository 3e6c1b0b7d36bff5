// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Change of owner.
#include "hop/owned.h"

#include "arch/arch.h"
#include "mem/owned.h"

// It has been begun, and what it owns will be released.
static bool can_own(const struct hop_runtime *runtime)
{
    return runtime->top != 0 && runtime->phase < HOP_PHASE_REPORTING;
}

// Holder of the heap's lock.
static int give(void *block, struct hop_runtime *owner)
{
    if (!hop_heap_has_tail(block))
        return HOP_INVALID;
    if (owner && !can_own(owner))
        return HOP_KILLED;
    hop_owned_lift(block);
    hop_owned_put(block, hop_owned_place_of(owner));
    return HOP_OK;
}

HOP_CHECKED int hop_mem_give_to(void *block, struct hop_runtime *runtime)
{
    enum hop_tlsf_verdict wrong;
    if (hop_arch_in_handler())
        return HOP_CONTEXT;
    hop_heap_enter();
    struct hop_heap_region *region = hop_heap_look_up(block, &wrong);
    int result = region ? give(block, runtime) : HOP_INVALID;
    hop_heap_leave();
    if (!region)
        hop_heap_misuse(wrong, (uintptr_t)__builtin_return_address(0));
    return result;
}
