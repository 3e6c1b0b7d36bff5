# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""text_size.py C.elf CXX.elf PERCENT: fails unless the text of the second is at most PERCENT of the first's."""

import subprocess
import sys


def text(path):
    return int(subprocess.run(["llvm-size", path], capture_output=True, check=True, text=True).stdout.split()[6])


c, cxx = text(sys.argv[1]), text(sys.argv[2])
print(f"C {c}, C++ {cxx}: {cxx * 100 / c:.1f} %")
sys.exit(cxx * 100 > c * int(sys.argv[3]))
