#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds the table of clang-pass/INTERACTIONS.md against the tests that it names."""

import pathlib
import re
import sys


def rows(text):
    """(what, state, how, test) of each row."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "what":
            yield cells


def problem(root, cells):
    if len(cells) != 4:
        return "not four columns"
    _, state, how, test = cells
    name = re.fullmatch(r"`(test/[^`]+)`", test)
    if name is None or not (root / name[1]).is_file():
        return f"no test {test.strip('`')}"
    if state not in ("supported", "refused"):
        return f"neither supported nor refused but '{state}'"
    diagnostic = re.fullmatch(r"`([^`]+)`", how)
    if state == "refused" and (diagnostic is None or diagnostic[1] not in (root / name[1]).read_text()):
        return f"{name[1]} does not expect the diagnostic '{how.strip('`')}'"
    return None


def main():
    root = pathlib.Path(sys.argv[1])
    table = list(rows((root / "clang-pass/INTERACTIONS.md").read_text()))
    wrong = [f"row '{cells[0]}': {found}" for cells in table if (found := problem(root, cells))]
    print(*wrong, sep="\n", file=sys.stderr)
    print(f"{len(table)} rows, each with a test" if not wrong else f"{len(wrong)} rows wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
