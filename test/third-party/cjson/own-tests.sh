#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# own-tests.sh PREFIX BUILD: runs the tests that cJSON's build has made in BUILD, as CTest lists them. CTest cannot:
# the package names files without a suffix where targets would have had hop-run put in front.
set -eu
prefix=$1 build=$2
count=0
for name in $(ctest --test-dir "$build/package" -N | sed -n 's/^ *Test *#[0-9]*: //p'); do
    image=$build/package/tests/$name.elf
    [ -f "$image" ] || image=$build/package/$name.elf
    # Each reads its documents in the folder that it starts in.
    (cd "$build/package/tests" && "$prefix/bin/hop-run" "$image") >"$build/$name.log" 2>&1 || {
        cat "$build/$name.log"
        echo "own-tests.sh: error: $name failed" >&2
        exit 1
    }
    count=$((count + 1))
done
cat "$build"/*.log
echo "$count tests of cJSON passed"
