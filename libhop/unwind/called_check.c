// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/called_check.h"

#include "hop/abi.h"
#include "unwind/thumb.h"

enum { LIMIT = 24, PC = 15 };

unsigned hop_called_check_at(const struct hop_image *code, uint32_t address)
{
    struct hop_thumb thumb;
    for (unsigned i = 0; i < LIMIT && hop_thumb_decode(code, address, &thumb); i++) {
        bool is_trap = thumb.kind == HOP_THUMB_SVC;
        if (is_trap && (thumb.value == HOP_SVC_CALLED || thumb.value == HOP_SVC_CALLED_FRAME))
            return thumb.value;
        bool is_left = thumb.kind == HOP_THUMB_BX || (thumb.kind == HOP_THUMB_POP && (thumb.mask >> PC & 1) != 0);
        if (is_trap || is_left || thumb.kind == HOP_THUMB_CALL || thumb.kind == HOP_THUMB_END)
            return 0;
        address += thumb.size;
    }
    return 0;
}

bool hop_unwind_is_behind_check(const struct hop_image *code, uint32_t address)
{
    struct hop_thumb thumb;
    return hop_thumb_decode(code, (address & ~1u) - 4, &thumb) && thumb.kind == HOP_THUMB_CALL && thumb.size == 4 &&
           hop_called_check_at(code, thumb.value) != 0;
}
