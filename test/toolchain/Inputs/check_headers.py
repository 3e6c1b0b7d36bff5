#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_headers.py CLANG INCLUDE FLAG...: compiles each header that a program may include by itself, in C and in C++.

And those of C11, which are newlib's or clang's, but for uchar.h, which newlib does not have. Not those of newlib's that
are only for others of its own (machine, ssp, bits). What a header of POSIX wants to have been included before stands
in front of it.
"""

import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

C11 = """assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic
stdbool stddef stdint stdio stdlib stdnoreturn string tgmath time wchar wctype""".split()
BEFORE = {"ndbm.h": "sys/types.h", "regex.h": "sys/types.h", "utime.h": "time.h", "sys/utime.h": "time.h"}


def headers(include):
    for folder in (".", "sys", "hop"):
        for path in sorted((include / folder).glob("*.h*")):
            yield str(path.relative_to(include))


def errors(clang, flags, header, language):
    names = [BEFORE[header], header] if header in BEFORE else [header]
    source = "".join(f"#include <{name}>\n" for name in names)
    command = [clang, *flags, "-fsyntax-only", "-Wall", "-Werror", "-x", language, "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=False).stderr


def main():
    clang, include, *flags = sys.argv[1:]
    names = sorted({f"{name}.h" for name in C11} | set(headers(pathlib.Path(include))))
    jobs = [(header, language) for header in names for language in ("c", "c++")
            if header.endswith(".h") or language == "c++"]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda job: errors(clang, flags, *job), jobs))
    for (header, language), text in zip(jobs, found):
        if text:
            print(f"{header} in {language}: {text}")
    print(f"{len(jobs)} headers, {sum(map(bool, found))} wrong")


if __name__ == "__main__":
    main()
