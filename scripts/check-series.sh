#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-series.sh [FIRST [LAST]]: builds the toolchain with each prefix of the patch series, of FIRST to LAST patches
# (default: of 1 to all), and runs the tests that the last patch of each prefix adds. In a checkout of its own,
# build/series: the objects that two prefixes share come from the compiler's cache.
set -eu
. "$(dirname "$0")/lib.sh"

side=$HOP_BUILD/series

# A checkout with everything but the patches; the compiler sees the same relative paths as in the main one.
prepare() {
    mkdir -p "$side/build/src"
    rm -rf "$side/CMakeLists.txt" "$side/clang-pass" "$side/llvm-patches" "$side/scripts" "$side/test"
    cp -R "$HOP_ROOT/CMakeLists.txt" "$HOP_ROOT/clang-pass" "$HOP_ROOT/llvm-patches" "$HOP_ROOT/scripts" "$side/"
    mkdir -p "$side/test"
    cp -R "$HOP_ROOT/test/upstream" "$side/test/"
    rm -f "$side"/llvm-patches/*.patch
}

here() {
    env HOP_BUILD="$side/build" "$@"
}

# added_by PATCH: a regular expression for lit, of the names of the tests that it adds.
added_by() {
    sed -n '/^--- \/dev\/null$/{n;s,^+++ b/.*/test/\(.*\),\1,p;}' "$1" |
        sed 's,.*/,,; s/\./\\./g' | paste -sd '|' -
}

# check_prefix NUMBER PATCH: the patches before it are in place already.
check_prefix() {
    cp "$2" "$side/llvm-patches/"
    if [ "$1" -lt "$first" ]; then
        return
    fi
    say "== $1 patches: $(basename "$2")"
    here "$side/scripts/patch-llvm.sh" apply
    here "$side/scripts/build-llvm.sh"
    tests=$(added_by "$2")
    [ -z "$tests" ] || here env HOP_PREFIX="$side/build/stage" "$side/scripts/test-llvm.sh" "$tests"
}

usage() {
    say "usage: check-series.sh [FIRST [LAST]]"
}

case "$#${1:-}" in
1--help | 1-h) usage && exit 0 ;;
?-* | [!012]*) die "$(usage)" ;;
esac
all=$(patches | wc -l)
first=${1:-1} last=${2:-$all}
case $first$last in
*[!0-9]*) die "FIRST and LAST are numbers of 1 to $all" ;;
esac
[ "$first" -ge 1 ] && [ "$first" -le "$last" ] && [ "$last" -le "$all" ] || die "FIRST and LAST are numbers of 1 to $all"
need_tool git ccache
prepare
here "$side/scripts/fetch-source.sh" llvm
number=0
patches | head -n "$last" >"$side/patches"
while read -r patch; do
    number=$((number + 1))
    check_prefix "$number" "$patch" </dev/null
done <"$side/patches"
say "prefixes of $first to $last patches: each builds, and the tests of its last patch pass"
