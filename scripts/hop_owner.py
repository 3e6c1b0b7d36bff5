# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Whose a function or variable of an image is: a library's if it has its name, its size, and, wherever the linker
filled in nothing, its bytes; the application's otherwise."""

import os

from hop_elf import CPU_ARCH, FP_ARCH, FUNCTION, MVE_ARCH, NOBITS, REL, ElfFile, Failure, read

# The libraries of a variant, and what they are called. Those of libhop are counted by its folders.
LIBRARIES = {"libhop.a": "libhop", "libhop-small.a": "libhop", "crt0.o": "libhop", "libc.a": "C library",
             "libm.a": "C library", "libstdio_nano.a": "C library", "libclang_rt.builtins.a": "builtins",
             "libc++.a": "C++ library", "libc++abi.a": "C++ library"}
ARMV6S_M, ARMV6_M = 12, 11

# Beside the tools of an installation.
RUNTIMES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "lib", "clang-runtimes")


class Owners:
    """Looks symbols of an image up in archives."""

    def __init__(self, elf):
        self.elf = elf
        self.wanted = {(s.name, s.size) for s in elf.symbols() if s.size or s.type == FUNCTION}
        self.candidates = {}

    def add(self, path, owner):
        """owner(member) is the name of what a member of the archive, or the object itself, belongs to."""
        for name, data in members(path):
            if data[:4] == b"\x7fELF":
                self.add_object(ElfFile(f"{path}({name})", data), owner(name))

    def add_object(self, member, owner):
        relocations = None
        for symbol in member.symbols():
            if (symbol.name, symbol.size) not in self.wanted or not 0 < symbol.section < len(member.sections):
                continue
            relocations = relocations or relocated_places(member)
            section, start = member.sections[symbol.section], place_of(symbol)
            # Assembly without sizes: as far as there is something.
            end = start + symbol.size if symbol.size else section.size
            content = None if section.type == NOBITS else member.content(section)[start:end]
            holes = [place - start for place in relocations.get(symbol.section, ()) if start - 4 < place < end]
            self.candidates.setdefault((symbol.name, symbol.size), []).append((content, holes, owner))

    def find(self, symbol, size):
        """The owner of a symbol of the image, None: no library's. `size`: of assembly that tells none."""
        section = self.elf.sections[symbol.section]
        start = place_of(symbol) - section.address
        content = None if section.type == NOBITS else self.elf.content(section)[start : start + size]
        for wanted, holes, owner in self.candidates.get((symbol.name, symbol.size), ()):
            if is_same(wanted, content, holes):
                return owner
        return None


def place_of(symbol):
    """Without the bit that says Thumb code."""
    return symbol.value & ~1 if symbol.type == FUNCTION else symbol.value


def is_same(wanted, content, holes):
    """Variables that are not loaded have no content to compare; sizes that assembly gives may go beyond its section."""
    if wanted is None or content is None:
        return True
    size = min(len(wanted), len(content))
    return blank(wanted[:size], holes) == blank(content[:size], holes)


def blank(content, holes):
    """The content without what the linker fills in, at most a word at each of the places."""
    content = bytearray(content)
    for hole in holes:
        start, end = max(hole, 0), min(hole + 4, len(content))
        content[start:end] = bytes(max(end - start, 0))
    return content


def relocated_places(member):
    """Section number -> offsets."""
    places = {}
    for section in member.sections:
        if section.type == REL:
            offsets = (member.unpack("<I", at)[0] for at in range(section.offset, section.offset + section.size, 8))
            places.setdefault(section.info, []).extend(offsets)
    return places


def members(path):
    """(name, content) of an archive's members, or of the file itself."""
    data = read(path, "an archive or object")
    if data[:8] != b"!<arch>\n":
        yield os.path.basename(path), data
        return
    position, long_names = 8, b""
    while position + 60 <= len(data):
        header = data[position : position + 60]
        size = int(header[48:58])
        name, content = header[:16].decode().rstrip(), data[position + 60 : position + 60 + size]
        position += 60 + size + size % 2
        if name == "//":
            long_names = content
        elif name != "/":
            if name.startswith("/"):
                name = long_names[int(name[1:]) :].partition(b"/")[0].decode()
            yield name.rstrip("/"), content


def libhop_folder(member):
    """build-libhop.sh names objects like sources, with _ for /: kernel_task_c.o."""
    return "libhop/" + ("arch" if member == "crt0.o" else member.partition("_")[0])


def add_runtimes(owners, folder):
    """The libraries of the variant that the image was linked for. Returns its name, None if it is not there."""
    wanted = traits(owners.elf)
    for variant in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        libraries = os.path.join(folder, variant, "lib")
        archive = os.path.join(libraries, "libhop.a")
        if not os.path.exists(archive):
            continue
        member = next(data for _, data in members(archive) if data[:4] == b"\x7fELF")
        if traits(ElfFile(archive, member)) == wanted:
            add_libraries(owners, libraries)
            return variant
    return None


def add_libraries(owners, folder):
    for name, owner in LIBRARIES.items():
        path = os.path.join(folder, name)
        if os.path.exists(path):
            owners.add(path, libhop_folder if owner == "libhop" else lambda _, owner=owner: owner)


def traits(elf):
    """What tells variants apart: the architecture, and whether there are FP registers. ld.lld takes the attributes of
    the first object, which is crt0.o: what only C objects have, as the calling convention, is not among them."""
    arch = elf.attribute(CPU_ARCH)
    if arch is None:
        raise Failure(f"{elf.path} does not say its processor (no .ARM.attributes): build it with --target=thumbv7em")
    return ARMV6_M if arch == ARMV6S_M else arch, bool(elf.attribute(FP_ARCH) or elf.attribute(MVE_ARCH))


def library_functions(owners, code):
    """The starts of functions that are a library's."""
    found = set()
    for symbol in owners.elf.symbols():
        if symbol.type == FUNCTION and 0 < symbol.section < len(owners.elf.sections):
            start, function = place_of(symbol), code.at(place_of(symbol))
            if owners.find(symbol, symbol.size or (function.end - start if function else 0)):
                found.add(start)
    return found
