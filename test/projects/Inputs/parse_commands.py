#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Parses the C and C++ files of a compilation database with libclang, as editors do.

usage: parse_commands.py LIBCLANG DATABASE PREFIX
"""

import ctypes
import json
import os
import shlex
import sys

VISITOR = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p)


class String(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("flags", ctypes.c_uint)]


def load(path):
    library = ctypes.CDLL(path)
    for name, result, arguments in [
        ("clang_createIndex", ctypes.c_void_p, [ctypes.c_int, ctypes.c_int]),
        ("clang_getNumDiagnostics", ctypes.c_uint, [ctypes.c_void_p]),
        ("clang_getDiagnostic", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_uint]),
        ("clang_formatDiagnostic", String, [ctypes.c_void_p, ctypes.c_uint]),
        ("clang_getFileName", String, [ctypes.c_void_p]),
        ("clang_getCString", ctypes.c_char_p, [String]),
        ("clang_getInclusions", None, [ctypes.c_void_p, VISITOR, ctypes.c_void_p]),
    ]:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def parse(library, words):
    """A translation unit of a whole command line, whose first word tells where the compiler is."""
    argv = (ctypes.c_char_p * len(words))(*(word.encode() for word in words))
    unit = ctypes.c_void_p()
    index = ctypes.c_void_p(library.clang_createIndex(0, 0))
    failed = library.clang_parseTranslationUnit2FullArgv(
        index, None, argv, ctypes.c_int(len(words)), None, ctypes.c_uint(0), ctypes.c_uint(0), ctypes.byref(unit)
    )
    if failed:
        sys.exit(f"parse_commands: libclang refuses {shlex.join(words)}")
    return unit


def complaints(library, unit):
    for i in range(library.clang_getNumDiagnostics(unit)):
        text = library.clang_formatDiagnostic(library.clang_getDiagnostic(unit, i), 0)
        yield library.clang_getCString(text).decode()


def included_files(library, unit):
    files = []

    def visit(file, _stack, _depth, _data):
        files.append(library.clang_getCString(library.clang_getFileName(file)).decode())

    library.clang_getInclusions(unit, VISITOR(visit), None)
    return files


def main():
    library = load(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        database = json.load(file)
    for entry in database:
        if entry["file"].endswith((".s", ".S")):
            continue
        os.chdir(entry["directory"])
        unit = parse(library, entry.get("arguments") or shlex.split(entry["command"]))
        said = list(complaints(library, unit))
        headers = [os.path.realpath(name) for name in included_files(library, unit)]
        inside = [name for name in headers if name.startswith(os.path.realpath(sys.argv[3]) + "/")]
        if said or not inside:
            sys.exit(f"parse_commands: {entry['file']}: {said}, {len(inside)} headers of the prefix")
        print(f"{os.path.basename(entry['file'])}: understood")


if __name__ == "__main__":
    main()
