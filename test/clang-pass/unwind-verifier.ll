; RUN: split-file %s %t
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/lost.ll 2>&1 | FileCheck --check-prefix=LOST %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack < %t/pointer.ll 2>&1 | FileCheck --check-prefix=POINTER %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/fine.ll
; RUN: %llc -O0 -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/fine.ll
;
; A call that cannot unwind, by itself or by its callee, is an error that names it.
; Fine: intrinsics, invoked ones too, runtime helpers, the runtime, code without finite-stack.
; LOST: error: {{.*}}in function f {{.*}}the call of 'callee' is marked as unable to unwind
; POINTER: error: {{.*}}the call of 'a pointer' is marked as unable to unwind

;--- lost.ll
declare void @callee() nounwind
define void @f() "finite-stack" uwtable {
  call void @callee()
  ret void
}

;--- pointer.ll
define void @f(ptr %p) "finite-stack" uwtable {
  call void %p() nounwind
  ret void
}

;--- fine.ll
declare void @__hop_something() nounwind
declare i32 @__aeabi_idiv(i32, i32) nounwind
declare void @__atomic_load(i32, ptr, ptr, i32) nounwind
declare void @llvm.memset.p0.i32(ptr, i8, i32, i1)
define void @helper() nounwind "finite-stack" "finite-stack-helper" uwtable {
  ret void
}
define void @other_unit() nounwind {
  ret void
}
define void @not_ours() {
  call void @callee()
  ret void
}
declare void @callee() nounwind
define void @f(ptr %p) "finite-stack" uwtable {
  call void @__hop_something()
  %d = call i32 @__aeabi_idiv(i32 1, i32 2)
  call void @__atomic_load(i32 8, ptr %p, ptr %p, i32 5)
  call void @llvm.memset.p0.i32(ptr %p, i8 0, i32 100, i1 false)
  call void @helper()
  call void @other_unit()
  call void asm sideeffect "nop", ""() nounwind
  ret void
}
declare void @llvm.donothing()
declare i32 @__gcc_personality_v0(...)
define void @invoked() "finite-stack" uwtable personality ptr @__gcc_personality_v0 {
  invoke void @llvm.donothing() to label %done unwind label %pad
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
done:
  ret void
}
