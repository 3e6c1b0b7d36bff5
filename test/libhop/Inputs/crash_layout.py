#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""crash_layout.py CRASH_MD: prints C that compiles if the table is that of struct hop_crash_record."""

import re
import sys

ROW = re.compile(r"^\| (\d+) \| (\d+) \| `(\w+)` \|", re.MULTILINE)


def main():
    rows = ROW.findall(open(sys.argv[1]).read())
    print("#include <hop/crash.h>\n#include <stddef.h>")
    end = 0
    for offset, size, field in rows:
        record = "struct hop_crash_record"
        print(f'_Static_assert(offsetof({record}, {field}) == {offset}, "");')
        print(f'_Static_assert(sizeof ((({record} *)0)->{field}) == {size}, "");')
        if int(offset) != end:
            sys.exit(f"a gap in front of {field}")
        end = int(offset) + int(size)
    print(f'_Static_assert(sizeof(struct hop_crash_record) == {end}, "");')


if __name__ == "__main__":
    main()
