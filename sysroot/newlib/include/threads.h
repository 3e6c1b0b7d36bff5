/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   C11's threads (7.26) on libhop's tasks. What C leaves open:

   - A thread is a task, and a task a thread: thrd_current, thrd_sleep, mutexes and the like work in any. A new one has
     the priority of who creates it, and a stack of 2048 bytes of the heap
     (-Wl,--defsym=__hop_thread_stack_size=N).
   - From the first one on tasks of one priority take turns of 10 ms, unless <hop/time.h>'s hop_time_slice has been called,
     which may say otherwise at any time. A thread that spins is better off with thrd_yield.
   - A thread that dies, by an overflow of its stack for example, is unwound, reported, and does not run again;
     thrd_join says thrd_error. A mutex that a dead thread held is unlocked, without a word to the next owner
     (<hop/mutex.h> has that).
   - Mutexes of all types inherit priorities and may be locked with a timeout. To lock one again that is not recursive is
     thrd_error, and so is to unlock another's.
   - thrd_join, and what waits, are thrd_error in a thread that is to die, which it does at its next call.
   - The memory of a detached thread is given back by the next call of thrd_create, thrd_detach or thrd_join after its end.
   - The end of main is the end of the program; after thrd_exit in main the other threads go on, and their end is not
     that of the program.
   - There are 8 keys of tss_create. Destructors run where a thread of thrd_create ends, not if it dies.

   Context: threads; cnd_signal, cnd_broadcast, thrd_current and thrd_equal also handlers. Before main only one thread runs:
   constructors may initialize. */
#ifndef HOP_THREADS_H
#define HOP_THREADS_H

#include <time.h>

#ifdef __cplusplus
extern "C" {
#define HOP_THREADS_NORETURN [[noreturn]]
#else
#define HOP_THREADS_NORETURN _Noreturn
#define thread_local _Thread_local
#endif

#define ONCE_FLAG_INIT {{0}}
#define TSS_DTOR_ITERATIONS 4

enum { mtx_plain = 0, mtx_recursive = 1, mtx_timed = 2 };
enum { thrd_success, thrd_busy, thrd_error, thrd_nomem, thrd_timedout };

typedef struct hop_task *thrd_t;
typedef struct { void *hop_private[7]; } mtx_t;
typedef struct { void *hop_private[5]; } cnd_t;
typedef struct { void *hop_private[6]; } once_flag;
typedef unsigned tss_t;
typedef int (*thrd_start_t)(void *);
typedef void (*tss_dtor_t)(void *);

void call_once(once_flag *, void (*)(void));

/* thrd_nomem: the heap has not enough for the stack and the task. */
int thrd_create(thrd_t *, thrd_start_t, void *);
thrd_t thrd_current(void);
int thrd_detach(thrd_t);
int thrd_equal(thrd_t, thrd_t);
HOP_THREADS_NORETURN void thrd_exit(int);
int thrd_join(thrd_t, int *);
/* Until a tick: whole milliseconds, up, at most 24 days of them. -1 in a thread that is to die, -2 for nonsense. */
int thrd_sleep(const struct timespec *, struct timespec *);
void thrd_yield(void);

int mtx_init(mtx_t *, int);
void mtx_destroy(mtx_t *);
int mtx_lock(mtx_t *);
/* Until a time of timespec_get(TIME_UTC). Where that stands still, for lack of a host and of a _gettimeofday of the
   application's, as long as was added to it. */
int mtx_timedlock(mtx_t *__restrict, const struct timespec *__restrict);
int mtx_trylock(mtx_t *);
int mtx_unlock(mtx_t *);

int cnd_init(cnd_t *);
void cnd_destroy(cnd_t *);
int cnd_broadcast(cnd_t *);
int cnd_signal(cnd_t *);
int cnd_wait(cnd_t *, mtx_t *);
int cnd_timedwait(cnd_t *__restrict, mtx_t *__restrict, const struct timespec *__restrict);

int tss_create(tss_t *, tss_dtor_t);
void tss_delete(tss_t);
void *tss_get(tss_t);
int tss_set(tss_t, void *);

#ifdef __cplusplus
}
#endif

#endif
