# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts crash records in words that firmware of the small configuration prints as digits: sysroot/LINKING.md."""

import re
import struct

WORDS = 70
BEGIN = b"hop: record "
RECORD = re.compile(BEGIN + rb"((?:0x[0-9a-f]{8}){%d})\r?\n" % WORDS)
# The end of a chunk that may be the beginning of a record.
BEGUN = re.compile(BEGIN + rb"[0-9a-fx]*\r?\Z")

# libhop/CRASH.md.
LAYOUT = struct.Struct("<4s2I H2B 2H 9I 16I 16I 4I 16s 64s")
OUTCOMES = ["task restarted", "task ended", "end of the firmware", "handler left", "died too often, not restarted"]
UNFINISHED, RECLAIMED, SKIPPED = 1, 2, 4
FAULT, FATAL, INNER, KEPT = 4, 5, 12, 16
# Bits of CFSR, most telling first, then of HFSR: as in libhop/arch/arm-m/fault_cause_v7m.c.
CAUSES = {
    25: "division by zero", 24: "unaligned access", 20: "stack pointer below its limit register",
    19: "coprocessor or FPU instruction, but no such unit enabled", 18: "exception return to an invalid state",
    17: "jump to an address without the Thumb bit", 16: "undefined instruction",
    13: "bus error while FP registers were stored", 12: "bus error while an exception frame was stored",
    11: "bus error while an exception frame was loaded", 10: "bus error, some instructions earlier",
    9: "bus error by a data access", 8: "bus error by an instruction fetch",
    5: "memory protection while FP registers were stored", 4: "memory protection while an exception frame was stored",
    3: "memory protection while an exception frame was loaded", 1: "memory protection by a data access",
    0: "memory protection by an instruction fetch",
}
HARD_CAUSES = {1: "bus error while the vector table was read", 31: "breakpoint without a debugger"}
CONVERSION = re.compile(r"%(0?\d*)(?:hh?|[lzt])?([%diupxcs])")


class Record:
    def __init__(self, data):
        (_, _, self.sequence, _, self.kind, self.outcome, self.exception, self.flags, self.time, self.generation,
         self.function, self.asked, self.left, self.limit, self.cleanups, self.reclaimed_at, self.chain_length,
         *words, task, reason) = LAYOUT.unpack(data)
        self.chain, self.core = words[:16], words[16:32]
        self.xpsr, self.address, self.status, self.hard_status = words[32:]
        self.task, self.reason = (text.partition(b"\0")[0].decode("utf-8", "replace") for text in (task, reason))


def lines_of(record, elf):
    """What the report would say behind its first line, without line ends."""
    reason = reason_of(record, elf)
    if reason != record.reason:
        yield f"that is: {reason}"
    if record.function:
        yield (f"function @0x{record.function:08x} asked for {record.asked} bytes, {record.left} left "
               f"(sp 0x{record.core[13]:08x}, limit 0x{record.limit:08x})")
    elif record.kind in (FAULT, FATAL):
        yield f"at @0x{record.core[15]:08x} (sp 0x{record.core[13]:08x})"
    if record.address:
        yield f"address 0x{record.address:08x}"
    if record.chain_length:
        yield "called from" + "".join(calls(record))
    if record.flags & SKIPPED:
        yield "cleanups of the function at fault itself not run"
    if record.flags & RECLAIMED:
        yield "cleanups given up" + (f" at @0x{record.reclaimed_at:08x}" if record.reclaimed_at else "")
    if record.flags & UNFINISHED:
        yield "cleanups unfinished"
    if record.kind != FATAL and record.outcome < len(OUTCOMES):
        yield OUTCOMES[record.outcome]
    yield f"record {record.sequence}, {record.time} ms after reset, {record.generation} restarts before"


def calls(record):
    for place, call in enumerate(record.chain[: record.chain_length]):
        if place == INNER and record.chain_length > KEPT:
            yield f" (+{record.chain_length - KEPT} more)"
        yield f" @0x{call:08x}"


def reason_of(record, elf):
    if record.exception >= 16 and record.reason.startswith("exception without"):
        return f"interrupt {record.exception - 16} has no handler"
    for causes, status in ((HARD_CAUSES, record.hard_status), (CAUSES, record.status)):
        for bit, text in causes.items():
            if status & 1 << bit and record.reason == "hardware fault":
                return text
    return expand(record.reason, record.core[1:4], elf)


def expand(text, arguments, elf):
    """hop_panic's format with what it was called with, as far as that was in registers."""
    left = list(arguments)

    def convert(match):
        width, conversion = match.groups()
        if conversion == "%":
            return "%"
        if not left:
            return "?"
        value = left.pop(0)
        if conversion == "s":
            return elf.text_at(value) or "?"
        if conversion == "c":
            return chr(value & 0xff)
        if conversion == "p":
            return f"0x{value:08x}"
        if conversion in "di":
            return f"{value - (value >> 31 << 32):{width}d}"
        return f"{value:{width}{'d' if conversion == 'u' else 'x'}}"

    return CONVERSION.sub(convert, text)


class Expander:
    """Replaces records in a stream, and holds back only what may be one. For an image without symbols they stay as they
    are, so that whoever has the symbols can decode the log later."""

    def __init__(self, elf):
        self.elf = elf
        self.is_stripped = next(iter(elf.symbols()), None) is None
        self.held = b""

    def feed(self, chunk):
        if self.is_stripped:
            return chunk
        data = self.held + chunk
        cut = self.begun_at(data)
        self.held = data[cut:]
        return RECORD.sub(self.expand, data[:cut])

    def finish(self):
        held, self.held = self.held, b""
        return held

    @staticmethod
    def begun_at(data):
        begun = BEGUN.search(data)
        if begun:
            return begun.start()
        return next((len(data) - n for n in range(len(BEGIN) - 1, 0, -1) if data.endswith(BEGIN[:n])), len(data))

    def expand(self, match):
        words = [int(word, 16) for word in match.group(1).split(b"0x")[1:]]
        record = Record(struct.pack(f"<{WORDS}I", *words))
        return "".join(f"hop:   {line}\n" for line in lines_of(record, self.elf)).encode()
