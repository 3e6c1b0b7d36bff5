// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs functions of every kind with ever more stack. See squeeze.c.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct kind {
    const char *name;
    int (*run)(void);
    int result;  // what it returns if the stack is enough
    int extends; // a helper of the compiler may go into the reserve
};

// The kinds of one program, the last one with name NULL.
extern const struct kind kinds[];

// Opaque to the optimiser.
extern volatile int zero;

#define NOINLINE __attribute__((noinline))

#ifdef __cplusplus
}
#endif
