# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tables of boards, read and checked, for hop-board; libhop/board/README.md has the keys."""

import os
import re
import tomllib

from hop_elf import Failure

# Core -> (the target that uses all of it, the architectures whose code it runs with libhop).
CORES = {
    "cortex-m0": ("thumbv6m-none-eabi", ["thumbv6m"]),
    "cortex-m0plus": ("thumbv6m-none-eabi", ["thumbv6m"]),
    "cortex-m1": ("thumbv6m-none-eabi", ["thumbv6m"]),
    "cortex-m3": ("thumbv7m-none-eabi", ["thumbv7m"]),
    "cortex-m4": ("thumbv7em-none-eabihf", ["thumbv7em"]),
    "cortex-m7": ("thumbv7em-none-eabihf", ["thumbv7em"]),
    "cortex-m23": ("thumbv8m.base-none-eabi", ["thumbv8m.base"]),
    "cortex-m33": ("thumbv8m.main-none-eabihf", ["thumbv8m.main", "thumbv8m.base"]),
    "cortex-m35p": ("thumbv8m.main-none-eabihf", ["thumbv8m.main", "thumbv8m.base"]),
    # Armv8.1-M without FPU has the libraries of Armv8-M.
    "cortex-m55": ("thumbv8.1m.main-none-eabihf", ["thumbv8.1m.main", "thumbv8m.main"]),
    "cortex-m85": ("thumbv8.1m.main-none-eabihf", ["thumbv8.1m.main", "thumbv8m.main"]),
}

# What a table may say of an FPU, which not every processor of a core has -> the option for each core. A processor faults
# at the first instruction for what it lacks.
FPUS = {
    "none": dict.fromkeys([core for core, (target, _) in CORES.items() if target.endswith("hf")], "-mfloat-abi=soft"),
    "single": {"cortex-m7": "-mfpu=fpv5-sp-d16"},
    "double": {"cortex-m7": "-mfpu=fpv5-d16"},
}

# Time stamp -> the function that starts it and the one that reads it, of libhop/board.
TIMERS = {
    "tick": ("hop_tick_timer_start", "hop_tick_timer_count"),
    "cmsdk": ("hop_cmsdk_timer_start", "hop_cmsdk_timer_count"),
}

KEYS = {
    "what": str, "core": str, "fpu": str, "clock_hz": int, "timer": dict, "flash": str, "ram": str, "ram_used": str,
    "regions": dict, "qemu": str, "irq_suffix": str, "irqs": str, "irq_groups": dict,
}  # fmt: skip
NEEDED = ["what", "core", "clock_hz", "flash", "ram", "irqs"]

CONTEXT, CONTEXT_SIZE = 0x20000000, 16  # libhop/ABI.md 2
IRQ_MAX = 480
# What a region cannot be called: those of every linker script, and sections of hop-sections.ld, beside which its own would be.
OWN_NAMES = re.compile(r"flash|ram|context|text|rodata|data|bss|tdata|tbss|noinit|init_array|isr_vector|hop_.*")
CLOCK_MAX = 0xFFFFFFFF  # what hop_board_clock_hz() can tell
UNITS = {"": 1, "K": 1024, "M": 1024 * 1024}

# Sizes of main's stack and of the main stack, where the link does not say: at most, and at least.
STACK_MAIN, STACK_HANDLERS, STACK_LEAST = 8192, 4096, 1024
# What libhop's and newlib's own variables take of the RAM, about.
LIBRARIES_RAM = 4096


class Region:
    """Memory, from a text such as "0x20000000 128K"."""

    def __init__(self, text, key):
        match = re.fullmatch(r"(0x[0-9a-fA-F]{8}) (\d+[KM]?)", text if isinstance(text, str) else "")
        if not match:
            raise Failure(f'{key} is not like "0x20000000 128K": {text!r}')
        self.start, self.size = int(match.group(1), 16), size_of(match.group(2), key)
        self.length = match.group(2)

    @property
    def end(self):
        return self.start + self.size

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end


def size_of(text, key):
    match = re.fullmatch(r"(\d+)([KM]?)", text)
    if not match or int(match.group(1)) == 0:
        raise Failure(f'{key} is no size like "128K": {text!r}')
    return int(match.group(1)) * UNITS[match.group(2)]


def read_irqs(text, groups, depth=0):
    """{number: name, or None for a number without one}; later words override earlier ones of a group."""
    if not isinstance(text, str):
        raise Failure(f"irqs: no text of numbers and names: {text!r}")
    irqs, given, words = {}, set(), text.split()
    while words:
        word = words.pop(0)
        if word in groups and depth < 4:
            irqs.update(read_irqs(groups[word], groups, depth + 1))
            continue
        if not word.isdecimal() or int(word) >= IRQ_MAX or not words:
            raise Failure(f"irqs: {word} is neither one of irq_groups nor a number, 0 to {IRQ_MAX - 1}, before a name")
        name = words.pop(0)
        if name != "-" and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            raise Failure(f"irqs: {name} after {word} is no name of C")
        if int(word) in given:
            raise Failure(f"irqs: {word} has two names")
        given.add(int(word))
        irqs[int(word)] = None if name == "-" else name
    return irqs


class Board:
    def __init__(self, name, table, common):
        self.name = name
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", name):
            raise Failure("the name is not of small letters, digits, '_', '.' and '-'")
        if not isinstance(table, dict):
            raise Failure(f"it is no table of keys: {table!r}")
        values = {**common, **table}
        self.check_keys(values)
        self.what, self.core, self.clock_hz = values["what"], values["core"], values["clock_hz"]
        if self.core not in CORES:
            raise Failure(f"core is none of {', '.join(CORES)}: {self.core!r}")
        if not 0 < self.clock_hz <= CLOCK_MAX:
            raise Failure(f"clock_hz is not from 1 to {CLOCK_MAX}: {self.clock_hz}")
        self.target, self.fpu_option = self.read_fpu(values.get("fpu"))
        self.flash, self.ram = Region(values["flash"], "flash"), Region(values["ram"], "ram")
        self.ram_used = size_of(values.get("ram_used", self.ram.length), "ram_used")
        self.regions = {key: Region(text, key) for key, text in values.get("regions", {}).items()}
        self.check_names()
        self.check_memory()
        self.timer = self.read_timer(values.get("timer", {"kind": "tick"}))
        self.qemu = values.get("qemu", "")
        if not re.fullmatch(r"|[a-z0-9-]+( [a-z0-9-]+)?", self.qemu):
            raise Failure(f'qemu is not like "microbit" or "lm3s6965evb cortex-m0": {self.qemu!r}')
        self.irqs = self.name_irqs(values, common.get("irqs", ""), table.get("irqs", ""))

    @staticmethod
    def check_keys(values):
        for key, value in values.items():
            if key not in KEYS:
                raise Failure(f"{key} is no key: they are {', '.join(KEYS)}")
            if not isinstance(value, KEYS[key]):
                raise Failure(f"{key} is of the wrong type: {value!r}")
        for key in NEEDED:
            if not values.get(key):
                raise Failure(f"the key {key} is missing")
        if not re.fullmatch(r"[ -~]+", values["what"]) or "*/" in values["what"]:
            raise Failure("the key what is not one line of ASCII")

    def read_fpu(self, fpu):
        """The target and a further option, None: none."""
        target = CORES[self.core][0]
        if fpu is None:
            return target, None
        if self.core not in FPUS.get(fpu, ()):
            fits = ", ".join(name for name, cores in FPUS.items() if self.core in cores)
            raise Failure(f"fpu of a {self.core}: {fpu!r} is not one of {fits}" if fits else f"a {self.core} has no fpu")
        return target.removesuffix("hf") if fpu == "none" else target, FPUS[fpu][self.core]

    def check_names(self):
        for key in self.regions:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", key) or OWN_NAMES.fullmatch(key):
                raise Failure(f"regions: {key} is no name for a region")

    def check_memory(self):
        """The linker looks for overlaps of sections only: not of heap, stacks and context words, which fill their memory."""
        if self.ram_used > self.ram.size:
            raise Failure("ram_used is more than ram")
        memory = {"flash": self.flash, "ram": self.ram, **{f"regions.{key}": region for key, region in self.regions.items()}}
        if self.ram.start != CONTEXT:
            memory["the context words (libhop/ABI.md 1)"] = Region(f"{CONTEXT:#010x} {CONTEXT_SIZE}", "")
        for name, region in memory.items():
            if region.end > 1 << 32:
                raise Failure(f"{name} ends above 4 GiB")
            other = next((other for other in memory if other != name and region.overlaps(memory[other])), None)
            if other:
                raise Failure(f"{name} and {other} overlap: give each byte to one of them")

    @staticmethod
    def read_timer(timer):
        kind, base = timer.get("kind"), timer.get("base", 0)
        if kind not in TIMERS or set(timer) - {"kind", "base"} or not isinstance(base, int):
            raise Failure(f"timer is not like {{ kind = \"cmsdk\", base = 0x40001000 }}; kinds: {', '.join(TIMERS)}")
        return kind, base

    def name_irqs(self, values, *texts):
        """The handlers' names by number, None where there is none."""
        found = {}
        for text in texts:
            found.update(read_irqs(text, values.get("irq_groups", {})))
        if not found:
            raise Failure("the key irqs is missing")
        suffix = values.get("irq_suffix", "")
        if not re.fullmatch(r"[A-Za-z0-9_]*", suffix):
            raise Failure(f"irq_suffix cannot end a name of C: {suffix!r}")
        names = [found.get(number) for number in range(max(found) + 1)]
        names = [name and name + suffix for name in names]
        twice = next((name for name in names if name and names.count(name) > 1), None)
        if twice:
            raise Failure(f"irqs: {twice} has two numbers")
        return names

    @property
    def stacks(self):
        """Default sizes of main's stack and the main stack: at most a third and a sixth of what is the application's."""
        free = max(self.ram_used - LIBRARIES_RAM, 0)
        return min(STACK_MAIN, max(STACK_LEAST, free // 24 * 8)), min(STACK_HANDLERS, max(STACK_LEAST, free // 48 * 8))


def read_table(path):
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}: give a table of boards")
    except UnicodeDecodeError:
        raise Failure(f"{path}: it is no text: give a table of boards")
    return parse_table(path, text)


def parse_table(path, text):
    """[(board, name of the table)]"""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Failure(f"{path}: {error}")
    boards = table.pop("boards", None)
    if not isinstance(boards, dict) or not boards:
        raise Failure(f"{path}: no board: it needs [boards.NAME]")
    found = []
    for name, own in boards.items():
        try:
            found.append(Board(name, own, table))
        except Failure as failure:
            raise Failure(f"{path}: {name}: {failure}")
    return [(board, os.path.basename(path)) for board in found]
