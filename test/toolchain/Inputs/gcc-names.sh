# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# gcc-names.sh FOLDER: what each program there says it is, and how many there are.
set -eu
cd "$1"
for tool in arm-none-eabi-*; do
    printf '%s: %s\n' "${tool#arm-none-eabi-}" "$("./$tool" --version | tr '\n' ' ')"
done
echo "$(ls | wc -l) tools"
