; RUN: split-file %s %t
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/sizes.ll | FileCheck --check-prefixes=CHECK,TWO %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %t/sizes.ll | FileCheck --check-prefixes=CHECK,ONE,V6 %s
; RUN: %llc -mtriple=thumbv8m.base-none-eabi -hop-finite-stack -verify-machineinstrs < %t/sizes.ll | FileCheck --check-prefixes=CHECK,ONE,V8 %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/sizes.ll -o /dev/null
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/sizes.ll -o /dev/null
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/register.ll | FileCheck --check-prefix=REGISTER %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -mattr=+long-calls -verify-machineinstrs < %t/register.ll | FileCheck --check-prefix=REGISTER %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -mattr=+long-calls -O0 -verify-machineinstrs < %t/register.ll | FileCheck --check-prefix=REGISTER %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -mattr=+long-calls -verify-machineinstrs < %t/register.ll | FileCheck --check-prefix=REGISTER %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/unchecked.ll | FileCheck --check-prefix=UNCHECKED %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %t/unchecked.ll | FileCheck --check-prefix=UNCHECKED %s
;
; The check of an alloca asks for the outgoing arguments of later calls and for
; what their callees take, whatever that is and wherever it is.

;--- sizes.ll
declare void @use(ptr)
declare void @take(ptr, ptr byval([63 x i32]))
declare void @take_more(ptr, ptr byval([200 x i32]))
declare void @take_most(ptr, ptr byval([400 x i32]))
declare void @__hop_alloca_check(i32)
@g = external global [400 x i32]

; Nothing: arguments in registers.
; CHECK-LABEL: {{^}}nothing:
; CHECK-NOT:   {{r0|r4}}, #
; CHECK:       bl __hop_alloca_check
define void @nothing(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @use(ptr %p)
  ret void
}

; 252 - 12 bytes, which are a multiple of 8.
; CHECK-LABEL: {{^}}one_immediate:
; CHECK:       adds r0, #240
; CHECK:       bl __hop_alloca_check
define void @one_immediate(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @take(ptr %p, ptr byval([63 x i32]) @g)
  ret void
}

; 800 - 12 bytes. The size is not to get lost in a constant from memory.
; CHECK-LABEL: {{^}}some_immediates:
; TWO:         add.w r0, r0, #792
; ONE:         adds r0, #255
; ONE-NEXT:    adds r0, #255
; ONE-NEXT:    adds r0, #255
; ONE-NEXT:    adds r0, #27
; CHECK:       bl __hop_alloca_check
define void @some_immediates(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @take_more(ptr %p, ptr byval([200 x i32]) @g)
  ret void
}

; 1600 - 12 bytes.
; CHECK-LABEL: {{^}}constant:
; TWO:         {{add.*r0, r0, #}}
; ONE:         mov r12, r0
; V6-NEXT:     movs r0, #6
; V6-NEXT:     lsls r0, r0, #8
; V6-NEXT:     adds r0, #56
; V8-NEXT:     movw r0, #1592
; ONE-NEXT:    add r0, r12
; CHECK:       bl __hop_alloca_check
define void @constant(i32 %n) "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @take_most(ptr %p, ptr byval([400 x i32]) @g)
  ret void
}

;--- register.ll
; With -mlong-calls, and where the code is to be small, the call of the check is one
; through a register. 72 bytes.
; REGISTER-LABEL: {{^}}through_register:
; REGISTER-COUNT-3: {{add(s|.w)? r[0-7], (r[0-7], )?#72}}
declare void @take(ptr, ptr, ptr, ptr byval([18 x i32]))
declare void @__hop_alloca_check(i32)
@g = external global [18 x i32]
define void @through_register(i32 %n) minsize optsize "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @__hop_alloca_check(i32 %n)
  %q = alloca i8, i32 %n
  call void @__hop_alloca_check(i32 %n)
  %r = alloca i8, i32 %n
  call void @take(ptr %p, ptr %q, ptr %r, ptr byval([18 x i32]) @g)
  ret void
}

;--- unchecked.ll
; Also where the function has no check of its own: SP is at the limit all the same.
declare void @__hop_alloca_check(i32)
@g = external global [18 x i32]

; By request: 64 of arguments, and 88 + 32 - 64 of the callee.
; UNCHECKED-LABEL: {{^}}by_request:
; UNCHECKED-NOT:   svc
; UNCHECKED:       adds r0, #120
; UNCHECKED:       bl __hop_alloca_check
define void @by_request(i32 %n) "finite-stack" "no-split-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @deep(ptr %p, ptr byval([18 x i32]) @g)
  ret void
}
define internal void @deep(ptr %p, ptr byval([18 x i32]) %a) noinline "finite-stack" "no-split-stack" uwtable {
  %q = alloca [64 x i8]
  call void @use(ptr %q)
  ret void
}
declare void @use(ptr)

; Because its caller asks for it.
; UNCHECKED-LABEL: {{^}}asked_for:
; UNCHECKED-NOT:   svc
; UNCHECKED:       adds r0, #64
; UNCHECKED:       bl __hop_alloca_check
define internal void @asked_for(i32 %n) noinline "finite-stack" uwtable {
  call void @__hop_alloca_check(i32 %n)
  %p = alloca i8, i32 %n
  call void @shallow(ptr %p, ptr byval([18 x i32]) @g)
  ret void
}
define internal void @shallow(ptr %p, ptr byval([18 x i32]) %a) noinline "finite-stack" uwtable {
  store volatile i8 0, ptr %p
  ret void
}
define void @asks(i32 %n) "finite-stack" uwtable {
  call void @asked_for(i32 %n)
  call void @asked_for(i32 %n)
  ret void
}
