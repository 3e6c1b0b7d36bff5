// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Making an arena of a piece of memory.
#include "mem/tlsf_block.h"

#include <string.h>

static uintptr_t round_up(uintptr_t address, uintptr_t alignment)
{
    return (address + alignment - 1) & ~(alignment - 1);
}

// Room for the control structure and the least block, whatever the alignment.
static size_t room(size_t lists)
{
    return sizeof(struct hop_tlsf) + lists * sizeof(struct hop_tlsf_block *) +
           HOP_TLSF_BLOCK_MIN + 4 * HOP_TLSF_GRANULE;
}

// One block in use, which is freed: so all marks are set by one function.
static void fill(struct hop_tlsf *tlsf)
{
    block_set_head((struct hop_tlsf_block *)tlsf->end, 0);
    block_set_head((struct hop_tlsf_block *)tlsf->start, hop_tlsf_total(tlsf));
    hop_tlsf_free(tlsf, block_user((struct hop_tlsf_block *)tlsf->start));
}

// Payloads are aligned; headers end where payloads start.
struct hop_tlsf *hop_tlsf_create(void *memory, size_t size)
{
    size_t lists = list_of(size) + 1;
    if (size > HOP_TLSF_SIZE_MAX || size < room(lists))
        return NULL;
    struct hop_tlsf *tlsf =
        (struct hop_tlsf *)round_up((uintptr_t)memory, HOP_TLSF_WORD);
    uintptr_t control_end = (uintptr_t)&tlsf->first[lists];
    uintptr_t start = round_up(control_end + HOP_TLSF_HEADER, HOP_TLSF_GRANULE) -
                      HOP_TLSF_HEADER;
    uintptr_t limit = (uintptr_t)memory + size;
    // A word in between may be taken for the head of one list more, which is empty.
    memset(tlsf, 0, start - (uintptr_t)tlsf);
    tlsf->start = start;
    tlsf->end = (limit & ~(uintptr_t)(HOP_TLSF_GRANULE - 1)) - HOP_TLSF_HEADER;
    fill(tlsf);
    return tlsf;
}
