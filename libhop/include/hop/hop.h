// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything an application needs of libhop.
#pragma once

#include "hop/board.h"
#include "hop/breathe.h"
#include "hop/channel.h"
#include "hop/condition.h"
#include "hop/crash.h"
#include "hop/fatal.h"
#include "hop/flags.h"
#include "hop/guard.h"
#include "hop/irq.h"
#include "hop/isr.h"
#include "hop/load.h"
#include "hop/mem.h"
#include "hop/mutex.h"
#include "hop/notification.h"
#include "hop/panic.h"
#include "hop/preemption.h"
#include "hop/rwlock.h"
#include "hop/semaphore.h"
#include "hop/softlock.h"
#include "hop/stack.h"
#include "hop/supervision.h"
#include "hop/task.h"
#include "hop/time.h"
#include "hop/timer.h"
