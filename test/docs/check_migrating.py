#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds the tables of sysroot/MIGRATING.md against the compiler.

usage: check_migrating.py DOCUMENT CLANG DIRECTORY

"The processor": which libraries clang chooses. "Options", "Sources", "Inline assembly": whether clang takes the thing
without a word (same), with a warning (ignored), or not (error); and that it takes the options named instead.
"""

import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from run_blocks import section

TARGET = ["--target=thumbv7em"]
HELLO = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n'


def rows(document, heading):
    """The cells of each row of a section's table, `code` without its quotes in the first."""
    for line in section(document, heading).splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in re.split(r" \|(?: |$)", line[2:])]
            yield [cells[0].strip("`"), *cells[1:]]


class Compiler:
    def __init__(self, clang, directory):
        self.clang = clang
        self.directory = pathlib.Path(directory)
        (self.directory / "hello.c").write_text(HELLO, encoding="utf-8")

    def run(self, arguments, source=None):
        return subprocess.run(
            [self.clang, *arguments], input=source, capture_output=True, text=True, cwd=self.directory, check=False
        )

    def state(self, arguments, source=None):
        result = self.run(arguments, source)
        if result.returncode != 0:
            return "error"
        return "ignored" if "warning:" in result.stderr else "same"

    def libraries(self, cells):
        options = ["--target=arm-none-eabi", *cells[0].split()]
        if self.state([*options, "-c", "hello.c", "-o", "/dev/null"]) != "same":
            return "none"
        return f"`{self.run([*options, '-print-multi-directory']).stdout.strip()}`"

    def option(self, cells):
        # Options that write a file beside the output must not meet.
        folder = self.directory / re.sub(r"\W", "_", cells[0])
        folder.mkdir(exist_ok=True)
        link = [*TARGET, "hello.c", "-o", folder / "hello.elf"]
        for instead in re.findall(r"`(-[^`]+)`", cells[2]):
            if self.state([*link, *instead.split()]) != "same":
                return f"{instead} is not accepted instead"
        return self.state([*link, "-Os", *cells[0].split()])

    def source(self, cells):
        source = f"void f(void) {{ {cells[0]}; }}\n" if cells[0].startswith("__asm") else cells[0] + "\n"
        return self.state([*TARGET, "-Os", "-c", "-xc", "-", "-o", "/dev/null"], source)


def main():
    document, clang, directory = sys.argv[1:]
    compiler = Compiler(clang, directory)
    checks = []
    for heading, check in (
        ("The processor", compiler.libraries),
        ("Options", compiler.option),
        ("Sources", compiler.source),
        ("Inline assembly", compiler.source),
    ):
        checks += [(check, cells) for cells in rows(document, heading)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda entry: entry[0](entry[1]), checks))
    wrong = [f"{cells[0]}: documented {cells[1]}, found {what}"
             for (_, cells), what in zip(checks, found) if what != cells[1]]
    print(*wrong, sep="\n", file=sys.stderr)
    print(f"{len(checks)} rows as documented" if not wrong else f"{len(wrong)} rows wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
