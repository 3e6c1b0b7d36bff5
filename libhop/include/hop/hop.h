// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything an application needs of libhop.
#pragma once

#include "hop/breathe.h"
#include "hop/isr.h"
#include "hop/mem.h"
#include "hop/mutex.h"
#include "hop/panic.h"
#include "hop/stack.h"
#include "hop/task.h"
#include "hop/time.h"
