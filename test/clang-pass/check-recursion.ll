; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %s | FileCheck --check-prefixes=CHECK,TWO %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %s | grep -c 'svc.*253' | FileCheck --check-prefix=COUNT %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %s | FileCheck %s
;
; A recursion that goes through functions without a check has one in another
; function, and this one asks for what they take. In whatever order the call
; graph has them: here a recursion is entered from either side.
; COUNT: {{^}}6{{$}}

declare void @use(ptr)

; 8 of its own, and 312 + 32 - 64.
; CHECK-LABEL: {{^}}unchecked_1:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}checked_1:
; TWO:         add.w r12, {{r[0-9]+}}, #288
; CHECK:       svc #253
; CHECK-LABEL: {{^}}enter_1:
define internal i32 @unchecked_1(i32 %n) noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [300 x i8]
  call void @use(ptr %p)
  %r = call i32 @checked_1(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define internal i32 @checked_1(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @unchecked_1(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define i32 @enter_1(i32 %n) "finite-stack" uwtable {
  %r = call i32 @unchecked_1(i32 %n)
  %s = add i32 %r, 2
  ret i32 %s
}

; CHECK-LABEL: {{^}}unchecked_2:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}checked_2:
; CHECK:       svc #253
; CHECK-LABEL: {{^}}enter_2:
define internal i32 @unchecked_2(i32 %n) noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [300 x i8]
  call void @use(ptr %p)
  %r = call i32 @checked_2(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define internal i32 @checked_2(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @unchecked_2(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define i32 @enter_2(i32 %n) "finite-stack" uwtable {
  %r = call i32 @checked_2(i32 %n)
  %s = add i32 %r, 2
  ret i32 %s
}

; Of several, and external ones; one is called by another name.
; CHECK-LABEL: {{^}}unchecked_3:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}between_3:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}checked_3:
; CHECK:       svc #253
@other_name = alias i32 (i32), ptr @unchecked_3
define i32 @unchecked_3(i32 %n) noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [100 x i8]
  call void @use(ptr %p)
  %r = call i32 @between_3(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define i32 @between_3(i32 %n) noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [200 x i8]
  call void @use(ptr %p)
  %r = call i32 @checked_3(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define i32 @checked_3(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @other_name(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}

; Through a function of a unit without checks.
; CHECK-LABEL: {{^}}unchecked_4:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}foreign_4:
; CHECK-NOT:   svc
; CHECK-LABEL: {{^}}checked_4:
; CHECK:       svc #253
define internal i32 @unchecked_4(i32 %n) noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [300 x i8]
  call void @use(ptr %p)
  %r = call i32 @foreign_4(i32 %n)
  %s = add i32 %r, %n
  ret i32 %s
}
define internal i32 @foreign_4(i32 %n) noinline {
  %r = call i32 @checked_4(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}
define i32 @checked_4(i32 %n) noinline "finite-stack" uwtable {
  %r = call i32 @unchecked_4(i32 %n)
  %s = add i32 %r, 1
  ret i32 %s
}

; In a register, as code that is to be small keeps what it calls often: a function
; that is unchecked by request may be external, and is counted: 8, and 312 + 32 - 64.
; CHECK-LABEL: {{^}}in_register:
; TWO:         add.w r12, {{r[0-9]+}}, #288
; TWO:         svc #253
; TWO:         blx r
define void @in_register() minsize optsize "finite-stack" uwtable {
  call void @taken_in_register()
  call void @taken_in_register()
  call void @taken_in_register()
  call void @taken_in_register()
  ret void
}
define void @taken_in_register() noinline "finite-stack" "no-split-stack" uwtable {
  %p = alloca [300 x i8]
  call void @use(ptr %p)
  ret void
}
