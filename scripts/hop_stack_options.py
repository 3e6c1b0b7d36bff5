# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the options of hop-stack name: functions, variables, numbers."""

import subprocess

from hop_elf import OBJECT, Failure
from hop_tool import find_tool


class Names:
    """Functions and variables by the names that a user writes; of C++ functions, with or without parameters."""

    def __init__(self, elf, nodes):
        self.elf = elf
        self.nodes = nodes
        self.demangled = None

    def functions(self, option, name):
        """The starts of all functions of that name: static ones of several files may share it."""
        found = [node.start for node in self.nodes.values() if name in node.frame.function.names]
        found = found or [start for start, names in self.nice().items() if name in names]
        if not found:
            raise Failure(f"{option} {name}: no such function in {self.elf.path}: give it as hop-size --functions does")
        return found

    def function(self, option, name):
        found = self.functions(option, name)
        if len(found) > 1:
            raise Failure(f"{option} {name}: {len(found)} functions of that name: give the task's entry another one")
        return found[0]

    def nice(self):
        """Start -> demangled names."""
        if self.demangled is None:
            starts = [start for start, node in self.nodes.items() if node.name.startswith("_Z")]
            texts = demangle([self.nodes[start].name for start in starts])
            self.demangled = {start: {text, text.partition("(")[0]} for start, text in zip(starts, texts)}
        return self.demangled

    def size(self, option, text):
        """Bytes, or the size of a variable."""
        if text.isdecimal() or text.lower().startswith("0x"):
            return int(text, 0)
        sizes = {s.size for s in self.elf.symbols() if s.name == text and s.type == OBJECT}
        if len(sizes) != 1:
            what = "no variable" if not sizes else "several variables"
            raise Failure(f"{option}: {what} of the name {text}: give the stack's size in bytes")
        return sizes.pop()


def demangle(names):
    tool = find_tool("llvm-cxxfilt")
    if not tool or not names:
        return names
    done = subprocess.run([tool], input="\n".join(names), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.stdout.splitlines()


def pairs(option, words):
    """[(name, value)] of words like NAME=VALUE."""
    for word in words:
        name, separator, value = word.partition("=")
        if not name or not separator:
            raise Failure(f"{option} {word}: give NAME=VALUE (see hop-stack --help)")
        yield name, value


def counts(option, words, names):
    """Start -> number."""
    found = {}
    for name, value in pairs(option, words):
        if not value.isdecimal() or (option == "--recursion" and not int(value)):
            raise Failure(f"{option} {name}={value}: give a number behind the =")
        found.update((start, int(value)) for start in names.functions(option, name))
    return found


def told_calls(words, names):
    told = {}
    for name, value in pairs("--call", words):
        callees = {start for callee in filter(None, value.split(",")) for start in names.functions("--call", callee)}
        for start in names.functions("--call", name):
            told[start] = told.get(start, set()) | callees
    return told


def entries_of(words, names):
    """[(start, name, bytes or None)]"""
    found = []
    for word in words:
        name, separator, size = word.partition("=")
        found.append((names.function("--entry", name), name, names.size(f"--entry {word}", size) if separator else None))
    return found
