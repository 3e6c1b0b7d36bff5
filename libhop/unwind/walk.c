// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/walk.h"

#include "hop/abi.h"
#include "unwind/called_check.h"
#include "unwind/thumb.h"

#include <stddef.h>

enum { FIRST_CORE = 4, SP = 13, LR = 14, PC = 15 };
enum { SCRATCH = 0xf }; // r0-r3 in a mask
// Instructions. The longest way without a table is that through the 32 steps of a division (__udivsi3 on Armv6-M).
enum { WALK_LIMIT = 64, LEAF_LIMIT = 256 };
enum { CHECK_PUSHES = 8 }; // r3, lr

static uint32_t *core(struct hop_walk *w, unsigned number)
{
    return number < FIRST_CORE ? &w->scratch[number]
                               : &w->registers->core[number - FIRST_CORE];
}

// Condition field and flags: Armv7-M ARM, A7.3.
static bool holds(unsigned condition, uint32_t xpsr)
{
    bool n = xpsr >> 31 & 1, z = xpsr >> 30 & 1, c = xpsr >> 29 & 1, v = xpsr >> 28 & 1;
    const bool pairs[] = {z, c, n, v, c && !z, n == v, n == v && !z, true};
    bool value = pairs[condition >> 1];
    return condition < 14 && (condition & 1) != 0 ? !value : value;
}

// Whether the next instruction is executed, which for a block that is still to come
// nobody can know: then it counts as not.
static bool is_executed(struct hop_walk *w)
{
    if ((w->block & 0xf) != 0) {
        bool executed = holds(w->block >> 4, w->xpsr);
        w->block = (uint8_t)((w->block & 0xe0) | (w->block << 1 & 0x1f));
        return executed;
    }
    if (w->conditional > 0) {
        w->conditional--;
        return false;
    }
    return true;
}

static bool load(struct hop_walk *w, uint32_t address, uint32_t *word)
{
    struct hop_cursor cursor = hop_cursor_open(w->stack, address);
    *word = hop_cursor_u32(&cursor);
    return !cursor.bad;
}

// The registers of `mask`, from that address on.
static bool load_core(struct hop_walk *w, uint32_t mask, uint32_t address)
{
    for (; mask != 0; mask &= mask - 1, address += 4) {
        if (!load(w, address, core(w, (unsigned)__builtin_ctz(mask))))
            return false;
    }
    return true;
}

static bool load_vfp(struct hop_walk *w, unsigned first, unsigned count, uint32_t address)
{
    for (unsigned d = first; d < first + count; d++, address += 8) {
        uint32_t low, high;
        if (!load(w, address, &low) || !load(w, address + 4, &high))
            return false;
        if (d >= 8 && d < 16)
            w->registers->vfp[d - 8] = low | (uint64_t)high << 32;
    }
    return true;
}

static bool pop(struct hop_walk *w, const struct hop_thumb *thumb)
{
    if (w->registers == NULL)
        return true;
    uint32_t sp = *core(w, SP);
    *core(w, SP) = sp + thumb->value;
    if (thumb->kind == HOP_THUMB_VPOP)
        return load_vfp(w, thumb->d, thumb->count, sp);
    return load_core(w, thumb->mask, sp);
}

// Up to so many bytes of what the way itself has put on the stack.
static uint32_t take_from_down(struct hop_walk *w, uint32_t bytes)
{
    uint32_t most = w->down < bytes ? w->down : bytes;
    w->down -= most;
    return most;
}

// What the way itself has put on the stack goes first, and is in its registers.
static void drop_pushed(struct hop_walk *w, struct hop_thumb *thumb)
{
    uint32_t dropped = take_from_down(w, thumb->value);
    thumb->value -= dropped;
    for (; dropped >= 4; dropped -= 4)
        thumb->mask &= (uint16_t)(thumb->mask - 1);
}

// Is there a call in front of the address?
static bool is_return_address(const struct hop_walk *w, uint32_t address)
{
    struct hop_thumb thumb;
    if ((address & 1) == 0)
        return false;
    if (hop_thumb_decode(w->code, address - 5, &thumb) && thumb.size == 4 &&
        thumb.kind == HOP_THUMB_CALL)
        return true;
    return hop_thumb_decode(w->code, address - 3, &thumb) && thumb.size == 2 &&
           thumb.kind == HOP_THUMB_CALL;
}

// What ends a straight way and says nothing.
static enum hop_walk_place stop(const struct hop_walk *w)
{
    return w->in_prologue || w->by_register ? HOP_IN_PROLOGUE : HOP_IN_BODY;
}

// A call ends the way, but for that of the function's check: behind it all is as at its entry. Where there is no table it
// is taken to return; if it does not, what follows is another function, which saves LR, or returns by it.
static enum hop_walk_place on_call(struct hop_walk *w, const struct hop_thumb *thumb)
{
    unsigned check = thumb->value != 0 && !w->jumped ? hop_called_check_at(w->code, thumb->value) : 0;
    if (check == 0 && w->is_leaf && thumb->value != 0 && !w->lr_lost) {
        w->lr_lost = true;
        return HOP_WALK_ON;
    }
    if (check == 0)
        return stop(w);
    w->for_check = check == HOP_SVC_CALLED_FRAME && w->down == 0 ? CHECK_PUSHES : 0;
    w->down = w->down_saved = 0;
    w->in_prologue = false;
    return HOP_WALK_ON;
}

// Where the function is left.
static enum hop_walk_place leave(const struct hop_walk *w)
{
    if (w->layout.frame_register != 0 && w->popped)
        return w->up_popped >= w->layout.saved ? HOP_IN_BODY : HOP_IN_EPILOGUE;
    return w->by_register || (w->up != 0 && w->up >= w->layout.end) ? HOP_IN_BODY : HOP_IN_EPILOGUE;
}

static void go_to(struct hop_walk *w, unsigned target)
{
    if (w->registers != NULL)
        *core(w, PC) = *core(w, target);
}

static enum hop_walk_place leave_to(struct hop_walk *w, unsigned target)
{
    // Thumb-1 returns by any register; Thumb-2 calls in that way in place of returning.
    if (w->lr_lost)
        return HOP_IN_BODY;
    bool returns = w->registers != NULL && is_return_address(w, *core(w, target));
    go_to(w, returns ? target : LR);
    return leave(w);
}

// Another function's beginning, or this one's with the frame of its check on the stack.
static bool is_beginning(const struct hop_walk *w)
{
    return w->jumped || w->up != 0;
}

static enum hop_walk_place begin(struct hop_walk *w)
{
    if (w->lr_lost)
        return HOP_IN_BODY;
    go_to(w, LR);
    return HOP_IN_EPILOGUE;
}

static enum hop_walk_place on_push(struct hop_walk *w, const struct hop_thumb *thumb)
{
    bool is_real = thumb->kind == HOP_THUMB_VPUSH || (thumb->mask & ~SCRATCH) != 0;
    if (is_real && (is_beginning(w) || w->lr_lost))
        return begin(w);
    w->down += thumb->value;
    if (is_real && !w->is_leaf) {
        w->in_prologue = true;
        w->down_saved = w->down;
    }
    return HOP_WALK_ON;
}

static enum hop_walk_place on_pop(struct hop_walk *w, const struct hop_thumb *thumb)
{
    struct hop_thumb rest = *thumb;
    if ((thumb->mask & (1u << LR | 1u << PC)) != 0)
        w->lr_lost = false;
    bool is_scratch = thumb->kind == HOP_THUMB_POP && (thumb->mask & ~SCRATCH) == 0;
    if (w->is_leaf || (is_scratch && w->down >= thumb->value))
        drop_pushed(w, &rest);
    if (rest.value == 0)
        return (thumb->mask >> PC & 1) != 0 ? begin(w) : HOP_WALK_ON;
    if (w->in_prologue)
        return HOP_IN_PROLOGUE;
    w->popped = true;
    w->up += rest.value;
    w->up_popped += rest.value;
    if (!pop(w, &rest))
        return HOP_WALK_LOST;
    return (thumb->mask >> PC & 1) != 0 ? leave(w) : HOP_WALK_ON;
}

static enum hop_walk_place on_sp_moved(struct hop_walk *w, uint32_t by)
{
    if ((int32_t)by >= 0 && w->in_prologue)
        return HOP_IN_PROLOGUE;
    if ((int32_t)by >= 0) {
        by -= w->is_leaf ? take_from_down(w, by) : 0;
        w->up += by;
        w->up_popped += w->popped ? by : 0;
        if (w->registers != NULL)
            *core(w, SP) += by;
        return HOP_WALK_ON;
    }
    // With a frame register it may be for arguments.
    if (w->layout.frame_register == 0) {
        if (is_beginning(w))
            return begin(w);
        w->in_prologue = !w->is_leaf;
    }
    w->down -= by;
    return HOP_WALK_ON;
}

static enum hop_walk_place on_add(struct hop_walk *w, const struct hop_thumb *thumb)
{
    if (thumb->d == SP && thumb->n == SP)
        return on_sp_moved(w, thumb->value);
    if (thumb->d == SP)
        return stop(w); // the frame is whole: it lasts until here, or begins to be aligned
    bool is_register = w->layout.frame_register != 0 && thumb->d == w->layout.frame_register;
    if (is_register && thumb->n == SP && !w->has_register) {
        w->in_prologue = w->has_register = true;
        w->register_above = thumb->value - w->down;
    }
    if (w->registers != NULL)
        *core(w, thumb->d) = *core(w, thumb->n) + thumb->value;
    return HOP_WALK_ON;
}

static enum hop_walk_place on_load(struct hop_walk *w, const struct hop_thumb *thumb)
{
    if (w->registers == NULL || thumb->value < w->down)
        return HOP_WALK_ON; // what is pushed on the way
    return load_core(w, thumb->mask, *core(w, SP) + thumb->value - w->down) ? HOP_WALK_ON : HOP_WALK_LOST;
}

static enum hop_walk_place on_instruction(struct hop_walk *w, const struct hop_thumb *thumb)
{
    switch ((enum hop_thumb_kind)thumb->kind) {
    case HOP_THUMB_PUSH:
    case HOP_THUMB_VPUSH:
        return on_push(w, thumb);
    case HOP_THUMB_POP:
    case HOP_THUMB_VPOP:
        return on_pop(w, thumb);
    case HOP_THUMB_ADD:
        return on_add(w, thumb);
    case HOP_THUMB_CONSTANT:
        if (w->registers != NULL)
            *core(w, thumb->d) = thumb->value;
        return HOP_WALK_ON;
    case HOP_THUMB_LOAD:
        return on_load(w, thumb);
    case HOP_THUMB_SP_UNKNOWN:
        w->by_register = w->layout.frame_register == 0;
        return HOP_WALK_ON;
    case HOP_THUMB_BRANCH_IF:
        if (++w->branches == w->taken)
            w->at = thumb->value;
        return w->in_prologue ? HOP_IN_PROLOGUE : HOP_WALK_ON;
    case HOP_THUMB_BRANCH:
        w->jumped = true;
        w->at = thumb->value;
        return w->in_prologue ? HOP_IN_PROLOGUE : HOP_WALK_ON;
    case HOP_THUMB_BX:
        return w->in_prologue ? HOP_IN_PROLOGUE : leave_to(w, thumb->n);
    case HOP_THUMB_IT:
        w->conditional = thumb->count;
        return HOP_WALK_ON;
    case HOP_THUMB_CALL:
        return on_call(w, thumb);
    case HOP_THUMB_END:
        return stop(w);
    case HOP_THUMB_SVC:
    case HOP_THUMB_OTHER:
        break;
    }
    return HOP_WALK_ON;
}

enum hop_walk_place hop_walk(struct hop_walk *w)
{
    for (unsigned left = w->is_leaf ? LEAF_LIMIT : WALK_LIMIT; left > 0; left--) {
        struct hop_thumb thumb;
        if (!hop_thumb_decode(w->code, w->at, &thumb))
            break;
        w->at += thumb.size;
        enum hop_walk_place place = is_executed(w) ? on_instruction(w, &thumb) : HOP_WALK_ON;
        if (place != HOP_WALK_ON)
            return place;
    }
    return stop(w);
}
