#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles random C programs (csmith's), or those of a folder, with stack checks and without, and compares what they print on QEMU.

Each program is what it is without checks at -O0, or, where it is one of a folder, at the same level; then it is compiled at
each level with checks, for a stack that is large enough, and for one that takes new memory at every checked call. The
same seed makes the same programs.
"""

import os
import pathlib
import shlex
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
SECONDS = 20  # for a run without checks; a program that takes longer may have no end
PATIENCE = 3 * SECONDS  # for one that has ended so: this machine may be busy
ICOUNT = "7"  # the same program always does the same, its interrupts included


def run(command, folder=None):
    """Status and output."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False)
    return done.returncode, done.stdout


def told(result):
    """Status and the last lines of the output, on one line."""
    status, output = result
    return f"status {status}: " + " / ".join(output.strip().splitlines()[-3:])


class Program:
    """The source given, or csmith's for the seed."""

    def __init__(self, options, seed, source=None):
        self.name = source.name if source else f"seed {seed}"
        self.seed = seed
        self.prefix, self.levels = options.prefix, options.level or LEVELS
        self.source = source or options.out / f"{seed}.c"
        self.image = options.out / f"{seed}.elf"
        variant = options.variants[seed % len(options.variants)]
        self.variant = variant["dir"]
        self.flags = [*variant["spelled"], *(options.cflags if source else [f"-I{options.include}"])]

    def write(self):
        """csmith also leaves a file where it runs."""
        kind = KINDS[self.seed % len(KINDS)]
        status, output = run(["csmith", "--seed", str(self.seed), "--output", self.source.name, *kind], self.source.parent)
        if status:
            raise Failure(f"csmith: {output}")

    def result(self, flags, seconds):
        """Status and output, also of a compiler that fails."""
        status, output = run([self.prefix / "bin/clang", *self.flags, *flags.split(), "-w", self.source, "-o", self.image])
        if status:
            return status, output
        return run([self.prefix / "bin/hop-run", "--icount", ICOUNT, "--timeout", str(seconds), self.image])

    def without(self, level):
        return self.result(f"{level} -fno-finite-stack {LARGE}", SECONDS)

    def differences(self, wanted):
        """Yields the flags with which its result is another one, and that."""
        for level in self.levels:
            for stack in (LARGE, GROWING):
                found = self.result(f"{level} {stack}", PATIENCE)
                if found != wanted[level]:
                    yield f"{level} {stack}", found


def programs(options):
    """csmith's, or the sources of the folder."""
    if options.sources:
        sources = sorted(options.sources.glob("*.c"))[:: options.every]
        if not sources:
            raise Failure(f"no C program in {options.sources}")
        for seed, source in enumerate(sources):
            yield Program(options, seed, source)
    else:
        for seed in range(options.seed, options.seed + options.count):
            program = Program(options, seed)
            program.write()
            yield program


def wanted_of(program, options):
    """Level -> result. A program of csmith's does the same at each level; one of a folder need not."""
    if not options.sources:
        return dict.fromkeys(program.levels, program.without("-O0"))
    return {level: program.without(level) for level in program.levels}


def compare(options):
    """Returns how many programs were compared, and how many differ."""
    compared = wrong = 0
    for program in programs(options):
        wanted = wanted_of(program, options)
        failed = [result for result in wanted.values() if result[0] != 0]
        if failed:
            print(f"{program.name} on {program.variant}: left out, without checks {told(failed[0])}")
            continue
        compared += 1
        found = list(program.differences(wanted))
        wrong += bool(found)
        for flags, result in found:
            print(f"{program.name} on {program.variant}, {flags}: {told(result)}", flush=True)
        if not found and not options.sources:
            program.source.unlink()
    return compared, wrong


def main():
    parser = Parser(PROG, __doc__, "The status is 1 if a program differs, 2 if none can be compared.")
    parser.add_argument("--count", type=int, default=20, help="programs (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the first one; each has the next (default 1)")
    parser.add_argument("--level", action="append", help=f"of optimization, may be repeated (default: {', '.join(LEVELS)})")
    parser.add_argument("--sources", type=pathlib.Path, help="a folder whose programs are compared in place of csmith's")
    parser.add_argument("--every", type=int, default=1, help="one of so many of them (default 1)")
    parser.add_argument("--cflags", type=shlex.split, default=[], help="flags for them")
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
    if options.every < 1:
        raise Failure("--every takes a whole number above 0")
    if not (options.prefix / "bin/clang").exists():
        raise Failure(f"no toolchain in {options.prefix}: run scripts/build.sh, or set HOP_PREFIX")
    if not options.sources and not os.path.exists(os.path.join(options.include, "csmith.h")):
        raise Failure("csmith is missing: run scripts/setup-host.sh")
    options.out.mkdir(parents=True, exist_ok=True)
    compared, wrong = compare(options)
    print(f"{compared} programs compared, {wrong} differ")
    return 1 if wrong else 0


run_tool(PROG, main)
