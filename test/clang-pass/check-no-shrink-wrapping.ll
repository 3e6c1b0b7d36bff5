; RUN: %llc -mtriple=thumbv7em-none-eabi -verify-machineinstrs < %s | FileCheck %s
; RUN: not %llc -mtriple=thumbv7em-none-eabi -enable-shrink-wrap=true < %s -o /dev/null 2>&1 | FileCheck --check-prefix=FORCED %s
;
; FORCED: error: {{.*}}checked{{.*}} finite-stack and shrink-wrapping exclude each other
;
; The call does not happen: nothing of the function may run before the check,
; so the store is not on a path in front of a shrink-wrapped prologue. The
; same function without the attribute is wrapped.

declare void @use(ptr)

; CHECK-LABEL: checked:
; CHECK:       svc #252
; CHECK:       push
; CHECK:       str
define void @checked(ptr %p, i1 %c) "finite-stack" uwtable {
  store volatile i32 1, ptr %p
  br i1 %c, label %slow, label %done
slow:
  call void @use(ptr %p)
  call void @use(ptr %p)
  br label %done
done:
  ret void
}

; CHECK-LABEL: wrapped:
; CHECK:       str
; CHECK:       push
define void @wrapped(ptr %p, i1 %c) uwtable {
  store volatile i32 1, ptr %p
  br i1 %c, label %slow, label %done
slow:
  call void @use(ptr %p)
  call void @use(ptr %p)
  br label %done
done:
  ret void
}
