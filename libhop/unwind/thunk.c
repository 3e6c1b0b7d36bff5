// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/thunk.h"

enum { CODE_SIZE = 8, PUSHED = 8 };

bool hop_unwind_leave_thunk(const struct hop_image *code, struct hop_registers *registers)
{
    uint32_t pc = registers->core[HOP_CORE_PC] & ~1u;
    for (uint32_t done = 0; done < CODE_SIZE; done += 2) {
        struct hop_cursor cursor = hop_cursor_open(code, pc - done);
        // push {r0, r1}; ldr r0, [pc, #4]; str r0, [sp, #4]; pop {r0, pc}
        if (hop_cursor_u32(&cursor) != 0x4801b403 || hop_cursor_u32(&cursor) != 0xbd019001)
            continue;
        registers->core[HOP_CORE_PC] = registers->core[HOP_CORE_LR];
        registers->core[HOP_CORE_SP] += done == 0 ? 0 : PUSHED;
        return true;
    }
    return false;
}
