# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# provoke.sh: makes the mistakes that sysroot/TROUBLESHOOTING.md is about, in the current folder, and prints what the
# tools and programs say. Each program is a body of main, or a whole file of C or assembly.
set -u
CLANG='clang --target=thumbv7em -g -Os -Wno-infinite-recursion -Wno-unused-command-line-argument'

# main BODY: main.c, with what most of the bodies need.
main() {
    cat >main.c <<C
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int depth(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return depth(n + 1) + frame[n % 100];
}

static int (*volatile pointer)(int) = depth;

int main(void)
{
    $1;
    return 0;
}
C
}

# ends BODY [OPTION...]: the program's last words.
ends() {
    main "$1"
    shift
    $CLANG main.c "$@" -o main.elf && hop-run --timeout 2 main.elf
}

# refused OPTION...: of a program that is fine.
refused() {
    main ''
    $CLANG main.c "$@" -o main.elf
}

# with FILE TEXT OPTION...: compiled beside main.c as it is.
with() {
    printf "$2" >"$1"
    shift 2
    $CLANG main.c "$@" -o main.elf
}

running() {
    ends 'depth(0)'
    ends '*(volatile int *)0x60000000 = 1'
    ends '((void (*)(void))0x20001000)()'
    ends '__asm volatile("udf #1")'
    ends 'char *volatile block = malloc(8); free(block); free(block)'
    ends 'hop_mem_require(true); char *volatile block = malloc(1 << 30)'
    ends 'hop_check(depth == NULL)'
    ends 'abort()'
    ends '__asm volatile("svc 7")'
    ends '__asm volatile("cpsid i"); *(volatile int *)0x60000000 = 1'
    ends '*(volatile uint32_t *)0xe000e100 = 1 << 8; *(volatile uint32_t *)0xe000e200 = 1 << 8'
    ends '' -Wl,--defsym=__hop_main_stack_size=256
    ends 'for (;;)'
    ends 'depth(0)' -Wl,--defsym=__hop_main_stack_size=1024,--defsym=__hop_main_stack_limit=2048
    main 'hop_task_sleep(1000)'
    with handler.c '#include <hop/hop.h>\nvoid SysTick_Handler(void) { hop_task_sleep(1); }\n' handler.c && hop-run main.elf
    with handler.c '#include <hop/hop.h>\nvoid SysTick_Handler(void) { hop_panic("in a handler"); }\n' handler.c &&
        hop-run main.elf
    printf '#include <vector>\nint main() { throw 1; }\n' >main.cpp
    clang++ --target=thumbv7em -Os main.cpp -o main.elf && hop-run main.elf
}

linking() {
    refused -Wl,--defsym=__hop_ram_size=0x1000
    refused -Wl,--defsym=__hop_ram_size=0x1000000
    refused -Wl,--defsym=__hop_handler_stack_size=512
    refused -Wl,-z,max-page-size=4096,--defsym=__hop_flash_offset=0x100
    refused -nostartfiles
    refused -lmissing
    refused -T missing.ld
    printf '_estack = ORIGIN(RAM) + LENGTH(RAM);\nMEMORY { RAM (rw) : ORIGIN = 0x20000000, LENGTH = 64K }\n' >vendor.ld
    refused -T vendor.ld
    printf 'MEMORY { RAM (rw) : ORIGIN = 0x20000000, LENGTH = 64K }\n' >vendor.ld
    refused -T vendor.ld -Wl,--error-limit=1
    main ''
    with more.c 'char much[5 << 20]; int value = 3; void *f(void) { return much; }\n' more.c
    with more.c 'int (*volatile f)(void); int (*pick(void))(void) { return f; } int g(void) __attribute__((ifunc("pick")));\n' more.c
    with more.c 'void SVC_Handler(void) {}\n' more.c
    with more.c '__attribute__((section(".isr_vector"), used)) const int table[2] = {0};\n' more.c
    with more.c 'void initialise_monitor_handles(void); __attribute__((constructor)) void start(void) { initialise_monitor_handles(); }\n' more.c
    printf '#include <vector>\nint main() { throw 1; }\n' >main.cpp
    clang --target=thumbv7em -Os main.cpp -o main.elf
    main '{ void unchecked(void); unchecked(); }'
    printf '.syntax unified\n.thumb\n.globl unchecked\n.type unchecked, %%function\nunchecked: push {lr}\npop {pc}\n' >more.s
    $CLANG -c more.s -o more.o
    $CLANG main.c more.o -o main.elf
    $CLANG main.c more.o -Wl,--finite-stack-mixed=error -o main.elf
}

compiling() {
    refused -mfloat-abi=softfp
    refused -mfloat-abi=softfp -ffreestanding -c
    refused -mexecute-only
    refused --target=armv7a-none-eabi -ffinite-stack
    refused -mcpu=cortex-m4.small-multiply
    refused -ffixed-r10
    clang -c main.c
    printf '#include <hop/isr.h>\nHOP_ISR int TIMER0_Handler(int n) { return n; }\n' >main.c
    $CLANG -c main.c
    printf 'void f(void) { __asm volatile("moveq r0, #1" ::: "r0"); }\n' >main.c
    $CLANG -c main.c
}

tools() {
    main 'pointer(1)'
    $CLANG main.c -o main.elf
    hop-stack --check main.elf
    hop-stack --check --entry depth=128 main.elf
    $CLANG -c main.c -o main.o
    hop-run main.o
    hop-run main.c
    llvm-strip main.elf -o stripped.elf
    hop-size stripped.elf
    hop-run missing.elf
    main '{ int middle(int); void release(int *); __attribute__((cleanup(release))) int lock = middle(1); depth(lock); }'
    printf 'void release(int *p) { *p = 0; } int use(char *); int middle(int n) { char frame[500]; return use(frame) + n; }\n' >middle.c
    printf '#include <string.h>\nint use(char *p) { volatile char c[200]; c[3] = *p; return c[1]; }\n' >use.c
    $CLANG -c middle.c -o middle.o
    llvm-objcopy --remove-section='.ARM.ex*' --remove-section='.rel.ARM.ex*' middle.o
    $CLANG main.c middle.o use.c -o main.elf
    hop-check-eh main.elf
}

running
linking
compiling
tools
