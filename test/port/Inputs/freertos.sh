# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# freertos.sh PREFIX OUT SOURCE: the first firmware of libhop/port/freertos/README.md as written there, then SOURCE in
# the place of its main.c for each core that FreeRTOS's ports with an MSP alone are for. FREERTOS is the stand-in, or a folder
# of FreeRTOS's own kernel.
set -eu
HOP=$1 out=$2 source=$3
here=$(cd "$(dirname "$0")" && pwd)
export HOP FREERTOS="${FREERTOS:-$here/freertos}" PATH="$HOP/bin:$PATH"
driver=clang standard=c11
case $source in *.cpp) driver=clang++ standard=c++17 ;; esac
document=$HOP/share/hop/port/freertos/README.md

# The blocks of the document's section "A firmware", up to the one that compiles main.c.
begin_folder() {
    rm -rf "$1" && mkdir "$1"
    cp "$here/freertos/FreeRTOSConfig.h" "$1"
    python3 "$here/../../docs/run_blocks.py" "$document" "A firmware" "$1"
}

begin_folder "$out.thumbv7m"

check() {
    variant=$1
    shift
    folder=$out.$variant.own
    rm -rf "$folder" && mkdir "$folder"
    cp "$out.thumbv7m/FreeRTOSConfig.h" "$folder"
    cd "$folder"
    includes="-I. -I$FREERTOS/include -I$FREERTOS/portable/GCC/ARM_CM3 -I$HOP/share/hop/port/freertos"
    warnings="-Wall -Wextra -Werror -Wno-unused-command-line-argument"
    # shellcheck disable=SC2086
    {
        clang "$@" -std=c11 -Os $warnings -mllvm -hop-finite-stack-helper $includes -c "$FREERTOS"/*.c \
            "$FREERTOS/portable/GCC/ARM_CM3/port.c" "$FREERTOS/portable/MemMang/heap_3.c"
        clang "$@" -std=c11 -Os $warnings -Wpedantic -fno-finite-stack -funwind-tables -fomit-frame-pointer $includes \
            -c "$HOP/share/hop/port/freertos"/boot.c "$HOP/share/hop/port/freertos"/libc.c
        clang "$@" -std=c11 -Os $warnings -fno-finite-stack -funwind-tables -fomit-frame-pointer $includes \
            -c "$HOP/share/hop/port/freertos/task.c" -o hop-task.o
        $driver "$@" -std=$standard -Os $warnings $includes -c "$source" -o main.o
    }
    $driver "$@" -Wl,--finite-stack-mixed=error ./*.o -o fw.elf
    status=0
    hop-run --icount 7 fw.elf >out.txt 2>&1 || status=$?
    [ $status = 0 ] || {
        cat out.txt
        echo "freertos.sh: $source on $variant: status $status" >&2
        exit 1
    }
    FileCheck --input-file=out.txt "$source"
}

python3 "$here/../../../sysroot/variants.py" spelled >"$out.variants"
while read -r variant flags; do
    case $variant in
    thumbv6m) (check "$variant" --config lm3s6965evb-m0.cfg </dev/null) ;; # the variant's own board has too little RAM
    thumbv7m | thumbv7em-hf)
        # shellcheck disable=SC2086
        (check "$variant" $flags </dev/null)
        ;;
    esac
done <"$out.variants"
