#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# test-llvm.sh [REGEX]: runs LLVM's own tests for Arm (code generation, clang's driver, the linker), or those whose name
# matches REGEX, with stock clang 19's tools and with ours, and prints every test whose result is not the same.
# The tests that the patch series adds must pass with ours.
# HOP_PREFIX sets the installed toolchain (default build/install).
set -eu
. "$(dirname "$0")/lib.sh"

LIT=$HOP_LLVM_PREFIX/build/utils/lit/lit.py
# The last rows' folders hold tests of the series only.
SUITES='llvm/test/CodeGen/ARM llvm/test/CodeGen/Thumb llvm/test/CodeGen/Thumb2 clang/test/Driver
llvm/test/Transforms/EarlyCSE llvm/test/Transforms/InferFunctionAttrs llvm/test/Transforms/Inline
llvm/test/Transforms/MemCpyOpt llvm/test/Transforms/SimplifyCFG llvm/test/Transforms/SLPVectorizer clang/test/CodeGen clang/test/CodeGenCXX clang/test/Lexer lld/test/ELF'

prefix=${HOP_PREFIX:-$HOP_BUILD/install}
source=$HOP_BUILD/src/llvm
out=$HOP_BUILD/test-llvm
need_plain_path "$HOP_ROOT" "$out"
case "$#${1:-}" in
1--help | 1-h) say "usage: test-llvm.sh [REGEX]" && exit 0 ;;
1-* | [!01]*) die "usage: test-llvm.sh [REGEX]" ;;
esac
filter=${1:-CodeGen|Driver :: arm|Transforms|Lexer|ELF :: (arm|finite)}
need_regex "$filter"

need_toolchain "$prefix"
[ -d "$source/llvm/test" ] || die "no LLVM source: run scripts/fetch-source.sh llvm"
"$HOP_ROOT/scripts/fetch-source.sh" lldtests

# add_suite NAME TOOLS SUITE SOURCE
add_suite() {
    mkdir -p "$out/$1/$3"
    cat >"$out/$1/$3/lit.site.cfg.py" <<CONFIG
lit_config.params.update(source=r"""$4""", output=r"""$out/$1/$3""", tools=r"""$2""",
                         rest=r"""$HOP_LLVM_PREFIX/bin""")
lit_config.load_config(config, r"""$HOP_ROOT/test/upstream/llvm_config.py""")
config.name = r"""$3"""
CONFIG
}

# run_suites NAME TOOLS: results to $out/NAME.json
run_suites() {
    for suite in $SUITES; do
        add_suite "$1" "$2" "$suite" "$source/$suite"
    done
    add_suite "$1" "$2" stock/lld/test/ELF "$HOP_BUILD/src/lldtests/lld/test/ELF"
    say "== LLVM's tests with $2"
    # shellcheck disable=SC2086 # the list of folders
    (cd "$out/$1" && python3 "$LIT" -q -j "$HOP_JOBS" --no-progress-bar --filter "$filter" -o "$out/$1.json" \
        $SUITES stock/lld/test/ELF) >"$out/$1.log" 2>&1 || true
    [ -s "$out/$1.json" ] || die "no test ran with $2: see $out/$1.log"
}

mkdir -p "$out"
git -C "$source" diff --name-only --diff-filter=A hop-base HEAD -- '*/test/*' >"$out/added.txt"
rm -f "$out/stock.json" "$out/ours.json"
run_suites stock "$HOP_LLVM_PREFIX/bin"
run_suites ours "$prefix/bin"
exec python3 "$HOP_ROOT/test/upstream/compare.py" "$out/stock.json" "$out/ours.json" "$out/added.txt"
