; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %s | FileCheck %s
;
; Where an optimiser has split a function within a region (-mllvm -hot-cold-split), its beginning and its end are in
; two. Both count, whatever each has between: that a beginning has nothing to protect does not show without its end.

declare void @__hop_region_begin()
declare void @__hop_region_end()

; CHECK-LABEL: {{^}}begins:
; CHECK:       adds {{r[0-9]+}}, #1
; CHECK:       bx lr
define void @begins(ptr %p) "finite-stack" uwtable {
  call void @__hop_region_begin()
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: {{^}}ends:
; CHECK:       subs {{r[0-9]+}}, #1
; CHECK:       __hop_kill_point
define void @ends(ptr %p) "finite-stack" uwtable {
  store volatile i32 1, ptr %p
  call void @__hop_region_end()
  ret void
}

; One that is whole goes as before.
; CHECK-LABEL: {{^}}whole:
; CHECK-NOT:   {{adds|subs}}
; CHECK:       bx lr
define void @whole(ptr %p) "finite-stack" uwtable {
  call void @__hop_region_begin()
  store volatile i32 1, ptr %p
  call void @__hop_region_end()
  ret void
}
