; RUN: not %llc -mtriple=armv6-none-eabi < %s 2>&1 | FileCheck %s
; RUN: not %llc -mtriple=armv7a-none-eabi < %s 2>&1 | FileCheck %s
;
; Never silently unchecked: where no check can be made, it is an error.
; CHECK: error: {{.*}}in function checked {{.*}}finite-stack needs Arm M-profile; use -fno-finite-stack

declare void @use(ptr)

define void @checked() "finite-stack" uwtable {
  call void @use(ptr null)
  ret void
}
