#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what the stack checks cost: size and instructions of every program of the corpus.

Each program is built twice by the same compiler, without the checks and with them, linked with
the same libraries and run on QEMU. Both must have the result that corpus.json says.
"""

import argparse
import json
import math
import pathlib
import resource
import shlex
import sys

import corpus

NAMES = {
    "thumbv7em-none-eabi": "thumbv7em soft float", "thumbv7em-none-eabihf": "thumbv7em hard float",
    "thumbv6m-none-eabi": "thumbv6m",
}


def percent(new, old):
    """The difference; either may be missing where nothing ran."""
    if not new or not old:
        return "-"
    return f"{100 * (new / old - 1):+.2f} %"


def share(part, whole):
    return f"{100 * part / whole:.2f} %"


def geometric_mean(ratios):
    if not ratios:
        return 0
    return math.exp(sum(math.log(ratio) for ratio in ratios) / len(ratios))


def print_table(rows):
    """Columns as wide as they must be, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join([row[0].ljust(widths[0]), *cells]).rstrip())


class Comparison:
    """Two configurations of every program, for one target."""

    def __init__(self, base, other):
        self.base = base
        self.other = other
        self.pairs = {}

    def add(self, name, base, other):
        self.pairs[name] = (base, other)

    def row(self, name):
        base, other = self.pairs[name]
        return [
            name, str(base.text), str(other.text), percent(other.text, base.text),
            str(base.instructions or "-"), str(other.instructions or "-"), percent(other.instructions, base.instructions),
            share(other.tables, other.text), share(other.linked, other.text),
        ]

    def ratios(self, field):
        """(ratio, name) of all programs that have this number."""
        numbers = ((name, getattr(base, field), getattr(other, field)) for name, (base, other) in self.pairs.items())
        return [(other / base, name) for name, base, other in numbers if base]

    def total(self, which, field):
        return sum(getattr(pair[which], field) or 0 for pair in self.pairs.values())

    def total_row(self):
        text, instructions = ([self.total(which, field) for which in (0, 1)] for field in ("text", "instructions"))
        return [
            "sum", *map(str, text), percent(*reversed(text)), *map(str, instructions), percent(*reversed(instructions)),
            *(share(self.total(1, field), text[1]) for field in ("tables", "linked")),
        ]

    def mean_row(self):
        text, instructions = (geometric_mean([r for r, _ in self.ratios(field)]) for field in ("text", "instructions"))
        return ["geometric mean", "", "", percent(text, 1), "", "", percent(instructions, 1), "", ""]

    def worst_row(self):
        text, instructions = (max(self.ratios(field), default=(0, "-")) for field in ("text", "instructions"))
        return ["worst", "", text[1], percent(text[0], 1), "", instructions[1], percent(instructions[0], 1), "", ""]

    def show(self):
        head = ["program", f"text {self.base}", self.other, "", f"instructions {self.base}", self.other, "", "tables", "linked"]
        print_table([head, *map(self.row, self.pairs), self.total_row(), self.mean_row(), self.worst_row()])
        print()


def configurations(options):
    """(name, clang, flags) of the base, of the checked code, and of stock clang if wanted."""
    common = [options.opt, *(["-flto"] if options.lto else []), *(["-ffunction-sections"] if options.sections else [])]
    yield "base", None, [*common, *corpus.UNCHECKED.split()]
    yield "checked", None, [*common, *corpus.CHECKED.split(), *shlex.split(options.checked_flags)]
    if options.stock:
        yield "stock", options.llvm_prefix / "bin/clang", common


def measure(entry, target, options):
    """The measurements of one program by configuration; a wrong or missing one is said and left out."""
    measured = {}
    for name, clang, flags in configurations(options):
        where = corpus.setup(options.prefix, options.build, target, clang, options.jobs)
        out = options.out / f"{target}{options.opt}{'-lto' if options.lto else ''}-{name}" / entry["name"]
        try:
            measured[name] = corpus.measure(entry, where, flags, out)
        except corpus.Failure as failure:
            print(f"bench.py: error: {name}, {target}: {failure}", file=sys.stderr)
    return measured


def say_progress(text):
    """Only for somebody who looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def describe(options, target):
    lto = ", whole program (-flto)" if options.lto else ""
    print(f"{options.opt} {NAMES.get(target, target)}{lto}")
    for name, clang, flags in configurations(options):
        print(f"  {name}: {clang or 'clang'} {' '.join([*corpus.target_flags(target), *flags])}")
    print("  text: bytes of .text*; tables: .ARM.exidx* and .ARM.extab* of the other, in objects and linked, in % of its text")
    print()


def bench_target(entries, target, options):
    """Prints the tables of one target; returns the raw measurements by program."""
    raw = {}
    for number, entry in enumerate(entries, 1):
        say_progress(f"{target} {options.opt}: {number}/{len(entries)} {entry['name']}")
        raw[entry["name"]] = measure(entry, target, options)
    say_progress("")
    describe(options, target)
    for base, other in (("base", "checked"), ("stock", "checked")) if options.stock else (("base", "checked"),):
        comparison = Comparison(base, other)
        for name, measured in raw.items():
            if base in measured and other in measured:
                comparison.add(name, measured[base], measured[other])
        if comparison.pairs:
            comparison.show()
    return raw


def compile_seconds(entries, target, options, clang, flags):
    """Processor time of the compiler for all sources, one after the other."""
    where = corpus.setup(options.prefix, options.build, target, clang, jobs=1)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for entry in entries:
        corpus.compile_entry(entry, where, flags, options.out / "compile-time" / entry["name"])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench_compile_time(entries, target, options):
    """Every compiler in turn, round by round; the least time of each is the one that was disturbed least."""
    seconds = {}
    for _ in range(options.compile_time):
        for name, clang, flags in configurations(options):
            spent = compile_seconds(entries, target, options, clang, flags)
            seconds[name] = min(spent, seconds.get(name, spent))
    last = list(seconds)[-1]
    describe(options, target)
    rows = [["compile time", "seconds", f"against {last}"]]
    rows += [[name, f"{spent:.2f}", percent(spent, seconds[last])] for name, spent in seconds.items()]
    print_table(rows)


def parse_arguments(words):
    parser = argparse.ArgumentParser(prog="bench.py", description=__doc__.splitlines()[0])
    parser.add_argument("--opt", default="-Os", help="level of optimisation (-Os)")
    parser.add_argument("--only", default="", metavar="REGEX", help="the programs whose name matches")
    parser.add_argument("--checked-flags", default="", help="more flags for the checked code")
    parser.add_argument("--lto", action="store_true", help="each program or package as a whole")
    parser.add_argument("--sections", action="store_true", help="with -ffunction-sections, as most firmware is built")
    parser.add_argument("--stock", action="store_true", help="compare with stock clang's default flags, too")
    parser.add_argument("--compile-time", type=int, metavar="ROUNDS", help="measure the compiler itself instead")
    parser.add_argument("--json", type=argparse.FileType("w", encoding="utf-8"), metavar="FILE",
                        help="write the raw numbers to FILE")
    parser.add_argument("--llvm-prefix", default="/usr/lib/llvm-19", type=pathlib.Path, help="where stock clang is")
    parser.add_argument("--sources", action="store_true", help="only list what scripts/fetch-source.sh is to fetch")
    corpus.add_options(parser)
    return parser.parse_args(corpus.joined(words, "--opt", "--checked-flags"))


def write_json(options, raw):
    """All numbers, and how they came about."""
    flags = {name: " ".join(flags) for name, _, flags in configurations(options)}
    numbers = {
        target: {name: {key: value._asdict() for key, value in measured.items()} for name, measured in programs.items()}
        for target, programs in raw.items()
    }
    with options.json as file:
        json.dump({"flags": flags, "targets": numbers}, file, indent=1)
        file.write("\n")


def main(words):
    options = parse_arguments(words)
    if options.sources:
        return corpus.command_list(options)
    entries = corpus.select(options.only)
    targets = options.target or [corpus.DEFAULT_TARGET]
    if options.compile_time:
        for target in targets:
            bench_compile_time(entries, target, options)
        return 0
    raw = {target: bench_target(entries, target, options) for target in targets}
    if options.json:
        write_json(options, raw)
    wanted = len(list(configurations(options)))
    complete = all(len(measured) == wanted for programs in raw.values() for measured in programs.values())
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(corpus.ended(main))
