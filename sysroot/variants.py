#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints variants.json in the forms that scripts, tests and the documentation want.

usage: variants.py builds [FOLDER...]   folder, default board and compile flags of all variants, or of those
       variants.py spelled              folder, and the flags by which users choose the variant
       variants.py matrix               the README's table of targets
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def read():
    return json.loads((HERE / "variants.json").read_text(encoding="utf-8"))


def print_builds(wanted):
    variants = read()
    unknown = set(wanted) - {variant["dir"] for variant in variants}
    if unknown:
        sys.exit(f"variants.py: error: no variant {min(unknown)}: sysroot/variants.json has them")
    for variant in variants:
        if not wanted or variant["dir"] in wanted:
            print(variant["dir"], variant["board"], *variant["flags"])


def print_spelled():
    for variant in read():
        print(variant["dir"], *variant["spelled"])


def machines():
    """Board -> QEMU's machine, in the words of the documentation."""
    sys.path.insert(0, str(ROOT / "scripts"))
    sys.dont_write_bytecode = True
    import hop_board

    found = {}
    for path in sorted((ROOT / "libhop" / "board").glob("*.toml")):
        for board, _ in hop_board.read_table(path):
            machine, _, processor = board.qemu.partition(" ")
            found[board.name] = f"`{machine}`" + (f" with a {processor.title()}" if processor else "")
    return found


def print_matrix():
    """A line for each group of cores, which has a variant for each kind of floating point."""
    groups = {}
    for variant in read():
        groups.setdefault(variant["cores"], []).append(variant)
    known = machines()
    print("| `--target=` | for | float | tests run on QEMU's |")
    print("|---|---|---|---|")
    for cores, variants in groups.items():
        targets = ", ".join("`" + variant["spelled"][0].removeprefix("--target=") + "`" for variant in variants)
        floats = ", ".join("hard" if "-mfloat-abi=hard" in variant["flags"] else "soft" for variant in variants)
        print(f"| {targets} | {cores} | {floats} | {known[variants[0]['board']]} |")


def main():
    forms = {"builds": print_builds, "spelled": lambda _: print_spelled(), "matrix": lambda _: print_matrix()}
    if len(sys.argv) < 2 or sys.argv[1] not in forms:
        sys.exit(__doc__)
    forms[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()
