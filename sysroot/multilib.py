#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints multilib.yaml, by which clang's driver chooses a variant, from variants.json."""

import json
import pathlib

HEADER = """\
# Written by sysroot/multilib.py from sysroot/variants.json.
#
# -mfloat-abi=softfp selects nothing, on purpose: such code keeps values in s16-s31, and the
# soft-float libraries' setjmp, context switch and unwinder do not save those.
MultilibVersion: 1.0

Variants:
"""

# FPUs with double precision run the single-precision library; an Armv8.1-M without FPU
# runs the Armv8-M one.
MAPPINGS = """
Mappings:
- Match: -mfpu=fpv5-(sp-)?d16
  Flags: [-mfpu=fpv4-sp-d16, -mfpu=fpv5-sp-d16]
- Match: -mfpu=fp-armv8-fullfp16-d16
  Flags: [-mfpu=fp-armv8-fullfp16-sp-d16]
- Match: --target=thumbv8\\.1m\\.main-unknown-none-eabi
  Flags: [--target=thumbv8m.main-unknown-none-eabi]
"""


def main():
    variants = json.loads(pathlib.Path(__file__).with_name("variants.json").read_text())
    text = HEADER
    for variant in variants:
        text += f"- Dir: {variant['dir']}\n  Flags: [{', '.join(variant['select'])}]\n"
    print(text + MAPPINGS, end="")


if __name__ == "__main__":
    main()
