# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Divides the memory of an image into parts that each have one owner; together they are all of it."""

import collections

from hop_checks import find_check
from hop_code import Code, is_thunk
from hop_elf import ALLOC, EXECUTE, FUNCTION, NOBITS, OBJECT, WRITE, Failure
from hop_owner import place_of
from hop_unwind import read_index

APPLICATION, LINKER, NAMELESS = "application", "linker", "(no symbol)"
CHECKS, CODE, TABLES, CONSTANTS, DATA, ZEROED = "checks", "code", "tables", "constants", "data", "zeroed"
COLUMNS = [CHECKS, CODE, TABLES, CONSTANTS, DATA, ZEROED]
FLASH = COLUMNS[:5]
RAM = COLUMNS[4:]

EXIDX, EXTAB = ".ARM.exidx", ".ARM.extab"

Part = collections.namedtuple("Part", "owner column size name")


class Division:
    """All parts of an image, and how many functions each owner has, and how many of them are checked."""

    def __init__(self, elf, owners):
        self.elf = elf
        self.owners = owners
        self.code = Code(elf)
        self.ends = {function.start: function.end for function in self.code.functions}
        self.parts = []
        self.functions = collections.Counter()
        self.checked = collections.Counter()
        self.owner_of = {}  # of functions, by address
        self.in_ram = set()  # those that are there
        for section in elf.sections:
            if section.flags & ALLOC and section.size and section.name not in (EXIDX, EXTAB):
                self.divide(section)
        self.find_checks()
        self.divide_tables()

    def divide(self, section):
        column = column_of(section)
        for start, end, symbol in self.stretches(section):
            owner = self.owner(section, symbol)
            if symbol and symbol.type == FUNCTION:
                self.owner_of[place_of(symbol)] = owner
                if column == DATA:
                    self.in_ram.add(place_of(symbol))
            self.parts.append(Part(owner, column, end - start, symbol.name if symbol else ""))

    def stretches(self, section):
        """Divides a section by its symbols: (start, end, symbol), None where there is none. Of two that overlap
        it is the one that begins later; of two that begin together, one that has a size."""
        position, limit, outer = section.address, section.address + section.size, []
        for symbol in [*self.symbols_of(section), None]:
            start = min(place_of(symbol), limit) if symbol else limit
            while position < start:
                while outer and place_of(outer[-1]) + self.size_of(outer[-1]) <= position:
                    outer.pop()
                end = min(start, place_of(outer[-1]) + self.size_of(outer[-1])) if outer else start
                yield position, end, outer[-1] if outer else None
                position = end
            outer.append(symbol)

    def symbols_of(self, section):
        number = self.elf.sections.index(section)
        symbols = {}
        for symbol in self.elf.symbols():
            if symbol.section == number and (symbol.type == FUNCTION or symbol.type == OBJECT and symbol.size):
                place = place_of(symbol)
                symbols[place] = max(symbols.get(place, symbol), symbol, key=lambda s: (s.size, s.name))
        return [symbols[place] for place in sorted(symbols)]

    def owner(self, section, symbol):
        if symbol is None:
            return NAMELESS
        if symbol.type == FUNCTION and is_thunk(symbol.name):
            return LINKER
        return self.owners.find(symbol, self.size_of(symbol)) or APPLICATION

    def size_of(self, symbol):
        return symbol.size or self.ends[place_of(symbol)] - place_of(symbol)

    def find_checks(self):
        """Takes the checks out of the code that they are in."""
        for function in self.code.functions:
            owner = self.owner_of.get(function.start)
            if owner is None:
                continue
            self.functions[owner] += 1
            check = find_check(function, self.elf.word_at)
            if check:
                self.checked[owner] += 1
                if function.start not in self.in_ram:
                    self.parts.append(Part(owner, CHECKS, check.size, function.name))
                    self.parts.append(Part(owner, CODE, -check.size, function.name))

    def divide_tables(self):
        """An entry is its function's, one that several share the first one's, and those of the linker its own."""
        sections = {section.name: section for section in self.elf.sections}
        if EXIDX not in sections:
            return
        tables = sections.get(EXTAB)
        shared = {}
        for entry in read_index(self.elf):
            owner = self.owner_of.get(entry.start, LINKER)
            self.parts.append(Part(owner, TABLES, 8, ""))
            if entry.table is not None:
                shared.setdefault(entry.table, owner)
        if tables is None:
            return
        position = end = tables.address + tables.size
        for place in sorted(shared, reverse=True):
            if not tables.address <= place < end:
                raise Failure(f"{self.elf.path}: an entry of {EXIDX} points out of {EXTAB}: link it again")
            self.parts.append(Part(shared[place], TABLES, position - place, ""))
            position = place
        if position > tables.address:
            self.parts.append(Part(NAMELESS, TABLES, position - tables.address, ""))


def column_of(section):
    """Functions in RAM are among the variables: they make all of that section executable."""
    if section.type == NOBITS:
        return ZEROED
    if section.flags & WRITE:
        return DATA
    return CODE if section.flags & EXECUTE else CONSTANTS
