#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints variants.json for the build systems of projects: variants.py cmake|make, and variants.py meson DIR writes a cross
file for each variant."""

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


MESON = """\
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
{header}
# Meson cross file: meson setup build --cross-file PREFIX/share/hop/meson/{dir}.ini
#
# The tools are those of the PATH, unless a further --cross-file behind this one says where they are, and what else each
# compilation and link is to have:
#
#   [constants]
#   hop_bin = '/opt/hop/bin/'
#   hop_flags = ['-mcpu=cortex-m7']

[constants]
hop_bin = ''
hop_flags = []
hop_variant = [{flags}]

[binaries]
c = [hop_bin + 'clang'] + hop_variant + hop_flags
cpp = [hop_bin + 'clang++'] + hop_variant + hop_flags
ar = hop_bin + 'llvm-ar'
nm = hop_bin + 'llvm-nm'
objcopy = hop_bin + 'llvm-objcopy'
ranlib = hop_bin + 'llvm-ranlib'
size = hop_bin + 'llvm-size'
strip = hop_bin + 'llvm-strip'
exe_wrapper = hop_bin + 'hop-run'

[built-in options]
b_staticpic = false

[host_machine]
system = 'none'
cpu_family = 'arm'
cpu = '{cpu}'
endian = 'little'
"""


def meson(variant):
    flags = variant["flags"]
    cpu = flags[0].removeprefix("--target=").partition("-")[0]
    return MESON.format(header=HEADER, dir=variant["dir"], cpu=cpu, flags=", ".join(f"'{flag}'" for flag in flags))


def main():
    variants = json.loads(pathlib.Path(__file__).parent.with_name("variants.json").read_text())
    if sys.argv[1] == "meson":
        for variant in variants:
            pathlib.Path(sys.argv[2], variant["dir"] + ".ini").write_text(meson(variant))
        return
    print(HEADER, *{"cmake": cmake, "make": make}[sys.argv[1]](variants), sep="\n")


if __name__ == "__main__":
    main()
