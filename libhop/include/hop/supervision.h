// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What happens between a task's death and its next life, for tasks that need more than
// hop/task.h's `restart`: how often they may restart, and what follows if they die more
// often; a hook that puts their hardware in a safe state; who is notified; a fresh argument for each
// life; a deadline by which they have to report that they are alive.
//
//     static struct hop_supervision_state state;
//     static const struct hop_supervision supervision = {
//         .ops = &hop_supervise, .state = &state,
//         .restarts = 5, .window = 10000, .back_off = 20,
//     };
//
// with `.supervision = &supervision` in the task's configuration. The steps of a death are then,
// all of them in the dying task, at its priority, on its emptied stack:
//
//  1. its cleanups have run; mutexes that it still holds are released, blocks that it owns freed;
//  2. hop_panic_hook, with what follows as its `outcome`;
//  3. `quiesce`;
//  4. `escalate`, if it may not restart again;
//  5. mutexes that the hooks have locked are released, owned blocks that they have allocated freed;
//  6. `flags` are set and `watcher` is notified;
//  7. it waits for its back-off, and begins its next life; or it ends; or the firmware does.
//
// A panic or an overflow in one of the hooks skips the rest of that hook. After one in `quiesce`
// step 4 follows in any case, since the state of the hardware is unknown. hop_task_kill does nothing to a
// task that is dying. Only programs that name hop_supervise link the code.
//
// If the task restarts concurrently (hop/instance.h), step 6 comes first, in the trap of the panic: the next life begins
// before the cleanups have run. Steps 1, 2 and 5 follow in the dying instance, which then ends.
#pragma once

#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hop_flags;
struct hop_instances;

// Most restarts in a window.
#define HOP_RESTARTS_MAX 8

// What follows if a task may not restart again.
enum hop_escalation {
    HOP_ESCALATE_RESET,   // the firmware's fatal end (hop/fatal.h)
    HOP_ESCALATE_END,     // the task ends, the others go on
    HOP_ESCALATE_RESTART, // it restarts nevertheless, and counting starts again
};

// Fields are private to libhop. One for each task, valid as long as it is in use.
struct hop_supervision_state {
    // The task, while it dies.
    uint32_t died_at[HOP_RESTARTS_MAX]; // before the latest restarts, a ring
    uint8_t next;    // place in it for the next one
    uint8_t count;   // of them in use
    uint8_t step;    // which hook has begun
    uint8_t verdict; // enum hop_escalation
    bool is_quiet;   // `quiesce` has come back, or there is none
    uint8_t place;   // of the living instance (hop/instance.h)
    uint32_t wake;   // tick of the death
    // The watchdog, and the task.
    volatile uint32_t alive_at; // tick
    volatile uint8_t missed;    // deadlines since
};

struct hop_supervision_ops;

// Constant, valid as long as the task is in use. A field that is left out is 0: no limit, nobody notified.
struct hop_supervision {
    const struct hop_supervision_ops *ops; // &hop_supervise
    struct hop_supervision_state *state;

    // At most `restarts` in any `window` milliseconds, from death to death. 0: any number,
    // or else up to HOP_RESTARTS_MAX.
    uint32_t window;
    uint8_t restarts;
    // Milliseconds from a death to the next life: none for the first restart in a window,
    // then back_off, twice as much, and so on up to back_off_max (0: as far as it gets).
    uint32_t back_off;
    uint32_t back_off_max;

    // All hooks may do what tasks may do, but not wait for ever. NULL: nothing to do.
    void (*quiesce)(struct hop_task *task, const struct hop_panic_info *info);
    // NULL, a panic in it, and hop_task_kill_now meanwhile: HOP_ESCALATE_RESET.
    enum hop_escalation (*escalate)(struct hop_task *task, const struct hop_panic_info *info);

    // Not 0: the configuration's `argument` points to so many bytes, which stay as they are as
    // long as the task is in use. Each life gets a copy of them, at a multiple of 8, at the top
    // of its stack: the task may change it, and the next life does not see that. The stack has to
    // have that much more than its least size. Copied in a handler of the lowest priority.
    size_t argument_size;

    // Milliseconds within which the task calls hop_task_alive, from the beginning of each life
    // on; 0: no deadline. Needs a task that runs hop_watchdog_service.
    uint32_t deadline;
    // What the watchdog's task does when a deadline has passed; `missed` counts them. NULL: the first
    // time hop_task_kill, the second hop_task_kill_now, the third a fatal end of the firmware.
    void (*late)(struct hop_task *task, unsigned missed);

    // Notified of each death.
    struct hop_flags *flags; // hop/flags.h: `flag_bits` are set
    uint32_t flag_bits;
    struct hop_task *watcher; // notified (hop/notification.h)

    const struct hop_instances *instances; // hop/instance.h, NULL: restarts in place
};

// To be named in struct hop_supervision.
extern const struct hop_supervision_ops hop_supervise;

// Reports that the calling task is alive; in a handler, the task that it has interrupted. Does nothing
// if that task has no deadline. Context: any.
void hop_task_alive(void);

// Entry of the task that watches deadlines: one per program, more urgent than those that it
// watches. It sleeps until the next deadline may pass. Never returns. Dying starts a new deadline;
// a task that waits for its back-off has none. O(tasks) each time.
void hop_watchdog_service(void *unused);

#ifdef __cplusplus
}
#endif
