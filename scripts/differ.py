#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles random C programs (csmith's) with stack checks and without, and compares what they print on QEMU.

Each program is what it is without checks at -O0; then it is compiled at each level with checks, for a stack that is large
enough, and for one that takes new memory at every checked call. The same seed makes the same programs.
"""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "sysroot")]

from hop_elf import Failure
from hop_tool import Parser, run_tool
from variants import read as read_variants

PROG = "differ.py"
LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os", "-Oz", "-O2 -flto"]
LARGE = "-Wl,--defsym=__hop_main_stack_size=24000"
GROWING = "-Wl,--defsym=__hop_stress_growth=1 -Wl,--defsym=__hop_main_stack_limit=0x100000"
# Options of csmith, by the seed.
KINDS = [[], ["--float"], ["--packed-struct"], ["--no-volatiles"]]
SECONDS = 20  # for a run; a program that takes longer may have no end


def run(command, folder=None):
    """Status and output."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False)
    return done.returncode, done.stdout


def told(result):
    """Status and the last lines of the output, on one line."""
    status, output = result
    return f"status {status}: " + " / ".join(output.strip().splitlines()[-3:])


class Program:
    def __init__(self, options, seed):
        self.seed = seed
        self.prefix, self.include = options.prefix, options.include
        self.source = options.out / f"{seed}.c"
        variant = options.variants[seed % len(options.variants)]
        self.variant, self.flags = variant["dir"], variant["spelled"]

    def write(self):
        """csmith also leaves a file where it runs."""
        kind = KINDS[self.seed % len(KINDS)]
        status, output = run(["csmith", "--seed", str(self.seed), "--output", self.source.name, *kind], self.source.parent)
        if status:
            raise Failure(f"csmith: {output}")

    def result(self, flags):
        """Status and output, also of a compiler that fails."""
        image = self.source.with_suffix(".elf")
        status, output = run([self.prefix / "bin/clang", *self.flags, *flags.split(), "-w", f"-I{self.include}",
                              self.source, "-o", image])
        if status:
            return status, output
        return run([self.prefix / "bin/hop-run", "--timeout", str(SECONDS), image])

    def differences(self, wanted):
        """Yields the flags with which its result is another one, and that."""
        for level in LEVELS:
            for stack in (LARGE, GROWING):
                found = self.result(f"{level} {stack}")
                if found != wanted:
                    yield f"{level} {stack}", found


def compare(options):
    """Returns how many programs were compared, and how many differ."""
    compared = wrong = 0
    for seed in range(options.seed, options.seed + options.count):
        program = Program(options, seed)
        program.write()
        wanted = program.result(f"-O0 -fno-finite-stack {LARGE}")
        if wanted[0] != 0:
            print(f"seed {seed} on {program.variant}: left out, without checks {told(wanted)}")
            continue
        compared += 1
        found = list(program.differences(wanted))
        wrong += bool(found)
        for flags, result in found:
            print(f"seed {seed} on {program.variant}, {flags}: {told(result)}")
        if not found:
            program.source.unlink()
    return compared, wrong


def main():
    parser = Parser(PROG, __doc__, "The status is 1 if a program differs, 2 if none can be compared.")
    parser.add_argument("--count", type=int, default=20, help="programs (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the first one; each has the next (default 1)")
    parser.add_argument("--include", default="/usr/include/csmith", help="csmith's headers")
    parser.add_argument("--out", type=pathlib.Path, help="where programs are kept that differ (default build/differ)")
    parser.add_argument("variant", nargs="*", help="of sysroot/variants.json, in turn (default: all)")
    options = parser.parse_args()
    build = pathlib.Path(os.environ.get("HOP_BUILD", ROOT / "build"))
    options.prefix = pathlib.Path(os.environ.get("HOP_PREFIX", build / "install"))
    options.out = options.out or build / "differ"
    known = {variant["dir"]: variant for variant in read_variants()}
    unknown = set(options.variant) - set(known)
    if unknown:
        raise Failure(f"no variant {min(unknown)}: sysroot/variants.json has them")
    options.variants = [known[name] for name in options.variant or known]
    if not (options.prefix / "bin/clang").exists():
        raise Failure(f"no toolchain in {options.prefix}: run scripts/build.sh, or set HOP_PREFIX")
    if not os.path.exists(os.path.join(options.include, "csmith.h")):
        raise Failure("csmith is missing: run scripts/setup-host.sh")
    options.out.mkdir(parents=True, exist_ok=True)
    compared, wrong = compare(options)
    print(f"{compared} programs compared, {wrong} differ")
    return 1 if wrong else 0


run_tool(PROG, main)
