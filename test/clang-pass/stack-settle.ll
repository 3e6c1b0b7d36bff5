; RUN: split-file %s %t
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/settle.ll | FileCheck --check-prefixes=CHECK,O2 %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %t/settle.ll | FileCheck --check-prefixes=CHECK,O2 %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/settle.ll | FileCheck --check-prefix=CHECK %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/settle.ll | FileCheck --check-prefix=CHECK %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi < %t/settle.ll 2>&1 | FileCheck --check-prefix=OFF %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/must-tail.ll | FileCheck --check-prefix=MUST %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/must-tail.ll | FileCheck --check-prefix=MUST %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/becomes-static.ll | FileCheck --check-prefix=STATIC %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/becomes-static.ll | FileCheck --check-prefix=STATIC %s
;
; The runtime is told wherever SP goes back over a dynamic alloca.
; Code of checked functions is not generated without the passes that do this.
; OFF: finite-stack found a dynamic alloca without a check

;--- settle.ll
declare void @use(ptr)
declare void @__hop_alloca_check(i32)
declare i32 @next(i32)
declare ptr @llvm.stacksave.p0()
declare void @llvm.stackrestore.p0(ptr)
declare i32 @__gcc_personality_v0(...)

; At the end of the function, before what it has saved is read.
; CHECK-LABEL: {{^}}at_end:
; CHECK:       bl __hop_alloca_check
; CHECK:       bl use
; CHECK:       {{mov|ldr}} sp,
; CHECK-NEXT:  bl __hop_stack_settle
; CHECK-NOT:   bl
; CHECK:       pop
define void @at_end(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

; A tail call would leave it to the callee.
; CHECK-LABEL: {{^}}tail:
; CHECK:       bl next
; CHECK:       {{mov|ldr}} sp,
; CHECK:       bl __hop_stack_settle
; CHECK:       pop
define i32 @tail(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  %r = tail call i32 @next(i32 %n)
  ret i32 %r
}

; At the end of a scope, in a loop; on every way out.
; CHECK-LABEL: {{^}}scopes:
; CHECK:       bl __hop_alloca_check
; CHECK:       bl use
; O2:          {{mov|ldr}} sp,
; O2-NEXT:     bl __hop_stack_settle
; O2:          {{mov|ldr}} sp,
; O2:          bl __hop_stack_settle
; CHECK:       pop
define i32 @scopes(i32 %n, i1 %c) "finite-stack" uwtable {
entry:
  br i1 %c, label %loop, label %early
early:
  ret i32 0
loop:
  %i = phi i32 [ %n, %entry ], [ %less, %loop ]
  %sp = call ptr @llvm.stacksave.p0()
  call void @__hop_alloca_check(i32 %i)
  %p = alloca i8, i32 %i
  call void @use(ptr %p)
  call void @llvm.stackrestore.p0(ptr %sp)
  %less = sub i32 %i, 1
  %more = icmp ne i32 %less, 0
  br i1 %more, label %loop, label %done
done:
  ret i32 1
}

; Also where the function itself has no check: SP moves all the same.
; CHECK-LABEL: {{^}}unchecked:
; CHECK-NOT:   svc
; CHECK:       bl __hop_stack_settle
define void @unchecked(i32 %n) "finite-stack" "no-split-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

; Not where it does not come back, or goes on unwinding.
; CHECK-LABEL: {{^}}leaves_otherwise:
; CHECK:       bl use
; CHECK-NOT:   __hop_stack_settle
; CHECK:       .fnend
declare void @_Unwind_Resume(ptr)
define void @leaves_otherwise(i32 %n) "finite-stack" uwtable personality ptr @__gcc_personality_v0 {
  invoke void @__hop_alloca_check(i32 %n) to label %go unwind label %pad
go:
  %p = alloca i8, i32 %n
  invoke void @use(ptr %p) to label %never unwind label %pad
never:
  unreachable
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @use(ptr null)
  resume { ptr, i32 } %e
}

; The body of a variadic function is like any other.
; CHECK-LABEL: {{^}}variadic{{.*}}:
; CHECK:       bl __hop_stack_settle
declare void @llvm.va_start.p0(ptr)
define void @variadic(i32 %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start.p0(ptr %list)
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

;--- becomes-static.ll
; Locals are found from SP where it does not move: an alloca that is part of the frame is checked at entry, and only there.
; STATIC-NOT: __hop_
declare void @use(ptr)
declare void @__hop_alloca_check(i32)
declare i32 @__gcc_personality_v0(...)
define void @constant() "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 24)
  %p = alloca i8, i32 16
  call void @use(ptr %p)
  ret void
}
define void @with_cleanup() "finite-stack" uwtable personality ptr @__gcc_personality_v0 {
  %p = alloca i8, i32 16
  invoke void @__hop_alloca_check(i32 24) to label %go unwind label %pad
go:
  call void @use(ptr %p)
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @only_here()
  resume { ptr, i32 } %e
}
; STATIC-NOT: only_here
define internal void @only_here() noinline "finite-stack" uwtable {
  call void @use(ptr null)
  ret void
}

;--- must-tail.ll
declare void @use(ptr)
declare void @__hop_alloca_check(i32)
declare i32 @next(i32)
; One that has to be one comes after it. (Thumb-1 has none.).
; MUST-LABEL: {{^}}must_tail:
; MUST:       bl use
; MUST:       {{mov|ldr}} sp,
; MUST-NEXT:  bl __hop_stack_settle
; MUST:       {{bl?x?}} {{next|r[0-9]+}}
define i32 @must_tail(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  %r = musttail call i32 @next(i32 %n)
  ret i32 %r
}
