#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""multilib.py CLANG < TEST: for each "CHECK: FLAGS -> FOLDER" of the test, prints the same line with the
folder that this clang's driver chooses for the flags."""

import re
import subprocess
import sys

for line in sys.stdin:
    found = re.match(r"CHECK: (.*) -> ", line)
    if not found:
        continue
    flags = found.group(1)
    command = [sys.argv[1], *flags.split(), "-Wno-missing-multilib", "-print-multi-directory"]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    print(f"{flags} -> {answer.strip() or 'none'}")
