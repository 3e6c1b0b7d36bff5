# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts names behind the code addresses that firmware prints as @0x and eight digits."""

import bisect
import json
import os
import re
import subprocess

from hop_record import Expander
from hop_tool import find_tool

ADDRESS = re.compile(rb"@0x([0-9a-f]{8})(?![0-9a-f]| <)")
# The end of a chunk that may be the beginning of an address; with all digits there, the next
# bytes tell whether that was all of it, and whether a name is there already.
ADDRESS_BEGUN = re.compile(rb"@(0(x([0-9a-f]{0,8}|[0-9a-f]{8} ))?)?\Z")
# A fatal report has the LR as it was, and who has called what ends the firmware: where the call returns to, which may be another
# line, or another function. Addresses of instructions are even there.
RETURN_MARKS = b"called from ", b"hop:   at "


class Symbolizer:
    """Address -> "function+0xoff file:line", by the ELF's symbols and llvm-symbolizer.

    Where calls were inlined their places come first, innermost first, each with its function:
    "function+0xoff leaf.c:3 (leaf), middle.c:7 (middle), file.c:line"."""

    def __init__(self, elf):
        self.elf = elf
        self.known = {}
        self.table = None
        self.process = None

    def name(self, address):
        if address not in self.known:
            self.known[address] = self.find(address & ~1)
        return self.known[address]

    def find(self, address):
        if self.table is None:
            self.table = self.elf.functions()
            self.start_tool()
        index = bisect.bisect_right(self.table, (address, float("inf"), "")) - 1
        if index < 0:
            return None
        start, size, name = self.table[index]
        if address >= start + max(size, 2):
            return None
        frames = self.ask_tool(address)
        if frames:
            name = frames[-1].get("FunctionName") or name
        return " ".join([f"{name}+{address - start:#x}", *places(frames)])

    def start_tool(self):
        tool = find_tool("llvm-symbolizer")
        if tool:
            self.process = subprocess.Popen(
                [tool, "--output-style=JSON", "--obj=" + self.elf.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def ask_tool(self, address):
        """The frames of an address, innermost first; none if nothing is known."""
        if self.process is None:
            return []
        try:
            self.process.stdin.write(b"%#x\n" % address)
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline()).get("Symbol", [])
        except (OSError, ValueError):
            self.process = None
            return []


def places(frames):
    """What stands behind function+0xoff: one text, or none without debug information."""
    texts = []
    for frame in frames:
        if not frame.get("Line"):
            return []
        place = f"{os.path.basename(frame['FileName'])}:{frame['Line']}"
        texts.append(place if frame is frames[-1] else f"{place} ({frame['FunctionName']})")
    return [", ".join(texts)] if texts else []


class Annotator:
    """Copies a stream to a file descriptor, with records in words and names behind addresses; holds nothing else back."""

    def __init__(self, target, symbolizer):
        self.target = target
        self.symbolizer = symbolizer
        self.records = Expander(symbolizer.elf)
        self.held = b""
        self.written = b""

    def feed(self, chunk):
        data = self.held + self.records.feed(chunk)
        begun = ADDRESS_BEGUN.search(data)
        cut = begun.start() if begun else len(data)
        self.held = data[cut:]
        self.write(data[:cut])

    def finish(self):
        self.write(self.held + self.records.finish())
        self.held = b""

    def write(self, data):
        text = ADDRESS.sub(self.annotate, data)
        self.written = (self.written + data)[-max(map(len, RETURN_MARKS)) :]
        while text:
            text = text[os.write(self.target, text) :]

    def annotate(self, match):
        address = int(match.group(1), 16)
        before = self.written + match.string[: match.start()]
        if address & 1 and before.endswith(RETURN_MARKS):
            address -= 2
        name = self.symbolizer.name(address)
        return match.group(0) + (b" <%s>" % name.encode() if name else b"")
