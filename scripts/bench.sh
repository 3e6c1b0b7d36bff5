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

bench=$HOP_ROOT/test/bench
prefix=${HOP_PREFIX:-$HOP_BUILD/install}
build=1

case ${1:-} in
--no-build) build= && shift ;;
--help | -h) say "usage: bench.sh [--no-build] --runtime | [OPTION...], with these OPTIONs:" && exec python3 "$bench/bench.py" --help ;;
esac
if [ -n "$build" ]; then
    "$HOP_ROOT/scripts/build.sh" --prefix "$prefix"
fi
[ -x "$prefix/bin/clang" ] || die "no toolchain in $prefix: run scripts/build.sh, or set HOP_PREFIX"
need_tool python3 qemu-system-arm
[ "${1:-}" != --runtime ] || exec "$bench/runtime.sh" "$prefix" "$HOP_BUILD/bench/runtime"
only= previous=
for word in "$@"; do
    [ "$previous" != --only ] || only=$word
    previous=$word
done
for source in $(python3 "$bench/corpus.py" list --sources --only "$only"); do
    "$HOP_ROOT/scripts/fetch-source.sh" "$source"
done
exec python3 "$bench/bench.py" --prefix "$prefix" --build "$HOP_BUILD" --out "$HOP_BUILD/bench" \
    --llvm-prefix "$HOP_LLVM_PREFIX" --jobs "$HOP_JOBS" "$@"
