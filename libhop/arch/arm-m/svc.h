// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Immediates of svc that the dispatch in svc.S tells apart.
#pragma once

#include "hop/abi.h"

#define HOP_SVC_RESTART 0
#define HOP_SVC_TRAP_FIRST HOP_SVC_CALLED_FRAME
