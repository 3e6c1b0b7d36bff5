#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# docs.sh OUT: the API reference, made of libhop's public headers by Doxygen, as HTML in the folder OUT, which is new or
# an older reference. A warning is an error. libhop/reference/ has what Doxygen is told.
set -eu
. "$(dirname "$0")/lib.sh"

REFERENCE=$HOP_ROOT/libhop/reference
USAGE='usage: docs.sh [--headers DIR] OUT   (DIR: hop/*.h instead of those of this checkout)'

headers() {
    if [ -n "$folder" ]; then
        find "$folder" -name '*.h' -o -name '*.hpp' | sort
    else
        find "$HOP_ROOT/libhop" -path '*/include/hop/*.h*' | sort
    fi
}

configuration() {
    cat "$REFERENCE/Doxyfile"
    cat <<CONFIG
PROJECT_NUMBER = "$HOP_VERSION"
OUTPUT_DIRECTORY = "$new"
STRIP_FROM_PATH = "$HOP_ROOT/libhop/include" "$HOP_ROOT/libhop/arch/arm-m/include" "$REFERENCE" "$new"
FILTER_PATTERNS = "*.h=python3 '$REFERENCE/filter.py'" "*.hpp=python3 '$REFERENCE/filter.py'"
USE_MDFILE_AS_MAINPAGE = "$REFERENCE/main.md"
INPUT = "$REFERENCE/main.md" "$new/groups.dox"
CONFIG
    headers | sed 's/.*/INPUT += "&"/'
}

folder=
while [ $# -gt 1 ]; do
    case $1 in
    --headers) [ $# -ge 3 ] || die "$USAGE" && folder=$2 && shift 2 ;;
    *) die "$USAGE" ;;
    esac
done
case ${1:-} in
--help) say "$USAGE" && exit 0 ;;
'' | -*) die "$USAGE" ;;
esac
out=$1
[ ! -e "$out" ] || [ -f "$out/doxygen.css" ] || die "$out exists and is no reference: choose another folder"
need_tool doxygen python3

new=$out.new-$$
trap 'rm -rf "$new"' EXIT
mkdir -p "$new" || die "cannot write to $out: choose another folder"
new=$(cd "$new" && pwd)
headers | tr '\n' '\0' | xargs -0 python3 "$REFERENCE/filter.py" --groups >"$new/groups.dox" || exit 1
configuration >"$new/configuration"
run_logged docs doxygen "$new/configuration"
rm "$new/configuration" "$new/groups.dox"
rm -rf "$out"
mv "$new" "$out"
say "API reference: $out/index.html"
