// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// Which call was refused, in words.
#define HOP_WORDS(text) (text)
