#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds libhop for one variant: DIR/lib/{libhop.a,libhop-small.a,crt0.o}, a linker script for each
# board that runs its code, and DIR/include/hop. The compiler is any clang 19; with ours, the public
# functions carry their entry check.
set -eu

usage() {
    cat <<'END'
usage: build-libhop.sh --cc CLANG --ar LLVM_AR --include DIR --board NAME --flags "FLAGS" --out DIR
  --include DIR   newlib's headers
  --board NAME    the board of hop.ld, which is linked without -T
  --flags FLAGS   target flags, e.g. "--target=thumbv7em-none-eabi -mcpu=cortex-m4"
  --cflags FLAGS  added to the compile flags, e.g. -DHOP_ASSERT=0
END
}

cc='' ar='' include='' board='' flags='' cflags='' out=''
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) usage && exit 0 ;;
    --cc | --ar | --include | --board | --flags | --cflags | --out)
        [ $# -ge 2 ] || { echo "build-libhop.sh: error: $1 needs a value" >&2 && exit 2; }
        eval "${1#--}=\$2"
        shift 2
        ;;
    *) echo "build-libhop.sh: error: unknown argument $1 (see --help)" >&2 && exit 2 ;;
    esac
done
for name in cc ar include board flags out; do
    eval "value=\$$name"
    [ -n "$value" ] || { echo "build-libhop.sh: error: --$name is missing (see --help)" >&2 && exit 2; }
done

root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out/lib" "$out/include"
out=$(cd "$out" && pwd)
include=$(cd "$include" && pwd)
resources=$("$cc" -print-resource-dir)
objects=$out/libhop-objects small_objects=$out/libhop-small-objects

# Tables for unwinding, one section for each function, and warnings as errors. libhop takes
# care of the stack itself (HOP_CHECKED): its objects say so.
common="-std=c11 -g -ffunction-sections -fdata-sections -funwind-tables -fomit-frame-pointer
    -ffreestanding -Wall -Wextra -Werror -Wmissing-prototypes -Wno-unused-command-line-argument -Wno-missing-multilib -Wno-atomic-alignment
    -nostdlibinc -include arch/arm-m/include/hop/mark.h -I. -Iinclude -Iarch/arm-m"
helper= checked=
if "$cc" -### -fno-finite-stack -x c -c /dev/null -o /dev/null >/dev/null 2>&1; then
    common="$common -fno-finite-stack"
    checked="-ffinite-stack"
    helper="$checked -mllvm -hop-finite-stack-helper"
fi

# The architectures differ by files: Thumb-1 or Thumb-2 code, fault status registers
# or none.
# shellcheck disable=SC2086
if "$cc" $flags -E -dM -x c /dev/null | grep -q '__ARM_ARCH_ISA_THUMB 2'; then
    isa=thumb2 main_extension=v7m
else
    isa=thumb1 main_extension=v6m
fi

# compile SOURCE OBJECT FLAG...: debug information has no paths of this machine.
compile() {
    compiled=$1 to=$2 kind=
    shift 2
    case $compiled in
    # The compiler's functions, and those that give a block back: an overflow in one is put off (libhop/ABI.md 4.1).
    atomic/*size*.c | arch/arm-m/clear_cache*.c | libc/free.c | mem/mem_free.c) kind=$helper ;;
    # What stands on the public calls is checked like an application.
    threads/*.c) kind=$checked ;;
    # It reads a channel before it knows whether there is one.
    kernel/channel.c) kind=-fno-delete-null-pointer-checks ;;
    esac
    # Word splitting of the flags is meant; paths may have blanks.
    # shellcheck disable=SC2086
    "$cc" "$@" $flags $common $kind $cflags -isystem "$include" -ffile-prefix-map="$root/=" -ffile-prefix-map="$include=newlib" \
        -ffile-prefix-map="$resources=clang" -c "$compiled" -o "$to"
}

# The small configuration (sysroot/LINKING.md): small/ has what is there instead of a file of the same
# path. Nothing is outlined: there is no table by which to unwind through that. Files that would take
# more than HOP_KERNEL_DEPTH at -Oz are compiled as they are otherwise (test/libhop/kernel-depth.test).
compile_small() {
    replaced=$1 level=-Oz
    [ ! -e "small/$1" ] || replaced=small/$1
    case $1 in kernel/channel.c | kernel/kill_now.c | kernel/timer.c | panic/crash.c | panic/limit.c) level=-Os ;; esac
    compile "$replaced" "$2" -Ismall -DHOP_ASSERT=0 $level -mno-outline
}

# The ways to the end of a task, start-up, and boards are small rather than fast, but for what runs for each frame that
# is left, and what would take more stack than there is for a record or a fatal end (kernel-depth.test, hop-stack).
compile_normal() {
    level=-Os
    case $1 in
    panic/console.c | panic/crash*.c | panic/dying.c | panic/fatal.c | panic/limit.c | panic/search.c | panic/text.c) ;;
    panic/* | unwind/called_check.c | unwind/interrupted.c | unwind/thumb.c | unwind/thunk.c | unwind/walk.c | arch/arm-m/fault*.c | kernel/kill.c | kernel/main.c | board/*)
        level=-Oz
        ;;
    esac
    compile "$1" "$2" $level -mno-outline
}

cd "$root/libhop"
rm -rf "$objects" "$small_objects"
mkdir "$objects" "$small_objects"
target=${flags#*--target=}
"$root/scripts/hop-board" --installed ld --target "${target%% *}" --default "$board" --out "$objects" board/*.toml
for source in kernel/*.c threads/*.c mem/*.c atomic/*.c libc/*.c unwind/*.c panic/*.c stack/*.c exception/*.c board/*.c arch/arm-m/*.[cS] \
    arch/arm-m/$isa/*.S; do
    case $source in
    *_v[67]m.c) [ "${source%_"$main_extension".c}" != "$source" ] || continue ;;
    esac
    if [ "$source" = arch/arm-m/crt0.S ]; then
        compile "$source" "$out/lib/crt0.o.new" -Os
        continue
    fi
    object=$(echo "$source" | tr '/.' '__').o
    compile_normal "$source" "$objects/$object"
    compile_small "$source" "$small_objects/$object"
done
rm -f "$out/lib/libhop.a.new" "$out/lib/libhop-small.a.new"
"$ar" rcsD "$out/lib/libhop.a.new" "$objects"/*.o
"$ar" rcsD "$out/lib/libhop-small.a.new" "$small_objects"/*.o
cp -R include/hop arch/arm-m/include/hop "$out/include/"
cp board/hop-sections.ld board/hop-no-unwinding.ld "$objects"/*.ld "$out/lib/"
mv "$out/lib/crt0.o.new" "$out/lib/crt0.o"
mv "$out/lib/libhop.a.new" "$out/lib/libhop.a"
mv "$out/lib/libhop-small.a.new" "$out/lib/libhop-small.a"
rm -rf "$objects" "$small_objects"
