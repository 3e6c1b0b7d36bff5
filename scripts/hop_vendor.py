# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A vendor's start-up file and linker script, read for hop-board --import: handlers and memory."""

import re

from hop_board import CONTEXT, OWN_NAMES, UNITS
from hop_elf import Failure

FLASH_LEAST = 4096
LAST_EXCEPTION = "SysTick_Handler"
# By which tables fill their gaps.
FILLER = re.compile(r"(?i)null(ptr)?|_*reserved\w*|default_handler|unused\w*")
# What a start-up file says of its processor, where it does not name it.
CORE_OF_ARCHITECTURE = {
    "armv6-m": "cortex-m0", "armv7-m": "cortex-m3", "armv7e-m": "cortex-m4",
    "armv8-m.base": "cortex-m23", "armv8-m.main": "cortex-m33", "armv8.1-m.main": "cortex-m55",
}  # fmt: skip

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|@[^\n]*", re.S)
WORDS = re.compile(r"(?:\w+:\s*)?(?:\.word|\.long|\.4byte)\s+(.+)")
# What makes a table of another length than its words say.
NO_WORD = re.compile(r"#|\.(?:if|else|endif|rept|irp|endr|space|skip|fill|zero|ds|dcb|org)")
ARRAY = re.compile(r"\{([^{}]*\b" + LAST_EXCEPTION + r"\b[^{}]*)\}")
NAME = re.compile(r"([A-Za-z_]\w*)[\s)]*$")
DESIGNATOR = re.compile(r"\[([^\]]*)\]\s*=")
PROCESSOR = re.compile(r"^\s*\.(?:cpu|arch)\s+(\S+)", re.M)
MEMORY = re.compile(r"\bMEMORY\s*\{(.*?)\}", re.S)
REGION = re.compile(
    r"(\w+)\s*(?:\(([^)]*)\))?\s*:\s*(?:ORIGIN|org|o)\s*=\s*([^,]+?)\s*,\s*(?:LENGTH|len|l)\s*=\s*([^\n;]+)"
)
NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|\d+)([kKmM]?)")


def runs_of_words(text):
    """The tables in assembly, each a list of entries; what is no word in one is an entry, too."""
    run = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = WORDS.match(line)
        if match:
            run += match.group(1).split(",")
        elif run and NO_WORD.match(line):
            run.append(line)
        else:
            yield run
            run = []
    yield run


def name_of(entry):
    """The handler that an entry of a table is, behind casts and designators; None: none."""
    match = NAME.search(entry)
    return match.group(1) if match and not FILLER.fullmatch(match.group(1)) else None


def read_handlers(text):
    """The names of the interrupts' handlers by number, None where there is none."""
    text = COMMENT.sub(" ", text)
    tables = [run for run in runs_of_words(text) if LAST_EXCEPTION in map(name_of, run)]
    tables += [body.rstrip(" \t\n,").split(",") for body in ARRAY.findall(text)]
    if len(tables) != 1:
        raise Failure(f"{len(tables) or 'no'} vector tables with {LAST_EXCEPTION}: give the file that has one")
    other = next((entry.strip() for entry in tables[0] if NO_WORD.match(entry.strip())), None)
    if other:
        raise Failure(f"in its vector table is more than handlers, '{other.splitlines()[0]}': clang -E -P takes conditions away")
    names = names_by_place(tables[0])
    return names[names.index(LAST_EXCEPTION) + 1 :]


def names_by_place(entries):
    """The handlers' names; an entry like [16 + 3] = NAME says itself where it is."""
    names, place = {}, 0
    for entry in map(str.strip, entries):
        designator = DESIGNATOR.match(entry)
        if designator:
            place = sum_of(designator.group(1))
            if place is None:
                raise Failure(f"in its vector table is a place that is no number, '{entry}': give the number")
        names[place] = name_of(entry)
        place += 1
    return [names.get(place) for place in range(max(names) + 1)]


def read_core(text):
    """The processor, None: the file does not say."""
    match = PROCESSOR.search(COMMENT.sub(" ", text))
    return match and CORE_OF_ARCHITECTURE.get(match.group(1).lower(), match.group(1).lower())


def sum_of(text):
    """What numbers with + and - between them come to, with units as in linker scripts; None: it is not that."""
    total, terms = 0, re.split(r"([+-])", "+" + text.strip().strip("()"))[1:]
    for sign, term in zip(terms[::2], terms[1::2]):
        match = NUMBER.fullmatch(term.strip())
        if not match:
            return None
        value = int(match.group(1), 16 if match.group(1)[:2] in ("0x", "0X") else 10) * UNITS[match.group(2).upper()]
        total += -value if sign == "-" else value
    return total


def number(text):
    value = sum_of(text)
    if value is None or value < 0:
        raise Failure(f"MEMORY: {text.strip()} is no number: give what it stands for")
    return value


def read_regions(text):
    """[(name, attributes, start, size)]"""
    match = MEMORY.search(COMMENT.sub(" ", text))
    regions = REGION.findall(match.group(1)) if match else []
    if not regions:
        raise Failure("no MEMORY with regions: give the linker script that has it")
    return [(name, attributes.lower(), number(start), number(size)) for name, attributes, start, size in regions]


def choose_flash(regions):
    """The region FLASH or ROM; else the largest that is called so. Some vendors have one of a few words, too, or of
    a page of settings."""
    found = [r for r in regions if re.search(r"(?i)flash|rom$", r[0]) and not re.search(r"(?i)config|cfg", r[0])]
    found = [r for r in found if "w" not in r[1] and r[3] >= FLASH_LEAST]
    exact = [r for r in found if r[0].lower() in ("flash", "rom")]
    return max(exact or found, key=lambda region: region[3], default=None)


def read_memory(text):
    """Flash, RAM, and a list of the others that can be written."""
    regions = read_regions(text)
    flash = choose_flash(regions)
    ram = next((r for r in regions if r[2] == CONTEXT), None)
    if flash is None:
        raise Failure("MEMORY: no region of 4 KiB is called FLASH or ROM and cannot be written")
    if ram is None:
        raise Failure(f"MEMORY: no RAM begins at {CONTEXT:#x}, where the stack checks' limit is")
    return flash, ram, [r for r in regions if r not in (flash, ram) and (not r[1] or "w" in r[1])]


def region_key(region):
    """The name of a further region. Some vendors call one RAM that does not begin where ours does."""
    name = region[0].lower()
    return f"{name}_{region[2]:x}" if OWN_NAMES.fullmatch(name) else name


def region_text(region):
    _, _, start, size = region
    return f"{start:#010x} " + (f"{size // 1024}K" if size % 1024 == 0 else f"{size}")


def lines_of_irqs(names):
    entries = [f"{irq} {name}" for irq, name in enumerate(names) if name]
    if names and not names[-1]:
        entries.append(f"{len(names) - 1} -")  # the table is as long as the vendor's
    return "\n".join("  ".join(entries[i : i + 4]) for i in range(0, len(entries), 4))


def make_table(name, core, fpu, clock_hz, handlers, memory, sources):
    """The text of a table of one board."""
    flash, ram, others = memory
    return "\n".join([
        f"# Imported by hop-board from {' and '.join(sources)}.",
        f'[boards."{name}"]',
        f'what = "{name}, imported"',
        f'core = "{core}"',
        *([f'fpu = "{fpu}"'] if fpu else []),
        f"clock_hz = {clock_hz}",
        f'flash = "{region_text(flash)}"',
        f'ram = "{region_text(ram)}"',
        *(f'regions.{region_key(region)} = "{region_text(region)}"' for region in others),
        f'irqs = """\n{lines_of_irqs(handlers)}\n"""\n',
    ])  # fmt: skip
