# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# links.sh BIN DIR: the programs that the Debian package puts in everybody's PATH work by those names.
set -eu
cat >"$2/main.cpp" <<'C'
#include <cstdio>
struct Answer { ~Answer() { std::puts("C++ by hop-clang++"); } };
int main() { Answer answer; }
C
"$1/hop-clang++" --target=thumbv7em -Os "$2/main.cpp" -o "$2/main.elf"
"$1/hop-run" "$2/main.elf"
