; RUN: %llc -mtriple=thumbv7em-none-eabi -verify-machineinstrs < %s | FileCheck %s
;
; The limit goes to an argument register that carries no argument, which makes
; two instructions short; r12 where there is none. Never to a register that the
; callee has to preserve, and never through memory.

declare void @use(ptr)

; CHECK-LABEL: three_arguments:
; CHECK-NOT:   r12
; CHECK:       mov.w r3, #536870912
; CHECK-NEXT:  ldr r3, [r3]
; CHECK-NEXT:  cmp sp, r3
define i32 @three_arguments(i32 %a, i32 %b, i32 %c) "finite-stack" uwtable {
  call void @use(ptr null)
  %s = add i32 %a, %b
  %t = add i32 %s, %c
  ret i32 %t
}

; CHECK-LABEL: four_arguments:
; CHECK:       mov.w r12, #536870912
; CHECK-NEXT:  ldr.w r12, [r12]
; CHECK-NEXT:  cmp sp, r12
; CHECK-NEXT:  bhs
; CHECK:       svc #252
define i32 @four_arguments(i32 %a, i32 %b, i32 %c, i32 %d) "finite-stack" uwtable {
  call void @use(ptr null)
  %s = add i32 %a, %b
  %t = add i32 %s, %c
  %u = add i32 %t, %d
  ret i32 %u
}

; The unnamed arguments of a variadic function live in r1-r3; r0 is not used. Their
; number is not known.
; CHECK-LABEL: variadic:
; CHECK:       mov.w r0, #536870912
; CHECK-NEXT:  ldr r0, [r0]
; CHECK-NEXT:  cmp sp, r0
; CHECK-NEXT:  bhs
; CHECK:       movw r12, #6
; CHECK-NEXT:  movt r12, #65535
; CHECK-NEXT:  svc #254
; CHECK:       sub sp, #12
define void @variadic(i32 %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  call void @llvm.va_end(ptr %list)
  ret void
}
declare void @llvm.va_start(ptr)
declare void @llvm.va_end(ptr)
