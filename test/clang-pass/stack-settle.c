// RUN: %clang --target=thumbv7em -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv6m -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv6m -O0 -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv8m.main-none-eabihf -mcpu=cortex-m33 -O3 -mbranch-protection=standard -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -fno-finite-stack -S -Qn -o %t.ours.s %s
// RUN: %stock_clang --target=thumbv7em-none-eabi -Os -S -Qn -o %t.stock.s %s
// RUN: cmp %t.ours.s %t.stock.s
//
// Variable-length arrays and alloca: SP goes back, and the runtime is told, before the function returns. What turns
// out to be of constant size is part of the frame.

int use(void *);
void release(int *);

// CHECK-LABEL: {{^}}array:
// CHECK:       bl __hop_alloca_check
// CHECK:       bl use
// CHECK:       sp
// CHECK:       bl __hop_stack_settle
// CHECK:       .fnend
int array(unsigned n)
{
    char a[n];
    return use(a);
}

// CHECK-LABEL: {{^}}constant:
// CHECK-NOT:   __hop_{{[as]}}
// CHECK:       .fnend
int constant(void)
{
    return use(__builtin_alloca(16));
}

// CHECK-LABEL: {{^}}in_loop:
// CHECK:       bl __hop_alloca_check
// CHECK:       bl use
// CHECK:       bl __hop_stack_settle
// CHECK:       bl __hop_stack_settle
// CHECK:       .fnend
int in_loop(unsigned n)
{
    int sum = 0;
    for (unsigned i = 1; i < n; i++) {
        char a[i];
        sum += use(a);
    }
    return sum;
}

static inline __attribute__((always_inline)) int inlined(unsigned n)
{
    char a[n];
    return use(a);
}

// CHECK-LABEL: {{^}}inlines:
// CHECK:       bl __hop_alloca_check
// CHECK:       bl __hop_stack_settle
// CHECK:       bl __hop_alloca_check
// CHECK:       bl __hop_stack_settle
// CHECK:       .fnend
int inlines(unsigned n)
{
    return inlined(n) + inlined(n + 1);
}

// CHECK-LABEL: {{^}}with_cleanup:
// CHECK:       bl __hop_alloca_check
// CHECK:       bl release
// CHECK:       bl __hop_stack_settle
// CHECK:       .fnend
double with_cleanup(unsigned n, double result)
{
    __attribute__((cleanup(release))) int held = 1;
    char *bytes = __builtin_alloca(n);
    use(bytes);
    return result + bytes[0];
}
