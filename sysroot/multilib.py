#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints multilib.yaml, by which clang's driver chooses a variant, from variants.json: the last one that matches, so
that an error stands before the variants that are better, or behind those that it overrides."""

import json
import pathlib

HEADER = """\
# Written by sysroot/multilib.py from sysroot/variants.json.
#
# -mfloat-abi=softfp is an error: such code keeps values in s16-s31, and the soft-float
# libraries' setjmp, context switch and unwinder do not save those.
MultilibVersion: 1.0

Groups:
- Name: library
  Type: Exclusive

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


def library(variant):
    return f"- Dir: {variant['dir']}\n  Flags: [{', '.join(variant['select'])}]\n  Group: library\n"


def error(message, *flags):
    return f'- Error: "{message}"\n  Flags: [{", ".join(flags)}]\n  Group: library\n'


def has_fpu(variant):
    return "-mfloat-abi=hard" in variant["select"]


def no_library(variants):
    """What to use instead. Other processors are none of ours: there clang warns, as everywhere."""
    soft = {variant["select"][0] + "hf": variant["flags"][0] for variant in variants if not has_fpu(variant)}
    hard = {variant["select"][0]: variant["flags"] for variant in variants if has_fpu(variant)}
    for triple in (triple for triple in soft if triple not in hard):
        yield error(f"hard floating point needs an FPU, use {soft[triple]}", triple)
    for triple, (target, fpu, *_) in hard.items():
        yield error(f"with {target} they need {fpu} or more", triple)


def main():
    variants = json.loads(pathlib.Path(__file__).with_name("variants.json").read_text())
    text = HEADER + "".join(no_library(variants)) + "".join(map(library, variants))
    text += error("instead of -mfloat-abi=softfp use -mfloat-abi=hard or -mfloat-abi=soft", "-mfloat-abi=softfp")
    print(text + MAPPINGS, end="")


if __name__ == "__main__":
    main()
