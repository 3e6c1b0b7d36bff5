#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# fuzz.sh [SECONDS [HARNESS...]]: runs libFuzzer on the pure parts of libhop, with ASan and UBSan: first every seed of
# test/libhop/fuzz/corpus/, then what it makes of them, SECONDS in all (default 60), divided among the harnesses
# (default: all of test/libhop/fuzz/). At the first finding it stops and says where it is.
# --out DIR    where to build and to keep what was found and learned (default build/fuzz)
# --libhop DIR the sources to compile (default libhop)
# --seed N     another way through what is random (default 1)
set -eu
. "$(dirname "$0")/lib.sh"

FOLDER=$HOP_ROOT/test/libhop/fuzz
CC=$HOP_LLVM_PREFIX/bin/clang
CFLAGS='-std=c11 -g -O1 -Wall -Wno-unused-function -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all'

usage() {
    say "usage: fuzz.sh [--out DIR] [--libhop DIR] [--seed N] [SECONDS [HARNESS...]]"
}

# header_field NAME FILE: what follows `// NAME:` in a harness.
header_field() {
    sed -n "s|^// $1: ||p" "$2"
}

build_harness() {
    # shellcheck disable=SC2046 # lists, and patterns of source files
    (cd "$libhop" && "$CC" $CFLAGS -I include -I . $(header_field FLAGS "$FOLDER/$1.c") "$FOLDER/$1.c" \
        $(header_field SOURCES "$FOLDER/$1.c") -o "$out/$1/fuzzer") >"$out/$1/build.log" 2>&1 ||
        die "$1 does not compile: see $out/$1/build.log"
}

# New inputs go to the first folder.
run_harness() {
    "$out/$1/fuzzer" -seed="$seed" -max_total_time="$2" -max_len=2048 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$out/$1/finding-" "$out/$1/learned" "$out/$1/seeds" >"$out/$1/run.log" 2>&1 ||
        die "$1: $(log_finding "$1"): see $out/$1/run.log; its input as a seed: test/libhop/fuzz/corpus.py seed NAME $out/$1/finding-*"
}

log_finding() {
    grep -m 1 -oE 'not so: .*|runtime error: .*|ERROR: [A-Za-z]+: .*|^[a-z ]+, after .*' "$out/$1/run.log" || echo "it failed"
}

fuzz() {
    rm -rf "$out/$1/seeds"
    rm -f "$out/$1"/finding-*
    mkdir -p "$out/$1/seeds" "$out/$1/learned"
    count=$(python3 "$FOLDER/corpus.py" expand "$FOLDER/corpus/$1.txt" "$out/$1/seeds") || exit 1
    build_harness "$1"
    run_harness "$1" "$2"
    say "$1: $count, $(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$1/run.log") inputs in $2 s, nothing found"
}

out=$HOP_BUILD/fuzz
libhop=$HOP_ROOT/libhop
seed=1
while [ $# -gt 0 ]; do
    case $1 in
    --out | --libhop | --seed) [ $# -gt 1 ] || die "$1 needs an argument ($(usage))" ;;
    esac
    case $1 in
    --out) out=$2 && shift ;;
    --libhop) libhop=$2 && shift ;;
    --seed) seed=$2 && shift ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) break ;;
    esac
    shift
done
seconds=60
if [ $# -gt 0 ]; then
    seconds=$1
    shift
fi
case $seconds$seed in
'' | *[!0-9]*) die "SECONDS and the seed are whole numbers ($(usage))" ;;
esac
[ $# -gt 0 ] || set -- $(cd "$FOLDER" && ls ./*.c | sed 's|^\./||; s|\.c$||')
[ "$seconds" -ge $# ] || die "$seconds seconds are too few for $# harnesses: give at least $#"
for harness in "$@"; do
    [ -f "$FOLDER/$harness.c" ] || die "no harness '$harness' in test/libhop/fuzz"
done
[ -x "$CC" ] || die "$CC is missing: run scripts/setup-host.sh"
mkdir -p "$out"
out=$(cd "$out" && pwd)
libhop=$(cd "$libhop" && pwd)
for harness in "$@"; do
    fuzz "$harness" $((seconds / $#))
done
