#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build.sh PREFIX SOURCE OUT: zlib by its own configure and make, its test programs, and OUT/stacks.elf.
set -eu

die() {
    echo "build.sh: error: $*" >&2
    exit 1
}

[ $# = 3 ] || die "usage: build.sh PREFIX SOURCE OUT"
here=$(cd "$(dirname "$0")" && pwd)
bin=$1/bin source=$2 out=$3
[ -f "$source/.hop-source" ] || die "no $source: run scripts/fetch-source.sh zlib"

build_package() {
    cd "$out/source"
    CC="$bin/clang --target=thumbv7m-none-eabi" AR=$bin/llvm-ar RANLIB=$bin/llvm-ranlib NM=$bin/llvm-nm
    # minigzip has a buffer of 16 KiB on the stack.
    LDFLAGS="$link -Wl,--defsym=__hop_main_stack_size=0x8000"
    export CC AR RANLIB NM CFLAGS=-Os LDFLAGS
    ./configure --static && make -j 2 libz.a example minigzip
}

# deflate takes 256 KiB of the heap, more than a link has without being told.
link=-Wl,--finite-stack-mixed=error,--defsym=__hop_ram_size=0x400000
rm -rf "$out"
mkdir -p "$out"
cp -R "$source" "$out/source"
(build_package) >"$out/log" 2>&1 || {
    cat "$out/log" >&2
    die "zlib cannot be built: see above"
}
"$bin/clang" --target=thumbv7m-none-eabi -std=c11 -Os -Wall -Wextra -I "$out/source" -I "$here/../common" \
    "$here/stacks.c" "$here/../common/file.c" "$here/../common/ledger.c" "$here/../common/sweep.c" \
    "$out/source/libz.a" "$link" -o "$out/stacks.elf"
"$bin/hop-check-eh" "$out/stacks.elf"
