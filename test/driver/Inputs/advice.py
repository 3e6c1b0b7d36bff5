#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""advice.py CLANG < TEST: for each "CHECK: FLAGS => ..." of the test, prints the flags and what the driver's error says
to use, each of which it has to take then: whoever adds it gets a library."""

import re
import subprocess
import sys


def run(*arguments):
    command = [sys.argv[1], *arguments, "-x", "c", "-fsyntax-only", "-include", "stdio.h", "/dev/null"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def advice(flags):
    result = run(*flags)
    found = re.search(r"error: no library for '(.*)': use (.*)", result.stderr)
    if result.returncode == 0 or not found:
        return f"no advice: {result.stderr}"
    for choice in re.findall(r"'([^']*)'", found[2]):
        again = run(*flags, *choice.split())
        if again.returncode != 0 or again.stderr:
            return f"{choice} does not help: {again.stderr}"
    return found[2].replace("'", "")


for line in sys.stdin:
    checked = re.fullmatch(r"CHECK: (.*) => .*\n", line)
    if checked:
        print(f"{checked[1]} => {advice(checked[1].split())}")
