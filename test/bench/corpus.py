#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles, links, runs and measures the programs that corpus.json lists.

A module for bench.py and verify.py, and a command:

    corpus.py list [--sources] [--only REGEX]
    corpus.py build NAME [--prefix P] [--build BUILD] [--out DIR] [--target T] [--flags "..."]
    corpus.py run NAME ...   builds it, runs it, prints its result and its sizes
"""

import argparse
import collections
import concurrent.futures
import fnmatch
import json
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = {"thumbv7em-none-eabi": "cortex-m4", "thumbv7em-none-eabihf": "cortex-m4", "thumbv6m-none-eabi": "cortex-m0plus"}
# QEMU's machines for Armv6-M have 64 KiB of RAM: too little for most programs.
NOT_RUN = ("thumbv6m-none-eabi",)
DEFAULT_TARGET = "thumbv7em-none-eabihf"
CHECKED = ""
UNCHECKED = "-fno-finite-stack -fomit-frame-pointer"
DEFAULTS = {
    "source": None, "files": [], "driver": None, "include": [], "bench_include": [], "defines": [],
    "flags": [], "stack": 65536, "ram": 4194304, "timeout": 120, "result": None,
}
TABLES = (".ARM.exidx*", ".ARM.extab*")
RESULT = re.compile(r"^result ([0-9A-F]{8}) instructions (\d+)$", re.MULTILINE)

# Where the toolchain and the sources are, and for what to compile. `clang` may be another
# compiler than the prefix's, which then only links. `jobs` is how many compile at a time.
Setup = collections.namedtuple("Setup", "prefix build target clang jobs")
# What an entry was compiled to: the objects that are measured, and its harness.
Objects = collections.namedtuple("Objects", "measured others")
# Sizes are in bytes; `tables` are what unwinding needs, `linked` what is left of them in an image.
Measurement = collections.namedtuple("Measurement", "result instructions text tables linked")


class Failure(Exception):
    """A one-line message that says what to do."""


def load(path=HERE / "corpus.json"):
    """The entries, with what they do not say filled in."""
    with open(path, encoding="utf-8") as file:
        return [{**DEFAULTS, **entry} for entry in json.load(file)]


def select(pattern):
    """The entries whose name matches a regular expression; there must be some."""
    try:
        entries = [entry for entry in load() if re.search(pattern, entry["name"])]
    except re.error as error:
        raise Failure(f"'{pattern}' is no regular expression: {error}") from error
    if not entries:
        raise Failure(f"no program's name matches '{pattern}': corpus.py list shows all")
    return entries


def setup(prefix, build, target, clang=None, jobs=1):
    prefix = pathlib.Path(prefix).resolve()
    clang = pathlib.Path(clang or prefix / "bin/clang")
    for tool in (clang, prefix / "bin/hop-run"):
        if not tool.exists():
            raise Failure(f"no {tool}: run scripts/build.sh, or say where the toolchain is")
    return Setup(prefix, pathlib.Path(build).resolve(), target, clang, jobs)


def run_tool(command):
    """The output of a compiler or linker, or a Failure with its first error."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        reason = next((line for line in lines if "error" in line), lines[0])
        raise Failure(f"{reason} (command: {shlex.join(map(str, command))})")
    return done.stdout


def target_flags(target):
    return [f"--target={target}", f"-mcpu={TARGETS[target]}"]


def header_flags(setup):
    """Another compiler does not know where the prefix has newlib and libhop."""
    ours = setup.prefix / "bin/clang"
    if setup.clang.resolve() == ours.resolve():
        return []
    script = run_tool([ours, *target_flags(setup.target), "-print-file-name=hop.ld"]).strip()
    return ["-isystem", pathlib.Path(script).resolve().parents[1] / "include"]


def package_files(entry, setup):
    """The package's sources; names in corpus.json may be patterns."""
    if entry["source"] is None:
        return []
    folder = setup.build / "src" / entry["source"]
    files = []
    for pattern in entry["files"]:
        found = sorted(folder.glob(pattern))
        if not found:
            raise Failure(f"no {pattern} in {folder}: run scripts/fetch-source.sh {entry['source']}")
        files += found
    return files


def include_flags(entry, setup):
    folders = [HERE / folder for folder in entry["bench_include"]]
    folders += [setup.build / "src" / entry["source"] / folder for folder in entry["include"]]
    return [f"-I{folder}" for folder in folders] + [f"-D{define}" for define in entry["defines"]]


def compilations(entry, setup, flags):
    """(source, its own flags, whether it is measured); link-time optimisation is for those measured."""
    plain = [flag for flag in flags if not flag.startswith("-flto")]
    package = package_files(entry, setup)
    for file in package:
        yield file, [*flags, *entry["flags"]], True
    yield HERE / entry["driver"], plain if package else flags, not package
    yield HERE / "harness.c", plain, False


def compile_entry(entry, setup, flags, out):
    """Compiles to objects in the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    common = [setup.clang, *target_flags(setup.target), *header_flags(setup), "-std=c11", *include_flags(entry, setup)]
    work, objects = [], Objects([], [])
    for number, (file, own, measured) in enumerate(compilations(entry, setup, flags)):
        target = out / f"{number}-{file.stem}.o"
        work.append([*common, *own, "-c", file, "-o", target])
        (objects.measured if measured else objects.others).append(target)
    with concurrent.futures.ThreadPoolExecutor(setup.jobs) as pool:
        list(pool.map(run_tool, work))
    return objects


def link(entry, setup, objects, flags, out):
    """Links with the prefix's driver and libraries; returns the image and what is to be measured of it."""
    image = out / f"{entry['name']}.elf"
    measured = objects.measured
    command = [setup.prefix / "bin/clang", *target_flags(setup.target), *flags]
    command += [f"-Wl,--defsym=__hop_main_stack_size={entry['stack']}", f"-Wl,--defsym=__hop_ram_size={entry['ram']}"]
    if any(flag.startswith("-flto") for flag in flags):
        measured = [out / "lto.o"]
        command.append(f"-Wl,--lto-obj-path={measured[0]}")
    run_tool([*command, *objects.measured, *objects.others, "-o", image])
    return image, measured


def link_alone(setup, objects, image):
    """Links the measured objects without anything else: not to be run."""
    options = ["--unresolved-symbols=ignore-all", "--entry=0", "--finite-stack-mixed=ignore"]
    run_tool([setup.prefix / "bin/ld.lld", *options, *objects, "-o", image])


def section_bytes(setup, objects, *patterns):
    """The sum of all sections of some names."""
    listing = run_tool([setup.prefix / "bin/llvm-size", "-A", *objects])
    sections = re.findall(r"^(\.\S+)\s+(\d+)\s", listing, re.MULTILINE)
    return sum(int(size) for name, size in sections if any(fnmatch.fnmatch(name, pattern) for pattern in patterns))


def build(entry, setup, flags, out):
    """Compiles and links; returns the image and the objects to measure, the image None where it could not run."""
    if setup.target in NOT_RUN and any(flag.startswith("-flto") for flag in flags):
        raise Failure(f"{setup.target} is not linked: measure -flto for another target")
    if setup.target in NOT_RUN:
        return None, compile_entry(entry, setup, flags, out).measured
    return link(entry, setup, compile_entry(entry, setup, flags, out), flags, out)


def run(entry, setup, image):
    """Runs an image: its result and how many instructions it took."""
    command = [setup.prefix / "bin/hop-run", "--icount", "7", "--timeout", entry["timeout"], image]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    match = RESULT.search(done.stdout)
    if done.returncode != 0 or match is None:
        said = (done.stdout + done.stderr).strip().splitlines() or ["nothing"]
        raise Failure(f"{entry['name']} ended with status {done.returncode} and said: {said[0]} (image: {image})")
    if match[1] != entry["result"]:
        raise Failure(f"{entry['name']}: result {match[1]}, {entry['result']} was expected (image: {image})")
    return match[1], int(match[2])


def measure(entry, setup, flags, out):
    """Builds and runs an entry. A wrong result is a Failure; where it cannot run, result and instructions are None."""
    image, objects = build(entry, setup, flags, out)
    result, instructions = run(entry, setup, image) if image else (None, None)
    text = section_bytes(setup, objects, ".text*")
    alone = out / "alone.elf"
    link_alone(setup, objects, alone)
    tables, linked = (section_bytes(setup, files, *TABLES) for files in (objects, [alone]))
    return Measurement(result, instructions, text, tables, linked)


def command_list(options):
    names = [entry["source" if options.sources else "name"] for entry in select(options.only)]
    print(*dict.fromkeys(name for name in names if name), sep="\n")
    return 0


def command_one(options):
    if options.name is None:
        raise Failure(f"{options.command} which program? corpus.py list shows all")
    entry = select(f"^{options.name}$")[0]
    where = setup(options.prefix, options.build, (options.target or [DEFAULT_TARGET])[0], options.clang, options.jobs)
    flags = shlex.split(options.flags) or ["-Os"]
    if options.command == "build":
        print(build(entry, where, flags, options.out)[0])
    else:
        print(*(f"{field} {value}" for field, value in measure(entry, where, flags, options.out)._asdict().items()))
    return 0


COMMANDS = {"list": command_list, "build": command_one, "run": command_one}


def joined(words, *options):
    """Joins options to their values: argparse would take a value "-Os" for another option."""
    words = iter(words)
    return [f"{word}={next(words, '')}" if word in options else word for word in words]


def add_options(parser):
    """What bench.py and verify.py have, too."""
    root = HERE.parents[1]
    parser.add_argument("--target", action="append", choices=TARGETS, help="may be repeated")
    parser.add_argument("--prefix", default=root / "build/install", type=pathlib.Path, help="the installed toolchain")
    parser.add_argument("--build", default=root / "build", type=pathlib.Path, help="the folder that has src/NAME")
    parser.add_argument("--out", default=root / "build/bench", type=pathlib.Path, help="for objects and images")
    parser.add_argument("--jobs", type=int, default=1, help="how many compile at a time")


def parse_arguments(words):
    parser = argparse.ArgumentParser(prog="corpus.py", description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("name", nargs="?", help="an entry, for build and run")
    parser.add_argument("--sources", action="store_true", help="list what scripts/fetch-source.sh is to fetch")
    parser.add_argument("--only", default="", metavar="REGEX", help="list those whose name matches")
    parser.add_argument("--flags", default="", help="for compiler and linker")
    parser.add_argument("--clang", help="compile with this one, link with the prefix's")
    add_options(parser)
    return parser.parse_args(joined(words, "--flags"))


def ended(main):
    """The exit status of a main function, its Failure said on stderr."""
    try:
        return main(sys.argv[1:])
    except Failure as failure:
        print(f"{pathlib.Path(sys.argv[0]).name}: error: {failure}", file=sys.stderr)
        return 1


def main(words):
    options = parse_arguments(words)
    return COMMANDS[options.command](options)


if __name__ == "__main__":
    sys.exit(ended(main))
