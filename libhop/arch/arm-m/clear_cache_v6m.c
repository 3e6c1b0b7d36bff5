// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __builtin___clear_cache on Armv6-M and Armv8-M Baseline, which have no caches.
void hop_arch_clear_cache(void *begin, void *end);
#pragma redefine_extname hop_arch_clear_cache __clear_cache

void hop_arch_clear_cache(void *begin, void *end)
{
    (void)begin, (void)end;
    __builtin_arm_dsb(0xf);
    __builtin_arm_isb(0xf);
}
