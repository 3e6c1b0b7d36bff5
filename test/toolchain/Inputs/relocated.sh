# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# relocated.test: run in a folder with a copy of the prefix in hop/, which is first on PATH.
set -eu
cd "$1"
cat >hello.c <<'C'
#include <stdio.h>
int main(int argc, char **argv) { printf("%s %lld %.3f\n", argv[1], 1LL << 40, 2.0 / 3); return argc != 2; }
C
clang --target=thumbv7em -Os hello.c -o soft.elf
hop-run soft.elf soft
clang --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -Os hello.c -o hard.elf
hop-run hard.elf hard
cat >hello.cpp <<'C'
extern "C" int printf(const char *, ...);
struct Answer { int value; Answer() : value(42) {} ~Answer() { printf("C++ %d\n", value); } };
int main() { Answer answer; return 0; }
C
clang++ --target=thumbv7em -Os -fno-rtti -fno-threadsafe-statics hello.cpp -o cpp.elf
hop-run cpp.elf
# Every file that clang names while compiling and linking is in the copy, a system tool, or temporary.
clang --target=thumbv7em -### hello.c -o x.elf 2>&1 | tr ' ' '\n' | tr -d '"' | grep '^/' |
    grep -vE "^($PWD|/tmp/)" | grep -vx "$(dirname "$PWD").*" >outside || true
if [ -s outside ]; then cat outside; else echo all inside; fi
