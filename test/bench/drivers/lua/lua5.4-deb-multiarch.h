// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Debian's build of Lua makes this file: the folder for loadable modules, of which there are none.
#pragma once

#define DEB_HOST_MULTIARCH "arm-none-eabi"
