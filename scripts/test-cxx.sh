#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# test-cxx.sh [--every N] [--flags FLAGS] [FOLDER...]: compiles the own tests of libc++ and libc++abi, or one of N of them, and
# runs them on QEMU: of libcxxabi and libcxx/std, or of the folders named, such as libcxx/std/thread. FLAGS are what a
# program is compiled and linked with (--target=thumbv7em-none-eabihf -Os). test/upstream/cxx-known.txt has the tests that
# ought not to pass, and why. HOP_PREFIX sets the installed toolchain (default build/install).
set -eu
. "$(dirname "$0")/lib.sh"

LIT=$HOP_LLVM_PREFIX/build/utils/lit/lit.py

usage() {
    say "usage: test-cxx.sh [--every N] [--flags FLAGS] [FOLDER...]"
}

# known PATTERN: the names of tests of cxx-known.txt in front of which PATTERN is, for lit.
known() {
    sed -n "s/^$1\(lib[^\t]*\)\t.*/\1/p" "$HOP_ROOT/test/upstream/cxx-known.txt" | paste -sd ';'
}

every=1
flags='--target=thumbv7em-none-eabihf -Os'
while [ $# -gt 0 ]; do
    case $1 in
    --every | --flags) [ $# -gt 1 ] || die "$1 needs an argument ($(usage))" ;;
    esac
    case $1 in
    --every) every=$2 && shift ;;
    --flags) flags=$2 && shift ;;
    --help | -h) usage && exit 0 ;;
    -*) die "unknown option $1 ($(usage))" ;;
    *) break ;;
    esac
    shift
done
need_numbers --every "$every"
need_some --every "$every"
[ $# -gt 0 ] || set -- libcxxabi libcxx/std

prefix=${HOP_PREFIX:-$HOP_BUILD/install}
need_plain_path "$HOP_ROOT" "$HOP_BUILD"
need_toolchain "$prefix"
"$HOP_ROOT/scripts/fetch-source.sh" cxxtests
source=$HOP_BUILD/src/cxxtests
out=$HOP_BUILD/test-cxx
for folder in "$@"; do
    library=${folder%%/*}
    inside=${folder#"$library"}
    case $library in
    libcxx | libcxxabi) [ -d "$source/$library/test$inside" ] ;;
    *) false ;;
    esac || die "no tests in '$folder': it begins with libcxx/ or libcxxabi ($(usage))"
done
for library in libcxx libcxxabi; do
    mkdir -p "$out/$library"
    cat >"$out/$library/lit.site.cfg.py" <<CONFIG
lit_config.params.update(source=r"""$source""", library=r"""$library""", output=r"""$out/$library""",
                         prefix=r"""$prefix""", flags=r"""$flags""")
lit_config.load_config(config, r"""$HOP_ROOT/test/upstream/cxx_config.py""")
CONFIG
done
cd "$out"
# Which are one of N must not depend on what took how long the last time.
exec python3 "$LIT" -s -j "$HOP_JOBS" --no-progress-bar --order lexical --num-shards "$every" --run-shard 1 \
    --xfail "$(known '')" --xfail-not "$(known '+')" "$@"
