// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the rest of the kernel reaches tasks that restart concurrently, which other programs do not
// link.
#pragma once

#include "hop/instance.h"

struct hop_instance_ops {
    // Whether hop_task_create may take the configuration.
    bool (*is_valid)(const struct hop_task_config *config);
    // Before each life, of which the stack is empty. Context: as begin_life of struct hop_supervision_ops.
    void (*begin_life)(const struct hop_task *task);
};

// The task is about to end: releases its mutexes and waits for what is dying of it, so that who joins it has all of its
// memory. NULL where no program names hop_restart_concurrently. Context: the task.
void hop_instance_settle(struct hop_task *task) __attribute__((weak));
