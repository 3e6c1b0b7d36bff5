#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# under-gdb.sh COMMANDS OUT HOP_RUN...: starts hop-run, then gdb with a file of commands, by the line that
# hop-run prints for it. Writes OUT.out, OUT.err and OUT.gdb; the status is hop-run's, and 99 if it or gdb
# says nothing for long.
set -u
commands=$1
out=$2
shift 2

fail() {
    echo "under-gdb.sh: $1" >&2
    kill "$run" 2>/dev/null
    exit 99
}

: >"$out.err" # of a run before this one, whose port is not ours
"$@" >"$out.out" 2>"$out.err" &
run=$!
turns=0
until connect=$(sed -n "s/^hop-run: note: waiting: \(.*:[1-9][0-9]*'\)\$/\1/p" "$out.err") && [ -n "$connect" ]; do
    turns=$((turns + 1))
    [ "$turns" -le 100 ] || fail "no line that says how to connect"
    sleep 0.1
done
eval "timeout 20 $connect -nx --batch -x '$commands'" >"$out.gdb" 2>&1 || fail "gdb ended with status $?"
wait "$run"
