// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vector table. Handlers are plain functions with the vendor's names; one
// that the application does not define is a fatal report that names it.
#include "vectors.h"

#include "arch/arch.h"
#include "hop/port.h"

void hop_arch_unexpected(void)
{
    static char text[] = "interrupt ... has no handler";
    unsigned exception = hop_arch_exception_number();
    if (exception < HOP_EXCEPTION_IRQ0)
        hop_port_fatal("exception without a handler", 0);
    unsigned irq = exception - HOP_EXCEPTION_IRQ0;
    text[10] = (char)('0' + irq / 100);
    text[11] = (char)('0' + irq / 10 % 10);
    text[12] = (char)('0' + irq % 10);
    hop_port_fatal(text, (uintptr_t)hop_vectors.irq[irq]);
}

#define HOP_WEAK(name) \
    void name(void) __attribute__((weak, alias("hop_arch_unexpected")));

HOP_WEAK(NMI_Handler)
HOP_WEAK(DebugMon_Handler)

#define HOP_IRQ(number, name) HOP_WEAK(name)
HOP_BOARD_IRQS(HOP_IRQ)
#undef HOP_IRQ

extern uint32_t __hop_handler_stack_top[];

// The board's names override the default of their numbers.
#pragma clang diagnostic ignored "-Winitializer-overrides"
#define HOP_IRQ(number, name) [number] = name,
__attribute__((section(".hop_vectors"), used))
const struct hop_vectors hop_vectors = {
    .initial_sp = __hop_handler_stack_top,
    .reset = Reset_Handler,
    .nmi = NMI_Handler,
    .hard_fault = HardFault_Handler,
    .mem_manage = HardFault_Handler,
    .bus_fault = HardFault_Handler,
    .usage_fault = HardFault_Handler,
    .reserved_7_10 = {hop_arch_unexpected, hop_arch_unexpected,
                      hop_arch_unexpected, hop_arch_unexpected},
    .svc = SVC_Handler,
    .debug_monitor = DebugMon_Handler,
    .reserved_13 = hop_arch_unexpected,
    .pend_sv = PendSV_Handler,
    .sys_tick = hop_arch_systick,
    .irq = {[0 ... HOP_BOARD_IRQ_COUNT - 1] = hop_arch_unexpected,
            HOP_BOARD_IRQS(HOP_IRQ)},
};
