// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// Runs the destructors of the calling thread's values. Linked with tss_create.
__attribute__((weak)) void hop_threads_storage_end(void);
