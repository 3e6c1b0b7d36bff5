// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ exceptions, by the unwinding interface of the EHABI (sections 7 and 8)
// that the C++ library is written for. A program without `throw` links none
// of it. Forced unwinding and backtraces (Itanium C++ ABI, exception handling, 1.6)
// are for C too: frame.c, landing.c and forced.c need nothing of the C++ library.
//
// From the throw until the handler begins, the task is in a deferral region: a
// kill waits, so cleanups of the exceptional path run to their end, and the
// exception object always has an owner. Where a throw does not fit on the
// stack, the object is destroyed and the task is killed as by any other call
// that does not fit.
#pragma once

#include "arch/arm-m/frame.h"
#include "hop/runtime.h"
#include "unwind/unwind.h"

typedef int32_t hop_unwind_code; // _Unwind_Reason_Code

enum {
    HOP_URC_OK = 0,
    HOP_URC_FOREIGN_EXCEPTION_CAUGHT = 1,
    HOP_URC_END_OF_STACK = 5,
    HOP_URC_HANDLER_FOUND = 6,
    HOP_URC_INSTALL_CONTEXT = 7,
    HOP_URC_CONTINUE_UNWIND = 8,
    HOP_URC_FAILURE = 9,
};

// _Unwind_Action, what a stop function is told.
enum hop_unwind_action {
    HOP_UA_CLEANUP_PHASE = 2,
    HOP_UA_FORCE_UNWIND = 8,
    HOP_UA_END_OF_STACK = 16,
};

// Entry check of what walks the stack without a throw: for that and all it calls.
#if defined(__has_attribute) && __has_attribute(finite_stack_reserve)
#define HOP_EXCEPTION_CHECKED __attribute__((finite_stack_reserve(HOP_EXCEPTION_DEPTH)))
#else
#define HOP_EXCEPTION_CHECKED
#endif

struct hop_exception;
struct hop_exception_context;

// _Unwind_Stop_Fn and _Unwind_Trace_Fn of <unwind.h>.
typedef hop_unwind_code hop_unwind_stop(int version, int actions, uint64_t exception_class,
                                        struct hop_exception *exception,
                                        struct hop_exception_context *context, void *argument);
typedef hop_unwind_code hop_unwind_trace(struct hop_exception_context *context, void *argument);

// _Unwind_State, what a personality routine is called for.
enum hop_unwind_phase {
    HOP_US_VIRTUAL_UNWIND_FRAME = 0,  // search for a handler
    HOP_US_UNWIND_FRAME_STARTING = 1, // run cleanups on the way to it
};

// _Unwind_Control_Block (EHABI 7.2). The object that was thrown follows.
struct hop_exception {
    char exception_class[8];
    void (*cleanup)(hop_unwind_code reason, struct hop_exception *exception);
    // The unwinder's.
    struct {
        hop_unwind_stop *stop; // NULL: not a forced unwinding
        struct hop_exception *outer; // landed before this one, whose cleanup threw
        uint32_t landing_sp;
        void *stop_argument;
        uint32_t unused;
    } unwinder;
    uint32_t personality_cache[14]; // the C++ library's
} __attribute__((aligned(8)));

_Static_assert(sizeof(struct hop_exception) == 88, "EHABI 7.2");
_Static_assert(offsetof(struct hop_exception, unwinder.stop) == HOP_EXCEPTION_STOP,
               "unwind_entry.S");

// _Unwind_Context: a frame and what its tables say. The personality routine
// makes the registers those of the caller, or of the landing pad.
struct hop_exception_context {
    struct hop_registers registers; // must be first, see arch/arm-m/frame.h
    uint32_t arguments[2];          // r0 and r1 of the landing pad
    struct hop_unwind_tables tables;
    struct hop_unwind_frame frame;
    uint32_t personality; // 0: the frame has none, and no landing pad
    const struct hop_stacklet *stacklet; // that SP is in, see stack/stacklet.h
};

_Static_assert(sizeof(struct hop_exception_context) <= HOP_EXCEPTION_CONTEXT_SIZE,
               "exception_entry.S makes room for it");
_Static_assert(offsetof(struct hop_exception_context, arguments) ==
                   HOP_EXCEPTION_ARGUMENTS, "exception_entry.S");

// Makes *context that of the call at its registers, in the current task.
void hop_exception_begin(struct hop_exception_context *context);

// Describes the frame that registers.core[PC] returns to.
hop_unwind_code hop_exception_look(struct hop_exception_context *context);

// Makes the registers those of the caller of the frame that was looked at.
hop_unwind_code hop_exception_step(struct hop_exception_context *context);

// The same where no landing pad cleans up after the frame; else INSTALL_CONTEXT, with the
// registers of that. Clauses that catch are passed over.
hop_unwind_code hop_exception_clean_up(struct hop_exception *exception,
                                       struct hop_exception_context *context);

// Asks the personality routine of that frame. The C++ library's is called by name.
hop_unwind_code hop_exception_ask(enum hop_unwind_phase phase,
                                  struct hop_exception *exception,
                                  struct hop_exception_context *context);

// Where no exception may go beyond: the frame of the innermost landing pad at work, of an
// exception or of a kill.
struct hop_exception_barrier {
    uintptr_t sp;
    const struct hop_stacklet *part;
};

struct hop_exception_barrier hop_exception_barrier(void);

// Whether the frame that is looked at is further out.
bool hop_exception_is_beyond(const struct hop_exception_context *context,
                             const struct hop_exception_barrier *barrier);

// Exceptions are for tasks. Outside the task's stack is a handler.
bool hop_exception_can_begin(uint32_t sp);

// Goes to the landing pad that the registers are of.
HOP_NORETURN void hop_exception_enter_pad(struct hop_exception *exception,
                                          struct hop_exception_context *context);

// Whether a throw at `sp` may go on: 0. If not, the result is r12 of the check for a
// large frame that is to trap. The stack grows by that, or else the exception has been
// destroyed.
uint32_t hop_exception_admit(struct hop_exception *exception, uint32_t sp);

// C functions of the entries in assembly, which fill in the registers as at the
// call. Where one returns, nothing has been unwound.
hop_unwind_code hop_exception_raise(struct hop_exception *exception,
                                    struct hop_exception_context *context);
HOP_NORETURN void hop_exception_resume(struct hop_exception *exception,
                                       struct hop_exception_context *context);

// On from there, one for each kind of exception: a program has those that it begins.
HOP_NORETURN void hop_exception_unwind(struct hop_exception *exception,
                                       struct hop_exception_context *context);
HOP_NORETURN void hop_exception_force(struct hop_exception *exception,
                                      struct hop_exception_context *context);

// Where a landing pad lets no exception pass: std::terminate.
HOP_NORETURN void hop_exception_terminate(struct hop_exception *exception);

// Stores the registers, as at the call, which returns to its caller.
void hop_exception_capture(struct hop_registers *registers);

// Loads the registers and goes to the landing pad.
HOP_NORETURN void hop_exception_land(const struct hop_exception_context *context);
