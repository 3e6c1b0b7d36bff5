#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds the tables of sysroot/LIMITS.md against the tests that they name and the numbers of libhop's headers.

usage: check_limits.py ROOT DOCUMENT
"""

import pathlib
import re
import sys


def rows(text):
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "what":
            yield cells


def defined(root):
    """{macro: value} of plain numbers."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(root.glob("libhop/include/hop/*.h")))
    numbers = dict(re.findall(r"#define (HOP_\w+) (0x[0-9a-f]+|\d+)$", text, re.M))
    numbers["HOP_PRIORITY_MAX"] = str(int(numbers["HOP_PRIORITY_COUNT"]) - 1)
    return {name: int(value, 0) for name, value in numbers.items()}


def problem(root, numbers, cells):
    if len(cells) != 3:
        return "not three columns"
    test = re.fullmatch(r"`(test/[^`]+)`", cells[2])
    if test is None or not (root / test[1]).is_file():
        return f"no test {cells[2].strip('`')}"
    for name, value in re.findall(r"`(HOP_\w+)` (\d+)", cells[1]):
        if numbers.get(name) != int(value):
            return f"{name} is {numbers.get(name, 'nowhere')}"
    return None


def main():
    root = pathlib.Path(sys.argv[1])
    table = list(rows(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")))
    numbers = defined(root)
    wrong = [f"row '{cells[0]}': {found}" for cells in table if (found := problem(root, numbers, cells))]
    print(*wrong, sep="\n", file=sys.stderr)
    print(f"{len(table)} rows, each with a test" if not wrong else f"{len(wrong)} rows wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
