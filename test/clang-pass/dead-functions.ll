; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; Local functions whose last call the code generator itself removes, with a dead block, have no place in the order
; of the call graph. They are gone; a crash of a later pass was what they were before.
;
; RUN: %llc -mtriple=thumbv7em-none-eabihf -mcpu=cortex-m4 -hop-finite-stack -O2 -verify-machineinstrs %s -o - | FileCheck %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 %s -o - | FileCheck %s
;
; CHECK-NOT: {{^}}dead{{.*}}:
; CHECK-DAG: {{^}}f:
; CHECK-DAG: {{^}}kept:
; CHECK-NOT: {{^}}dead{{.*}}:

declare void @g()

define internal void @dead(i32 %n) #0 {
  call void @dead_too(i32 %n)
  ret void
}

define internal void @dead_too(i32 %n) #0 {
  call void @g()
  call void @dead(i32 %n)
  ret void
}

define void @f() #0 {
  call void @kept()
  ret void
unreached:
  call void @dead(i32 1)
  br label %unreached
}

define internal void @kept() #0 {
  call void @g()
  call void @g()
  ret void
}

attributes #0 = { noinline uwtable "finite-stack" }
