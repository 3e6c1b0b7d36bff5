#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""kernel.py PREFIX OUT: prints what the kernel costs on a Cortex-M4 with hard float, beside FreeRTOS on the same
emulated core, and fails where a figure is above the bound that the documentation gives.
kernel.py table: prints the bounds as the table of libhop/README.md.

Both with 1000 Hz ticks, preemption, and priority inheritance. FreeRTOS V11.3.0 without any stack check and with its
assertions off, at -O2, by clang 19; libhop as it is installed: with stack checks, kernel assertions, and -Os.
"""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4", "-O2"]

# What kernel.c prints: FreeRTOS' figure, None where it has no such thing, and the bound.
ROWS = [
    ("context switch by yield", 61, 58),
    ("handler to task, semaphore", 217, 155),
    ("handler to task, notification", 191, 160),
    ("handler to task, channel of 4 bytes", 285, 175),
    ("semaphore, take + give", 103, 85),
    ("mutex, lock + unlock", 135, 100),
    ("channel of 4 bytes, send + receive", 163, 140),
    ("notification, notify + take", 114, 92),
    ("tick, nobody wakes", 52, 45),
    ("tick, 1 task wakes", 116, 100),
    ("tick, 8 tasks wake", 452, 350),
    ("tick within a turn", None, 55),
    ("tick at the end of a turn", None, 165),
    ("tick to task after sleep", 177, 155),
    ("create + run + end of a task", None, 605),
    ("entry of a hop_isr handler, over a raw one", None, 19),
    ("the same, its largest difference", None, 0),
    ("panic to the next instance", None, 1100),
    ("overflow to the next instance", None, 1200),
    ("longest time with an interrupt masked", 672, 0),
    ("bytes of struct hop_task", None, 352),
]
# What the documentation calls a row, or several of them.
TABLE = [
    ("context switch by yield", "context switch by yield"),
    (
        "handler to woken task: semaphore / notification / channel of 4 bytes",
        "handler to task, semaphore",
        "handler to task, notification",
        "handler to task, channel of 4 bytes",
    ),
    ("semaphore take + give", "semaphore, take + give"),
    ("mutex lock + unlock", "mutex, lock + unlock"),
    ("channel of 4 bytes, send + receive", "channel of 4 bytes, send + receive"),
    ("notification, notify + take", "notification, notify + take"),
    ("tick with 0 / 1 / 8 tasks waking", "tick, nobody wakes", "tick, 1 task wakes", "tick, 8 tasks wake"),
    ("tick to task after sleep", "tick to task after sleep"),
    ("entry of a `HOP_ISR` handler, in addition to a plain one's; always the same", "entry of a hop_isr handler, over a raw one"),
]
# Checked by test/libhop/no-masking.test, not by a run.
BY_CONSTRUCTION = {"longest time with an interrupt masked": 0}


def measure(prefix, out):
    elf = out / "kernel.elf"
    subprocess.run([prefix / "bin/clang", *FLAGS, HERE / "kernel.c", "-o", elf], check=True)
    run = subprocess.run([prefix / "bin/hop-run", "--icount", "7", elf], check=True, capture_output=True, text=True)
    found = {name: int(value) for name, value in re.findall(r"(.*): (\d+)", run.stdout)}
    return {**found, **BY_CONSTRUCTION}


def print_table():
    figures = {name: (bound, other) for name, other, bound in ROWS}
    print("| at most | libhop | FreeRTOS |")
    print("|---|---|---|")
    for label, *names in TABLE:
        bounds, others = zip(*(figures[name] for name in names))
        cells = [" / ".join(str(cell) for cell in column if cell is not None) for column in (bounds, others)]
        print(f"| {label} | {cells[0]} | {cells[1]} |".replace("|  |", "| |"))


def main():
    if sys.argv[1:] == ["table"]:
        print_table()
        return
    if len(sys.argv) != 3:
        sys.exit("usage: kernel.py PREFIX OUT | table")
    prefix, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    found = measure(prefix, out)
    print(f"{'instructions':45}{'libhop':>8}{'FreeRTOS':>10}")
    bad = []
    for name, other, bound in ROWS:
        if name not in found:
            sys.exit(f"kernel.py: kernel.c did not print '{name}'")
        print(f"{name:45}{found[name]:8}{'-' if other is None else other:>10}")
        if found[name] > bound:
            bad.append(f"{name}: {found[name]}, documented at most {bound}")
    if bad:
        sys.exit("kernel.py: " + "; ".join(bad))


if __name__ == "__main__":
    main()
