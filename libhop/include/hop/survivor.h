// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value that outlives a task's restarts: the last one that it has committed, whole. If a kill, a fault
// or a reset stops a commit half-way, the previous value is still there.
//
//     HOP_SURVIVOR(setpoint, struct setpoint);        // outlives restarts of tasks
//     HOP_SURVIVOR_OF_RESET(trim, struct trim);       // and resets, while RAM has power
//
//     struct setpoint now = SETPOINT_DEFAULT;
//     hop_survivor_read(&setpoint, &now);             // stays as it is if there is none
//     ...
//     hop_survivor_commit(&setpoint, &now);
//
// or, to change it in place,
//
//     HOP_WITH_SURVIVOR(&setpoint, struct setpoint, now) {
//         now->thrust += 1;
//     }
//
// There are two copies, and the later valid one counts: each has a generation count, which is written last, and a
// checksum. One task commits to a survivor, any context may read it.
#pragma once

#include "hop/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// In front of each copy. Fields are private to libhop. A multiple of its alignment, so that the value
// follows at once, and what pads it at its end is there.
struct hop_survivor_head {
    volatile uint32_t generation __attribute__((aligned(8))); // 0: none
    uint32_t checksum; // of the generation and the value
};

// A home and what it is for. Constant.
struct hop_survivor {
    struct hop_survivor_head *heads[2]; // the value follows its head
    size_t size;                        // of the value, in bytes
};

// Defines a static constant struct hop_survivor with this name, and a home for two values of `type`, which
// may be copied byte by byte, and is aligned to at most 8. All zeros, as after start-up, mean that nothing has been
// committed. Random contents of RAM after power-up are not taken for a value, but one of another firmware may be.
#define HOP_SURVIVOR(name, type) HOP_SURVIVOR_IN(name, type, )
#define HOP_SURVIVOR_OF_RESET(name, type) \
    HOP_SURVIVOR_IN(name, type, __attribute__((section(".noinit." #name))))
#define HOP_SURVIVOR_IN(name, type, attributes)                                        \
    static struct {                                                                    \
        struct hop_survivor_head head;                                                 \
        type value;                                                                    \
    } name##_home[2] attributes;                                                       \
    static const struct hop_survivor name = {{&name##_home[0].head, &name##_home[1].head}, sizeof(type)}

// Copies the value that was committed last to *value, and returns its generation, which counts commits, and what has been
// forgotten, from 1 on; 0: there is none, and *value is unchanged. O(size), and the same again each time that the writer
// preempts the call and commits. Context: any.
uint32_t hop_survivor_read(const struct hop_survivor *survivor, void *value);

// Commits *value. It takes effect with one instruction at the end of the call; until then the previous value is read. HOP_KILLED:
// the caller is a dying instance (hop/instance.h), whose successor may have committed; nothing is done. O(size).
// Context: one task, with all its instances.
int hop_survivor_commit(const struct hop_survivor *survivor, const void *value);

// Forgets the value. HOP_KILLED, and context: as hop_survivor_commit.
int hop_survivor_clear(const struct hop_survivor *survivor);

// Reads, the value is as zeros if there is none; always true.
static inline bool hop_survivor_begin(const struct hop_survivor *survivor, void *value)
{
    hop_survivor_read(survivor, value);
    return true;
}

// Commits; always false.
static inline bool hop_survivor_end(const struct hop_survivor *survivor, const void *value)
{
    hop_survivor_commit(survivor, value);
    return false;
}

// Runs the statement behind it with `name` pointing to a copy of the value, all zeros if there is none, and commits
// the copy at its end; `continue` goes there. It commits nothing if it is left by return, break, goto or the task's death.
#define HOP_WITH_SURVIVOR(survivor, type, name)                                        \
    for (bool hop_is_open = true; hop_is_open; hop_is_open = false)                    \
        for (type hop_survivor_copy = {0}, *name = &hop_survivor_copy;                 \
             hop_is_open && hop_survivor_begin(survivor, name);                        \
             hop_is_open = hop_survivor_end(survivor, name))

#ifdef __cplusplus
}
#endif
