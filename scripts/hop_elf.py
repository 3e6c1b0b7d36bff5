# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the host tools need of a firmware's ELF file."""

import struct


class Failure(Exception):
    """A one-line message that says what to do."""


class Elf:
    """What hop-run needs of a 32-bit little-endian Arm ELF executable."""

    def __init__(self, path):
        self.path = path
        self.data = self.read()
        self.check_header()
        self.sections = self.read_sections()

    def read(self):
        try:
            with open(self.path, "rb") as file:
                return file.read()
        except OSError as error:
            raise Failure(f"{self.path}: {error.strerror}: give the path of a firmware ELF file")

    def check_header(self):
        data, path = self.data, self.path
        if data[:4] != b"\x7fELF":
            raise Failure(f"{path} is not an ELF file: give the linker's output, not a .bin or .hex")
        if len(data) < 52 or data[4] != 1 or data[5] != 1:
            raise Failure(f"{path} is not for a 32-bit little-endian Arm: build it with --target=thumbv7em")
        kind, machine = struct.unpack_from("<HH", data, 16)
        if machine != 40:
            raise Failure(f"{path} is for another machine (ELF number {machine}): build it with --target=thumbv7em")
        if kind != 2:
            raise Failure(f"{path} is not linked yet: link it with clang --target=thumbv7em {path} -o fw.elf")

    def unpack(self, layout, offset):
        try:
            return struct.unpack_from(layout, self.data, offset)
        except struct.error:
            raise Failure(f"{self.path} is cut short: build it again")

    def read_sections(self):
        """A list of (name, type, offset, size, link, address)."""
        table, = self.unpack("<I", 32)
        entry_size, count, names_index = self.unpack("<HHH", 46)
        raw = [self.unpack("<10I", table + i * entry_size) for i in range(count)] if table else []
        if not raw or names_index >= len(raw):
            return []
        names = raw[names_index][4]
        return [(self.string(names + s[0]), s[1], s[4], s[5], s[6], s[3]) for s in raw]

    def string(self, offset):
        end = self.data.find(b"\0", offset)
        return self.data[offset:end].decode("utf-8", "replace") if end >= 0 else ""

    def section(self, name):
        for section in self.sections:
            if section[0] == name and section[1] != 8:
                return self.data[section[2] : section[2] + section[3]]
        return b""

    def address_of(self, name):
        """Where a section is in memory, None without it."""
        return next((section[5] for section in self.sections if section[0] == name), None)

    def starts_at(self, vectors):
        """Whether something is loaded at the address where the vector table must be."""
        table, = self.unpack("<I", 28)
        entry_size, count = self.unpack("<HH", 42)
        for i in range(count):
            kind, _, address, _, size = self.unpack("<5I", table + i * entry_size)
            if kind == 1 and address == vectors and size > 0:
                return True
        return False

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

    def functions(self):
        """A sorted list of (address, size, name)."""
        found = []
        for _, kind, offset, size, link, _ in self.sections:
            if kind != 2 or link >= len(self.sections):
                continue
            strings = self.sections[link][2]
            for at in range(offset, offset + size, 16):
                name_at, value, length, info = self.unpack("<IIIB", at)
                if info & 15 == 2:
                    found.append((value & ~1, length, self.string(strings + name_at)))
        return sorted(found)


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
