#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# campaign.sh [--count N] [--seed N] [--trace] [VARIANT...]: N injections of panics, overflows, failed allocations, kills and
# faults into a mix of tasks, on QEMU, for each variant of sysroot/variants.json that is named (default: those in
# VARIANTS below). After each one everything must be as before: test/campaign/README.md.
# The same seed gives the same campaign. --out DIR sets where it is built. HOP_PREFIX sets the installed toolchain
# (default build/install).
set -eu
. "$(dirname "$0")/lib.sh"

VARIANTS='thumbv6m thumbv7m thumbv7em-hf thumbv8m.main'
# Kills and faults at any instruction are by the second timer of QEMU's MPS2 boards for these.
HAVE_TIMER=' thumbv7m thumbv7em thumbv7em-hf '

source=$HOP_ROOT/test/campaign
prefix=${HOP_PREFIX:-$HOP_BUILD/install}
out=$HOP_BUILD/campaign
count=20000 seed=1 trace=0

usage() {
    say "usage: campaign.sh [--count N] [--seed N] [--trace] [--out DIR] [VARIANT...]"
}

# build VARIANT: $out/VARIANT.elf
build() {
    flags=$(variant_flags "$1")
    case $HAVE_TIMER in *" $1 "*) flags="$flags -DCAMPAIGN_TIMER" ;; esac
    flags="$flags -Os -g -Wall -Wextra -Werror"
    # shellcheck disable=SC2086 # lists of flags
    {
        "$prefix/bin/clang" $flags -finstrument-functions -c "$source/workers.c" -o "$out/$1.workers.o"
        "$prefix/bin/clang" $flags "$source/director.c" "$source/inject.c" "$source/random.c" "$out/$1.workers.o" \
            -o "$out/$1.elf"
    }
}

run() {
    may_fault=$(python3 "$source/ranges.py" "$prefix/bin/llvm-nm" "$out/$1.elf" \
        "$prefix/lib/clang-runtimes/$1/lib/libhop.a") || return 1 # with no place to fault it would pass, too
    # shellcheck disable=SC2086 # a list of options
    "$prefix/bin/hop-run" --icount 7 --timeout 0 "$out/$1.elf" --count "$count" --seed "$seed" --trace "$trace" $may_fault
}

while [ $# -gt 0 ]; do
    case $1 in
    --count | --seed | --out)
        [ $# -ge 2 ] || die "$1 needs a value ($(usage))"
        case $1 in --count) count=$2 ;; --seed) seed=$2 ;; --out) out=$2 ;; esac
        shift 2
        ;;
    --trace) trace=1 && shift ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || eval "set -- $VARIANTS"
need_numbers --count "$count" --seed "$seed"
need_some --count "$count"
need_variants "$@"
need_toolchain "$prefix"
mkdir -p "$out"
status=0
for variant in "$@"; do
    build "$variant"
    say "== $variant, seed $seed"
    run "$variant" || status=1
done
exit $status
