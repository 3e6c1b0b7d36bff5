// RUN: %clang --target=thumbv6m -O0 -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv6m -Os -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -Oz -fstack-protector-all -fno-omit-frame-pointer -c %s -o %t.o -Rpass=finite-stack 2>&1 \
// RUN:   | FileCheck %s
// RUN: %clang --target=thumbv7em -O3 -pg -g -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -O1 -mlong-calls -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv6m -Os -mlong-calls -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv8m.main-none-eabihf -mcpu=cortex-m33 -Os -mbranch-protection=standard -c %s -o %t.o \
// RUN:   -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: llvm-readelf -u %t.o | FileCheck --check-prefix=TABLE %s
// RUN: %clang --target=thumbv7em -Os -fno-finite-stack -S %s -o - | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -Os -fno-finite-stack -S -Qn %s -o %t.ours.s
// RUN: %stock_clang --target=thumbv7em-none-eabi -Os -S -Qn %s -o %t.stock.s
// RUN: cmp %t.ours.s %t.stock.s
//
// The entry of a variadic function takes no more than every caller keeps free, so that it has no check, which would
// take it away from its arguments. Its body has one, and both can be unwound.
// OFF-NOT: valist
// TABLE-NOT: CannotUnwind

int vformat(const char *format, __builtin_va_list list);
void release(int *);

struct large {
    int words[20];
};

// CHECK-DAG: remark: format unchecked: {{24|32}} bytes of frame
// CHECK-DAG: remark: format.valist checked: {{[0-9]+}} bytes of frame, up to 32 below by {{vformat|an unknown callee}}
int format(const char *format, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, format);
    int result = vformat(format, list);
    __builtin_va_end(list);
    return result;
}

// CHECK-DAG: remark: to_file unchecked: 24 bytes of frame
int to_file(void *file, const char *format, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, format);
    int result = vformat(format, list);
    __builtin_va_end(list);
    return result;
}

// CHECK-DAG: remark: to_string unchecked: {{16|24}} bytes of frame
// CHECK-DAG: remark: to_string.valist checked:
int to_string(char *string, unsigned size, const char *format, ...)
{
    __attribute__((cleanup(release))) int held = 1;
    __builtin_va_list list;
    __builtin_va_start(list, format);
    int result = vformat(format, list);
    __builtin_va_end(list);
    return result;
}

// On the stack is one named argument of it, and another one of the body.
// CHECK-DAG: remark: five unchecked: {{24|32}} bytes of frame
int five(int level, const char *file, int line, int column, const char *format, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, format);
    int result = vformat(format, list);
    __builtin_va_end(list);
    return result;
}

// CHECK-DAG: remark: returns_large unchecked: {{24|32}} bytes of frame
struct large returns_large(int n, ...)
{
    struct large result = {{n}};
    __builtin_va_list list;
    __builtin_va_start(list, n);
    result.words[1] = vformat("", list);
    __builtin_va_end(list);
    return result;
}

// CHECK-DAG: remark: takes_large unchecked: {{24|32}} bytes of frame
int takes_large(int n, struct large large, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, large);
    large.words[n] = vformat("", list);
    __builtin_va_end(list);
    return large.words[1];
}

// CHECK-DAG: remark: real unchecked: 24 bytes of frame
double real(double sum, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, sum);
    for (double next; (next = __builtin_va_arg(list, double)) != 0;) {
        sum += next;
    }
    __builtin_va_end(list);
    return sum;
}

// CHECK-DAG: remark: wide unchecked: 24 bytes of frame
long long wide(long long sum, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, sum);
    for (long long next; (next = __builtin_va_arg(list, long long)) != 0;) {
        sum += next;
    }
    __builtin_va_end(list);
    return sum;
}

#if __has_feature(finite_stack)
// CHECK-DAG: remark: reserved unchecked: {{24|32}} bytes of frame
// CHECK-DAG: remark: reserved.valist checked: {{[0-9]+}} bytes of frame, reserves 400
__attribute__((finite_stack_reserve(400))) int reserved(int n, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, n);
    int result = vformat("", list);
    __builtin_va_end(list);
    return result;
}
#endif
