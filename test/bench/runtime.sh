#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# runtime.sh PREFIX OUT: prints what libhop takes, in instructions on a Cortex-M4 with hard float: the kernel, what a
# minimal application takes of flash, the heap, unwinding, calls that go to a stacklet, loops around them, and the memory of breathing tasks. The programs are tests, which fail where a
# figure is worse than documented.
set -eu
prefix=$1
out=$2
tests=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"

# figures TITLE SOURCE
figures() {
    elf=$out/$(basename "$2" .c).elf
    "$prefix/bin/clang" --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -Os -I "$tests/../libhop" "$tests/$2" -o "$elf"
    echo "$1 ($2)"
    "$prefix/bin/hop-run" --icount 7 "$elf" | sed 's/^/  /'
}

"$tests/bench/kernel.py" "$prefix" "$out"
"$tests/bench/size.py" "$prefix" "$out"
figures "heap" libhop/target/heap-worst.c
figures "unwinding" libhop/target/unwind-cost.c
figures "call on a stacklet, there and back" growth/cost.c
figures "hot split" growth/hot.c
figures "breathing tasks" growth/breathing.c
