#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build-llvm.sh [--prefix DIR]: compiles the overlay in build/llvm and installs clang,
# ld.lld, llc, opt, the binutils and clang's headers to DIR (default build/stage). Only
# what changed is compiled and copied.
set -eu
. "$(dirname "$0")/lib.sh"

TREE=$HOP_BUILD/src/llvm
OBJECTS=$HOP_BUILD/llvm
BINUTILS='ar ranlib nm objcopy strip objdump size readelf readobj strings symbolizer addr2line cxxfilt'

# The members that are compiled here are linked with Debian's: both must be of one source.
check_debian_llvm() {
    for package in llvm-19-dev libclang-19-dev liblld-19-dev; do
        installed=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) ||
            die "$package is missing: run scripts/setup-host.sh"
        [ "$installed" = "$LLVM_SOURCE_VERSION" ] ||
            die "$package is version $installed, the fork is made for $LLVM_SOURCE_VERSION: install that version"
    done
}

configure() {
    set -- -S "$HOP_ROOT" -B "$OBJECTS" -G Ninja \
        -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=-O2 \
        -DCMAKE_CXX_COMPILER="$HOP_LLVM_PREFIX/bin/clang++" -DCMAKE_AR="$HOP_LLVM_PREFIX/bin/llvm-ar" \
        -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
        -DHOP_LLVM_SOURCE="$TREE" -DHOP_LLVM_PREFIX="$HOP_LLVM_PREFIX" \
        -DHOP_VERSION="$HOP_VERSION" -DHOP_LLVM_BASE="LLVM $LLVM_VERSION, Debian $LLVM_SOURCE_VERSION"
    arguments=$(printf '%s\n' "$@")
    if [ ! -f "$OBJECTS/build.ninja" ] || [ "$(cat "$OBJECTS/hop-configured" 2>/dev/null)" != "$arguments" ]; then
        rm -f "$OBJECTS/hop-configured"
        run_logged llvm-configure cmake "$@"
        printf '%s\n' "$arguments" >"$OBJECTS/hop-configured"
    fi
}

compile() {
    run_logged llvm-build ninja -C "$OBJECTS" -j "$HOP_JOBS"
}

# put FILE DESTINATION: copies what differs; the destination is whole at any time.
put() {
    ! cmp -s "$1" "$2" || return 0
    cp "$1" "$2.new"
    mv -f "$2.new" "$2"
}

# A link is not enough for clang: it looks for its headers beside its real path.
install_tools() {
    mkdir -p "$prefix/bin"
    for tool in clang ld.lld llc opt llvm; do
        put "$OBJECTS/bin/$tool" "$prefix/bin/$tool"
    done
    ln -sf clang "$prefix/bin/clang++"
    for tool in $BINUTILS; do
        ln -sf llvm "$prefix/bin/llvm-$tool"
    done
}

install_headers() {
    headers=$prefix/lib/clang/19/include
    ! diff -rq "$HOP_LLVM_PREFIX/lib/clang/19/include" "$headers" >/dev/null 2>&1 || return 0
    rm -rf "$headers" "$headers.new"
    mkdir -p "$headers.new"
    cp -RLp "$HOP_LLVM_PREFIX/lib/clang/19/include/." "$headers.new"
    mv "$headers.new" "$headers"
}

# clang does not take -fsanitize=cfi without it.
install_ignorelist() {
    share=lib/clang/19/share
    mkdir -p "$prefix/$share"
    put "$HOP_LLVM_PREFIX/$share/cfi_ignorelist.txt" "$prefix/$share/cfi_ignorelist.txt"
}

prefix=$HOP_BUILD/stage
while [ $# -gt 0 ]; do
    case $1 in
    --prefix) [ $# -ge 2 ] || die "--prefix needs a folder" && prefix=$2 && shift 2 ;;
    --help | -h) say "usage: build-llvm.sh [--prefix DIR]   (default $prefix)" && exit 0 ;;
    *) die "usage: build-llvm.sh [--prefix DIR]" ;;
    esac
done

[ -d "$TREE/.git" ] || die "$TREE is not there or not patched: run scripts/fetch-source.sh llvm and scripts/patch-llvm.sh apply"
need_tool cmake ninja ccache dpkg-query
# Objects are the same whatever the checkout is called.
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/hop-ccache}" CCACHE_BASEDIR="$HOP_ROOT" CCACHE_NOHASHDIR=1
check_debian_llvm
need_space "$OBJECTS" 1500
alone_in "$HOP_BUILD" 9
configure
compile
install_tools
install_headers
install_ignorelist
say "clang, ld.lld, llc, opt and the binutils are in $prefix/bin"
