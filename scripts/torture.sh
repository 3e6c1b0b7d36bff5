#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# torture.sh [--every N] [--level LEVEL] [VARIANT...]: compiles and runs GCC's torture tests of C, or one of N of them, on
# one variant after the other (default: all of sysroot/variants.json), at LEVEL (-O2): without checks, with checks, and on a
# stack that grows at each checked call. What fails without checks, because it is made for GCC alone or for another machine,
# is left out. --out DIR sets where it is built. HOP_PREFIX sets the installed toolchain (default build/install).
set -eu
. "$(dirname "$0")/lib.sh"

usage() {
    say "usage: torture.sh [--every N] [--level LEVEL] [--out DIR] [VARIANT...]"
}

# The tests are in a tarball in the package.
unpack() {
    "$HOP_ROOT/scripts/fetch-source.sh" torture
    [ ! -d "$tests/execute" ] || return 0
    rm -rf "$tests.new"
    mkdir -p "$tests.new"
    run_logged unpack-torture tar -xJf "$HOP_BUILD"/src/torture/gcc-*.tar.xz -C "$tests.new" --strip-components=4 \
        --wildcards '*/gcc/testsuite/gcc.c-torture/execute/*.c'
    mv "$tests.new" "$tests"
}

out=$HOP_BUILD/torture
tests=$HOP_BUILD/src/torture/tests
every=1 level=-O2
while [ $# -gt 0 ]; do
    case $1 in
    --every | --level | --out) [ $# -gt 1 ] || die "$1 needs an argument ($(usage))" ;;
    esac
    case $1 in
    --every) every=$2 && shift ;;
    --level) level=$2 && shift ;;
    --out) out=$2 && shift ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) break ;;
    esac
    shift
done
need_numbers --every "$every"
need_some --every "$every"
need_variants "$@"
unpack
exec "$HOP_ROOT/scripts/differ.py" --sources "$tests/execute" --every "$every" --level="$level" --out "$out" \
    --cflags='-std=gnu89 -fomit-frame-pointer -Wno-int-conversion -Wno-return-mismatch -lm' "$@"
