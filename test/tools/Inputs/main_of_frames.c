// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

int external(volatile int *frame)
{
    return frame[0];
}

int small(int), large(int), larger(int), none(int);
int full(int, int, int, int), full_large(int, int, int, int), full_larger(int, int, int, int);
int arguments(int, int, int, int, int), arguments_large(int, int, int, int, int, int);

int main(void)
{
    return small(1) + large(2) + larger(3) + none(4) + full(1, 2, 3, 4) + full_large(1, 2, 3, 4) +
           full_larger(1, 2, 3, 4) + arguments(1, 2, 3, 4, 5) + arguments_large(1, 2, 3, 4, 5, 6);
}
