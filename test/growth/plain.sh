#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# plain.sh PREFIX OUT SOURCE TARGET-FLAGS LEVEL...: what the program prints does not depend on where its calls run: in
# an image whose stack does not grow, in one in which main's stack begins as small as it may, and in one in which each
# checked call has a stacklet of its own.
set -u
prefix=$1
out=$2
source=$3
target=$4
shift 4
large='-Wl,--defsym=__hop_main_stack_size=20000'
small='-Wl,--defsym=__hop_main_stack_size=1100 -Wl,--defsym=__hop_main_stack_limit=0x100000'
stress='-Wl,--defsym=__hop_stress_growth=1'
failed=0
driver=clang
case $source in *.cpp) driver=clang++ ;; esac

# attempt NAME FLAG...
attempt() {
    name=$1
    shift
    "$prefix/bin/$driver" $target "$@" -w "$source" -o "$out.$name.elf" >"$out.$name.txt" 2>&1 &&
        "$prefix/bin/hop-run" --icount 7 --timeout 60 "$out.$name.elf" >"$out.$name.txt" 2>"$out.$name.err" &&
        cmp "$out.fixed.txt" "$out.$name.txt" >"$out.cmp" 2>&1 && return
    echo "$target $*:"
    tail -n 3 "$out.$name.err" "$out.$name.txt"
    failed=$((failed + 1))
}

for level in "$@"; do
    attempt fixed $level $large
    attempt small $level $small
    attempt stress $level $stress
done
echo "$failed failed"
