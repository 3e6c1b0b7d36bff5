// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fatal ends, of the firmware as a whole: a hardware fault that is no task's, an unexpected interrupt,
// a broken kernel invariant. There follow a crash record (hop/crash.h), hop_fatal_hook, a report
// on the console, and then what was chosen at link time:
//
//     -Wl,--defsym=__hop_fatal_action=N
#pragma once

#include "hop/crash.h"

#ifdef __cplusplus
extern "C" {
#endif

// Status of a firmware that ends here, where there is somebody to tell.
#define HOP_EXIT_FATAL 71

#define HOP_FATAL_EXIT 0  // ends emulation or debug session; resets where that comes back
#define HOP_FATAL_RESET 1 // resets the processor
#define HOP_FATAL_HALT 2  // waits for a debugger

// For what must happen first, such as switching motors off. The default does nothing. It may run in
// any handler, and inside any call of the kernel, so it must not call the kernel. A fault in it ends
// the firmware at once. It may reset the processor itself.
void hop_fatal_hook(const struct hop_crash_record *record);

// Ends the firmware, for a kernel that finds its own state broken. `reason` must outlive the call; pc: code
// address for the record, 0: none. Context: any, with any state broken.
HOP_NORETURN void hop_fatal(const char *reason, uintptr_t pc);

// Writes to where the report of a fatal end and of a panic goes, unbuffered, without the C
// library. Context: task, handler.
void hop_console_write(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
