// RUN: %clang --target=thumbv7em -Os -c %s -o %t.o -Rpass=finite-stack 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -c %s -o %t.o 2>&1 | count 0
// RUN: %clang --target=thumbv7em -Os -c %s -o %t.o -fno-finite-stack -Rpass=finite-stack 2>&1 \
// RUN:   | FileCheck --check-prefix=OFF --implicit-check-not="remark:" %s
//
// -Rpass=finite-stack says of each function whether it is checked, and why.

void use(void *);

// CHECK: remark.c:[[#@LINE+2]]:{{[0-9]+}}: remark: leaf unchecked: 0 bytes of frame
int leaf(int n)
{
    return n + 1;
}

// CHECK: remark.c:[[#@LINE+2]]:{{[0-9]+}}: remark: user checked: 16 bytes of frame, up to 32 below by use
void user(void)
{
    int n;
    use(&n);
}

// CHECK: remark: recursive checked: {{[0-9]+}} bytes of frame, part of a recursion
int recursive(int n)
{
    return n ? recursive(n - 1) * n + leaf(n) : 1;
}

// CHECK: remark: pointer checked: {{[0-9]+}} bytes of frame, up to 32 below by an unknown callee, 32 by a tail call
void pointer(int (*function)(int))
{
    function(1);
    function(2);
}

// CHECK: remark: asked unchecked by request: 216 bytes of frame, up to 32 below by use
__attribute__((no_split_stack)) int asked(int n)
{
    char frame[200];
    use(frame);
    return frame[n];
}

// OFF: remark: reserved checked
// CHECK: remark: reserved checked: 8 bytes of frame, reserves 512
__attribute__((finite_stack_reserve(512))) void reserved(void)
{
    use(0);
    use(0);
}
