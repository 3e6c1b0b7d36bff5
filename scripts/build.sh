#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build.sh [--prefix DIR]: everything, from a fresh Debian 12 to a toolchain in DIR
# (default build/install). Each stage is a script that also runs alone; what is done is
# not done again. DIR appears, or is replaced, in one step at the end.
set -eu
. "$(dirname "$0")/lib.sh"

STAGE=$HOP_BUILD/stage

# Names what is in the staging prefix: every file with its size and time of change.
stage_listing() {
    (cd "$STAGE" && find . -type f -printf '%p %s %T@\n' -o -type l -printf '%p -> %l\n' | sort)
}

check_prefix() {
    case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
    [ ! -e "$prefix" ] || [ -f "$prefix/VERSION.txt" ] || [ -z "$(ls -A "$prefix")" ] ||
        die "$prefix exists and is not this toolchain: choose another --prefix or remove it"
    mkdir -p "$HOP_BUILD" 2>/dev/null && [ -w "$HOP_BUILD" ] ||
        die "cannot write to $HOP_BUILD: set HOP_BUILD to a folder of yours"
    mkdir -p "$(dirname "$prefix")" 2>/dev/null && mkdir "$prefix.new-$$" 2>/dev/null ||
        die "cannot write to $(dirname "$prefix"): choose another --prefix"
    rmdir "$prefix.new-$$"
}

install_stage() {
    listing=$(stage_listing)
    if [ "$(cat "$HOP_BUILD/installed-$prefix_id" 2>/dev/null)" = "$listing" ] && [ -f "$prefix/VERSION.txt" ]; then
        version_text >"$prefix/VERSION.txt.new"
        mv "$prefix/VERSION.txt.new" "$prefix/VERSION.txt"
        return
    fi
    need_space "$(dirname "$prefix")" 1000
    new=$prefix.hop-new
    old=$prefix.hop-old
    rm -rf "$new" "$old" # of a build that was killed
    trap 'rm -rf "$new"' EXIT
    cp -a "$STAGE" "$new" || die "cannot copy the toolchain to $new: is the disk full?"
    version_text >"$new/VERSION.txt"
    [ ! -e "$prefix" ] || mv "$prefix" "$old"
    mv "$new" "$prefix"
    rm -rf "$old"
    trap - EXIT
    printf '%s\n' "$listing" >"$HOP_BUILD/installed-$prefix_id"
}

prefix=$HOP_BUILD/install
while [ $# -gt 0 ]; do
    case $1 in
    --prefix) [ $# -ge 2 ] || die "--prefix needs a folder" && prefix=$2 && shift 2 ;;
    --help | -h) say "usage: build.sh [--prefix DIR]   (default $prefix)" && exit 0 ;;
    *) die "usage: build.sh [--prefix DIR]" ;;
    esac
done
check_prefix
started=$(date +%s)
prefix_id=$(printf '%s' "$prefix" | sha256sum | cut -c 1-12)
scripts=$HOP_ROOT/scripts

stage 1/6 "Debian packages"
"$scripts/setup-host.sh"
# Not before: services that a package starts would keep the lock.
alone_in "$HOP_BUILD" 9
stage 2/6 "sources"
"$scripts/fetch-source.sh" llvm
"$scripts/fetch-source.sh" cxx
"$scripts/fetch-source.sh" newlib
stage 3/6 "patches"
"$scripts/patch-llvm.sh" apply
stage 4/6 "clang, ld.lld and the binutils"
"$scripts/build-llvm.sh" --prefix "$STAGE"
stage 5/6 "sysroot: newlib, builtins, libhop, C++ libraries"
"$scripts/build-sysroot.sh" --prefix "$STAGE"
stage 6/6 "install to $prefix"
install_stage
took=$(($(date +%s) - started))
say "took $((took / 60)) min $((took % 60)) s; $(du -sm "$HOP_BUILD" | cut -f 1) MiB in $HOP_BUILD, $(du -sm "$HOP_CACHE" | cut -f 1) MiB of downloads"
say "toolchain ready: $prefix/bin/clang"
