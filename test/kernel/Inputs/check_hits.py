# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_hits.py ELF TRACE OUTPUT [FUNCTION...]: which instructions that QEMU executed were never interrupted.

TRACE is the log of an uninterrupted run (hop-run --trace), of which the parts between region_begin and region_end
count, and those between handler_begin and handler_end. OUTPUT is what interrupted.c printed: the halfwords of code
at which an interrupt came, for either part. What the test itself does between calls, in functions op_*, does not count, nor does FUNCTION.
"""

import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "scripts"))
sys.dont_write_bytecode = True

from hop_elf import Elf

LISTED = re.compile(r"^0x([0-9a-f]{8}): ")
STOPPED = re.compile(r"^Stopped execution of TB chain before ")
REWOUND = re.compile(r"^cpu_io_recompile: rewound execution of TB to ([0-9a-f]{8})")
EXECUTED = re.compile(r"^Trace \d+: \S+ \[[0-9a-f]+/([0-9a-f]+)/([0-9a-f]+)/([0-9a-f]+)\]")
PARTS = [("operations", "region_begin", "region_end"), ("handler", "handler_begin", "handler_end")]


def executed(trace):
    """Yields the addresses of each block in the order of execution. A block is listed when it is translated, which
    is right before its first execution. An interrupt may come before it, after all, and one that reaches a device stops
    there and goes on as another one."""
    blocks = {}
    listed, block = [], []
    with open(trace, errors="replace") as log:
        for line in log:
            if line.startswith("IN:"):
                listed = []
            elif match := LISTED.match(line):
                listed.append(int(match[1], 16))
            elif match := EXECUTED.match(line):
                key = match.groups()
                if key not in blocks:
                    if not listed or listed[0] != int(key[0], 16):
                        sys.exit(f"check_hits.py: no listing before {line.strip()}")
                    blocks[key] = listed
                yield block
                block = blocks[key]
            elif STOPPED.match(line):
                block = []
            elif match := REWOUND.match(line):
                block = block[: block.index(int(match[1], 16))]
    yield block


def executed_in_parts(elf, trace):
    names = {name: start & ~1 for start, size, name in elf.functions()}
    begins = {names[begin]: number for number, (_, begin, _) in enumerate(PARTS)}
    ends = {names[end] for _, _, end in PARTS}
    parts = [set() for _ in PARTS]
    current = None
    for block in executed(trace):
        if not block:
            continue
        if block[0] in begins:
            current = parts[begins[block[0]]]
        elif block[0] in ends:
            current = None
        elif current is not None:
            current.update(block)
    return parts


def interrupted(output):
    parts = [set() for _ in PARTS]
    with open(output) as lines:
        for line in lines:
            if line.startswith("hit "):
                _, number, first, bits = line.split()
                parts[int(number)] |= {int(first, 16) + 2 * i for i in range(32) if int(bits, 16) >> i & 1}
    return parts


def function_at(functions, address):
    return next((name for start, size, name in functions if start & ~1 <= address < (start & ~1) + max(size, 2)), "?")


def main():
    elf = Elf(sys.argv[1])
    functions = sorted(elf.functions())
    for (name, _, _), run, hit in zip(PARTS, executed_in_parts(elf, sys.argv[2]), interrupted(sys.argv[3])):
        missed = [(address, function_at(functions, address)) for address in sorted(run - hit)]
        missed = [place for place in missed if not place[1].startswith("op_") and place[1] not in sys.argv[4:]]
        print(f"{name}: executed {len(run)}, not interrupted {len(missed)}")
        for address, function in missed:
            print(f"  {address:#x} {function}")


main()
