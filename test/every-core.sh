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

python3 "$(dirname "$0")/../sysroot/variants.py" spelled >"$out.variants" || exit 1
while read -r variant flags; do
    # shellcheck disable=SC2086
    check "$variant" $flags "$@" </dev/null
done <"$out.variants"
