; RUN: split-file %s %t
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/unchecked.ll 2>&1 | FileCheck --check-prefix=LOST %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/one-path.ll 2>&1 | FileCheck --check-prefix=LOST %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/two.ll 2>&1 | FileCheck --check-prefix=LOST %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/loop.ll 2>&1 | FileCheck --check-prefix=LOST %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/either.ll | FileCheck %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/arguments.ll | FileCheck --check-prefix=ARGS %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %t/arguments.ll | FileCheck --check-prefix=ARGS %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/checked.ll | FileCheck %s
;
; A dynamic alloca without a check of its own on every way to it is an error. Where SP moves, the check
; asks for the outgoing arguments of later calls, too: 68 bytes and alignment.
; LOST: error: {{.*}}finite-stack found a dynamic alloca without a check
; ARGS: {{adds r0, #72|add.w r0, r0, #72}}
; ARGS: bl __hop_alloca_check
; ARGS: sub sp, #72

;--- unchecked.ll
declare void @use(ptr)
define void @f(i32 %n) "finite-stack" uwtable {
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

;--- one-path.ll
declare void @use(ptr)
declare void @__hop_alloca_check(i32)
define void @f(i32 %n, i1 %c) "finite-stack" uwtable {
  br i1 %c, label %check, label %take
check:
  call void @__hop_alloca_check(i32 %n)
  br label %take
take:
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

;--- arguments.ll
declare void @use(ptr, [20 x i32])
declare void @__hop_alloca_check(i32)
define void @f(i32 %n, [20 x i32] %a) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p, [20 x i32] %a)
  ret void
}

;--- checked.ll
; CHECK-LABEL: f:
; CHECK: svc #252
; CHECK: bl __hop_alloca_check
declare void @use(ptr)
declare void @__hop_alloca_check(i32)
define void @f(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

;--- two.ll
; The check is for the first one.
declare void @use(ptr, ptr)
declare void @__hop_alloca_check(i32)
define void @f(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  %q = alloca i8, i32 %n
  call void @use(ptr %p, ptr %q)
  ret void
}

;--- loop.ll
; The check is for the first round.
declare i1 @use(ptr)
declare void @__hop_alloca_check(i32)
define void @f(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  br label %loop
loop:
  %p = alloca i8, i32 %n
  %more = call i1 @use(ptr %p)
  br i1 %more, label %loop, label %done
done:
  ret void
}

;--- either.ll
; One check for one of two, behind an invoke.
declare void @use(ptr)
declare void @release()
declare i32 @__gcc_personality_v0(...)
declare void @__hop_alloca_check(i32)
define void @f(i32 %n, i1 %c) "finite-stack" uwtable personality ptr @__gcc_personality_v0 {
  invoke void @__hop_alloca_check(i32 %n) to label %take unwind label %pad
take:
  br i1 %c, label %left, label %right
left:
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  br label %done
right:
  %q = alloca i8, i32 %n
  call void @use(ptr %q)
  br label %done
done:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @release()
  resume { ptr, i32 } %e
}
