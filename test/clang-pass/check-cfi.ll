; RUN: %llc -mtriple=thumbv6m-none-eabi -force-dwarf-frame-section < %s | FileCheck %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -force-dwarf-frame-section -filetype=obj < %s -o %t.o
; RUN: llvm-dwarfdump --debug-frame %t.o | FileCheck --check-prefix=ROWS %s
;
; Debuggers know where the caller's frame and return address are at each instruction of a check that pushes, or that is
; called. (In Thumb-2 code only the latter exist, with -Oz.)

declare void @use(ptr)

; Without a free register, and more than two additions of eight bits.
; CHECK-LABEL: pushes:
; CHECK:       push {r2, r3}
; CHECK-NEXT:  .cfi_def_cfa_offset 8
; CHECK:       pop {r2, r3}
; CHECK-NEXT:  .cfi_def_cfa_offset 0
; CHECK-NEXT:  bhs
; CHECK:       push {r3}
; CHECK-NEXT:  .cfi_def_cfa_offset 4
; CHECK:       pop {r3}
; CHECK-NEXT:  .cfi_def_cfa_offset 0
; CHECK-NEXT:  svc #254
define i32 @pushes(i32 %a, i32 %b, i32 %c, i32 %d) "finite-stack" uwtable {
  %p = alloca [600 x i8]
  call void @use(ptr %p)
  %ab = add i32 %a, %b
  %cd = add i32 %c, %d
  %r = mul i32 %ab, %cd
  ret i32 %r
}

; CHECK-LABEL: keeps_lr:
; CHECK:       mov r3, lr
; CHECK-NEXT:  .cfi_register lr, r3
; CHECK-NEXT:  bl __hop_check_r3
; CHECK-NEXT:  .cfi_restore lr
define void @keeps_lr() optsize "finite-stack" uwtable {
  %p = alloca [16 x i8]
  call void @use(ptr %p)
  ret void
}

; ROWS:      0x0: CFA=SP{{$}}
; ROWS-NEXT: {{.*}} CFA=SP+8{{$}}
; ROWS-NEXT: {{.*}} CFA=SP{{$}}
; ROWS-NEXT: {{.*}} CFA=SP+4{{$}}
; ROWS-NEXT: {{.*}} CFA=SP{{$}}
; ROWS:      {{.*}} CFA=SP{{$}}
; ROWS-NEXT: {{.*}} CFA=SP: LR=R3
; ROWS-NEXT: {{.*}} CFA=SP{{$}}
; ROWS:      {{.*}} CFA=SP{{$}}
; ROWS-NEXT: {{.*}} CFA=SP+8: LR=[CFA-4]
; ROWS-NEXT: {{.*}} CFA=SP{{$}}

; CHECK-LABEL: stores_lr:
; CHECK:       push {r3, lr}
; CHECK-NEXT:  .cfi_def_cfa_offset 8
; CHECK-NEXT:  .cfi_offset lr, -4
; CHECK:       bl __hop_check_frame
; CHECK-NEXT:  .cfi_restore lr
; CHECK-NEXT:  .cfi_def_cfa_offset 0
define void @stores_lr() optsize "finite-stack" uwtable {
  %p = alloca [100 x i8]
  call void @use(ptr %p)
  ret void
}
