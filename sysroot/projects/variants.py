#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints variants.json for the build systems of projects: variants.py cmake|make."""

import json
import pathlib
import sys

HEADER = "# Written by sysroot/projects/variants.py from sysroot/variants.json."


def cmake(variants):
    yield f"set(HOP_VARIANTS {' '.join(v['dir'] for v in variants)})"
    for variant in variants:
        yield f"set(HOP_FLAGS_{variant['dir']} {' '.join(variant['flags'])})"


def make(variants):
    yield f"HOP_VARIANTS := {' '.join(v['dir'] for v in variants)}"
    for variant in variants:
        yield f"HOP_FLAGS_{variant['dir']} := {' '.join(variant['flags'])}"


def main():
    variants = json.loads(pathlib.Path(__file__).parent.with_name("variants.json").read_text())
    print(HEADER, *{"cmake": cmake, "make": make}[sys.argv[1]](variants), sep="\n")


if __name__ == "__main__":
    main()
