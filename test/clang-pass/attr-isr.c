// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_isr splits a handler: its name is unchecked code that has the runtime run the body. What is no handler is
// refused.
//
// RUN: %clang --target=thumbv7em -Os -finstrument-functions -fstack-protector-all -c %s -o %t.o
// RUN: llvm-objdump -d -r %t.o | FileCheck %s
// RUN: %clang --target=thumbv6m -Oz -S -o - %s | FileCheck --check-prefix=V6M %s
// RUN: %clang --target=thumbv7em -O0 -fno-finite-stack -S -o - %s | FileCheck --check-prefix=OFF %s
// RUN: not %clang --target=thumbv7em -DREFUSED -fsyntax-only %s 2> %t.err
// RUN: FileCheck --check-prefix=REFUSED %s < %t.err
// RUN: not %clang --target=thumbv7em -DREFUSED -fsyntax-only -fno-finite-stack %s
// RUN: not %clang --target=thumbv7em "-DOTHER=__attribute__((naked, hop_isr))" -c %s -o %t.o 2>&1 | FileCheck --check-prefix=OTHER %s
// RUN: not %clang --target=thumbv7em "-DOTHER=__attribute__((hop_isr, naked))" -c %s -o %t.o 2>&1 | FileCheck --check-prefix=OTHER %s
// RUN: not %clang --target=thumbv7em "-DOTHER=__attribute__((hop_isr, interrupt))" -c %s -o %t.o 2>&1 | FileCheck --check-prefix=OTHER %s
// RUN: not %clang --target=thumbv7em "-DOTHER=__attribute__((naked)) void other(void); __attribute__((hop_isr))" -c %s -o %t.o 2>&1 | FileCheck --check-prefix=OTHER %s
// RUN: not %clang --target=thumbv7em -DALIAS -c %s -o %t.o 2>&1 | FileCheck --check-prefix=ALIAS %s

void work(char *);
extern volatile int status;

// CHECK-LABEL: <TIMER0_Handler>:
// CHECK-NOT:   svc
// CHECK:       R_ARM_THM_JUMP24 __hop_isr_run
// CHECK-LABEL: <TIMER0_Handler.isr>:
// CHECK:       svc #0xfd
// V6M-LABEL:   TIMER0_Handler:
// V6M-NOT:     svc
// V6M:         bl __hop_isr_run
// OFF-NOT:     __hop_isr_run
__attribute__((hop_isr)) void TIMER0_Handler(void) {
  char bytes[100];
  work(bytes);
  static void *const labels[] = {&&first, &&second};
  goto *labels[status & 1];
first:
  status = 1;
second:
  status = 2;
}

// An earlier declaration is enough, and the vector table takes the one with the name.
void TIMER1_Handler(void) __attribute__((hop_isr));
void (*const vector)(void) = TIMER1_Handler;
void TIMER1_Handler(void) { status = 3; }
// CHECK-LABEL: <TIMER1_Handler>:
// CHECK:       R_ARM_THM_JUMP24 __hop_isr_run

// The check of finite_stack_reserve, and what instruments functions, is the body's: with the handler's name it would
// be in the context that is interrupted.
// CHECK-LABEL: <TIMER2_Handler>:
// CHECK-NOT:   svc
// CHECK-NOT:   __cyg_profile
// CHECK-NOT:   __stack_chk
// CHECK:       R_ARM_THM_JUMP24 __hop_isr_run
// CHECK-LABEL: <TIMER2_Handler.isr>:
// CHECK:       add.w r12, r3, #0x200
// CHECK:       svc #0xfd
// CHECK:       __cyg_profile_func_enter
// CHECK:       __stack_chk_fail
__attribute__((hop_isr, finite_stack_reserve(512))) void TIMER2_Handler(void) {
  char bytes[100];
  work(bytes);
}

#ifdef REFUSED
// REFUSED: [[@LINE+1]]:{{.*}} error: 'hop_isr' needs an interrupt handler
__attribute__((hop_isr)) int result(void);
// REFUSED: [[@LINE+1]]:{{.*}} error: 'hop_isr' needs an interrupt handler
__attribute__((hop_isr)) void parameter(int);
// REFUSED: [[@LINE+1]]:{{.*}} error: 'hop_isr' attribute takes no arguments
__attribute__((hop_isr(1))) void argument(void);
// REFUSED: [[@LINE+1]]:{{.*}} warning: 'hop_isr' attribute only applies to functions
__attribute__((hop_isr)) int variable;
#endif

#ifdef ALIAS
// ALIAS: error: 'hop_isr' needs an interrupt handler, and not an 'alias'
void another(void) __attribute__((hop_isr, alias("TIMER0_Handler")));
#endif

#ifdef OTHER
// In whatever order they come, and with whatever declaration.
// OTHER: error: 'hop_isr' needs an interrupt handler
OTHER void other(void) {}
#endif
