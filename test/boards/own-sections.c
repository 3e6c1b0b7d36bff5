// RUN: %every_core -Os %s
// RUN: %clang_v7em -Os -Wl,--gc-sections %s -o %t.gc.elf && %run %t.gc.elf | FileCheck %s
// RUN: %clang_v7em_hf -O2 -flto %s -o %t.lto.elf && %run %t.lto.elf | FileCheck %s
// RUN: %clang_v7em -Os -s %s -o %t.stripped.elf && %run --machine mps2-an386 %t.stripped.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os -DCCM %s -o %t.ccm.elf && %run %t.ccm.elf | FileCheck %s
// RUN: %clang_v7em --config small.cfg --config no-unwinding.cfg -Os %s -o %t.small.elf && %run %t.small.elf | FileCheck %s
//
// What is programmed into a flash is no larger than what it takes there, and all that there is: QEMU gets nothing else.
// RUN: %clang_v7em -Os %s -o %t.elf && llvm-objcopy -O binary %t.elf %t.bin && test $(wc -c < %t.bin) -lt 150000
// RUN: qemu-system-arm -M mps2-an386 -display none -monitor none -serial null -icount shift=7 \
// RUN:   -semihosting-config enable=on,target=native -kernel %t.bin | FileCheck %s
// RUN: %clang_v7em -Os %s -o %t.elf -Wl,--defsym=__hop_flash_offset=0x8000 && %run %t.elf | FileCheck %s
//
// They are counted, and a flash that has no room for them is an error of the link.
// RUN: %clang_v7em -Os -DLARGE=100000 -Wl,--print-memory-usage %s -o %t.large.elf | FileCheck --check-prefix=USAGE %s
// USAGE: flash: {{ *1[5-9][0-9][0-9][0-9][0-9]}} B
// RUN: not %clang --config stm32f401xc.cfg -Os -DLARGE=30000 -DFILLER=175000 %s -o %t.full.elf 2>&1 | FileCheck --check-prefix=FULL %s
// FULL: error: section '.hop_data_image' will not fit in region 'flash': overflowed by {{[0-9]+}} bytes
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables in sections of names that no pattern of the linker script has are initialised as others are, and the heap begins
// behind them.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SECTION(name) __attribute__((section(name)))

static SECTION("settings") volatile int first = 1;
static SECTION("settings") volatile int second = 2;
static SECTION(".dma_buffer") volatile _Alignas(64) uint8_t buffer[100];
static SECTION(".odd") volatile char odd[3] = "ab";
static SECTION("table") const int constant = 7;
#ifdef LARGE
SECTION("large_section") volatile char large[LARGE] = "large";
#endif
#ifdef FILLER
extern const char filler[FILLER];
const char filler[FILLER] = "filler";
#endif
#ifdef CCM
static SECTION(".ccm") char elsewhere[100];
#endif

// One of zeros that takes no flash, which only assembly makes.
__asm(".section own_zeros, \"aw\", %nobits\n.balign 8\nzero_table: .space 2001\n.text");
extern volatile char zero_table[2001];

extern volatile int __start_settings[], __stop_settings[];
extern volatile char __start_own_zeros[], __stop_own_zeros[];
extern char __hop_data_start[], __hop_data_end[], __hop_data_load[], __hop_bss_start[], __hop_bss_end[];

static int other_data = 30;
static int other_zero;

static int is_within(const volatile void *variable, size_t size, const volatile void *begin, const volatile void *end)
{
    return (uintptr_t)variable >= (uintptr_t)begin && (uintptr_t)variable + size <= (uintptr_t)end;
}

static int is_loaded(const volatile void *variable, size_t size)
{
    return is_within(variable, size, __hop_data_start, __hop_data_end);
}

// What a variable begins with, where it is loaded from.
static int load_value(const volatile int *variable)
{
    return *(const volatile int *)((uintptr_t)variable - (uintptr_t)__hop_data_start + (uintptr_t)__hop_data_load);
}

static int zeros(const volatile void *memory, size_t size)
{
    const volatile char *byte = memory;
    while (size > 0 && byte[size - 1] == 0)
        size--;
    return size == 0;
}

int main(void)
{
    // CHECK: settings 1 2, 2 of them, loaded 1, from 1 2
    printf("settings %d %d, %d of them, loaded %d, from %d %d\n", first, second, (int)(__stop_settings - __start_settings),
           is_loaded(__start_settings, 8), load_value(&first), load_value(&second));
    // CHECK-NEXT: buffer 1, aligned 1, loaded 1
    printf("buffer %d, aligned %d, loaded %d\n", zeros(buffer, sizeof buffer), (uintptr_t)buffer % 64 == 0,
           is_loaded(buffer, sizeof buffer));
    // CHECK-NEXT: odd ab, constant 7, loaded 0
    printf("odd %c%c, constant %d, loaded %d\n", odd[0], odd[1], constant, is_loaded(&constant, 4));
    // CHECK-NEXT: zeros 1, 2001 of them, cleared 1
    printf("zeros %d, %d of them, cleared %d\n", zeros(zero_table, sizeof zero_table),
           (int)(__stop_own_zeros - __start_own_zeros),
           is_within(zero_table, sizeof zero_table, __hop_bss_start, __hop_bss_end));
    char *block = malloc(100);
    // CHECK-NEXT: heap behind 1, others 30 0
    printf("heap behind %d, others %d %d\n", is_within(block, 100, __hop_bss_end, (void *)-1), other_data++, other_zero++);
#ifdef CCM
    if ((uintptr_t)elsewhere != 0x10000000)
        printf("elsewhere\n");
#endif
#ifdef LARGE
    printf("%c\n", large[0]);
#endif
    return 0;
}
