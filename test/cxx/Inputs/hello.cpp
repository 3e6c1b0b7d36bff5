// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stdio.h>

struct Greeter {
    int count;
    explicit Greeter(int c) : count(c) { printf("hello %d\n", count); }
    virtual int greet() = 0;
    virtual ~Greeter() { printf("bye %d\n", count); }
};

struct Loud : Greeter {
    using Greeter::Greeter;
    int greet() override { return count * 2; }
};

Loud global(1);

int main()
{
    Greeter *greeter = new Loud(2);
    int *values = new int[5]();
    values[1] = greeter->greet() + global.greet();
    printf("values %d\n", values[1]);
    delete greeter;
    delete[] values;
    return 0;
}
