#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Proves that no prebuilt object was compiled against a header that the series changes.

For each header (or table) that llvm-patches touches: which sources include it, directly
or not; which of their objects a tool was linked with (from the linker's maps); and did
any of those come from Debian's archives? A layout or a number that changed would break
them without a word, so that is an error.
"""

import argparse
import collections
import os
import pathlib
import re
import sys

SCANNED = ("llvm/include", "llvm/lib", "clang/include", "clang/lib", "lld")
INCLUDE_ROOTS = ("llvm/include", "clang/include", "lld/include")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.MULTILINE)
LIBRARY = re.compile(
    r"(?:add_llvm_component_library|add_llvm_library|add_clang_library|add_lld_library|add_llvm_target)"
    r"\s*\(\s*(\w+)([^)]*)\)")

# What llvm-tblgen makes of a table; other tables feed prebuilt libraries.
GENERATED = (
    (re.compile(r"^clang/include/clang/Driver/Options\.td$"), ["clang/Driver/Options.inc"]),
    (re.compile(r"^lld/ELF/Options\.td$"), ["lld/ELF/Options.inc"]),
    (re.compile(r"^llvm/lib/Target/ARM/.*\.td$"), [
        "ARMGen%s.inc" % name for name in (
            "AsmMatcher AsmWriter CallingConv DAGISel DisassemblerTables FastISel GlobalISel "
            "InstrInfo MCCodeEmitter MCPseudoLowering RegisterBank RegisterInfo SubtargetInfo "
            "SystemRegister").split()]),
)


def fail(message):
    sys.exit("check-overlay.sh: error: " + message)


def patched_headers(patch_dir):
    headers = set()
    for patch in sorted(patch_dir.glob("[0-9]*.patch")):
        for line in patch.read_text(errors="replace").splitlines():
            match = re.match(r"^(?:\+\+\+|---) [ab]/(.+?)\t?$", line)
            if match and match.group(1).endswith((".h", ".def", ".inc", ".td")):
                headers.add(match.group(1))
    return sorted(header for header in headers if "/test/" not in header)


class IncludeGraph:
    """Who includes whom, by path relative to the LLVM source."""

    def __init__(self, source):
        self.source = source
        self.files = set()
        self.includers = collections.defaultdict(set)
        for folder in SCANNED:
            for path, _, names in os.walk(source / folder):
                relative = os.path.relpath(path, source)
                self.files.update(os.path.join(relative, name) for name in names
                                  if name.endswith((".h", ".cpp", ".c", ".def", ".inc", ".td")))
        for file in self.files:
            text = (source / file).read_text(errors="replace")
            for name in INCLUDE.findall(text):
                self.includers[self.resolve(file, name)].add(file)

    def resolve(self, file, name):
        """The included file; a generated one is known by the name in the directive, and by
        its folder where the table that it is made from lies next to the includer."""
        candidates = [os.path.normpath(os.path.join(os.path.dirname(file), name))]
        candidates += [os.path.join(root, name) for root in INCLUDE_ROOTS]
        # A back end's folder is on the include path of its subfolders.
        parent = os.path.dirname(os.path.dirname(file))
        candidates.append(os.path.normpath(os.path.join(parent, name)))
        beside = os.path.splitext(candidates[0])[0] + ".td"
        generated = candidates[0] if beside in self.files else name
        return next((path for path in candidates if path in self.files), generated)

    def dependents(self, nodes):
        seen = set(nodes)
        queue = list(nodes)
        while queue:
            for includer in self.includers.get(queue.pop(), ()):
                if includer not in seen:
                    seen.add(includer)
                    queue.append(includer)
        return {path for path in seen if path.endswith((".cpp", ".c"))}


class Libraries:
    """Maps a source to (archive, member), from LLVM's CMakeLists.txt files."""

    def __init__(self, source):
        self.source = source
        self.by_folder = {}

    def parse(self, folder):
        if folder not in self.by_folder:
            lists = self.source / folder / "CMakeLists.txt"
            text = lists.read_text() if lists.exists() else ""
            self.by_folder[folder] = [(name, body.split()) for name, body in LIBRARY.findall(text)]
        return self.by_folder[folder]

    def member(self, file):
        folder = os.path.dirname(file)
        while folder:
            for name, sources in self.parse(folder):
                if os.path.relpath(file, folder) in sources:
                    prefix = "" if name.startswith(("LLVM", "clang", "lld")) else "LLVM"
                    return "lib%s%s.a" % (prefix, name), os.path.basename(file) + ".o"
            folder = os.path.dirname(folder)
        return None


def prebuilt_members(maps, llvm_prefix):
    """Every (archive, member) that a tool took from Debian's archives."""
    pattern = re.compile(re.escape(llvm_prefix) + r"/lib/(lib\w+\.a)\(([^)]+)\)")
    members = set()
    for path in maps:
        members.update(pattern.findall(path.read_text(errors="replace")))
    return members


def nodes_of(header):
    """The header itself, or what is generated from a table."""
    if not header.endswith(".td"):
        return [header]
    for pattern, names in GENERATED:
        if pattern.match(header):
            return names
    fail("%s is a table whose users are not known to scripts/check_overlay.py: add it there" % header)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--patches", type=pathlib.Path, required=True)
    parser.add_argument("--maps", type=pathlib.Path, required=True)
    parser.add_argument("--llvm-prefix", required=True)
    parser.add_argument("--header", action="append", help="ask about this header instead of the series")
    options = parser.parse_args()

    maps = sorted(options.maps.glob("*.map"))
    if not maps:
        fail("no linker map in %s: run scripts/build-llvm.sh" % options.maps)
    prebuilt = prebuilt_members(maps, options.llvm_prefix)
    graph = IncludeGraph(options.source)
    libraries = Libraries(options.source)
    bad = 0
    for header in options.header or patched_headers(options.patches):
        dependents = graph.dependents(nodes_of(header))
        members = {libraries.member(path) for path in dependents} - {None}
        stale = sorted(members & prebuilt)
        bad += len(stale)
        print("%s: %d sources include it, %d of them are linked prebuilt" % (header, len(dependents), len(stale)))
        for archive, member in stale:
            print("    %s(%s)" % (archive, member))
    if bad:
        fail("%d prebuilt objects include a patched header: add them to llvm-patches/overlay/members.txt" % bad)


if __name__ == "__main__":
    main()
