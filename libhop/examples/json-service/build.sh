#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build.sh OUT.elf CC [FLAG...]: compiles the firmware, cJSON's source included, with
# one command of the compiler given. CJSON=DIR says where cJSON.c is; by default it is
# where scripts/fetch-source.sh puts it.
set -eu

[ $# -ge 2 ] || {
    echo "usage: build.sh OUT.elf CC [FLAG...]" >&2
    exit 2
}
here=$(cd "$(dirname "$0")" && pwd)
cjson=${CJSON:-${HOP_BUILD:-$here/../../../build}/src/cjson}
[ -f "$cjson/cJSON.c" ] || {
    echo "build.sh: error: no cJSON.c in $cjson: run scripts/fetch-source.sh cjson" >&2
    exit 1
}
out=$1
shift
# -g costs no byte on the target; hop-run names source lines with it.
exec "$@" -std=c11 -Os -g -I "$cjson" -Wl,--wrap=strtod -o "$out" \
    "$here"/*.c "$cjson/cJSON.c"
