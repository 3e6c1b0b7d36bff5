; RUN: %llc -mtriple=thumbv7em-none-eabi -verify-machineinstrs < %s | FileCheck %s
; RUN: %llc -mtriple=thumbv7em-none-eabihf -mcpu=cortex-m4 -verify-machineinstrs < %s | FileCheck %s
; RUN: %llc -O0 -mtriple=thumbv7em-none-eabi -verify-machineinstrs -filetype=obj < %s -o /dev/null
;
; The check by frame size: a small frame compares plain SP, a larger one adds
; its exact size to the limit in r12, one that no memory can hold compares with
; the highest address.

declare void @use(ptr)

; CHECK-LABEL: small:
; CHECK:       mov.w r3, #536870912
; CHECK-NEXT:  ldr r3, [r3]
; CHECK-NEXT:  cmp sp, r3
; CHECK-NEXT:  bhs [[BODY:.LBB[0-9_]+]]
; CHECK:       svc #252
; CHECK-NEXT:  [[BODY]]:
; CHECK:       push {r7, lr}
define void @small() "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; 56 + 8 for r7 and lr: the last that is small.
; CHECK-LABEL: last_small:
; CHECK:       cmp sp, r3
; CHECK:       svc #252
define void @last_small() "finite-stack" uwtable {
  %p = alloca [56 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: first_large:
; CHECK:       ldr [[LIMIT:r[0-9]+]], [{{r[0-9]+}}]
; CHECK-NEXT:  add.w r12, [[LIMIT]], #72
; CHECK-NEXT:  cmp sp, r12
; CHECK-NEXT:  bhs
; CHECK:       svc #253
define void @first_large() "finite-stack" uwtable {
  %p = alloca [64 x i8]
  call void @use(ptr %p)
  ret void
}

; 2496 + 8 is no modified immediate, but fits twelve bits.
; CHECK-LABEL: twelve_bits:
; CHECK:       addw r12, r3, #2504
; CHECK-NEXT:  cmp sp, r12
define void @twelve_bits() "finite-stack" uwtable {
  %p = alloca [2496 x i8]
  call void @use(ptr %p)
  ret void
}

; 1000000 + 8 = 0xF4000 + 0x248
; CHECK-LABEL: two_adds:
; CHECK:       add.w r12, r3, #999424
; CHECK-NEXT:  add.w r12, r12, #584
; CHECK-NEXT:  cmp sp, r12
; CHECK:       svc #253
define void @two_adds() "finite-stack" uwtable {
  %p = alloca [1000000 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: never_fits:
; CHECK:       mvn r12, #0
; CHECK-NEXT:  cmp sp, r12
; CHECK-NEXT:  bhs
; CHECK:       svc #253
define void @never_fits() "finite-stack" uwtable {
  %p = alloca [1700000000 x i8]
  call void @use(ptr %p)
  ret void
}
