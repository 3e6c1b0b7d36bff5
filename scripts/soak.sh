#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# soak.sh [--count N | --minutes N] [--seed N] [--trace] [VARIANT...]: N rounds of random operations on every object of the
# kernel, by tasks and handlers, on QEMU, for each variant of sysroot/variants.json that is named (default: those in VARIANTS
# below); or, for so many minutes, rounds with one seed after another. What has to hold: test/soak/README.md.
# The same seed gives the same rounds. --out DIR sets where it is built. HOP_PREFIX sets the installed toolchain
# (default build/install). --instead FILE links FILE, a changed copy of a file of libhop/, instead of that (soak.test).
set -eu
. "$(dirname "$0")/lib.sh"

VARIANTS='thumbv6m thumbv7m thumbv7em-hf thumbv8m.main thumbv8.1m.main-hf'

source=$HOP_ROOT/test/soak
prefix=${HOP_PREFIX:-$HOP_BUILD/install}
out=$HOP_BUILD/soak
count=200 seed=1 trace=0 minutes='' instead=''

usage() {
    say "usage: soak.sh [--count N | --minutes N] [--seed N] [--trace] [--out DIR] [--instead FILE] [VARIANT...]"
}

# compile_kernel SOURCE OBJECT FLAGS: as libhop's own code, and marked as that.
compile_kernel() {
    # shellcheck disable=SC2086 # a list of flags
    "$prefix/bin/clang" $3 -Os -fno-finite-stack -include "$HOP_ROOT/libhop/arch/arm-m/include/hop/mark.h" \
        -I "$HOP_ROOT/libhop" -I "$HOP_ROOT/libhop/include" -I "$HOP_ROOT/libhop/arch/arm-m" -c "$1" -o "$2"
}

# build VARIANT: $out/VARIANT.elf. It looks into the kernel.
build() {
    flags=$(variant_flags "$1")
    objects=$out/$1.idle.o
    compile_kernel "$HOP_ROOT/test/kernel/Inputs/busy_idle.c" "$out/$1.idle.o" "$flags"
    if [ -n "$instead" ]; then
        compile_kernel "$instead" "$out/$1.instead.o" "$flags"
        objects="$objects $out/$1.instead.o"
    fi
    # shellcheck disable=SC2086
    "$prefix/bin/clang" $flags -Os -g -Wall -Wextra -Werror -Wno-macro-redefined -I "$HOP_ROOT/libhop" \
        -I "$HOP_ROOT/libhop/arch/arm-m" "$source/director.c" "$source/operations.c" "$source/handlers.c" \
        "$source/ledger.c" $objects -o "$out/$1.elf"
}

# run VARIANT SEED
run() {
    say "== $1"
    "$prefix/bin/hop-run" --icount 7 --timeout 0 "$out/$1.elf" --count "$count" --seed "$2" --trace "$trace"
}

while [ $# -gt 0 ]; do
    case $1 in
    --count | --minutes | --seed | --out | --instead)
        [ $# -ge 2 ] || die "$1 needs a value ($(usage))"
        case $1 in --count) count=$2 ;; --minutes) minutes=$2 ;; --seed) seed=$2 ;; --out) out=$2 ;; --instead) instead=$2 ;; esac
        shift 2
        ;;
    --trace) trace=1 && shift ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || eval "set -- $VARIANTS"
need_numbers --count "$count" --seed "$seed" --minutes "${minutes:-0}"
need_some --count "$count"
need_variants "$@"
need_toolchain "$prefix"
mkdir -p "$out"
for variant in "$@"; do
    build "$variant"
done
end=$(($(date +%s) + ${minutes:-0} * 60))
status=0
while :; do
    for variant in "$@"; do
        run "$variant" "$seed" || status=1
    done
    [ "$(date +%s)" -lt "$end" ] || break
    seed=$((seed + 1))
done
exit $status
