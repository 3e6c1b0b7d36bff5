#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# bench.sh [--no-build] [OPTION...]: builds the toolchain (scripts/build.sh), fetches the
# sources that are to be measured, and prints what the stack checks cost: test/bench/README.md.
# OPTIONs are those of test/bench/bench.py, which --help lists. With --runtime instead of
# them: what libhop's heap and growing stacks cost, by test/bench/runtime.sh. HOP_PREFIX sets the
# installed toolchain (default build/install).
set -eu
. "$(dirname "$0")/lib.sh"

USAGE='usage: bench.sh [--no-build] --runtime | [OPTION...]'

bench=$HOP_ROOT/test/bench
prefix=${HOP_PREFIX:-$HOP_BUILD/install}
build=1 runtime='' help=''
for word in "$@"; do
    shift
    case $word in
    --no-build) build= ;;
    --runtime) runtime=1 ;;
    --help | -h) help=1 ;;
    *) set -- "$@" "$word" ;;
    esac
done
[ -z "$help" ] || { say "$USAGE, with these OPTIONs:" && exec python3 "$bench/bench.py" --help; }
[ -z "$runtime" ] || [ $# = 0 ] || die "--runtime takes no OPTION ($USAGE)"
# What reads the options is in Python, which a fresh machine lacks.
[ -z "$build" ] || command -v python3 >/dev/null 2>&1 || "$HOP_ROOT/scripts/setup-host.sh"
need_tool python3
sources=$(python3 "$bench/bench.py" --sources "$@")
if [ -n "$build" ]; then
    "$HOP_ROOT/scripts/build.sh" --prefix "$prefix"
fi
need_toolchain "$prefix"
need_tool qemu-system-arm
[ -z "$runtime" ] || exec "$bench/runtime.sh" "$prefix" "$HOP_BUILD/bench/runtime"
for source in $sources; do
    "$HOP_ROOT/scripts/fetch-source.sh" "$source"
done
exec python3 "$bench/bench.py" --prefix "$prefix" --build "$HOP_BUILD" --out "$HOP_BUILD/bench" \
    --llvm-prefix "$HOP_LLVM_PREFIX" --jobs "$HOP_JOBS" "$@"
