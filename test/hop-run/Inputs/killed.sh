#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# killed.sh HOP-RUN...: fails unless QEMU ends with hop-run when that is killed.
set -eu
"$@" &
parent=$!
qemu=
while [ -z "$qemu" ]; do
    sleep 0.1
    for child in $(cat "/proc/$parent/task/$parent/children"); do
        [ "$(cat "/proc/$child/comm" 2>/dev/null)" != qemu-system-arm ] || qemu=$child
    done
done
kill -KILL "$parent"
turns=0
while grep -q '^State:.*[RSD] ' "/proc/$qemu/status" 2>/dev/null; do
    turns=$((turns + 1))
    [ "$turns" -lt 100 ] || { kill "$qemu"; echo "killed.sh: QEMU goes on" >&2; exit 1; }
    sleep 0.1
done
