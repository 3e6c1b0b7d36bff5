// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lwIP's port to libhop's kernel; the contracts are in lwIP's src/include/lwip/sys.h.
//
// A call of lwIP's sends a message that lies on its caller's stack, and then waits for the answer. Between the two its
// task must not die: the message would be read when its stack is somebody else's. An overflow cannot come between: both
// are calls of one function, and both ask for the same depth on entry, so that where the first fits, so does the
// second. A kill could: who may be killed makes such calls in a deferral region.
#include <hop/hop.h>
#include <stdlib.h>

#include "lwip/err.h"
#include "lwip/sys.h"

#define PORT_CHECKED __attribute__((noinline, finite_stack_reserve(HOP_KERNEL_DEPTH + 64)))

// The result of one of libhop's waits. Who is killed meanwhile dies at the check of the next one, or, in a deferral
// region, waits on.
#define WAIT(call)                     \
    __extension__({                    \
        int result_;                   \
        do                             \
            result_ = (call);          \
        while (result_ == HOP_KILLED); \
        result_;                       \
    })

void sys_init(void)
{
}

u32_t sys_now(void)
{
    return hop_time_ticks() * (1000 / HOP_TICK_HZ);
}

// Short sections on lwIP's free lists and counters; they nest. No interrupt is masked: handlers do not use lwIP.
static struct hop_recursive_mutex protection;

PORT_CHECKED sys_prot_t sys_arch_protect(void)
{
    WAIT(hop_recursive_mutex_lock(&protection));
    return 0;
}

PORT_CHECKED void sys_arch_unprotect(sys_prot_t state)
{
    (void)state;
    hop_recursive_mutex_unlock(&protection);
}

err_t sys_sem_new(sys_sem_t *sem, u8_t count)
{
    sem->valid = hop_semaphore_init(&sem->semaphore, count, HOP_SEMAPHORE_MAX) == HOP_OK;
    return sem->valid ? ERR_OK : ERR_MEM;
}

void sys_sem_free(sys_sem_t *sem)
{
    sem->valid = false;
}

PORT_CHECKED void sys_sem_signal(sys_sem_t *sem)
{
    hop_semaphore_give(&sem->semaphore);
}

// 0 is for ever. Milliseconds that it took, or SYS_ARCH_TIMEOUT.
PORT_CHECKED u32_t sys_arch_sem_wait(sys_sem_t *sem, u32_t timeout)
{
    u32_t start = sys_now();
    int result = timeout ? WAIT(hop_semaphore_timed_take(&sem->semaphore, timeout))
                         : WAIT(hop_semaphore_take(&sem->semaphore));
    return result == HOP_OK ? sys_now() - start : SYS_ARCH_TIMEOUT;
}

err_t sys_mutex_new(sys_mutex_t *mutex)
{
    hop_mutex_init(mutex);
    return ERR_OK;
}

PORT_CHECKED void sys_mutex_lock(sys_mutex_t *mutex)
{
    WAIT(hop_mutex_lock(mutex));
}

PORT_CHECKED void sys_mutex_unlock(sys_mutex_t *mutex)
{
    hop_mutex_unlock(mutex);
}

void sys_mutex_free(sys_mutex_t *mutex)
{
    (void)mutex;
}

err_t sys_mbox_new(sys_mbox_t *mbox, int size)
{
    mbox->buffer = malloc(HOP_CHANNEL_BUFFER_SIZE((unsigned)size, sizeof(void *)));
    if (mbox->buffer == NULL)
        return ERR_MEM;
    hop_channel_init(&mbox->channel, mbox->buffer, (unsigned)size, sizeof(void *));
    return ERR_OK;
}

void sys_mbox_free(sys_mbox_t *mbox)
{
    free(mbox->buffer);
    mbox->buffer = NULL;
}

PORT_CHECKED void sys_mbox_post(sys_mbox_t *mbox, void *message)
{
    WAIT(hop_channel_send(&mbox->channel, &message));
}

PORT_CHECKED err_t sys_mbox_trypost(sys_mbox_t *mbox, void *message)
{
    return hop_channel_try_send(&mbox->channel, &message) == HOP_OK ? ERR_OK : ERR_MEM;
}

err_t sys_mbox_trypost_fromisr(sys_mbox_t *mbox, void *message)
{
    return sys_mbox_trypost(mbox, message);
}

PORT_CHECKED u32_t sys_arch_mbox_fetch(sys_mbox_t *mbox, void **message, u32_t timeout)
{
    void *ignored;
    void **place = message ? message : &ignored;
    u32_t start = sys_now();
    int result = timeout ? WAIT(hop_channel_timed_receive(&mbox->channel, place, timeout))
                         : WAIT(hop_channel_receive(&mbox->channel, place));
    return result == HOP_OK ? sys_now() - start : SYS_ARCH_TIMEOUT;
}

PORT_CHECKED u32_t sys_arch_mbox_tryfetch(sys_mbox_t *mbox, void **message)
{
    void *ignored;
    return hop_channel_try_receive(&mbox->channel, message ? message : &ignored) == HOP_OK ? 0 : SYS_MBOX_EMPTY;
}

// lwIP's own task, whose death would be that of the network: it is not run again.
sys_thread_t sys_thread_new(const char *name, lwip_thread_fn entry, void *argument, int stack_size, int priority)
{
    struct hop_task *task = calloc(1, sizeof *task);
    struct hop_task_config config = {
        .name = name,
        .entry = entry,
        .argument = argument,
        .stack = malloc((size_t)stack_size),
        .stack_size = (size_t)stack_size,
        .priority = (unsigned)priority,
        .restart = HOP_RESTART_NEVER,
    };
    if (task == NULL || config.stack == NULL || hop_task_create(task, &config) != HOP_OK)
        hop_panic("no task '%s' of %d bytes", name, stack_size);
    return task;
}
