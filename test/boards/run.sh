#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# run.sh PREFIX OUT SOURCE BOARD HANDLER IRQ [FLAG...]: compiles the source for the board, as a user would, with HANDLER
# the name and IRQ the number of an interrupt, and runs it.
set -eu
prefix=$1 out=$2 source=$3 board=$4 handler=$5 irq=$6
shift 6
"$prefix/bin/clang" --config "$board.cfg" -Os -DHANDLER="$handler" -DIRQ="$irq" "$@" "$source" -o "$out.$board.elf"
status=0
"$prefix/bin/hop-run" --icount 5 "$out.$board.elf" || status=$?
echo "status $status"
