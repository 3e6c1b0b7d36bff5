# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the host tools need of a firmware's ELF file."""

import collections
import struct

Section = collections.namedtuple("Section", "name type offset size link address flags info")
Symbol = collections.namedtuple("Symbol", "name value size type binding section")

# Section types and flags, symbol types (ELF).
SYMTAB, NOBITS, REL = 2, 8, 9
WRITE, ALLOC, EXECUTE = 1, 2, 4
OBJECT, FUNCTION = 1, 2

# Tags of the Arm ABI's build attributes.
CPU_ARCH, PROFILE, FP_ARCH, MVE_ARCH = 6, 7, 10, 48


class Failure(Exception):
    """A one-line message that says what to do."""


class ElfFile:
    """A 32-bit little-endian Arm ELF file, linked or not. `path` is for messages."""

    def __init__(self, path, data):
        self.path = path
        self.data = data
        self.check_header()
        self.sections = self.read_sections()

    def check_header(self):
        data, path = self.data, self.path
        if data[:4] != b"\x7fELF":
            raise Failure(f"{path} is not an ELF file: give the linker's output, not a .bin or .hex")
        if len(data) < 52 or data[4] != 1 or data[5] != 1:
            raise Failure(f"{path} is not for a 32-bit little-endian Arm: build it with --target=thumbv7em")
        self.kind, machine = struct.unpack_from("<HH", data, 16)
        if machine != 40:
            raise Failure(f"{path} is for another machine (ELF number {machine}): build it with --target=thumbv7em")

    def unpack(self, layout, offset):
        try:
            return struct.unpack_from(layout, self.data, offset)
        except struct.error:
            raise Failure(f"{self.path} is cut short: build it again")

    def read_sections(self):
        table, = self.unpack("<I", 32)
        entry_size, count, names_index = self.unpack("<HHH", 46)
        raw = [self.unpack("<10I", table + i * entry_size) for i in range(count)] if table else []
        if not raw or names_index >= len(raw):
            return []
        names = raw[names_index][4]
        return [Section(self.string(names + s[0]), s[1], s[4], s[5], s[6], s[3], s[2], s[7]) for s in raw]

    def string(self, offset):
        end = self.data.find(b"\0", offset)
        return self.data[offset:end].decode("utf-8", "replace") if end >= 0 else ""

    def content(self, section):
        return b"" if section.type == NOBITS else self.data[section.offset : section.offset + section.size]

    def section(self, name):
        """The content of the first section of that name, empty without it."""
        return next((self.content(s) for s in self.sections if s.name == name and s.type != NOBITS), b"")

    def symbols(self):
        for section in self.sections:
            if section.type != SYMTAB or section.link >= len(self.sections):
                continue
            strings = self.sections[section.link].offset
            for at in range(section.offset, section.offset + section.size, 16):
                name_at, value, size, info, _, index = self.unpack("<IIIBBH", at)
                yield Symbol(self.string(strings + name_at), value, size, info & 15, info >> 4, index)

    def attribute(self, tag):
        """A number of .ARM.attributes, None without it."""
        data = self.section(".ARM.attributes")
        if data[:1] != b"A":
            return None
        position = 1
        while position + 4 <= len(data):
            length = int.from_bytes(data[position : position + 4], "little")
            vendor_end = data.find(b"\0", position + 4)
            if data[position + 4 : vendor_end] == b"aeabi":
                return file_attribute(data[vendor_end + 1 : position + length], tag)
            position += max(length, 4)
        return None


class Elf(ElfFile):
    """A linked firmware."""

    def __init__(self, path):
        super().__init__(path, read(path))
        if self.kind != 2:
            raise Failure(f"{path} is not linked yet: link it with clang --target=thumbv7em {path} -o fw.elf")

    def starts_at(self, vectors):
        """Whether something is loaded at the address where the vector table must be."""
        table, = self.unpack("<I", 28)
        entry_size, count = self.unpack("<HH", 42)
        for i in range(count):
            kind, _, address, _, size = self.unpack("<5I", table + i * entry_size)
            if kind == 1 and address == vectors and size > 0:
                return True
        return False

    def word_at(self, address):
        """The word that is loaded at an address, None if nothing is."""
        for section in self.sections:
            if section.flags & ALLOC and section.type != NOBITS and 0 <= address - section.address <= section.size - 4:
                return self.unpack("<I", section.offset + address - section.address)[0]
        return None

    def text_at(self, address):
        """The string that is loaded at an address, None if nothing is."""
        for section in self.sections:
            if section.flags & ALLOC and section.type != NOBITS and 0 <= address - section.address < section.size:
                return self.string(section.offset + address - section.address)
        return None

    def symbol(self, name):
        """A symbol's value, None without it."""
        return next((symbol.value for symbol in self.symbols() if symbol.name == name), None)

    def functions(self):
        """A sorted list of (address, size, name)."""
        return sorted((s.value & ~1, s.size, s.name) for s in self.symbols() if s.type == FUNCTION and s.section)


def read(path, what="a firmware ELF file"):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}: give the path of {what}")


def uleb(data, position):
    value = shift = 0
    while position < len(data):
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            break
    return value, position


def file_attribute(data, wanted):
    """One number of the Tag_File sub-section; ADDENDA of the Arm ABI, 3.2 and 3.3."""
    if data[:1] != b"\x01":
        return None
    position = 5
    while position < len(data):
        tag, position = uleb(data, position)
        value = None
        if tag == 32 or not (tag in (4, 5) or (tag > 32 and tag % 2)):
            value, position = uleb(data, position)
        if tag in (4, 5, 32) or (tag > 32 and tag % 2):
            position = data.find(b"\0", position) + 1
            if position == 0:
                return None
        if tag == wanted:
            return value
    return None
