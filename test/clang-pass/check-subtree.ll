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

; A recursion has one check at least, here for both of its functions.
; CHECK-LABEL: even:
; CHECK:       svc #252
; CHECK-LABEL: odd:
; CHECK-NOT:   svc
; CHECK-LABEL: even_from_outside:
; CHECK-NOT:   svc
; CHECK:       .fnend
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

; An inline function of C++ may be another unit's, which is as deep as this one. (A weak one may be anything.)
; CHECK-LABEL: pays_for_inline:
; CHECK:       add.w r12, {{r[0-9]+}}, #184
; CHECK:       svc #253
define void @pays_for_inline() "finite-stack" uwtable {
  call void @inline_by_request()
  call void @inline_by_request()
  ret void
}
; CHECK-LABEL: calls_weak_by_request:
; CHECK:       svc #252
define void @calls_weak_by_request() "finite-stack" uwtable {
  call void @weak_by_request()
  call void @weak_by_request()
  ret void
}
define linkonce_odr void @inline_by_request() noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  ret void
}
define weak void @weak_by_request() noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  ret void
}

; What only one function calls, it may ask for: 8 + 240 - 64 + 8.
; CHECK-LABEL: asks:
; CHECK:       add.w r12, {{r[0-9]+}}, #192
; CHECK:       svc #253
; CHECK-LABEL: asked_for:
; CHECK-NOT:   svc
; CHECK:       .fnend
define void @asks() "finite-stack" uwtable {
  call void @asked_for()
  call void @asked_for()
  ret void
}
define internal void @asked_for() noinline "finite-stack" uwtable {
  %p = alloca [208 x i8]
  call void @use(ptr %p)
  ret void
}

; Not what is deeper than that, nor what several would have to ask for, nor
; where one of those who call it asks for nothing.
; CHECK-LABEL: too_deep:
; CHECK:       svc #253
; CHECK-LABEL: of_several:
; CHECK:       svc #253
; CHECK-LABEL: of_unchecked:
; CHECK:       svc #252
define internal void @too_deep() noinline "finite-stack" uwtable {
  %p = alloca [256 x i8]
  call void @use(ptr %p)
  ret void
}
define internal void @of_several() noinline "finite-stack" uwtable {
  %p = alloca [208 x i8]
  call void @use(ptr %p)
  ret void
}
define internal void @of_unchecked() noinline "finite-stack" uwtable {
  %p = alloca [48 x i8]
  call void @use(ptr %p)
  ret void
}
define void @caller_one() "finite-stack" uwtable {
  call void @too_deep()
  call void @of_several()
  call void @of_unchecked()
  ret void
}
define void @caller_two() "finite-stack" uwtable {
  call void @of_several()
  call void @of_several()
  ret void
}
define void @caller_without() uwtable {
  call void @of_unchecked()
  ret void
}

; Below an alloca it is the alloca that asks: 104 - 64.
; CHECK-LABEL: below_alloca:
; CHECK:       adds r0, #40
; CHECK:       bl __hop_alloca_check
declare void @__hop_alloca_check(i32)
define void @below_alloca(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  call void @taken_below()
  ret void
}
define internal void @taken_below() noinline "finite-stack" uwtable {
  %p = alloca [64 x i8]
  call void @use(ptr %p)
  ret void
}

; Called through a register, as code that is to be small does: 24 + 56.
; CHECK-LABEL: in_register:
; CHECK:       {{svc #252|bl __hop_check_r3}}
; CHECK:       blx r
define internal void @in_register() noinline minsize optsize "finite-stack" uwtable {
  %p = alloca [8 x i8]
  store volatile i8 0, ptr %p
  call void @taken_in_register()
  call void @taken_in_register()
  call void @taken_in_register()
  call void @taken_in_register()
  ret void
}
define internal void @taken_in_register() noinline "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}
@in_table = global ptr @in_register
