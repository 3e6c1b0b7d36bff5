; RUN: not %llc -mtriple=thumbv7em-unknown-linux-gnueabi < %s -o /dev/null 2>&1 | FileCheck %s
; RUN: not %clang --target=thumbv7em -fsplit-stack -c -x c /dev/null -o %t.o 2>&1 | FileCheck --check-prefix=DRIVER %s
; RUN: %clang --target=thumbv7em -fsplit-stack -fno-split-stack -c -x c /dev/null -o %t.o
;
; Two checks with two ideas of a limit.
; DRIVER: error: finite-stack and -fsplit-stack exclude each other: pass one of -fno-finite-stack and -fno-split-stack
; CHECK: error: {{.*}}in function both {{.*}}finite-stack and -fsplit-stack exclude each other

declare void @use(ptr)

define void @both() "finite-stack" "split-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  ret void
}
