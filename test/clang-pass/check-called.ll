; RUN: %llc -mtriple=thumbv6m-none-eabi -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,ONE %s
; RUN: %llc -mtriple=thumbv8m.base-none-eabi -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,ONE %s
; RUN: %llc -mtriple=thumbv7m-none-eabi -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,TWO %s
; RUN: %llc -mtriple=thumbv8.1m.main-none-eabihf -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,TWO %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -relocation-model=pic -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,ONE %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -mattr=+long-calls < %s | FileCheck --check-prefix=NEVER %s
; RUN: %llc -mtriple=thumbv7m-none-eabi -mattr=+long-calls < %s | FileCheck --check-prefix=NEVER %s
;
; Where size matters the check of a small frame is a call: in Thumb-1 code with
; -Os and -Oz, in Thumb-2 code with -Oz. In Thumb-1 code others are, too.
;
; NEVER-NOT: __hop_check_

declare void @use(ptr)

; CHECK-LABEL: smallest:
; CHECK:       mov r3, lr
; CHECK-NEXT:  bl __hop_check_r3
; CHECK-NOT:   svc
; CHECK:       push {{.*}}lr}
define void @smallest() minsize optsize "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: small_enough:
; ONE:         mov r3, lr
; ONE-NEXT:    bl __hop_check_r3
; TWO-NOT:     bl __hop_check_
; TWO:         svc #252
; CHECK:       push {{.*}}lr}
define void @small_enough() optsize "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: fast:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #252
define void @fast() "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; A function that never stores LR has it back, too.
; CHECK-LABEL: leaf:
; CHECK:       mov r3, lr
; CHECK-NEXT:  bl __hop_check_r3
; CHECK-NOT:   push {{.*}}lr
; CHECK:       bx lr
define i32 @leaf(i32 %i) minsize optsize "finite-stack" uwtable {
  %p = alloca [14 x i32]
  %q = getelementptr [14 x i32], ptr %p, i32 0, i32 %i
  store volatile i32 1, ptr %q
  %v = load volatile i32, ptr %p
  ret i32 %v
}

; r3 has an argument; a frame of more than 64 bytes, of more than 255; arguments
; on the stack: r3 tells what is asked for.
; CHECK-LABEL: four:
; ONE:         push {r3, lr}
; ONE-NEXT:    movs r3, #16
; ONE-NEXT:    bl __hop_check_frame
; ONE-NEXT:    .save
; TWO-NOT:     bl __hop_check_
; TWO:         svc #252
define void @four(i32 %a, i32 %b, i32 %c, ptr %d) minsize optsize "finite-stack" uwtable {
  %p = alloca [8 x i8]
  call void @use(ptr %p)
  call void @use(ptr %d)
  ret void
}

; CHECK-LABEL: large:
; ONE:         push {r3, lr}
; ONE-NEXT:    movs r3, #104
; ONE-NEXT:    bl __hop_check_frame
; TWO-NOT:     bl __hop_check_
; TWO:         svc #253
define void @large() minsize optsize "finite-stack" uwtable {
  %p = alloca [96 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: larger:
; ONE:         push {r3, lr}
; ONE-NEXT:    movs r3, #{{126|127}}
; ONE-NEXT:    lsls r3, r3, #3
; ONE-NEXT:    bl __hop_check_frame
; TWO:         svc #253
define void @larger() minsize optsize "finite-stack" uwtable {
  %p = alloca [1000 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: five:
; ONE:         push {r3, lr}
; ONE-NEXT:    movs r3, #17
; ONE-NEXT:    bl __hop_check_frame
; TWO-NOT:     bl __hop_check_
; TWO:         svc #254
define void @five(i64 %a, i64 %b, ptr %e) minsize optsize "finite-stack" uwtable {
  %p = alloca [8 x i8]
  call void @use(ptr %p)
  call void @use(ptr %e)
  ret void
}

; Too much of it: 2048 bytes and more, 8 words of arguments, 256 bytes with some.
; CHECK-LABEL: largest:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #253
define void @largest() minsize optsize "finite-stack" uwtable {
  %p = alloca [2040 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: twelve:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #254
define void @twelve(i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, ptr %f, ptr %g) minsize optsize "finite-stack" uwtable {
  %p = alloca [8 x i8]
  call void @use(ptr %p)
  call void @use(ptr %g)
  ret void
}

; CHECK-LABEL: large_with_arguments:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #254
define void @large_with_arguments(i64 %a, i64 %b, ptr %e) minsize optsize "finite-stack" uwtable {
  %p = alloca [256 x i8]
  call void @use(ptr %p)
  call void @use(ptr %e)
  ret void
}

; What cannot be called: r12 has the chain of nested functions; a reserve, whose trap
; tells it; another runtime; a runtime helper; a return by an indirect branch.
; CHECK-LABEL: nested:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #252
define void @nested(ptr nest %chain) minsize optsize "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  call void @use(ptr %chain)
  ret void
}

; CHECK-LABEL: reserves:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #253
define void @reserves() minsize optsize noinline "finite-stack" "finite-stack-reserve"="256" uwtable {
  call void @use(ptr null)
  ret void
}

; CHECK-LABEL: other_runtime:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #10
define void @other_runtime() minsize optsize "finite-stack" "stack-limit-trap-number"="10" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: other_zone:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #253
define void @other_zone() minsize optsize "finite-stack" "finite-stack-small-zone"="8" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: helper:
; CHECK-NOT:   bl __hop_check_
; CHECK:       svc #255
define void @helper() minsize optsize "finite-stack" "finite-stack-helper" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: marked:
; TWO-NOT:     bl __hop_check_
; TWO:         svc #252
define void @marked() minsize optsize "finite-stack" "branch-target-enforcement"="true" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}
