#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# refused.sh SCRIPTS OUT: calls scripts as nobody should; prints the last line of each, and whatever one of them has made.
scripts=$1
export HOP_BUILD="$2/build" HOP_CACHE="$2/cache"
while read -r script arguments; do
    # shellcheck disable=SC2086 # a list
    timeout 60 "$scripts/$script" $arguments 2>&1 </dev/null | tail -n 1
    [ ! -e "$HOP_BUILD" ] && [ ! -e "$HOP_CACHE" ] || echo "$script $arguments: has begun to work"
    rm -rf "$HOP_BUILD" "$HOP_CACHE"
done <<'END'
bench.sh --only (
bench.sh --json /none/x
bench.sh --runtime --stock
test.sh (
test-llvm.sh (
test-llvm.sh one two
check-series.sh 1 2 3
check-series.sh 0
patch-llvm.sh apply now
patch-llvm.sh tree
fetch-source.sh llvm newlib
torture.sh thumbv6m thumbv9
torture.sh --every 0
test-cxx.sh --every many
campaign.sh thumbv6m thumbv9
campaign.sh --count many
campaign.sh --count 0
campaign.sh --count 010
campaign.sh --seed 4294967296
soak.sh thumbv6m --count 5
soak.sh --minutes 1.5
soak.sh --count 0
build-sysroot.sh
demo.sh /usr/bin/env
demo.sh /none.json
END
