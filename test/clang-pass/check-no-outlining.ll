; RUN: %llc -mtriple=thumbv7em-none-eabi -enable-machine-outliner -verify-machineinstrs < %s \
; RUN:   | FileCheck --implicit-check-not=OUTLINED %s
; RUN: sed 's/"finite-stack"/"finite-stack" "no-split-stack"/' %s | %llc -mtriple=thumbv7em-none-eabi -enable-machine-outliner \
; RUN:   | FileCheck --implicit-check-not=OUTLINED %s
; RUN: sed 's/"finite-stack"//' %s | %llc -mtriple=thumbv7em-none-eabi -enable-machine-outliner \
; RUN:   | FileCheck --check-prefix=STOCK %s
;
; An outlined function may push lr without a check: none is made from checked
; functions, nor from those whose callers ask for what they take. Without the
; attribute the same code is outlined.

; CHECK-LABEL: one:
; CHECK-LABEL: two:
; STOCK: OUTLINED_FUNCTION_0

declare void @use(i32, i32, i32, i32)

define void @one() minsize "finite-stack" uwtable {
  call void @use(i32 1111, i32 2222, i32 3333, i32 4444)
  call void @use(i32 1111, i32 2222, i32 3333, i32 4445)
  call void @use(i32 1111, i32 2222, i32 3333, i32 4444)
  ret void
}

define void @two() minsize "finite-stack" uwtable {
  call void @use(i32 1111, i32 2222, i32 3333, i32 4444)
  call void @use(i32 1111, i32 2222, i32 3333, i32 4445)
  call void @use(i32 1111, i32 2222, i32 3333, i32 4444)
  ret void
}
