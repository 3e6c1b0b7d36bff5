#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# every-core.sh PREFIX OUT [--except VARIANT,...] FLAG... SOURCE: compiles the source for every variant of
# the sysroot (C++ with clang++), runs it on its QEMU machine, and checks what it prints with SOURCE's CHECK lines.
set -u
prefix=$1
out=$2
shift 2
except=
if [ "$1" = --except ]; then
    except=,$2,
    shift 2
fi
for source in "$@"; do :; done
driver=clang
case $source in *.cpp) driver=clang++ ;; esac

check() {
    variant=$1
    shift
    case $except in *",$variant,"*) return ;; esac
    "$prefix/bin/$driver" "$@" -o "$out.$variant.elf" || fail "does not compile"
    "$prefix/bin/hop-run" --icount 7 "$out.$variant.elf" >"$out.$variant.txt" 2>&1 || fail "status $?"
    FileCheck --input-file="$out.$variant.txt" "$source" || fail "prints something else"
}

fail() {
    echo "every-core.sh: $source on $variant: $1" >&2
    exit 1
}

check v6m --target=thumbv6m "$@"
check v7m --target=thumbv7m "$@"
check v7em --target=thumbv7em "$@"
check v7em-hf --target=thumbv7em-none-eabihf -mcpu=cortex-m4 "$@"
check v8m.base --target=thumbv8m.base "$@"
check v8m.main --target=thumbv8m.main "$@"
check v8m.main-hf --target=thumbv8m.main-none-eabihf -mcpu=cortex-m33 "$@"
check v8.1m.main-hf --target=thumbv8.1m.main-none-eabihf -mcpu=cortex-m55 "$@"
