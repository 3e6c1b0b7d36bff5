; RUN: %llc -mtriple=thumbv7em-none-eabi -verify-machineinstrs < %s | FileCheck %s
;
; What the trap tells its handler: 252 nothing, 253 the bound in r12, 254 frame
; and stack arguments in words, 255 the same for a runtime helper, whatever its
; frame. The sizes are loaded in the cold block.

declare void @use(ptr)

; 72 bytes = 18 words, one stack argument.
; CHECK-LABEL: stack_argument:
; CHECK:       cmp sp, r12
; CHECK-NEXT:  bhs [[BODY:.LBB[0-9_]+]]
; CHECK:       movw r12, #18
; CHECK-NEXT:  movt r12, #1
; CHECK-NEXT:  svc #254
; CHECK-NEXT:  [[BODY]]:
define i32 @stack_argument(i32 %a, i32 %b, i32 %c, i32 %d, i32 %e) "finite-stack" uwtable {
  %p = alloca [64 x i8]
  call void @use(ptr %p)
  ret i32 %e
}

; 24 bytes = 6 words.
; CHECK-LABEL: helper:
; CHECK:       cmp sp, r3
; CHECK-NEXT:  bhs
; CHECK:       mov{{w|.w}} r12, #6
; CHECK-NEXT:  svc #255
define void @helper() "finite-stack" "finite-stack-helper" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; CHECK-LABEL: large_helper:
; CHECK:       mov{{w|.w}} r12, #252
; CHECK-NEXT:  svc #255
define void @large_helper() "finite-stack" "finite-stack-helper" uwtable {
  %p = alloca [1000 x i8]
  call void @use(ptr %p)
  ret void
}

; One check for the subtree: 253 although the frame is small, with and without
; the other attribute.
; CHECK-LABEL: reserve:
; CHECK:       add.w r12, r3, #256
; CHECK:       svc #253
define void @reserve() "finite-stack" "finite-stack-reserve"="256" uwtable {
  call void @use(ptr null)
  ret void
}
; CHECK-LABEL: reserve_only:
; CHECK:       add.w r12, r3, #256
; CHECK:       svc #253
define void @reserve_only() "finite-stack-reserve"="256" uwtable {
  call void @use(ptr null)
  ret void
}
