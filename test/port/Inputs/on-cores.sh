# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# on-cores.sh PREFIX OUT SOURCE PORT_SOURCE...: compiles the source, C or C++, for each core, links it with the sources of a port,
# which are unchecked, runs it, and checks what it prints with SOURCE's CHECK lines.
set -eu
prefix=$1 out=$2 source=$3
shift 3
driver=clang standard=c11
case $source in *.cpp) driver=clang++ standard=c++17 ;; esac

check() {
    variant=$1
    shift
    "$prefix/bin/$driver" "$@" -std=$standard -Os -Wall -Wextra -Werror -Wno-unused-command-line-argument \
        -I "$prefix/share/hop/port/bare" -c "$source" -o "$out.$variant.o"
    # shellcheck disable=SC2086
    (cd "$out.$variant" && "$prefix/bin/clang" "$@" -std=c11 -Os -Wall -Wextra -Werror -fno-finite-stack -funwind-tables \
        -fomit-frame-pointer -c $ports)
    "$prefix/bin/$driver" "$@" -Wl,--finite-stack-mixed=error "$out.$variant.o" "$out.$variant"/*.o -o "$out.$variant.elf"
    "$prefix/bin/hop-run" --icount 7 "$out.$variant.elf" >"$out.$variant.txt" 2>/dev/null || {
        cat "$out.$variant.txt"
        echo "on-cores.sh: $source on $variant: status $?" >&2
        exit 1
    }
    FileCheck --input-file="$out.$variant.txt" "$source"
}

ports=$*
python3 "$(dirname "$0")/../../../sysroot/variants.py" spelled >"$out.variants"
while read -r variant flags; do
    case $variant in
    thumbv6m | thumbv7m | thumbv7em-hf | thumbv8m.main-hf)
        rm -rf "$out.$variant" && mkdir "$out.$variant"
        # shellcheck disable=SC2086
        check "$variant" $flags </dev/null
        ;;
    esac
done <"$out.variants"
