// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lwIP's semaphores, mailboxes and threads are libhop's semaphores, channels and tasks.
#pragma once

#include <hop/channel.h>
#include <hop/mutex.h>
#include <hop/semaphore.h>
#include <hop/task.h>

typedef struct {
    struct hop_semaphore semaphore;
    bool valid;
} sys_sem_t;

typedef struct hop_mutex sys_mutex_t;

// Its items are pointers.
typedef struct {
    struct hop_channel channel;
    void *buffer; // NULL: not valid
} sys_mbox_t;

typedef struct hop_task *sys_thread_t;
typedef int sys_prot_t;

#define sys_sem_valid(sem) ((sem)->valid)
#define sys_sem_set_invalid(sem) ((sem)->valid = false)
#define sys_mbox_valid(mbox) ((mbox)->buffer != NULL)
#define sys_mbox_set_invalid(mbox) ((mbox)->buffer = NULL)
