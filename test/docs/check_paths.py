#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds the paths that documents and comments name against the files that there are.

usage: check_paths.py ROOT PREFIX FILE...   the files are relative to ROOT

In a document it is what stands in backticks, has a folder and a suffix; elsewhere what begins with test/. It is there from
the checkout's folder, the tests', libhop's, that of the document or one above it, or in the installed prefix.
"""

import pathlib
import re
import sys

SUFFIX = r"\.(?:c|cfg|cmake|cpp|h|hpp|json|ld|ll|md|mk|pml|py|s|S|sh|test|toml|txt)"
IN_DOCUMENT = re.compile(rf"`((?:[\w.+-]+/)+[\w.+-]+{SUFFIX})\b[^`]*`")
IN_COMMENT = re.compile(rf"\b(test/(?:[\w-]+/)*[\w.-]+{SUFFIX})\b")
# What a build makes, and what a reader puts in.
MADE = re.compile(r"^(?:build|lib|llvm|clang|lld|lib[a-z]+)/|NAME")


def folders(root, prefix, path):
    here = (root / path).parent
    yield from (root, root / "test", root / "libhop", root / "libhop/include", prefix, prefix / "share/hop")
    while here != root:
        yield here
        here = here.parent


def missing(root, prefix, path):
    pattern = IN_DOCUMENT if path.endswith(".md") else IN_COMMENT
    for name in dict.fromkeys(pattern.findall((root / path).read_text(encoding="utf-8", errors="replace"))):
        if not MADE.search(name) and not any((folder / name).exists() for folder in folders(root, prefix, path)):
            yield f"{path}: no {name}"


def main():
    root, prefix = map(pathlib.Path, sys.argv[1:3])
    wrong = [line for path in sys.argv[3:] for line in missing(root, prefix, path)]
    print(*wrong or ["all there"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
