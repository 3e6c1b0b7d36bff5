// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// The same words for every call: the chain of calls tells which one it was.
#define HOP_WORDS(text) ((void)(text), "a call that is not allowed here")
