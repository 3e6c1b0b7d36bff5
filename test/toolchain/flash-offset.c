// RUN: rm -rf %t && mkdir -p %t
// RUN: for target in thumbv7m thumbv7em-none-eabihf thumbv8m.base thumbv8m.main thumbv8.1m.main-none-eabihf; do \
// RUN:   %clang --target=$target -Os %s -o %t/$target.elf -Wl,--defsym=__hop_flash_offset=0x8000 && \
// RUN:   %run %t/$target.elf || exit 1; done | FileCheck %s
//
// An image behind a bootloader runs, interrupts included, and nothing of it is loaded below its vector table.
//
// CHECK-COUNT-5: vector table at 0x{{(1000)?}}8000
//
// RUN: for image in %t/*.elf; do llvm-readelf -l $image; done | grep LOAD > %t/loads
// RUN: grep -c ' 0x\(0000\|1000\)8000 0x\(0000\|1000\)8000 ' %t/loads | FileCheck --check-prefix=TABLES %s
// RUN: not grep ' 0x[0-9a-f]* 0x\(0000\|1000\)[0-7][0-9a-f]\{3\} ' %t/loads
// TABLES: 5
//
// RUN: %clang_v7em -Os %s -o %t/page.elf -Wl,--defsym=__hop_flash_offset=0x10000
// RUN: %run %t/page.elf | FileCheck --check-prefix=PAGE %s
// PAGE: vector table at 0x10000
//
// Segments that begin at pages are the same image in a larger file.
//
// RUN: %clang_v7em -Os %s -o %t/plain.elf
// RUN: %clang_v7em -Os %s -o %t/paged.elf -Wl,--no-nmagic
// RUN: test $(($(stat -c %%s %t/paged.elf) - $(stat -c %%s %t/plain.elf))) -gt 60000
// RUN: llvm-objcopy -O binary %t/plain.elf %t/plain.bin
// RUN: llvm-objcopy -O binary %t/paged.elf %t/paged.bin
// RUN: cmp %t/plain.bin %t/paged.bin
//
// What would harm the bootloader, or the processor could not find, is an error.
//
// RUN: not %clang_v7em -Os %s -o %t/no.elf -Wl,--no-nmagic,--defsym=__hop_flash_offset=0x8000 2>&1 | FileCheck --check-prefix=HEADERS %s
// HEADERS: the image begins within a page, and its ELF headers would be loaded below it: link with -Wl,-n
// RUN: not %clang_v7em -Os %s -o %t/no.elf -Wl,--defsym=__hop_flash_offset=0x80 2>&1 | FileCheck --check-prefix=ALIGN %s
// ALIGN: the vector table's address does not suit VTOR
// RUN: not %clang_v7em -Os %s -o %t/no.elf -Wl,--defsym=__hop_flash_offset=0x3ffc00 2>&1 | FileCheck --check-prefix=FULL %s
// FULL: section '.text' will not fit in region 'flash'
//
// RUN: %clang --target=thumbv6m -Os %s -o %t/v6m.elf -Wl,--defsym=__hop_flash_offset=0x8000
// RUN: %status 125 %run %t/v6m.elf 2>&1 | FileCheck --check-prefix=V6M %s
// V6M: hop-run: error: {{.*}}v6m.elf is linked for behind a bootloader, but the Cortex-M0 has its vector table at 0

#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    hop_task_sleep(5);
    printf("vector table at %#lx\n", (unsigned long)*(volatile uint32_t *)0xe000ed08);
    return 0;
}
