# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds what hop-size says against what others say of the same image.

check_size.py sums ELF:      all columns together are llvm-size's sections, and every trap or call of a check is counted
check_size.py map ELF MAP:   libraries are as large as in the linker's map
check_size.py checks CHECKED.o PLAIN.o ELF: checks are what a compiler without them leaves out
"""

import json
import re
import subprocess
import sys


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


def size(elf, *options):
    return json.loads(output("hop-size", "--json", *options, elf))


def expect(what, value, expected):
    if value != expected:
        sys.exit(f"check_size: {what}: {value}, expected {expected}")


def check_sums(elf):
    sections = {}
    for line in output("llvm-readelf", "-SW", elf).splitlines():
        match = re.match(r"\s+\[ *\d+\] (\S+) +(\S+) +\w+ \w+ (\w+) \w+ +(\w*A\w*) ", line)
        if match:
            sections[match[1]] = match[2], int(match[3], 16), match[4]
    total = size(elf)["total"]
    loaded = {name: s for name, s in sections.items() if s[0] != "NOBITS"}
    expect("flash", total["flash"], sum(s[1] for s in loaded.values()))
    expect("tables", total["tables"], sum(s[1] for name, s in loaded.items() if name.startswith(".ARM.ex")))
    expect("code", total["code"] + total["checks"], sum(s[1] for s in loaded.values() if "X" in s[2]))
    expect("RAM", total["RAM"], sum(s[1] for s in sections.values() if "W" in s[2] or s[0] == "NOBITS"))
    rows = [row for row in size(elf)["owners"] if "/" not in row["name"]]
    for heading, value in total.items():
        expect(f"sum of {heading}", sum(row[heading] for row in rows), value)
    # The end of a cleanup region traps, too, and is no check.
    code = re.sub(r"^\w+ <__hop_kill_point>:\n(.+\n)*", "", output("llvm-objdump", "-d", elf), flags=re.M)
    checks = re.findall(r"\tsvc\t#0xf[c-f]$|\tbl\t.*<__hop_check_(?:r3|frame)>", code, re.M)
    expect("checked functions", total["checked"], len(checks))


def check_map(elf, path):
    """Code of the map: sections of archive members. What hop-size has less is padding, which has no symbol;
    more, padding behind assembly that says no size."""
    owners = {row["name"]: row for row in size(elf)["owners"]}
    groups = {"libhop": ("libhop.a", "crt0.o"), "C library": ("libc.a", "libm.a"), "builtins": ("libclang_rt",)}
    padding = owners["(no symbol)"]["code"]
    for name, files in groups.items():
        mapped = 0
        for line in open(path, encoding="utf-8"):
            match = re.match(r" *\w+ +\w+ +(\w+) +\d+ {9}(\S+):\((\.text|\.init|\.fini)\S*\)", line)
            if match and any(file in match[2] for file in files):
                mapped += int(match[1], 16)
        code = owners[name]["code"] + owners[name]["checks"]
        if not mapped or not -4 <= mapped - code <= padding:
            sys.exit(f"check_size: {name} has {code} bytes, the map says {mapped}, padding is {padding}")


def function_sizes(path):
    """Bytes of instructions: literals, and what aligns them, depend on where they are."""
    sizes = {}
    for line in output("llvm-objdump", "-d", path).splitlines():
        label = re.match(r"[0-9a-f]+ <(\w+)>:", line)
        instruction = re.match(r" *[0-9a-f]+: ([0-9a-f ]+?) *\t(?!\.|nop|movs\tr0, r0|mov\tr8, r8)", line)
        if label:
            name = label[1]
            sizes[name] = 0
        elif instruction:
            sizes[name] += len(instruction[1].replace(" ", "")) // 2
    return sizes


def check_checks(checked, plain, elf):
    """What a function has more with checks: nothing else differs between the objects."""
    with_checks, without = function_sizes(checked), function_sizes(plain)
    found = {entry["name"]: entry.get("checks", 0) for entry in size(elf, "--functions")["symbols"]}
    expect("functions", set(with_checks), set(without))
    for name, bytes_with in with_checks.items():
        expect(f"check of {name}", found[name], bytes_with - without[name])
    if sum(found[name] > 0 for name in with_checks) < 8 or found["none"]:
        sys.exit(f"check_size: checked are {found}")


if __name__ == "__main__":
    {"sums": check_sums, "map": check_map, "checks": check_checks}[sys.argv[1]](*sys.argv[2:])
