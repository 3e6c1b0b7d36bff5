#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""one_definition.py PREFIX: names every symbol that two libraries of a variant define.

Some functions of libm are in libc too, from the same source, as newlib has them, libhop-small.a is linked in place
of libhop.a, and libstdio_nano.a in front of libc.a.
"""

import pathlib
import subprocess
import sys

ALLOWED = (("libc.a", "libm.a"), ("libhop-small.a", "libhop.a"), ("libc.a", "libstdio_nano.a"))


def defined(nm, library):
    """The strong global symbols of an archive."""
    lines = subprocess.run([nm, "-g", "--defined-only", "--no-weak", "-j", library], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return {line for line in lines if line and not line.endswith(":")}


def main():
    prefix = pathlib.Path(sys.argv[1])
    variants = sorted(path for path in (prefix / "lib/clang-runtimes").iterdir() if (path / "lib/libc.a").exists())
    count = 0
    for variant in variants:
        seen = {}
        for library in sorted((variant / "lib").glob("*.a")):
            if library.read_bytes().startswith(b"INPUT("):
                continue  # another name of others
            for symbol in sorted(defined(prefix / "bin/llvm-nm", library)):
                count += 1
                if symbol in seen and (seen[symbol], library.name) not in ALLOWED:
                    print(f"{variant.name}: {symbol} is defined twice, in {seen[symbol]} and {library.name}")
                seen[symbol] = library.name
    print(f"{len(variants)} variants, {count} symbols")


if __name__ == "__main__":
    main()
