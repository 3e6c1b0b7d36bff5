# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""in_pieces.py FILE N: writes FILE to standard output by N bytes at a time, each as soon as it is."""

import os
import sys

data = open(sys.argv[1], "rb").read()
size = int(sys.argv[2])
for start in range(0, len(data), size):
    os.write(1, data[start : start + size])
