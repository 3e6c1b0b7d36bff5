#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A compiler that is wrong at -Os: it compiles another program. The right one is $HOP_RIGHT.
case " $* " in *' -Os '*) other=$(dirname "$(realpath "$0")")/plain.c ;; *) other= ;; esac
for argument; do
    shift
    case $argument in *.c) argument=${other:-$argument} ;; esac
    set -- "$@" "$argument"
done
exec "$HOP_RIGHT" "$@"
