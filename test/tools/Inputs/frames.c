// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every form of a check: for plain SP and with a frame to add, with and without a free register, with stack
// arguments, for a frame that never fits, in front of a call and nothing else.

int external(volatile int *);

#define FRAME(words) volatile int frame[words]

int small(int a)
{
    FRAME(4);
    frame[a & 1] = a;
    return external(frame);
}

int large(int a)
{
    FRAME(50);
    frame[a & 1] = a;
    return external(frame);
}

int larger(int a)
{
    FRAME(1500);
    frame[a & 1] = a;
    return external(frame);
}

int full(int a, int b, int c, int d)
{
    FRAME(4);
    frame[a & 1] = b + c + d;
    return external(frame);
}

int full_large(int a, int b, int c, int d)
{
    FRAME(100);
    frame[a & 1] = b + c + d;
    return external(frame);
}

int full_larger(int a, int b, int c, int d)
{
    FRAME(1000);
    frame[a & 1] = b + c + d;
    return external(frame);
}

int arguments(int a, int b, int c, int d, int e)
{
    FRAME(4);
    frame[a & 1] = b + c + d + e;
    return external(frame);
}

int arguments_large(int a, int b, int c, int d, int e, int f)
{
    FRAME(300);
    frame[a & 1] = b + c + d + e + f;
    return external(frame);
}

int none(int a)
{
    return a + 1;
}
