// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/interrupted.h"

#include "hop/abi.h"
#include "unwind/thumb.h"

#include <stddef.h>

enum { FIRST_CORE = 4, SP = 13, LR = 14, PC = 15 };
enum { SCRATCH = 0xf }; // r0-r3 in a mask
enum { WALK_LIMIT = 64, BRANCH_LIMIT = 8, CHECK_LIMIT = 24 };
enum { CHECK_PUSHES = 8 }; // r3, lr

enum place {
    WALKING,
    IN_BODY,
    IN_PROLOGUE,
    IN_EPILOGUE, // the rest of it is to be carried out
    LOST,
};

// On the unwinder's stack, so small things are side by side.
struct walk {
    const struct hop_image *code;
    const struct hop_image *stack;
    struct hop_ehabi_layout layout;
    uint32_t xpsr;
    uint32_t at;
    uint8_t block;       // ITSTATE, while the instructions that it is for last
    uint8_t conditional; // instructions of a later IT block
    uint8_t branches, taken; // conditional ones seen; the number of that which is taken, 0: none
    bool is_leaf; // nothing tells of a frame: what is on the stack is known from what the way does
    bool jumped;
    bool in_prologue;
    bool has_register; // see register_above
    bool by_register; // SP is still to be moved by an amount that is in a register
    bool popped;
    // Of the prologue, bytes still to be taken: in all, and by the last push of
    // registers that the caller wants back.
    uint32_t down, down_saved;
    // Where the frame register is set: SP there is SP here less that, the register is above.
    uint32_t register_above;
    uint32_t for_check; // bytes on the stack that the check takes away
    // Of the epilogue: in all, and from the first pop on.
    uint32_t up, up_popped;
    // What is walked over is carried out here. NULL: it is only looked at.
    struct hop_registers *registers;
    uint32_t *scratch;
};

static uint32_t *core(struct walk *w, unsigned number)
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
static bool is_executed(struct walk *w)
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

static bool load(struct walk *w, uint32_t address, uint32_t *word)
{
    struct hop_cursor cursor = hop_cursor_open(w->stack, address);
    *word = hop_cursor_u32(&cursor);
    return !cursor.bad;
}

// The registers of `mask`, from that address on.
static bool load_core(struct walk *w, uint32_t mask, uint32_t address)
{
    for (; mask != 0; mask &= mask - 1, address += 4) {
        if (!load(w, address, core(w, (unsigned)__builtin_ctz(mask))))
            return false;
    }
    return true;
}

static bool load_vfp(struct walk *w, unsigned first, unsigned count, uint32_t address)
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

static bool pop(struct walk *w, const struct hop_thumb *thumb)
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
static uint32_t take_from_down(struct walk *w, uint32_t bytes)
{
    uint32_t most = w->down < bytes ? w->down : bytes;
    w->down -= most;
    return most;
}

// What the way itself has put on the stack goes first, and is in its registers.
static void drop_pushed(struct walk *w, struct hop_thumb *thumb)
{
    uint32_t dropped = take_from_down(w, thumb->value);
    thumb->value -= dropped;
    for (; dropped >= 4; dropped -= 4)
        thumb->mask &= (uint16_t)(thumb->mask - 1);
}

// Is there a call in front of the address?
static bool is_return_address(const struct walk *w, uint32_t address)
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

// Which of the traps of checks that are called (ABI.md 3.10) is in the code at `address`, 0: none.
static unsigned check_at(const struct hop_image *code, uint32_t address)
{
    struct hop_thumb thumb;
    for (unsigned i = 0; i < CHECK_LIMIT && hop_thumb_decode(code, address, &thumb); i++) {
        bool is_trap = thumb.kind == HOP_THUMB_SVC;
        if (is_trap && (thumb.value == HOP_SVC_CALLED || thumb.value == HOP_SVC_CALLED_FRAME))
            return thumb.value;
        bool is_left = thumb.kind == HOP_THUMB_BX || (thumb.kind == HOP_THUMB_POP && (thumb.mask >> PC & 1) != 0);
        if (is_trap || is_left || thumb.kind == HOP_THUMB_CALL || thumb.kind == HOP_THUMB_END)
            return 0;
        address += thumb.size;
    }
    return 0;
}

// What ends a straight way and says nothing.
static enum place stop(const struct walk *w)
{
    return w->in_prologue || w->by_register ? IN_PROLOGUE : IN_BODY;
}

// A call ends the way, but for that of the function's check: behind it all is as at its entry.
static enum place on_call(struct walk *w, const struct hop_thumb *thumb)
{
    unsigned check = thumb->value != 0 && !w->jumped ? check_at(w->code, thumb->value) : 0;
    if (check == 0)
        return stop(w);
    w->for_check = check == HOP_SVC_CALLED_FRAME && w->down == 0 ? CHECK_PUSHES : 0;
    w->down = w->down_saved = 0;
    w->in_prologue = false;
    return WALKING;
}

// Where the function is left.
static enum place leave(const struct walk *w)
{
    if (w->layout.frame_register != 0 && w->popped)
        return w->up_popped >= w->layout.saved ? IN_BODY : IN_EPILOGUE;
    return w->by_register || (w->up != 0 && w->up >= w->layout.end) ? IN_BODY : IN_EPILOGUE;
}

static void go_to(struct walk *w, unsigned target)
{
    if (w->registers != NULL)
        *core(w, PC) = *core(w, target);
}

static enum place leave_to(struct walk *w, unsigned target)
{
    // Thumb-1 returns by any register; Thumb-2 calls in that way in place of returning.
    bool returns = w->registers != NULL && is_return_address(w, *core(w, target));
    go_to(w, returns ? target : LR);
    return leave(w);
}

// Another function's beginning, or this one's with the frame of its check on the stack.
static bool is_beginning(const struct walk *w)
{
    return w->jumped || w->up != 0;
}

static enum place begin(struct walk *w)
{
    go_to(w, LR);
    return IN_EPILOGUE;
}

static enum place on_push(struct walk *w, const struct hop_thumb *thumb)
{
    bool is_real = thumb->kind == HOP_THUMB_VPUSH || (thumb->mask & ~SCRATCH) != 0;
    if (is_real && is_beginning(w))
        return begin(w);
    w->down += thumb->value;
    if (is_real && !w->is_leaf) {
        w->in_prologue = true;
        w->down_saved = w->down;
    }
    return WALKING;
}

static enum place on_pop(struct walk *w, const struct hop_thumb *thumb)
{
    struct hop_thumb rest = *thumb;
    bool is_scratch = thumb->kind == HOP_THUMB_POP && (thumb->mask & ~SCRATCH) == 0;
    if (w->is_leaf || (is_scratch && w->down >= thumb->value))
        drop_pushed(w, &rest);
    if (rest.value == 0)
        return (thumb->mask >> PC & 1) != 0 ? begin(w) : WALKING;
    if (w->in_prologue)
        return IN_PROLOGUE;
    w->popped = true;
    w->up += rest.value;
    w->up_popped += rest.value;
    if (!pop(w, &rest))
        return LOST;
    return (thumb->mask >> PC & 1) != 0 ? leave(w) : WALKING;
}

static enum place on_sp_moved(struct walk *w, uint32_t by)
{
    if ((int32_t)by >= 0 && w->in_prologue)
        return IN_PROLOGUE;
    if ((int32_t)by >= 0) {
        by -= w->is_leaf ? take_from_down(w, by) : 0;
        w->up += by;
        w->up_popped += w->popped ? by : 0;
        if (w->registers != NULL)
            *core(w, SP) += by;
        return WALKING;
    }
    // With a frame register it may be for arguments.
    if (w->layout.frame_register == 0) {
        if (is_beginning(w))
            return begin(w);
        w->in_prologue = !w->is_leaf;
    }
    w->down -= by;
    return WALKING;
}

static enum place on_add(struct walk *w, const struct hop_thumb *thumb)
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
    return WALKING;
}

static enum place on_load(struct walk *w, const struct hop_thumb *thumb)
{
    if (w->registers == NULL || thumb->value < w->down)
        return WALKING; // what is pushed on the way
    return load_core(w, thumb->mask, *core(w, SP) + thumb->value - w->down) ? WALKING : LOST;
}

static enum place on_instruction(struct walk *w, const struct hop_thumb *thumb)
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
        return WALKING;
    case HOP_THUMB_LOAD:
        return on_load(w, thumb);
    case HOP_THUMB_SP_UNKNOWN:
        w->by_register = w->layout.frame_register == 0;
        return WALKING;
    case HOP_THUMB_BRANCH_IF:
        if (++w->branches == w->taken)
            w->at = thumb->value;
        return w->in_prologue ? IN_PROLOGUE : WALKING;
    case HOP_THUMB_BRANCH:
        w->jumped = true;
        w->at = thumb->value;
        return w->in_prologue ? IN_PROLOGUE : WALKING;
    case HOP_THUMB_BX:
        return w->in_prologue ? IN_PROLOGUE : leave_to(w, thumb->n);
    case HOP_THUMB_IT:
        w->conditional = thumb->count;
        return WALKING;
    case HOP_THUMB_CALL:
        return on_call(w, thumb);
    case HOP_THUMB_END:
        return stop(w);
    case HOP_THUMB_SVC:
    case HOP_THUMB_OTHER:
        break;
    }
    return WALKING;
}

static enum place walk(struct walk *w)
{
    for (unsigned i = 0; i < WALK_LIMIT; i++) {
        struct hop_thumb thumb;
        if (!hop_thumb_decode(w->code, w->at, &thumb))
            break;
        w->at += thumb.size;
        enum place place = is_executed(w) ? on_instruction(w, &thumb) : WALKING;
        if (place != WALKING)
            return place;
    }
    return stop(w);
}

static uint8_t it_state(uint32_t xpsr)
{
    return (uint8_t)((xpsr >> 25 & 3) | (xpsr >> 8 & 0xfc));
}

// Bytes that the prologue has taken: what it takes, but for what it is still to take. The
// part below what is saved comes last. A frame register tells where the frame is, if it is still to be set.
static uint32_t taken(const struct walk *w)
{
    if (w->has_register)
        return w->register_above + w->layout.end;
    if (w->layout.frame_register != 0)
        return w->layout.saved - w->down_saved;
    if (w->by_register)
        return w->layout.saved - w->down;
    return w->layout.end - w->down;
}

static enum hop_unwind_status leave_prologue(const struct walk *w,
                                             struct hop_unwind_frame *frame,
                                             struct hop_registers *registers,
                                             struct hop_stack_view *stack)
{
    uint32_t bytes = taken(w);
    registers->core[HOP_CORE_SP] += w->for_check;
    if (!w->has_register && bytes > w->layout.saved && bytes > w->layout.end)
        return HOP_UNWIND_BAD_STACK;
    return hop_ehabi_execute_partly(&frame->opcodes, registers, stack,
                                    registers->core[HOP_CORE_SP] + bytes, w->layout.end);
}

// By fields: a copy would take too much of the unwinder's stack.
static void begin_again(struct walk *w, const struct hop_registers *registers)
{
    w->at = registers->core[HOP_CORE_PC] & ~1u;
    w->block = it_state(w->xpsr);
    w->conditional = w->branches = 0;
    w->jumped = w->in_prologue = w->by_register = w->popped = w->has_register = false;
    w->down = w->down_saved = w->up = w->up_popped = 0;
}

// Walks the same way again, and carries it out.
static bool carry_out(struct walk *w, struct hop_registers *registers)
{
    begin_again(w, registers);
    w->registers = registers;
    return walk(w) == IN_EPILOGUE;
}

// Looks for a way to the return that makes no call: straight on, or by one conditional branch.
static bool find_way(struct walk *w, const struct hop_registers *registers)
{
    w->is_leaf = true;
    w->layout = (struct hop_ehabi_layout){.end = UINT32_MAX, .saved = UINT32_MAX};
    while (walk(w) != IN_EPILOGUE) {
        if (++w->taken > BRANCH_LIMIT)
            return false;
        begin_again(w, registers);
    }
    return true;
}

static enum hop_unwind_status step(struct walk *w, struct hop_unwind_frame *frame,
                                   struct hop_registers *registers,
                                   struct hop_stack_view *stack)
{
    // Functions in assembly may have the table of one without a frame, and push all the same.
    if (w->layout.end == 0 && w->layout.frame_register == 0 && find_way(w, registers))
        return carry_out(w, registers) ? HOP_UNWIND_OK : HOP_UNWIND_BAD_STACK;
    switch (w->is_leaf ? IN_BODY : walk(w)) {
    case IN_PROLOGUE:
        return leave_prologue(w, frame, registers, stack);
    case IN_EPILOGUE:
        return carry_out(w, registers) ? HOP_UNWIND_OK : HOP_UNWIND_BAD_STACK;
    default:
        return hop_ehabi_execute(&frame->opcodes, registers, stack);
    }
}

static struct walk begin_walk(const struct hop_image *code, struct hop_interrupted *interrupted,
                              const struct hop_registers *registers,
                              const struct hop_stack_view *stack)
{
    return (struct walk){
        .code = code,
        .stack = &stack->image,
        .xpsr = interrupted->xpsr,
        .block = it_state(interrupted->xpsr),
        .at = registers->core[HOP_CORE_PC] & ~1u,
        .scratch = interrupted->scratch,
    };
}

static bool has_grown(uint32_t sp, const struct hop_registers *registers,
                      const struct hop_stack_view *stack, bool moved)
{
    uint32_t now = registers->core[HOP_CORE_SP];
    return (now >= sp || moved) && now - stack->image.address <= stack->image.size;
}

enum hop_unwind_status hop_unwind_step_interrupted(const struct hop_image *code,
                                                   struct hop_unwind_frame *frame,
                                                   struct hop_interrupted *interrupted,
                                                   struct hop_registers *registers,
                                                   struct hop_stack_view *stack)
{
    uint32_t sp = registers->core[HOP_CORE_SP], part = stack->image.address;
    struct walk w = begin_walk(code, interrupted, registers, stack);
    enum hop_unwind_status status = hop_ehabi_measure(&frame->opcodes, &w.layout);
    if (status == HOP_UNWIND_OK)
        status = step(&w, frame, registers, stack);
    if (status == HOP_UNWIND_OK && !has_grown(sp, registers, stack, stack->image.address != part))
        status = HOP_UNWIND_BAD_STACK;
    return status;
}

bool hop_unwind_step_leaf(const struct hop_image *code, struct hop_interrupted *interrupted,
                          struct hop_registers *registers, struct hop_stack_view *stack)
{
    uint32_t sp = registers->core[HOP_CORE_SP];
    struct walk w = begin_walk(code, interrupted, registers, stack);
    return find_way(&w, registers) && carry_out(&w, registers) && has_grown(sp, registers, stack, false);
}

bool hop_unwind_is_behind_check(const struct hop_image *code, uint32_t address)
{
    struct hop_thumb thumb;
    return hop_thumb_decode(code, (address & ~1u) - 4, &thumb) && thumb.kind == HOP_THUMB_CALL && thumb.size == 4 &&
           check_at(code, thumb.value) != 0;
}

bool hop_unwind_is_call(const struct hop_image *code, const struct hop_interrupted *interrupted,
                        struct hop_registers *registers)
{
    uint32_t lr = registers->core[HOP_CORE_LR];
    struct hop_thumb thumb;
    if ((lr & 1) == 0 || !hop_thumb_decode(code, lr - 3, &thumb) || thumb.size != 2 ||
        thumb.kind != HOP_THUMB_CALL)
        return false;
    uint32_t target = thumb.n < FIRST_CORE ? interrupted->scratch[thumb.n]
                                           : registers->core[thumb.n - FIRST_CORE];
    if (((target ^ registers->core[HOP_CORE_PC]) & ~1u) != 0)
        return false;
    registers->core[HOP_CORE_PC] = lr;
    return true;
}
