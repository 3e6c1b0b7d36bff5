#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""size.py PREFIX OUT: prints how much flash a minimal application takes on a Cortex-M4 with hard float, at -Os, linked in
several ways, how much of that unwinding and panics are, and how much RAM a task takes; fails where a figure is above the
bound that the documentation gives, or where an image does not do what it should.

The application is minimal.c. Flash is code, tables, constants and what .data starts with, vector table included.
Unwinding and panics are the objects of libhop/unwind and libhop/panic, without their tables and strings. The small
image in which faults are not unwound is also told by folders of libhop.
"""

import collections
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4", "-Os"]
NO_FAULTS = "-Wl,--gc-sections,--defsym=hop_fault_leave=hop_fault_reclaim"
SMALL = ["--config", "small.cfg"]

# Name, further flags, the most bytes of the image, and of unwinding and panics.
ROWS = [
    ("as it is linked by itself", [], 35060, 15480),
    ("with --gc-sections", ["-Wl,--gc-sections"], 31610, 14940),
    ("the same, faults not unwound", [NO_FAULTS], 27580, 10990),
    ("small configuration", SMALL, 25790, 12870),
    ("the same, faults not unwound", [*SMALL, NO_FAULTS], 21790, 8960),
    ("the same, nothing unwound", [*SMALL, "--config", "no-unwinding.cfg"], 18130, 5860),
]
# The parts of that row, and the most bytes of each.
PARTS_OF = 4
PARTS = [("kernel", 6720), ("panic", 6320), ("unwind", 2650), ("arch", 1850), ("tables", 380)]
# For which target, and the most bytes of RAM of a task besides its stack.
TASKS = [("thumbv7em-none-eabihf", 352), ("thumbv7em-none-eabi", 288), ("thumbv6m-none-eabi", 296)]
TASK = "#include <hop/hop.h>\nchar task[sizeof(struct hop_task)];\n"
# An input section in the map: size, alignment, archive(member):(section).
INPUT = re.compile(r"^\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s+\S*\.a\(([a-z]+)_[\w-]+\.o\):\(\.(?:text|rodata|data)")
TABLES = re.compile(r"^\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+ \.ARM\.ex(?:idx|tab)$")


def parts_of(elf):
    """Folder of libhop, or "tables" -> bytes."""
    parts = collections.Counter()
    for line in pathlib.Path(f"{elf}.map").read_text(encoding="utf-8").splitlines():
        if match := INPUT.match(line):
            parts[match[2]] += int(match[1], 16)
        elif match := TABLES.match(line):
            parts["tables"] += int(match[1], 16)
    return parts


def measure(prefix, elf, flags):
    """(bytes of the image, bytes of unwinding and panics)"""
    subprocess.run([prefix / "bin/clang", *FLAGS, *flags, HERE / "minimal.c", "-o", elf, f"-Wl,-Map={elf}.map"], check=True)
    subprocess.run([prefix / "bin/hop-run", elf], check=True, capture_output=True)
    output = subprocess.run([prefix / "bin/llvm-size", elf], check=True, capture_output=True, text=True).stdout
    text, data = map(int, output.splitlines()[1].split()[:2])
    parts = parts_of(elf)
    return text + data, parts["unwind"] + parts["panic"]


def task_size(prefix, out, target):
    object_file = out / f"task-{target}.o"
    subprocess.run([prefix / "bin/clang", f"--target={target}", "-x", "c", "-c", "-", "-o", object_file], check=True, input=TASK, text=True)
    output = subprocess.run([prefix / "bin/llvm-nm", "-S", object_file], check=True, capture_output=True, text=True).stdout
    return int(output.split()[1], 16)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: size.py PREFIX OUT")
    prefix, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    bad = []
    print(f"{'bytes of flash':34}{'image':>8}{'unwinding, panics':>20}")
    for i, (name, flags, *bounds) in enumerate(ROWS):
        figures = measure(prefix, out / f"minimal{i}.elf", flags)
        print(f"{name:34}{figures[0]:8}{figures[1]:20}")
        bad += [f"{name}: {figure}, documented at most {bound}" for figure, bound in zip(figures, bounds) if figure > bound]
    parts = parts_of(out / f"minimal{PARTS_OF}.elf")
    for name, bound in PARTS:
        print(f"  {name:32}{parts[name]:8}")
        if parts[name] > bound:
            bad.append(f"{name} of a small image: {parts[name]}, documented at most {bound}")
    for target, bound in TASKS:
        size = task_size(prefix, out, target)
        print(f"{'bytes of RAM of a task, ' + target:46}{size:4}")
        if size > bound:
            bad.append(f"a task for {target}: {size}, documented at most {bound}")
    if bad:
        sys.exit("size.py: " + "; ".join(bad))


if __name__ == "__main__":
    main()
