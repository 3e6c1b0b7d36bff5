#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# test.sh [--no-build] [REGEX]: builds everything (scripts/build.sh), then runs all tests, or
# those whose name matches REGEX, on the installed prefix (HOP_PREFIX, default build/install).
# The last line is "N passed, N failed", with ", N skipped" where that is so.
set -eu
. "$(dirname "$0")/lib.sh"

# A hang detector: the longest test takes a ninth of it on two idle cores, and others may be busy.
TEST_TIMEOUT=1800
LIT=$HOP_LLVM_PREFIX/build/utils/lit/lit.py
# Debian's, which has Debian's psutil; another one may come first in PATH.
PYTHON=/usr/bin/python3

usage() {
    say "usage: test.sh [--no-build] [REGEX]"
}

write_site_config() {
    cat >"$1" <<CONFIG
config.hop_root = r"""$HOP_ROOT"""
config.hop_build = r"""$HOP_BUILD"""
config.hop_prefix = r"""$prefix"""
config.hop_llvm_prefix = r"""$HOP_LLVM_PREFIX"""
config.hop_output = r"""$output"""
lit_config.load_config(config, r"""$HOP_ROOT/test/lit.cfg.py""")
CONFIG
}

build=1
filter=
while [ $# -gt 0 ]; do
    case $1 in
    --no-build) build= ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) [ -z "$filter" ] || die "more than one REGEX ($(usage))" && filter=$1 ;;
    esac
    shift
done
need_regex "$filter"
prefix=${HOP_PREFIX:-$HOP_BUILD/install}
output=$HOP_BUILD/test
need_plain_path "$HOP_ROOT" "$output"

if [ -n "$build" ]; then
    say "== build"
    "$HOP_ROOT/scripts/build.sh" --prefix "$prefix"
fi
need_toolchain "$prefix"
[ -f "$LIT" ] || die "$LIT is missing: run scripts/setup-host.sh"
# lit ends a test that hangs, and its children, by psutil.
"$PYTHON" -c 'import psutil' 2>/dev/null || die "python3-psutil is missing: run scripts/setup-host.sh"
say "== sources that tests compile"
for source in newlib cjson zlib mbedtls microbit lwip; do
    "$HOP_ROOT/scripts/fetch-source.sh" "$source"
done

say "== tests of $prefix"
alone_in "$output" 9
write_site_config "$output/lit.site.cfg.py"
rm -f "$output/results.json"
set -- -v -j "$HOP_JOBS" --no-progress-bar --timeout "$TEST_TIMEOUT" -o "$output/results.json"
[ -z "$filter" ] || set -- "$@" --filter "$filter"
# A firmware that a test has left running does not keep the lock.
"$PYTHON" "$LIT" "$@" "$output" 9>&- || true
exec python3 "$HOP_ROOT/test/summary.py" "$output/results.json"
