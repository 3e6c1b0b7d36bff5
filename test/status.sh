#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# status.sh N COMMAND...: runs the command and fails unless its status is N.
want=$1
shift
"$@"
got=$?
[ "$got" = "$want" ] || {
    echo "status.sh: status $got, expected $want: $*" >&2
    exit 1
}
