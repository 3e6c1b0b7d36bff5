// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame of an exception's way: its tables, and what is seen of it by personality routines
// (EHABI 7.5), stop functions and backtraces.
#include "exception/exception.h"

#include "panic/dying.h"
#include "panic/isr.h"
#include "stack/stacklet.h"
#include "unwind/lsda.h"

// Core registers: r0 and r1 are arguments of the landing pad; r12, of which only
// the C++ library makes use, lies among the preserved ones.
enum { ARGUMENTS = 2, FIRST_PRESERVED = 4, CORE_REGISTERS = 16 };
enum { CLASS_CORE = 0, CLASS_VFP = 1 };
enum { REPRESENTATION_UINT32 = 0, REPRESENTATION_VFPX = 1, REPRESENTATION_DOUBLE = 5 };
enum { FIRST_VFP = 8, VFP_REGISTERS = 8 };
enum { RESULT_OK = 0, RESULT_NOT_IMPLEMENTED = 1 };

int _Unwind_VRS_Get(struct hop_exception_context *context, int class, uint32_t number,
                    int representation, void *value);
int _Unwind_VRS_Set(struct hop_exception_context *context, int class, uint32_t number,
                    int representation, const void *value);
uintptr_t _Unwind_GetCFA(struct hop_exception_context *context);
uintptr_t _Unwind_GetIPInfo(struct hop_exception_context *context, int *before);
uintptr_t _Unwind_GetRegionStart(struct hop_exception_context *context);
uintptr_t _Unwind_GetLanguageSpecificData(struct hop_exception_context *context);
hop_unwind_code __gnu_unwind_frame(struct hop_exception *exception,
                                   struct hop_exception_context *context);

// The generic model starts with a prel31 of the routine, the compact ones with a
// set bit 31 (EHABI 6).
static uint32_t personality_of(const struct hop_image *extab, uint32_t table)
{
    if (table == 0)
        return 0;
    struct hop_cursor word = hop_cursor_open(extab, table);
    struct hop_cursor address = word;
    if ((hop_cursor_u32(&word) & 0x80000000u) != 0)
        return 0;
    return hop_cursor_prel31(&address);
}

void hop_exception_begin(struct hop_exception_context *context)
{
    context->tables = hop_dying_tables();
    context->stacklet = hop_runtime_self()->stacklet;
}

// A frame that is not described has no opcodes.
hop_unwind_code hop_exception_look(struct hop_exception_context *context)
{
    context->frame.opcodes.bytes_left = 0;
    context->frame.opcodes.words_left = 0;
    while (hop_stacklet_was_left(context->stacklet, &context->registers))
        context->stacklet = context->stacklet->previous;
    uint32_t return_address = context->registers.core[HOP_CORE_PC];

    if (hop_runtime_is_start(return_address))
        return HOP_URC_END_OF_STACK;
    if (hop_unwind_describe(&context->tables, hop_unwind_call_address(return_address),
                            &context->frame) != HOP_UNWIND_OK)
        return HOP_URC_FAILURE;
    context->personality = personality_of(&context->tables.extab, context->frame.table);
    return HOP_URC_OK;
}

hop_unwind_code hop_exception_step(struct hop_exception_context *context)
{
    struct hop_stack_view stack = {0};
    enum hop_unwind_status status =
        hop_stack_view(&stack, context->registers.core[HOP_CORE_SP]);
    if (status == HOP_UNWIND_OK)
        status = hop_unwind_step(&context->frame, &context->registers, &stack);
    return status == HOP_UNWIND_OK ? HOP_URC_CONTINUE_UNWIND : HOP_URC_FAILURE;
}

static void go_to_pad(struct hop_exception *exception,
                      struct hop_exception_context *context)
{
    context->arguments[0] = (uint32_t)(uintptr_t)exception;
    context->arguments[1] = 0; // the selector of a cleanup
    context->registers.core[HOP_CORE_PC] = context->frame.landing_pad;
}

hop_unwind_code hop_exception_clean_up(struct hop_exception *exception,
                                       struct hop_exception_context *context)
{
    uint32_t call = hop_unwind_call_address(context->registers.core[HOP_CORE_PC]);

    if (context->frame.lsda != 0 &&
        hop_unwind_find_pad(&context->tables, call, &context->frame) != HOP_UNWIND_OK)
        return HOP_URC_FAILURE;
    if (context->frame.landing_pad == 0)
        return hop_exception_step(context);
    go_to_pad(exception, context);
    return HOP_URC_INSTALL_CONTEXT;
}

static uint32_t *core_register(struct hop_exception_context *context, uint32_t number)
{
    if (number < ARGUMENTS)
        return &context->arguments[number];
    if (number >= FIRST_PRESERVED && number < CORE_REGISTERS)
        return &context->registers.core[number - FIRST_PRESERVED];
    return NULL;
}

// The register's place, as `representation` says, or NULL.
static void *find_register(struct hop_exception_context *context, int class,
                           uint32_t number, int representation)
{
    if (class == CLASS_CORE && representation == REPRESENTATION_UINT32)
        return core_register(context, number);
    if (class == CLASS_VFP &&
        (representation == REPRESENTATION_VFPX || representation == REPRESENTATION_DOUBLE) &&
        number - FIRST_VFP < VFP_REGISTERS)
        return &context->registers.vfp[number - FIRST_VFP];
    return NULL;
}

static void copy(void *to, const void *from, int class)
{
    if (class == CLASS_CORE)
        *(uint32_t *)to = *(const uint32_t *)from;
    else
        *(uint64_t *)to = *(const uint64_t *)from;
}

int _Unwind_VRS_Get(struct hop_exception_context *context, int class, uint32_t number,
                    int representation, void *value)
{
    const void *place = find_register(context, class, number, representation);
    if (place == NULL)
        return RESULT_NOT_IMPLEMENTED;
    copy(value, place, class);
    return RESULT_OK;
}

int _Unwind_VRS_Set(struct hop_exception_context *context, int class, uint32_t number,
                    int representation, const void *value)
{
    void *place = find_register(context, class, number, representation);
    if (place == NULL)
        return RESULT_NOT_IMPLEMENTED;
    copy(place, value, class);
    return RESULT_OK;
}

// SP as it was when the frame's function was called. Where there is no frame any more, SP.
uintptr_t _Unwind_GetCFA(struct hop_exception_context *context)
{
    struct hop_exception_context caller = *context;
    bool has_caller = hop_exception_step(&caller) == HOP_URC_CONTINUE_UNWIND;
    return (has_caller ? &caller : context)->registers.core[HOP_CORE_SP];
}

// Of a call, always: what faults is not unwound here.
uintptr_t _Unwind_GetIPInfo(struct hop_exception_context *context, int *before)
{
    *before = 0;
    return context->registers.core[HOP_CORE_PC] & ~(uint32_t)1;
}

uintptr_t _Unwind_GetRegionStart(struct hop_exception_context *context)
{
    return context->frame.function;
}

uintptr_t _Unwind_GetLanguageSpecificData(struct hop_exception_context *context)
{
    return context->frame.lsda;
}

hop_unwind_code __gnu_unwind_frame(struct hop_exception *exception,
                                   struct hop_exception_context *context)
{
    (void)exception;
    hop_unwind_code code = hop_exception_step(context);
    return code == HOP_URC_CONTINUE_UNWIND ? HOP_URC_OK : code;
}
