; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %s | FileCheck %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %s -o /dev/null
;
; A call subtree that is bounded needs no check as far as the leaf zone goes. A
; checked callee counts nothing, an unknown one 32 bytes. Code generation is in
; call-graph order, so callees are known although they come last here.

declare void @use(ptr)

; 8 + 16 + 40 = 64, and its callers know that.
; An exported function may go 32 bytes deep: checked.
; CHECK-LABEL: top:
; CHECK:       svc #252
; CHECK-LABEL: local_top:
; CHECK-NOT:   svc
; CHECK-LABEL: middle:
; CHECK-NOT:   svc
; CHECK-LABEL: bottom:
; CHECK-NOT:   svc
; CHECK-LABEL: calls_checked:
; CHECK-NOT:   svc
; CHECK:       bl checked
define i32 @top(i32 %n) "finite-stack" uwtable {
  %r = call i32 @local_top(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define internal i32 @local_top(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @middle(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define internal i32 @middle(i32 %n) noinline "finite-stack" uwtable {
  %p = alloca [8 x i8]
  store volatile i32 %n, ptr %p
  %r = call i32 @bottom(i32 %n)
  %s = add i32 %r, 2
  ret i32 %s
}
define internal i32 @bottom(i32 %n) noinline "finite-stack" uwtable {
  %p = alloca [40 x i8]
  store volatile i32 %n, ptr %p
  %r = load volatile i32, ptr %p
  ret i32 %r
}

; A callee that is checked counts nothing: 8 bytes, although what it calls is large.
define void @calls_checked() "finite-stack" uwtable {
  call void @checked()
  call void @checked()
  ret void
}
; CHECK-LABEL: checked:
; CHECK:       svc #253
define void @checked() noinline "finite-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  ret void
}

; One that the linker may replace is as good as unknown: 8 + 32 > 32.
; CHECK-LABEL: calls_weak:
; CHECK:       svc #252
define void @calls_weak() "finite-stack" uwtable {
  call void @weak_leaf()
  call void @weak_leaf()
  ret void
}
define weak void @weak_leaf() "finite-stack" uwtable {
  ret void
}

; 16 + 32 = 48: enough for those who know, too much where the address is taken.
; CHECK-LABEL: weak_leaf:
; CHECK-LABEL: known_to_all:
; CHECK-NOT:   svc
; CHECK-LABEL: in_a_table:
; CHECK:       svc #252
@table = global ptr @in_a_table
define internal void @known_to_all() noinline "finite-stack" uwtable {
  %p = alloca [8 x i8]
  call void @use(ptr %p)
  ret void
}
define internal void @in_a_table() noinline "finite-stack" uwtable {
  %p = alloca [8 x i8]
  call void @use(ptr %p)
  ret void
}
define void @user() "finite-stack" uwtable {
  call void @known_to_all()
  ret void
}

; A recursion has one check at least.
; CHECK-LABEL: even:
; CHECK-NOT:   svc
; CHECK-LABEL: odd:
; CHECK:       svc #252
; CHECK-LABEL: even_from_outside:
define internal i32 @even(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @odd(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define internal i32 @odd(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @even(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define i32 @even_from_outside(i32 %n) "finite-stack" uwtable {
  %r = tail call i32 @even(i32 %n)
  ret i32 %r
}

; What an unchecked callee takes beyond the leaf zone, its caller asks for:
; 8 of its own and 208 + 32 - 64.
; CHECK-LABEL: pays_for_it:
; CHECK:       add.w r12, {{r[0-9]+}}, #184
; CHECK:       svc #253
define void @pays_for_it() "finite-stack" uwtable {
  call void @by_request()
  call void @by_request()
  ret void
}
; CHECK-LABEL: by_request:
; CHECK-NOT:   svc
; CHECK:       .fnend
define internal void @by_request() noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  ret void
}
