// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From reset to main, which runs on the main stack, as FreeRTOS's applications expect.
#include <hop/boot.h>
#include <hop/mark.h>

#include <stdlib.h>

// Of the vendor's system_<device>.c, if there is one.
void SystemInit(void) __attribute__((weak));

void __libc_init_array(void);
int main(void);

void hop_boot_start(void)
{
    if (SystemInit)
        SystemInit();
    hop_arch_init();
    __libc_init_array();
    exit(main());
}
