// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's private configuration is not installed by Debian. What the overlay compiles
// needs nothing of it beyond the public part.
#ifndef HOP_CONFIG_H
#define HOP_CONFIG_H
#include "llvm/Config/llvm-config.h"
#endif
