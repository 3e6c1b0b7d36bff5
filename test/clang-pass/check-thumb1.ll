; RUN: %llc -mtriple=thumbv6m-none-eabi -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,V6M %s
; RUN: %llc -mtriple=thumbv8m.base-none-eabi -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,BASE %s
; RUN: %llc -O0 -mtriple=thumbv6m-none-eabi -verify-machineinstrs -filetype=obj < %s -o /dev/null
;
; Thumb-1 code, with a free argument register and without one.

declare void @use(ptr)

; CHECK-LABEL: small:
; CHECK:       movs r3, #1
; CHECK-NEXT:  lsls r3, r3, #29
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

; 304 + 8 = 255 + 57
; CHECK-LABEL: two_immediates:
; CHECK:       ldr r3, [r3]
; CHECK-NEXT:  adds r3, #255
; CHECK-NEXT:  adds r3, #57
; CHECK-NEXT:  cmp sp, r3
; CHECK-NEXT:  bhs
; CHECK:       mov r12, r3
; CHECK-NEXT:  svc #253
define void @two_immediates() "finite-stack" uwtable {
  %p = alloca [300 x i8]
  call void @use(ptr %p)
  ret void
}

; 70000 + 16 = 0x11180
; CHECK-LABEL: any_size:
; CHECK:       ldr r3, [r3]
; CHECK-NEXT:  mov r12, r3
; V6M-NEXT:    movs r3, #1
; V6M-NEXT:    lsls r3, r3, #8
; V6M-NEXT:    adds r3, #17
; V6M-NEXT:    lsls r3, r3, #8
; V6M-NEXT:    adds r3, #128
; BASE-NEXT:   movw r3, #{{4480|4472}}
; BASE-NEXT:   movt r3, #1
; CHECK-NEXT:  add r3, r12
; CHECK-NEXT:  cmp sp, r3
; CHECK:       mov r12, r3
; CHECK-NEXT:  svc #253
define void @any_size() "finite-stack" uwtable {
  %p = alloca [70000 x i8]
  call void @use(ptr %p)
  ret void
}

; All of r0-r3 carry arguments: r3 waits in r12, and moves of high registers leave
; the flags alone.
; CHECK-LABEL: none_free:
; CHECK:       mov r12, r3
; CHECK-NEXT:  movs r3, #1
; CHECK-NEXT:  lsls r3, r3, #29
; CHECK-NEXT:  ldr r3, [r3]
; CHECK-NEXT:  cmp sp, r3
; CHECK-NEXT:  mov r3, r12
; CHECK-NEXT:  bhs
; CHECK:       svc #252
define i32 @none_free(i32 %a, i32 %b, i32 %c, i32 %d) "finite-stack" uwtable {
  call void @use(ptr null)
  %s = add i32 %a, %b
  %t = add i32 %s, %c
  %u = add i32 %t, %d
  ret i32 %u
}

; More than two immediates make: two registers are pushed, into the trap zone. The
; sum is gone in the cold block, which tells the sizes: 3024 bytes = 756 words, and
; one stack argument.
; CHECK-LABEL: none_free_any_size:
; CHECK:       push {r2, r3}
; CHECK-NEXT:  movs r3, #1
; CHECK-NEXT:  lsls r3, r3, #29
; CHECK-NEXT:  ldr r3, [r3]
; V6M-NEXT:    movs r2, #11
; V6M-NEXT:    lsls r2, r2, #8
; V6M-NEXT:    adds r2, #208
; BASE-NEXT:   movw r2, #{{30[0-9]+}}
; CHECK-NEXT:  adds r3, r3, r2
; CHECK-NEXT:  add r2, sp, #8
; CHECK-NEXT:  cmp r2, r3
; CHECK-NEXT:  pop {r2, r3}
; CHECK-NEXT:  bhs
; CHECK:       push {r3}
; V6M-NEXT:    movs r3, #1
; V6M-NEXT:    lsls r3, r3, #8
; V6M-NEXT:    adds r3, #2
; V6M-NEXT:    lsls r3, r3, #8
; V6M-NEXT:    adds r3, #244
; BASE-NEXT:   movw r3, #7{{[0-9]+}}
; BASE-NEXT:   movt r3, #1
; CHECK-NEXT:  mov r12, r3
; CHECK-NEXT:  pop {r3}
; CHECK-NEXT:  svc #254
define i32 @none_free_any_size(i32 %a, i32 %b, i32 %c, i32 %d, i32 %e) "finite-stack" uwtable {
  %p = alloca [3000 x i8]
  call void @use(ptr %p)
  %s = add i32 %a, %b
  %t = add i32 %s, %c
  %u = add i32 %t, %d
  %v = add i32 %u, %e
  ret i32 %v
}

; CHECK-LABEL: helper:
; CHECK:       movs r3, #26
; CHECK-NEXT:  mov r12, r3
; CHECK-NEXT:  svc #255
define void @helper(i32 %x) "finite-stack" "finite-stack-helper" uwtable {
  %p = alloca [90 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: never_fits:
; CHECK:       movs r3, #0
; CHECK-NEXT:  mvns r3, r3
; CHECK-NEXT:  cmp sp, r3
; CHECK:       svc #253
define void @never_fits(i32 %x) "finite-stack" uwtable {
  %p = alloca [1700000000 x i8]
  call void @use(ptr %p)
  ret void
}
