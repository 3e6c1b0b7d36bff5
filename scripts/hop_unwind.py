# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The unwind tables of an image: .ARM.exidx and what the opcodes say of frames (EHABI 5, 6 and 10.3)."""

import collections

from hop_elf import Failure

CANTUNWIND = 1
FINISH = 0xB0

# Of the function at `start`, up to the next entry. `table` is the address of its entry in .ARM.extab, None if the
# opcodes are in the index or it cannot be unwound (`blocked`).
Entry = collections.namedtuple("Entry", "start blocked table opcodes")
# A frame of `size` bytes, counted from SP, or from another register (its number).
Frame = collections.namedtuple("Frame", "size register")


def read_index(elf):
    """The sorted entries of .ARM.exidx."""
    section = next((s for s in elf.sections if s.name == ".ARM.exidx"), None)
    if section is None:
        raise Failure(f"{elf.path} has no unwind tables (.ARM.exidx): link it with hop.ld, compile with finite-stack")
    entries = []
    for offset in range(0, section.size - 7, 8):
        place = section.address + offset
        word, content = elf.unpack("<2I", section.offset + offset)
        entries.append(read_entry(elf, relative(place, word) & ~1, place + 4, content))
    return sorted(entries)


def relative(place, word):
    """prel31"""
    return place + (word & 0x7FFFFFFF) - ((word & 0x40000000) << 1) & 0xFFFFFFFF


def read_entry(elf, start, place, content):
    if content == CANTUNWIND:
        return Entry(start, True, None, b"")
    if content >> 31:
        return Entry(start, False, None, content.to_bytes(4, "big")[1:])
    table = relative(place, content)
    return Entry(start, False, table, read_opcodes(elf, table))


def read_opcodes(elf, table):
    word = elf.word_at(table)
    if word is None:
        return b""
    if word >> 31:  # a model of the EHABI: __aeabi_unwind_cpp_pr0, pr1 or pr2
        first, count = (1, 0) if word >> 24 & 15 == 0 else (2, word >> 16 & 255)
    else:  # a personality routine, then the same without its number
        table += 4
        word = elf.word_at(table) or 0
        first, count = 1, word >> 24
    words = [word, *(elf.word_at(table + 4 * (i + 1)) or 0 for i in range(count))]
    return b"".join(word.to_bytes(4, "big") for word in words)[first:]


def frame_of(opcodes):
    """The Frame that opcodes take down, None if it is not known before run time."""
    size, register, stream = 0, None, iter(opcodes)
    try:
        for code in stream:
            if code == FINISH:
                break
            if code & 0xF0 == 0x90:
                size, register = 0, code & 15
                continue
            change = size_of(code, stream)
            if change is None:
                return None
            size += change
    except StopIteration:
        return None
    return Frame(size, register)


def size_of(code, stream):
    """By how much an opcode moves vsp up, None for one that refuses or is spare."""
    if code < 0x40:
        return (code << 2) + 4
    if code < 0x80:
        return -((code & 0x3F) << 2) - 4
    if code < 0x90:
        mask = (code & 15) << 8 | next(stream)
        return 4 * bin(mask).count("1") or None
    if 0xA0 <= code < 0xB0:
        return 4 * ((code & 7) + 1 + (code >> 3 & 1))
    if 0xB8 <= code < 0xC0:
        return 8 * ((code & 7) + 1) + 4
    if 0xD0 <= code < 0xD8:
        return 8 * ((code & 7) + 1)
    return size_of_long(code, stream)


def size_of_long(code, stream):
    if code == 0xB1:
        return 4 * bin(next(stream) & 15).count("1") or None
    if code == 0xB2:
        return 0x204 + (read_uleb(stream) << 2)
    if code == 0xB3:
        return 8 * ((next(stream) & 15) + 1) + 4
    if code == 0xB4:  # the return address's code
        return 4
    if code in (0xC8, 0xC9):
        return 8 * ((next(stream) & 15) + 1)
    return None


def read_uleb(stream):
    value = shift = 0
    while True:
        byte = next(stream)
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value
