; RUN: %llc -mtriple=thumbv7em-none-eabi -verify-machineinstrs < %s | FileCheck %s
;
; No check where the function cannot go deeper than its callers expect, where
; the source says so, and without the attribute.

declare void @use(ptr)
declare i32 @other(i32)

; Callers that know nothing expect 32 bytes.
; CHECK-LABEL: leaf:
; CHECK-NOT:   svc
; CHECK:       bx lr
define i32 @leaf(i32 %a) "finite-stack" uwtable {
  %p = alloca [32 x i8]
  store volatile i32 %a, ptr %p
  ret i32 %a
}

; CHECK-LABEL: large_leaf:
; CHECK:       svc #252
define i32 @large_leaf(i32 %a) "finite-stack" uwtable {
  %p = alloca [40 x i8]
  store volatile i32 %a, ptr %p
  ret i32 %a
}

; CHECK-LABEL: frameless:
; CHECK-NOT:   svc
; CHECK:       b other
define i32 @frameless(i32 %a) "finite-stack" uwtable {
  %b = add i32 %a, 1
  %r = tail call i32 @other(i32 %b)
  ret i32 %r
}

; CHECK-LABEL: no_split_stack:
; CHECK-NOT:   svc
; CHECK:       pop
define void @no_split_stack() "finite-stack" "no-split-stack" uwtable {
  call void @use(ptr null)
  ret void
}

; CHECK-LABEL: naked:
; CHECK-NOT:   svc
; CHECK:       bx lr
define void @naked() naked "finite-stack" uwtable {
  call void asm sideeffect "bx lr", ""()
  unreachable
}

; CHECK-LABEL: off:
; CHECK-NOT:   svc
; CHECK:       pop
define void @off() uwtable {
  call void @use(ptr null)
  ret void
}
