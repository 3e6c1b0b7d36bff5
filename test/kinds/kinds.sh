#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# kinds.sh [--grow] PREFIX OUT TARGET-FLAGS FLAGS...: compiles and runs the kinds of C and C++ functions with each
# FLAGS in turn, and says what failed. At least one life of each kind must have died; with --grow, on stacks that grow
# (grow.c), none.
set -u
runner=squeeze.c
if [ "$1" = --grow ]; then
    runner=grow.c
    shift
fi
prefix=$1
out=$2
target=$3
shift 3
here=$(dirname "$0")
failed=0

attempt() {
    source=$1
    shift
    image=$out/kinds.elf
    "$prefix/bin/clang" "$@" "$here/$runner" "$here/$source" -fno-rtti -w -o "$image" >"$out/log" 2>&1 &&
        "$prefix/bin/hop-run" --icount 7 --timeout 120 "$image" >"$out/log" 2>"$out/report" &&
        grep -q '^all kinds right$' "$out/log" && ! grep 'died 0 times' "$out/log" && return
    echo "$source with $*:"
    tail -n 3 "$out/log"
    failed=$((failed + 1))
}

for flags in "$@"; do
    attempt kinds.c $target $flags
    case $flags in *-fropi*) continue ;; esac # which clang refuses for C++
    attempt kinds.cpp $target $flags
done
echo "$failed failed"
