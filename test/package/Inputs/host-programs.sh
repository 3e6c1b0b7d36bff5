# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# host-programs.sh PREFIX: libraries and sections of each ELF file that is for this machine.
set -eu
cd "$1"
find . -type f -exec sh -c '
    for file; do
        llvm-readelf -h "$file" 2>/dev/null | grep -q "Machine:.*X86-64" || continue
        echo "$file" && llvm-readelf --needed-libs -S "$file"
    done' sh {} +
