#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints multilib.yaml, by which clang's driver chooses a variant, from variants.json."""

import json
import pathlib

HEADER = """\
# Written by sysroot/multilib.py from sysroot/variants.json.
#
# -mfloat-abi=softfp selects nothing, on purpose: such code keeps values in s16-s31, and the
# soft-float libraries' setjmp, context switch and unwinder do not save those. Clang then tells
# what can be selected. Tools of stock clang 19 read this file, too: it has no key of later versions.
MultilibVersion: 1.0

Variants:
"""

# FPUs with double precision run the single-precision library; an Armv8.1-M without FPU
# runs the Armv8-M one.
MAPPINGS = """\
- Match: -mfpu=fpv5-(sp-)?d16
  Flags: [-mfpu=fpv4-sp-d16, -mfpu=fpv5-sp-d16]
- Match: -mfpu=fp-armv8-fullfp16-d16
  Flags: [-mfpu=fp-armv8-fullfp16-sp-d16]
- Match: --target=thumbv8\\.1m\\.main-[^-]+-none-eabi
  Flags: [--target=thumbv8m.main-unknown-none-eabi]
"""


def any_vendor(target):
    """A mapping for triples that name a vendor, or none twice: libraries have none."""
    pattern = target.replace(".", r"\.").replace("-unknown-", "-[^-]+-")
    return f"- Match: {pattern}\n  Flags: [{target}]\n"


def main():
    variants = json.loads(pathlib.Path(__file__).with_name("variants.json").read_text())
    text = HEADER
    for variant in variants:
        text += f"- Dir: {variant['dir']}\n  Flags: [{', '.join(variant['select'])}]\n"
    text += "\nMappings:\n" + "".join(any_vendor(variant["select"][0]) for variant in variants)
    print(text + MAPPINGS, end="")


if __name__ == "__main__":
    main()
