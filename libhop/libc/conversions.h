// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What conversions of numbers have kept for the calling task: hop_conversions_recover and hop_conversions_end of hop/port.h.
// Linked where there are any.
#pragma once

#include "hop/port.h"
