// RUN: not %clang --target=thumbv7em -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -c %s -o %t.o
// RUN: %clang --target=thumbv7em -DQUIET -c %s -o %t.o
//
// Assembly that calls something needs a landing pad, and LLVM's callbr has none: the cleanups around it would be lost
// without a word.

#ifdef QUIET
#define CLOBBERS
#else
#define CLOBBERS , "r1", "r2", "r3", "r12", "lr", "cc"
#endif

void unlock(int *lock);

// CHECK: :[[#@LINE+4]]:5: error: finite-stack does not support 'asm goto' that clobbers lr: what it calls may unwind, and it has no landing pad
int jumps(void)
{
    __attribute__((cleanup(unlock), unused)) int lock = 1;
    __asm__ goto("cbz r0, %l0" : : : "r0" CLOBBERS : failed);
    return 0;
failed:
    return 1;
}
