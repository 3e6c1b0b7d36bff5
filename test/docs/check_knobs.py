#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the symbols that sysroot/LINKING.md says a link may define with those that do something.

usage: check_knobs.py ROOT
"""

import pathlib
import re
import sys


def documented(text, row):
    """{symbol: default where that is a number}"""
    return {name: default if default.isdigit() else "" for name, default in re.findall(row, text, re.M)}


def main():
    root = pathlib.Path(sys.argv[1])
    script = (root / "libhop/board/hop-sections.ld").read_text()
    head, body = script.split("*/", 1)
    table = documented((root / "sysroot/LINKING.md").read_text(), r"^\| `(__hop_\w+)` \|.*\| ([^|]+) \|$")
    comment = documented(head, r"^ \*   (__hop_\w+) +.*?(?:\((.+)\))?$")
    if table != comment:
        sys.exit(f"check_knobs: differ from hop-sections.ld: {set(table.items()) ^ set(comment.items())}")

    sources = body + (root / "scripts/hop-board").read_text() + "".join(p.read_text() for p in sorted((root / "libhop").glob("*/*.[ch]")))
    read = set(re.findall(r"DEFINED\((__hop_\w+)\)", sources))
    read |= set(re.findall(r"PROVIDE\((__hop_\w+) =", sources))
    read |= set(re.findall(r"extern char (__hop_\w+)\[\] __attribute__\(\(weak\)\)", sources))
    if read != set(table):
        sys.exit(f"check_knobs: read but not documented, or the reverse: {read ^ set(table)}")
    print(f"{len(table)} symbols as documented")


if __name__ == "__main__":
    main()
