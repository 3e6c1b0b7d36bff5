// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function for each kind of table that clang makes for Arm; `corpus.py image` takes seeds of them.
extern "C" {
void work(void *);
int value();
}

struct guard {
    ~guard();
};

void leaf_frame()
{
    work(nullptr);
    work(nullptr);
}

void cleans_up()
{
    guard one;
    work(&one);
}

void cleans_up_twice()
{
    guard one;
    work(&one);
    guard two;
    work(&two);
}

int catches()
{
    try {
        work(nullptr);
    } catch (int number) {
        return number;
    } catch (const char *) {
        guard one;
        work(&one);
    } catch (...) {
        return 1;
    }
    return 0;
}

int catches_and_cleans_up()
{
    try {
        guard one;
        work(&one);
    } catch (int number) {
        return number;
    }
    return 0;
}

void passes_nothing() noexcept
{
    guard one;
    work(&one);
}

void throws()
{
    guard one;
    throw 1;
}

void has_alloca(unsigned size)
{
    guard one;
    work(__builtin_alloca(size));
}

void has_large_frame()
{
    char bytes[5000];
    guard one;
    work(bytes);
}

double keeps_doubles(double first, double second)
{
    work(nullptr);
    double third = first * second;
    work(nullptr);
    return first + second * third;
}

int keeps_registers(int a, int b, int c, int d)
{
    int v[8];
    for (int &each : v)
        each = value();
    work(v);
    return a + b * c - d + v[0] * v[1] + v[2] * v[3] + v[4] * v[5] + v[6] * v[7];
}

void has_arguments(int count, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, count);
    while (count-- > 0)
        work(__builtin_va_arg(list, void *));
    __builtin_va_end(list);
}
