// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program may replace operator new and delete: all forms that it does not replace use its own, the
// nothrow ones too, where nobody throws.
//
// RUN: %clangxx --target=thumbv7em -Os -fno-exceptions -fno-rtti %s -o %t.elf && %run %t.elf | FileCheck %s

#include <new>
#include <stdio.h>
#include <stdlib.h>

static char pool[256] __attribute__((aligned(8)));
static size_t used;

void *operator new(size_t size)
{
    printf("new %u\n", static_cast<unsigned>(size));
    void *memory = pool + used;
    used += (size + 7) & ~7u;
    return memory;
}

void operator delete(void *memory) noexcept
{
    printf("delete %d\n", static_cast<int>(static_cast<char *>(memory) - pool));
}

struct Item {
    int values[5];
};

// A compiler may leave out a new and the delete of what it made.
static Item *keep(Item *item)
{
    asm volatile("" : "+r"(item));
    return item;
}

int main()
{
    // CHECK: new 20
    Item *one = keep(new Item);
    // CHECK-NEXT: new 40
    Item *two = keep(new Item[2]);
    // CHECK-NEXT: new 20
    Item *three = keep(new (std::nothrow) Item);
    // CHECK-NEXT: new 60
    Item *four = keep(new (std::nothrow) Item[3]);
    // CHECK-NEXT: delete 0
    delete one;
    // CHECK-NEXT: delete 24
    delete[] two;
    // CHECK-NEXT: delete 64
    delete three;
    // CHECK-NEXT: delete 88
    delete[] four;
    return 0;
}
