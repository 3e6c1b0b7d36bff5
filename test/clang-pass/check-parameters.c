// RUN: %clang --target=thumbv7em -Os -S -o - %s -fstack-limit-variable=task_limit -fstack-limit-trap-number=16 \
// RUN:   | FileCheck --check-prefixes=CHECK,T2 %s
// RUN: %clang --target=thumbv6m -Os -S -o - %s -fstack-limit-variable=task_limit -fstack-limit-trap-number=16 \
// RUN:   | FileCheck --check-prefixes=CHECK,T1 %s
// RUN: %clang --target=thumbv8m.base -Os -S -o - %s -fstack-limit-variable=task_limit -fstack-limit-trap-number=16 \
// RUN:   | FileCheck --check-prefixes=CHECK,T1 %s
// RUN: %clang --target=thumbv7em -Os -S -o - %s -ffinite-stack-small-zone=8 -ffinite-stack-leaf-zone=8 \
// RUN:   | FileCheck --check-prefix=NARROW %s
// RUN: %clang --target=thumbv7em -Os -S -o - %s -ffinite-stack-small-zone=512 | FileCheck --check-prefix=WIDE %s
// RUN: %clang --target=thumbv7em -Os -c -o %t.o %s -fstack-limit-variable=task_limit
// RUN: llvm-readelf -r %t.o | FileCheck --check-prefix=RELOCATION %s
//
// The parameters of a check reach the code: where the limit is and with it the words of cleanup regions, the
// first of four trap numbers, the zones.

#if !__has_feature(finite_stack)
#error "not under finite-stack"
#endif

void use(void *);
void release(int *);

// CHECK-LABEL: large:
// T2:          movw [[LIMIT:r[0-9]+]], :lower16:task_limit
// T2-NEXT:     movt [[LIMIT]], :upper16:task_limit
// T2-NEXT:     ldr [[LIMIT]], {{\[}}[[LIMIT]]]
// T1:          ldr [[LIMIT:r[0-9]+]], .LCPI
// T1-NEXT:     ldr [[LIMIT]], {{\[}}[[LIMIT]]]
// CHECK:       svc #17
// T1:          .long task_limit
// NARROW-LABEL: large:
// NARROW:      svc #253
// WIDE-LABEL:  large:
// WIDE:        cmp sp, r3
// WIDE:        svc #252
void large(void)
{
    char frame[200];
    use(frame);
}

// A leaf with 16 bytes, and a checked function with 16.
// NARROW-LABEL: leaf:
// NARROW:      svc #253
int leaf(int n)
{
    volatile int frame[4];
    frame[n] = n;
    return frame[0];
}

// CHECK-LABEL: region:
// CHECK:       svc #16
// CHECK:       {{task_limit\+4|task_limit}}
// RELOCATION:  R_ARM_THM_MOVW_ABS_NC {{.*}} task_limit
void region(void)
{
    __attribute__((cleanup(release))) int held = 1;
    use(&held);
}
