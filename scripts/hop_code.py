# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The instructions of an image, function by function, from llvm-objdump."""

import bisect
import re
import subprocess

from hop_elf import EXECUTE, Failure
from hop_tool import find_tool

LINE = re.compile(r"^ *([0-9a-f]+): ([0-9a-f ]+?) *\t([^\t]+)(?:\t(.*))?$")
CONDITIONS = "eq|ne|hs|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le"
MNEMONIC = re.compile(rf"(\w+?)({CONDITIONS})?(?:\.[wn])?$")
# Names that end like a condition.
WHOLE = {"bls": ("b", "ls"), "bics": ("bic", ""), "lsls": ("lsl", ""), "muls": ("mul", ""), "cls": ("cls", ""),
         "tst": ("tst", ""), "teq": ("teq", ""), "mls": ("mls", ""), "le": ("le", ""), "wls": ("wls", ""),
         "dls": ("dls", ""), "bvs": ("b", "vs"), "svc": ("svc", ""), "asrs": ("asr", ""), "sbcs": ("sbc", ""),
         "adcs": ("adc", ""), "movs": ("mov", ""), "adds": ("add", ""), "subs": ("sub", ""), "lsrs": ("lsr", ""),
         "mvns": ("mvn", ""), "rsbs": ("rsb", ""),
         "vmls": ("vmls", "")}

# What llvm-objdump cannot decode.
UNKNOWN = "unknown"
# Attributes may lack what only some objects use.
FEATURES = "--mattr=+fp-armv8d16,+fp64,+fullfp16,+mve.fp"


class Instruction:
    """`name` is without condition and width; flags of movs and the like are not told apart."""

    __slots__ = ("address", "size", "name", "condition", "operands")

    def __init__(self, address, size, name, condition, operands):
        self.address = address
        self.size = size
        self.name = name
        self.condition = condition
        self.operands = operands

    @property
    def end(self):
        return self.address + self.size

    def __repr__(self):
        return f"{self.address:x}: {self.name}{self.condition} {self.operands}"


class Function:
    """A stretch of code with a symbol. `names` are all of its symbols, `name` is the one to print."""

    __slots__ = ("start", "end", "names", "instructions")

    def __init__(self, start, end, names):
        self.start = start
        self.end = end
        self.names = names
        self.instructions = []

    @property
    def name(self):
        return self.names[0]


class Code:
    """All functions of an image by their address. Data inside of functions is left out."""

    def __init__(self, elf):
        self.functions = find_functions(elf)
        # Code without a symbol between them, as of assembly that branches back to before its first one.
        self.nameless = find_gaps(elf, self.functions)
        self.all = sorted([*self.functions, *self.nameless], key=lambda function: function.start)
        self.starts = [function.start for function in self.all]
        self.read(disassemble(elf.path))

    def at(self, address):
        """The function that an address is in, None: in none."""
        index = bisect.bisect_right(self.starts, address & ~1) - 1
        if index < 0 or address & ~1 >= self.all[index].end:
            return None
        return self.all[index]

    def read(self, text):
        position, stretches = 0, self.all
        for line in text.splitlines():
            match = LINE.match(line)
            if not match or match[3][0] == ".":
                continue
            address = int(match[1], 16)
            while position < len(stretches) and address >= stretches[position].end:
                position += 1
            if position < len(stretches) and address >= stretches[position].start:
                size = len(match[2].replace(" ", "")) // 2
                stretches[position].instructions.append(decode(address, size, match[3], match[4] or ""))


def decode(address, size, mnemonic, operands):
    name, condition = (UNKNOWN, "") if mnemonic == "<unknown>" else split_mnemonic(mnemonic)
    return Instruction(address, size, name, condition, operands.partition("@")[0].strip())


def split_mnemonic(mnemonic, known={}):
    if mnemonic not in known:
        # "cpsid i" is all in one.
        plain = mnemonic.partition(".")[0].partition(" ")[0]
        known[mnemonic] = WHOLE.get(plain) or MNEMONIC.match(plain).groups("")
    return known[mnemonic]


def find_functions(elf):
    """One for each address, without overlaps. Where assembly gives no size it ends where the next begins."""
    names, sizes = {}, {}
    for address, size, name in elf.functions():
        names.setdefault(address, []).append(name)
        sizes[address] = max(size, sizes.get(address, 0))
    starts = sorted(names)
    found = []
    for start, following in zip(starts, [*starts[1:], None]):
        end = start + sizes[start]
        if following is not None and (end == start or end > following):
            end = following
        found.append(Function(start, max(end, start + 2), sorted(names[start], key=preference)))
    return found


def is_thunk(name):
    """Whether it is the linker's, for a call of a function that is far away. It has no unwind table."""
    return name.startswith("__") and "Thunk_" in name


def find_gaps(elf, functions):
    gaps = []
    for section in elf.sections:
        if not section.flags & EXECUTE:
            continue
        position, limit = section.address, section.address + section.size
        for function in [f for f in functions if position <= f.start < limit]:
            if function.start > position:
                gaps.append(Function(position, function.start, [f"code at {position:#x}"]))
            position = max(position, function.end)
        if position < limit:
            gaps.append(Function(position, limit, [f"code at {position:#x}"]))
    return gaps


def preference(name):
    """Of several names of one function, that of libhop's default handler, then those without underscores."""
    return name.startswith("_"), not name.startswith("hop_"), len(name), name


def disassemble(path):
    try:
        done = subprocess.run([find_tool("llvm-objdump") or "llvm-objdump", "-d", FEATURES, path],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True, encoding="utf-8", errors="replace")
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(f"{path} cannot be disassembled ({error}): give a linked ELF file")
    return done.stdout


def number(text):
    """The value of "#0x10" or "#-0x10", None if it is no immediate. A label may follow."""
    return int(text[1:].split()[0], 0) if text.startswith("#") else None


def branch_target(instruction):
    """Where a branch or call goes that names its target, None: it has it in a register."""
    text = instruction.operands.rpartition(", ")[2].split()[0]
    return int(text, 16) if text.startswith("0x") else None


def is_filler(instruction):
    """ld.lld's between sections, 0xd4d4, which is a branch to where none goes from the end of a function."""
    return ((instruction.name, instruction.condition, instruction.size) == ("b", "mi", 2)
            and branch_target(instruction) == instruction.address - 0x54)


def is_padding(instruction):
    """What aligns loops, literals and the next function."""
    is_move = (instruction.name, instruction.operands) in (("mov", "r8, r8"), ("mov", "r0, r0"))
    return is_move or instruction.name == "nop" or is_filler(instruction)
