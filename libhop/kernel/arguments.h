// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// What main is called with: the count of arguments, and a list of them with NULL behind it. The
// host has them, if there is one.
int hop_arguments_read(char ***words);
