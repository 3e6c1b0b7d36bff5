# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Who calls whom in an image, at which depth of the stack.

Where a call's target is in a register it is known if it is a constant, or an argument that every caller passes as one.
Of libhop and the C library, hop_known_calls.py tells the others. What remains is a problem that has to be named."""

import bisect
import collections

from hop_code import is_thunk
from hop_elf import ALLOC, EXECUTE, FUNCTION, NOBITS, OBJECT, WRITE
from hop_frames import trace
from hop_known_calls import CHECKS, KNOWN
from hop_steps import ARGUMENT, is_constant
from hop_unwind import frame_of, read_index

Edge = collections.namedtuple("Edge", "depth callee site")


class Node:
    """A function: its Frame, whom it calls, and what is not known of it, as texts."""

    def __init__(self, frame, start, has_symbol):
        self.frame = frame
        self.start = start
        self.has_symbol = has_symbol
        self.is_library = False  # of this toolchain, byte for byte
        self.name = frame.function.name
        self.depth = frame.depth
        self.asks = frame.check.asks if frame.check else None  # above the limit, None: no check
        self.edges = []
        self.indirect = []  # sites of calls whose targets are not known
        self.problems = []


class Graph:
    """`library` has the starts of functions that are known to be this toolchain's."""

    def __init__(self, elf, code, library):
        self.elf = elf
        self.code = code
        self.library = library
        self.told = {}
        self.symbols = {}
        for symbol in elf.symbols():
            self.symbols.setdefault(symbol.name, []).append(symbol)
        nameless = {function.start for function in code.nameless}
        self.nodes = {f.start: Node(trace(f, elf.word_at), f.start, f.start not in nameless)
                      for f in code.all if f.instructions}
        self.pointers = self.find_pointers()
        self.callers = self.find_callers()
        for start in library & self.nodes.keys():
            node = self.nodes[start]
            node.is_library = True
            node.asks = known_of(node, CHECKS) or node.asks

    def link(self, told, never):
        """Finds the edges, but for those to the starts in `never`. `told` maps a function's start to the starts of
        what its calls by pointer may reach."""
        self.told = told
        for node in self.nodes.values():
            self.link_node(node)
            node.edges = [edge for edge in node.edges if edge.callee not in never]

    def library_function(self, name):
        """The starts of those of that name; static ones of several files may share it."""
        starts = {symbol.value & ~1 for symbol in self.symbols.get(name, ()) if symbol.type == FUNCTION}
        return starts & self.library

    def find_pointers(self):
        """Starts of functions whose addresses are somewhere: in variables, or in registers."""
        words = collections.Counter()
        for section in self.elf.sections:
            is_code = section.flags & EXECUTE and not section.flags & WRITE  # variables, and functions in RAM, are one section
            if section.flags & ALLOC and section.type != NOBITS and not is_code:
                content = self.elf.content(section)
                words.update(memoryview(content[: len(content) & ~3]).cast("I"))
        found = {start for start in self.nodes if words[start | 1]}
        for node in self.nodes.values():
            found.update(value & ~1 for value in node.frame.pointers if self.is_pointer(value))
        return found

    def pointers_of(self, node):
        """Starts of functions whose addresses a function has in registers, or in variables that it refers to."""
        found = {value & ~1 for value in node.frame.pointers if self.is_pointer(value)}
        for symbols in self.symbols.values():
            for symbol in symbols:
                if symbol.type == OBJECT and symbol.value in node.frame.pointers:
                    found |= self.pointers_in(symbol.value, symbol.value + symbol.size)
        return found

    def find_callers(self):
        """Start -> calls of it that name it."""
        callers = collections.defaultdict(list)
        for node in self.nodes.values():
            for call in node.frame.calls.values():
                if isinstance(call.target, int):
                    callers[call.target].append((node, call))
        return callers

    def link_node(self, node):
        for call in node.frame.calls.values():
            if isinstance(call.target, int):
                callee = self.code.at(call.target)
                is_nothing = call.target == 0 and (callee is None or callee.start != 0)
                if is_nothing or call.target == call.site + 4:
                    continue  # what is not linked, behind a test for it: in Thumb-1 code it is the next instruction
                if callee is None or callee.start not in self.nodes:
                    node.problems.append(f"calls {call.target:#x}, where no function is")
                    continue
                targets = {callee.start}
            else:
                targets = self.targets(node, call)
            if targets is None:
                node.indirect.append(call.site)
                continue
            node.edges += [Edge(call.depth, target, call.site) for target in sorted(targets)]

    def targets(self, node, call):
        """The starts that an indirect call may reach, None if that is not known."""
        if node.start in self.told:
            return self.told[node.start]
        known = known_of(node, KNOWN)
        if known is not None:
            return self.resolve(known)
        if call.target is not None and call.target[0] == ARGUMENT:
            return self.passed(node.start, call.target[1], set())
        return None

    def passed(self, start, number, seen):
        """What all callers pass as an argument, None if that is not known."""
        if (start, number) in seen:
            return set()
        seen.add((start, number))
        if start in self.pointers or not self.callers[start]:
            return None
        found = set()
        for node, call in self.callers[start]:
            value = call.arguments[number]
            if is_constant(value):
                found |= {value[1] & ~1} if value[1] & ~1 in self.nodes else set()
            elif value is not None and value[0] == ARGUMENT:
                more = self.passed(node.start, value[1], seen)
                if more is None:
                    return None
                found |= more
            else:
                return None
        return found

    def resolve(self, entries):
        """The starts that entries of hop_known_calls.py stand for, None if one is not known."""
        found = set()
        for entry in entries:
            kind, _, rest = entry.rpartition(":")
            more = getattr(self, "resolve_" + kind)(rest) if kind else self.library_function(rest)
            if more is None:
                return None
            found |= more
        return found

    def resolve_word(self, text):
        name, number = text.split("/")
        places = (s.value + 4 * int(number) for s in self.symbols.get(name, ()) if s.section)
        return {start for place in places for start in self.pointers_in(place, place + 4)}

    def resolve_range(self, text):
        first, last = (self.symbols[name][0].value if name in self.symbols else 0 for name in text.split("-"))
        return self.pointers_in(first, last)

    def resolve_passed(self, text):
        name, number = text.split("/")
        found = set()
        for start in self.library_function(name):
            passed = self.passed(start, int(number), set()) if self.callers[start] else set()
            if passed is None:
                return None
            found |= passed
        return found

    def pointers_in(self, start, end):
        words = (self.elf.word_at(address) or 0 for address in range(start, end, 4))
        return {word & ~1 for word in words if self.is_pointer(word)}

    def is_pointer(self, word):
        """Whether a word may be the address of a function; what has no symbol is called by its address only."""
        return word & 1 and word & ~1 in self.nodes and self.nodes[word & ~1].has_symbol


def known_of(node, table):
    """What a table of hop_known_calls.py has for a function, or None."""
    if not node.is_library:
        return None
    return next((table[name] for name in node.frame.function.names if name in table), None)


def compare_with_tables(elf, nodes):
    """Sets the frames that the unwind tables tell against those of the instructions. Returns how many agree, and
    [(node, bytes by the table)] of those that do not. A table may tell less: of assembly that goes further down."""
    entries = read_index(elf)
    starts = [entry.start for entry in entries]
    agreed, different = 0, []
    for node in nodes:
        index = bisect.bisect_right(starts, node.start) - 1
        if index < 0 or entries[index].blocked or is_thunk(node.frame.function.name):
            continue
        told = frame_of(entries[index].opcodes)
        if told is None:
            continue
        if told.register is not None:
            is_same = told.size in node.frame.frame_pointers.get(f"r{told.register}", ())
        else:
            is_same = told.size <= node.frame.depth
        if is_same:
            agreed += 1
        else:
            different.append((node, told.size))
    return agreed, different
