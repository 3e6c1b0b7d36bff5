#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ranges.py NM ELF LIBHOP: which code of a campaign's image may fault, as its options --may-fault FROM TO: all but
libhop, and what libhop calls, since a fault there may be one inside the kernel, which is the firmware's end."""

import subprocess
import sys

AT_MOST = 8 # of the longest, see inject.c


def symbols(nm, file, *options):
    lines = subprocess.run([nm, *options, file], check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.split() for line in lines if line and not line.endswith(":")]


def functions(nm, elf):
    """Start, end, name, in order."""
    sized = (fields for fields in symbols(nm, elf, "-S") if len(fields) == 4 and fields[2] in "tTwW")
    return sorted((int(start, 16) & ~1, (int(start, 16) & ~1) + int(size, 16), name)
                  for start, size, _, name in sized)


def ranges(all_functions, excluded):
    """Runs of functions that may fault; what lies between two of them has no name, and may not."""
    found = []
    previous_may = False
    for start, end, name in all_functions:
        may = name not in excluded
        if may and previous_may and start - found[-1][1] <= 4:
            found[-1][1] = max(end, found[-1][1])
        elif may:
            found.append([start, end])
        previous_may = may
    longest = sorted(found, key=lambda pair: pair[0] - pair[1])[:AT_MOST]
    return sorted(longest)


def main():
    nm, elf, libhop = sys.argv[1:]
    excluded = {fields[-1] for fields in symbols(nm, libhop)}
    print(*(f"--may-fault {start:x} {end:x}" for start, end in ranges(functions(nm, elf), excluded)))


if __name__ == "__main__":
    main()
