; RUN: split-file %s %t
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs -stop-after=finalize-isel < %t/split.ll \
; RUN:   | FileCheck --check-prefix=IR %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 -verify-machineinstrs -stop-after=finalize-isel < %t/split.ll \
; RUN:   | FileCheck --check-prefix=IR %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/split.ll | FileCheck --check-prefixes=ASM,T2 %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -verify-machineinstrs < %t/split.ll | FileCheck --check-prefix=ASM %s
; RUN: %llc -mtriple=thumbv6m-none-eabi -hop-finite-stack -O0 -verify-machineinstrs < %t/split.ll -o /dev/null
; RUN: %llc -mtriple=thumbv7em-none-eabihf -mcpu=cortex-m4 -hop-finite-stack -verify-machineinstrs < %t/split.ll -o /dev/null
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/whole.ll \
; RUN:   | FileCheck --check-prefix=WHOLE --implicit-check-not=.valist %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/recursion.ll | FileCheck --check-prefix=RECURSION %s
; RUN: %llc -mtriple=thumbv7em-none-eabi -hop-finite-stack -verify-machineinstrs < %t/debug.ll -stop-after=finalize-isel \
; RUN:   | FileCheck --check-prefix=DEBUG %s
;
; A variadic function becomes an entry without a check, which hands on where its arguments are, and a body that may
; run wherever there is room.

;--- split.ll
%struct = type { [20 x i32] }
declare void @use(ptr)
declare void @llvm.va_start(ptr)
declare void @llvm.va_copy(ptr, ptr)
declare void @llvm.va_end(ptr)

; Labels are where the code is.
; IR: @labels.table = {{.*}} [2 x ptr] [ptr blockaddress(@labels.valist, %one), ptr blockaddress(@labels.valist, %two)]

; The entry is as deep as its frame, 24 bytes, and is known so by its callers: 24 + 40 <= 64.
; IR-LABEL: define i32 @format(i32 noundef %n, ...)
; IR-NEXT:  entry:
; IR:         [[LIST:%[0-9]+]] = alloca ptr
; IR:         call void @llvm.va_start{{.*}}(ptr [[LIST]])
; IR:         [[ARGS:%[0-9]+]] = load ptr, ptr [[LIST]]
; IR:         [[RESULT:%[0-9]+]] = notail call i32 @format.valist(i32 noundef %n, ptr [[ARGS]])
; IR:         ret i32 [[RESULT]]
; IR-LABEL: define internal i32 @format.valist(i32 noundef %n, ptr %valist)
; IR-NOT:   va_start
; IR:         store ptr %valist, ptr %list
; IR:         call void @llvm.va_copy
; IR-NOT:   va_end
; IR:         ret i32
; ASM-LABEL: {{^}}format:
; ASM-NOT:   svc
; ASM:       .save {r7, lr}
; ASM-NOT:   svc
; ASM:       bl format.valist
; ASM:       .fnend
; ASM-LABEL: {{^}}format.valist:
; ASM:       svc #252
; ASM:       .fnend
define i32 @format(i32 noundef %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  %copy = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @llvm.va_copy(ptr %copy, ptr %list)
  call void @use(ptr %copy)
  call void @llvm.va_end(ptr %copy)
  call void @llvm.va_end(ptr %list)
  ret i32 %n
}

; ASM-LABEL: {{^}}knows:
; ASM-NOT:   svc
; ASM:       .fnend
define internal void @knows() noinline "finite-stack" uwtable {
  %p = alloca [32 x i8]
  store volatile i8 0, ptr %p
  %r = call i32 (i32, ...) @format(i32 1)
  ret void
}
define void @keeps_it() "finite-stack" uwtable {
  call void @knows()
  ret void
}

; Any number of starts, in a loop.
; IR-LABEL: define internal void @again.valist(i32 %n, ptr %valist)
; IR:       loop:
; IR:         store ptr %valist, ptr %list
; IR:         call void @use
; IR:         store ptr %valist, ptr %list
; IR-NOT:   llvm.va_
; IR:       ret void
define void @again(i32 %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  br label %loop
loop:
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  call void @llvm.va_end(ptr %list)
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  call void @llvm.va_end(ptr %list)
  %more = load volatile i1, ptr %list
  br i1 %more, label %loop, label %done
done:
  ret void
}

; Named arguments that leave no register for the list are read from memory, where all of them are: the entry has no
; names for them. A copy on the stack stays where it is, a value of 8 bytes is behind a gap.
; IR-LABEL: define signext i8 @attributes(...)
; IR-NOT:     %struct
; IR:         call void @llvm.va_start{{.*}}(ptr [[LIST:%[0-9]+]])
; IR:         [[ARGS:%[0-9]+]] = load ptr, ptr [[LIST]]
; IR:         notail call signext i8 @attributes.valist(ptr [[ARGS]])
; IR-LABEL: define internal signext i8 @attributes.valist(ptr %arguments)
; IR:         %valist = getelementptr inbounds i8, ptr %arguments, i64 104
; IR:         %result = load ptr, ptr {{.*}}, align 4
; IR:         %value = getelementptr inbounds i8, ptr %arguments, i64 4
; IR:         [[C:%[0-9]+]] = getelementptr inbounds i8, ptr %arguments, i64 84
; IR:         %c = load i8, ptr [[C]], align 4
; IR:         [[D:%[0-9]+]] = getelementptr inbounds i8, ptr %arguments, i64 88
; IR:         %d = load i64, ptr [[D]], align 4
; IR:         [[E:%[0-9]+]] = getelementptr inbounds i8, ptr %arguments, i64 96
; IR:         %e = load [2 x i32], ptr [[E]], align 4
; IR:         store ptr %valist, ptr %list
; IR-LABEL: define void @calls_attributes(
; IR:         call signext i8 (...) @attributes(ptr noalias align 4 %p, ptr byval(%struct) align 4 %p, i8 signext 1, i64 2,
define signext i8 @attributes(ptr noalias nonnull align 4 %result, ptr byval(%struct) align 4 %value, i8 signext %c, i64 %d, [2 x i32] %e, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  call void @use(ptr %value)
  store i64 %d, ptr %result
  store [2 x i32] %e, ptr %result
  call void @llvm.va_end(ptr %list)
  ret i8 %c
}
define void @calls_attributes(ptr %p) "finite-stack" uwtable {
  %r = call signext i8 (ptr, ptr, i8, i64, [2 x i32], ...) @attributes(ptr noalias align 4 %p, ptr byval(%struct) align 4 %p, i8 signext 1, i64 2, [2 x i32] zeroinitializer, i32 3)
  ret void
}

; The result's memory is an argument like any other.
; IR-LABEL: define void @returns_struct(...)
; IR-LABEL: define internal void @returns_struct.valist(ptr %arguments)
; IR-LABEL: define void @calls_returns_struct(
; IR:         call void (...) @returns_struct(ptr align 4 %p, i64 0, i32 1)
define void @returns_struct(ptr sret(%struct) align 4 %result, i64 %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}
define void @calls_returns_struct(ptr %p) "finite-stack" uwtable {
  call void (ptr, i64, ...) @returns_struct(ptr sret(%struct) align 4 %p, i64 0, i32 1)
  ret void
}

; The entry's calling convention is that of variadic functions, the body's is not.
; IR-LABEL: define arm_aapcs_vfpcc double @real(double %d, ...)
; IR:         notail call arm_aapcs_vfpcc double @real.valist(
define arm_aapcs_vfpcc double @real(double %d, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  call void @llvm.va_end(ptr %list)
  ret double %d
}

; The linker keeps or drops both, the cleanups are the body's, and so is what the source asks for.
; IR-LABEL: define linkonce_odr i64 @inline_one(i64 %n, ...)
; IR-SAME:    comdat
; IR-NOT:     personality
; IR:         ret i64
; IR-LABEL: define internal i64 @inline_one.valist(i64 %n, ptr %valist)
; IR-SAME:    comdat($inline_one) align 8 personality ptr @__gcc_personality_v0
; ASM-LABEL: {{^}}inline_one:
; ASM:       .save
; ASM:       bl inline_one.valist
; ASM:       .fnend
; ASM-LABEL: {{^}}inline_one.valist:
; T2:        add.w r12, {{r[0-9]+|r12}}, #600
; ASM:       svc #25{{[34]}}
; ASM:       .personality __gcc_personality_v0
; ASM:       .fnend
$inline_one = comdat any
declare i32 @__gcc_personality_v0(...)
define linkonce_odr i64 @inline_one(i64 %n, ...) "finite-stack" "finite-stack-reserve"="600" uwtable comdat align 8 personality ptr @__gcc_personality_v0 {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  invoke void @use(ptr %list) to label %done unwind label %pad
done:
  ret i64 %n
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @use(ptr null)
  resume { ptr, i32 } %e
}

; A function that promises not to throw has a body that may be killed.
; IR-LABEL: define void @labels(i32 %n, ...)
@labels.table = internal global [2 x ptr] [ptr blockaddress(@labels, %one), ptr blockaddress(@labels, %two)]
@labels.address = global ptr @labels
define void @labels(i32 %n, ...) nounwind "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  %slot = getelementptr ptr, ptr @labels.table, i32 %n
  %target = load ptr, ptr %slot
  indirectbr ptr %target, [label %one, label %two]
one:
  call void @use(ptr %list)
  br label %two
two:
  call void @use(ptr %list)
  ret void
}

; However many they are.
; ASM-LABEL: {{^}}many:
; ASM-NOT:   svc
; T2:        stm.w r12, {r0, r1, r2, r3}
; ASM-NOT:   svc
; ASM:       bl many.valist
; ASM-LABEL: {{^}}many.valist:
; ASM:       svc #252
define void @many([12 x i32] %named, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}

; Of another type, where they are is not known here: the entry has a check that tells that they
; cannot be copied.
; ASM-LABEL: {{^}}of_unknown_places:
; T2:        movw r12, #[[#]]
; T2-NEXT:   movt r12, #65535
; ASM:       svc #254
; ASM:       bl of_unknown_places.valist
; ASM-LABEL: {{^}}of_unknown_places.valist:
; T2:        movt r12, #9
; ASM:       svc #254
define void @of_unknown_places([12 x i16] %named, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}

; Nor where the result is a vector, for which the code generator adds a pointer in front of them.
; IR-LABEL: define <16 x i8> @returns_vector([4 x i32] %named, ...)
; IR:         call <16 x i8> @returns_vector.valist([4 x i32] %named, ptr
define <16 x i8> @returns_vector([4 x i32] %named, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret <16 x i8> zeroinitializer
}

; Nothing is read: nothing to split, and the named arguments are all that it has.
; ASM-LABEL: {{^}}reads_none:
; T2:        movt r12, #1
; ASM:       svc #254
; ASM:       .fnend
define void @reads_none([5 x i32] %named, ...) "finite-stack" uwtable {
  %p = alloca [40 x i8]
  call void @use(ptr %p)
  ret void
}

;--- whole.ll
; What is about the caller's frame is not split, and says that it cannot run elsewhere; what has no check needs neither.
declare void @use(ptr)
declare void @other(i32, ...)
declare void @llvm.va_start(ptr)
declare ptr @llvm.returnaddress(i32)

; WHOLE-LABEL: {{^}}asks_where:
; WHOLE:       movw r12, #6
; WHOLE-NEXT:  movt r12, #65535
; WHOLE-NEXT:  svc #254
define ptr @asks_where(i32 %n, ...) "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  %where = call ptr @llvm.returnaddress(i32 0)
  ret ptr %where
}

; WHOLE-LABEL: {{^}}hands_on:
; WHOLE:       movt r12, #65535
; WHOLE-NEXT:  svc #254
; WHOLE:       b other
define void @hands_on(i32 %n, ...) "finite-stack" uwtable {
  %p = alloca [40 x i8]
  call void @use(ptr %p)
  musttail call void (i32, ...) @other(i32 %n, ...)
  ret void
}

; WHOLE-LABEL: {{^}}unchecked:
; WHOLE-NOT:   svc
; WHOLE:       .fnend
define void @unchecked(i32 %n, ...) "finite-stack" "no-split-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}

; WHOLE-LABEL: {{^}}off:
; WHOLE-NOT:   svc
; WHOLE:       .fnend
define void @off(i32 %n, ...) uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}

; No unit with finite-stack.
; WHOLE-LABEL: {{^}}only_reserve:
; WHOLE:       movw r12, #100
; WHOLE-NEXT:  movt r12, #65535
; WHOLE-NEXT:  svc #254
define void @only_reserve(i32 %n, ...) "finite-stack-reserve"="400" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  call void @use(ptr %list)
  ret void
}

;--- recursion.ll
; In a recursion the body has the check, whether the entry's frame is known to it or not.
; RECURSION-LABEL: {{^}}calls_itself:
; RECURSION-NOT:   svc
; RECURSION:       .fnend
; RECURSION-LABEL: {{^}}calls_itself.valist:
; RECURSION:       svc #252
; RECURSION-LABEL: {{^}}jumps_to_itself:
; RECURSION-NOT:   svc
; RECURSION:       .fnend
; RECURSION-LABEL: {{^}}jumps_to_itself.valist:
; RECURSION:       svc #252
; RECURSION:       b jumps_to_itself
declare void @llvm.va_start(ptr)
define internal i32 @calls_itself(i32 %n, ...) noinline "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  %r = call i32 (i32, ...) @calls_itself(i32 %n, i32 2)
  %s = add i32 %r, 1
  ret i32 %s
}
define internal i32 @jumps_to_itself(i32 %n, ...) noinline "finite-stack" uwtable {
  %list = alloca ptr
  call void @llvm.va_start(ptr %list)
  %r = tail call i32 (i32, ...) @jumps_to_itself(i32 %n)
  ret i32 %r
}
define i32 @keeps_them() "finite-stack" uwtable {
  %r = call i32 (i32, ...) @calls_itself(i32 3)
  %s = call i32 (i32, ...) @jumps_to_itself(i32 %r)
  ret i32 %s
}

;--- debug.ll
; DEBUG-LABEL: define i32 @described(i32 %n, ...)
; DEBUG-NOT:   !dbg
; DEBUG-LABEL: define internal i32 @described.valist(i32 %n, ptr %valist){{.*}} !dbg ![[#SUBPROGRAM:]]
; DEBUG:         #dbg_value(i32 %n, ![[#]], !DIExpression(), ![[#LOCATION:]])
; DEBUG:         store ptr %valist, ptr %list, align {{[0-9]+}}, !dbg ![[#LOCATION]]
; DEBUG:       ![[#SUBPROGRAM]] = distinct !DISubprogram(name: "described"
declare void @llvm.va_start(ptr)
declare void @use(ptr)
define i32 @described(i32 %n, ...) "finite-stack" uwtable !dbg !4 {
  %list = alloca ptr
    #dbg_value(i32 %n, !7, !DIExpression(), !8)
  call void @llvm.va_start(ptr %list), !dbg !8
  call void @use(ptr %list), !dbg !8
  ret i32 %n, !dbg !8
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "d.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 5}
!4 = distinct !DISubprogram(name: "described", file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!7 = !DILocalVariable(name: "n", arg: 1, scope: !4, file: !1, type: !9)
!8 = !DILocation(line: 2, scope: !4)
!9 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
