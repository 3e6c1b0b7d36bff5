// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the language asks of its runtime, on every core: the order of global objects, local statics,
// dynamic_cast and typeid, all forms of new and delete.
//
// RUN: %every_core -std=c++17 -Os %s

#include <new>
#include <typeinfo>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

namespace {

struct Noted {
    const char *name;
    explicit Noted(const char *n) : name(n) { printf("+%s\n", name); }
    ~Noted() { printf("-%s\n", name); }
};

// CHECK:      +early
// CHECK-NEXT: +first
// CHECK-NEXT: +second
Noted first("first");
Noted second("second");
__attribute__((init_priority(200))) Noted early("early");

Noted &local()
{
    static Noted object("local");
    return object;
}

struct Base {
    int base = 1;
    virtual ~Base() = default;
    virtual const char *what() const = 0;
};
struct Left : virtual Base {
    int left = 2;
    const char *what() const override { return "left"; }
};
struct Right : virtual Base {
    int right = 3;
    const char *what() const override { return "right"; }
};
struct Other {
    virtual ~Other() = default;
    int other = 4;
};
struct Diamond : Left, Right, Other {
    const char *what() const override { return "diamond"; }
};
struct Single : Other {
    int single = 5;
};

__attribute__((noinline)) void casts(Base *base, Other *other)
{
    Diamond *diamond = dynamic_cast<Diamond *>(base);
    Right *right = dynamic_cast<Right *>(other);
    printf("%s %d %d %d %d\n", base->what(), diamond != nullptr, right ? right->right : 0,
           dynamic_cast<Single *>(other) != nullptr, dynamic_cast<void *>(other) == diamond);
    printf("%s %d %d\n", typeid(*base).name(), typeid(*base) == typeid(Diamond), typeid(*other) == typeid(Single));
}

int handled;
void *spare;

void handler()
{
    handled++;
    free(spare);
    spare = nullptr;
    std::set_new_handler(nullptr);
}

struct alignas(64) Wide {
    char bytes[64];
};

bool aligned(const void *memory, unsigned alignment)
{
    return reinterpret_cast<uintptr_t>(memory) % alignment == 0;
}

// A compiler may leave out an allocation, and take it for successful, if it sees what becomes of it.
void *keep(void *memory)
{
    asm volatile("" : "+r"(memory));
    return memory;
}

// Too much for every board.
volatile size_t huge = 0x30000000;

void memory()
{
    int *one = new int(5);
    int *many = new int[100]();
    Wide *wide = new Wide;
    Wide *row = new Wide[3];
    Wide *quiet = new (std::nothrow) Wide;
    char *bytes = static_cast<char *>(::operator new(0));
    printf("%d %d %d %d %d %d\n", *one, many[99], aligned(wide, 64), aligned(row, 64), aligned(quiet, 64),
           bytes != nullptr);
    delete one;
    delete[] many;
    delete wide;
    delete[] row;
    delete quiet;
    ::operator delete(bytes);

    printf("%d %d %d\n", keep(::operator new(huge, std::nothrow)) == nullptr,
           keep(new (std::nothrow) char[huge]) == nullptr,
           keep(::operator new[](huge, std::align_val_t(32), std::nothrow)) == nullptr);

    // The handler makes room.
    while (void *block = keep(malloc(1024)))
        spare = block;
    std::set_new_handler(handler);
    void *fits = ::operator new(1024);
    printf("%d %d %d\n", fits != nullptr, handled, std::get_new_handler() == nullptr);
    ::operator delete(fits);
}

void last() { printf("atexit\n"); }

} // namespace

int main()
{
    // CHECK-NEXT: main
    printf("main\n");
    // CHECK-NEXT: +local
    // CHECK-NEXT: local local
    local();
    printf("%s %s\n", local().name, local().name);
    atexit(last);

    Diamond diamond;
    // CHECK-NEXT: diamond 1 3 0 1
    // CHECK-NEXT: {{.*}}7Diamond{{.*}} 1 0
    casts(&diamond, &diamond);

    // CHECK-NEXT: 5 0 1 1 1 1
    // CHECK-NEXT: 1 1 1
    // CHECK-NEXT: 1 1 1
    memory();
    // CHECK-NEXT: atexit
    // CHECK-NEXT: -local
    // CHECK-NEXT: -second
    // CHECK-NEXT: -first
    // CHECK-NEXT: -early
    return 0;
}
