// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// Takes n times about 110 bytes of stack.
int depth(int n);
