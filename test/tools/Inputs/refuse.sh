#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# refuse.sh TOOL... -- ARGUMENTS REGEX: each tool ends with status 2 and prints nothing but one line of error.
tools=
while [ "$1" != -- ]; do
    tools="$tools $1"
    shift
done
for tool in $tools; do
    # The arguments are words.
    # shellcheck disable=SC2086
    text=$("$tool" $2 2>&1 </dev/null)
    status=$?
    if [ $status != 2 ] || [ "$(printf '%s\n' "$text" | wc -l)" != 1 ] ||
        ! printf '%s\n' "$text" | grep -q "^$tool: error: $3\$"; then
        echo "refuse.sh: $tool $2: status $status, printed: $text" >&2
        exit 1
    fi
done
