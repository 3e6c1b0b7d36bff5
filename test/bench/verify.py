#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs every program of the corpus at every level of optimisation, with and without checks, with
soft and hard float. Each must have the result that corpus.json says: no level, no float ABI and
no check may change what a program does.
"""

import argparse
import itertools
import shlex
import sys

import corpus

LEVELS = ("-O0", "-O1", "-O2", "-O3", "-Os", "-Oz")


def parse_arguments(words):
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="REGEX", help="the programs whose name matches")
    parser.add_argument("--opt", action="append", help="a level of optimisation (all); may be repeated")
    parser.add_argument("--checked", action="store_true", help="with checks only")
    parser.add_argument("--flags", default="", help="more flags for compiler and linker")
    corpus.add_options(parser)
    return parser.parse_args(corpus.joined(words, "--opt", "--flags"))


def configurations(options):
    """(target, flags) of everything that is to be run."""
    checks = (corpus.CHECKED,) if options.checked else (corpus.CHECKED, corpus.UNCHECKED)
    targets = options.target or [target for target in corpus.TARGETS if target not in corpus.NOT_RUN]
    for target, level, check in itertools.product(targets, options.opt or LEVELS, checks):
        yield target, [level, *check.split(), *shlex.split(options.flags)]


def verify(entry, options):
    """(how many runs were right, a line for each that was not)."""
    right, wrong = 0, []
    for target, flags in configurations(options):
        where = corpus.setup(options.prefix, options.build, target, jobs=options.jobs)
        try:
            corpus.measure(entry, where, flags, options.out / entry["name"] / "".join([target, *flags]))
            right += 1
        except corpus.Failure as failure:
            wrong.append(f"{target} {' '.join(flags)}: {failure}")
    return right, wrong


def main(words):
    options = parse_arguments(words)
    bad = 0
    for entry in corpus.select(options.only):
        right, wrong = verify(entry, options)
        bad += len(wrong)
        print(f"{entry['name']}: {right} right, {len(wrong)} wrong", *wrong, sep="\n    ", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(corpus.ended(main))
