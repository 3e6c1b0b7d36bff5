// RUN: %clang --target=thumbv7em -O2 -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O2 -fno-finite-stack -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O2 -flto -c %s -o %t.1.o
// RUN: %clang --target=thumbv7em -O2 -flto -DELSEWHERE -c %s -o %t.2.o
// RUN: %clang --target=thumbv7em -O2 -flto %t.1.o %t.2.o -o %t.elf
// RUN: llvm-objdump -d %t.elf | FileCheck --check-prefix=LTO %s
//
// Neither a function that flattens nor a statement inlines a function with finite_stack_reserve: its check would be
// lost. The attribute may come after the call, or be in another unit.

#ifdef ELSEWHERE
__attribute__((finite_stack_reserve(512))) void elsewhere(void)
{
    __asm volatile("nop");
}

void use(void)
{
    __asm volatile("" ::: "memory");
}
#else
void elsewhere(void);
void use(void);
static void late(void);

// CHECK-LABEL: before:
// CHECK:       b{{l?}} late
__attribute__((flatten)) void before(void)
{
    late();
}

__attribute__((finite_stack_reserve(512))) static void reserved(void)
{
    use();
}

__attribute__((finite_stack_reserve(512))) static void late(void)
{
    use();
}

// CHECK-LABEL: flattens:
// CHECK:       b{{l?}} reserved
__attribute__((flatten)) void flattens(void)
{
    reserved();
}

// CHECK-LABEL: statement:
// CHECK:       b{{l?}} reserved
void statement(void)
{
    [[clang::always_inline]] reserved();
}

// Others are inlined as before.
static void other(void)
{
    __asm volatile("nop");
}

// CHECK-LABEL: flattens_other:
// CHECK-NOT:   other
// CHECK:       nop
__attribute__((flatten)) void flattens_other(void)
{
    other();
}

// LTO-LABEL: <main>:
// LTO:       elsewhere
// LTO-LABEL: <elsewhere>:
// LTO:       svc
__attribute__((flatten)) int main(void)
{
    before();
    [[clang::always_inline]] elsewhere();
    return 0;
}
#endif
