; RUN: not %llc -mtriple=thumbv7em-none-eabi < %s -o /dev/null 2>&1 | FileCheck %s
;
; The static chain of a nested function is in r12, which a large frame's check needs. A small one finds another register.
; CHECK-NOT: in function small
; CHECK: error: {{.*}}in function large {{.*}}finite-stack needs r12, which carries an argument here
; CHECK-NOT: in function small

declare void @use(ptr, i32)

define void @small(ptr nest %chain, i32 %n) "finite-stack" uwtable {
  call void @use(ptr %chain, i32 %n)
  call void @use(ptr %chain, i32 %n)
  ret void
}
define void @large(ptr nest %chain, i32 %n) "finite-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p, i32 %n)
  call void @use(ptr %chain, i32 %n)
  ret void
}
