// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The largest block that is free.
#include "mem/tlsf_block.h"

// Any block of the highest list is larger than all of the others, and of that
// list hop_tlsf_alloc looks at the first.
size_t hop_tlsf_largest(const struct hop_tlsf *tlsf)
{
    if (!tlsf->occupied)
        return 0;
    unsigned word = highest_bit(tlsf->occupied);
    size_t list = word * MAP_BITS + highest_bit(tlsf->map[word]);
    return block_size(tlsf->first[list]) - HOP_TLSF_HEADER;
}
