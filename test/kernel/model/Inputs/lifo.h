// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts as a processor nests them: 0 the task, 1 and 2 handlers. Each statement of a
// model is one access to memory. A context goes on only while nothing above it runs; a
// handler that has begun runs to its end.
byte running = 0; // context

// To be given with each context's process; BEGIN in the first step of what it does, END in
// the last one, for context 0 too.
#define CONTEXT(number) provided (running <= number)
#define BEGIN below = running; running = context
#define END running = below

// Contexts that have not done all they do.
byte busy = 3;
#define DONE busy--
