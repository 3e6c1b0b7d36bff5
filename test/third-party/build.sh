#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build.sh PREFIX PROJECT SOURCE OUT [OPTION...]: builds the CMake project of the folder PROJECT, and the package
# in SOURCE with it, as a user of the toolchain in PREFIX does. OPTIONs are CMake's. No unchecked object may be linked,
# and the project's images have to be unwindable.
set -eu

die() {
    echo "build.sh: error: $*" >&2
    exit 1
}

[ $# -ge 4 ] || die "usage: build.sh PREFIX PROJECT SOURCE OUT [OPTION...]"
prefix=$1 project=$2 source=$3 out=$4
shift 4
[ -f "$source/.hop-source" ] || die "no $source: run scripts/fetch-source.sh $(basename "$source")"

build() {
    cmake -G Ninja -S "$project" -B "$out/build" --toolchain "$prefix/share/hop/cmake/hop-toolchain.cmake" \
        -Wno-dev -DCMAKE_BUILD_TYPE=MinSizeRel -DCMAKE_EXE_LINKER_FLAGS=-Wl,--finite-stack-mixed=error \
        -DPACKAGE="$out/source" "$@" &&
        cmake --build "$out/build" -j 2 || return 1
    for image in "$out/build"/*.elf; do
        "$prefix/bin/hop-check-eh" "$image" || return 1
    done
}

rm -rf "$out"
mkdir -p "$out"
# Some packages' builds write into their sources.
cp -R "$source" "$out/source"
build "$@" >"$out/log" 2>&1 || {
    cat "$out/log" >&2
    die "$project cannot be built: see above"
}
