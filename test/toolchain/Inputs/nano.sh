# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# nano.sh BIN SOURCE FLAG...: SOURCE prints the same by newlib's whole formatted output and by the small one with floating
# point; without it, what the small one prints is printed. The small one takes less, and less again without floating point.
set -eu
bin=$1
source=$2
shift 2
"$bin/clang" "$@" -Os "$source" -o whole.elf
"$bin/clang" "$@" -Os --specs=nano.specs -u _printf_float -u _scanf_float "$source" -o floats.elf
"$bin/clang" "$@" -Os --specs=nano.specs "$source" -o nano.elf
size() {
    "$bin/llvm-size" "$1.elf" | awk 'END { print $1 }'
}
for kind in whole floats nano; do
    "$bin/hop-run" --icount 7 $kind.elf >$kind.txt
done
diff whole.txt floats.txt
[ "$(size nano)" -lt "$(size floats)" ] && [ "$(size floats)" -lt "$(size whole)" ]
cat nano.txt
