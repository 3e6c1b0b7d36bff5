#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""library_functions.py link CLANG LIST OUT FLAG...: links a program for each header of the list that takes the address of
each of its functions, in strict C11; or undefined NM LIBRARIES: what the C library refers to and no library has; or
declared CLANG INCLUDE OUT FLAG...: by header, what the C library's headers declare and no library has."""

import pathlib
import re
import subprocess
import sys


def program(header, functions):
    lines = [f"#include <{header}>"] + [f"#undef {name}" for name in functions]
    lines += [f"void (*volatile table[])(void) = {{{', '.join(f'(void (*)(void)){name}' for name in functions)}}};"]
    return "\n".join(lines + ["int main(void) { return table[0] == 0; }", ""])


def link(clang, out, flags, header, functions):
    command = [clang, *flags, "-std=c11", "-x", "c", "-", "-o", out]
    result = subprocess.run(command, input=program(header, functions), text=True, capture_output=True, check=False)
    return result.stderr if result.returncode else ""


def link_all(clang, path, out, flags):
    count = missing = 0
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        header, functions = line.split(": ")
        functions = functions.split()
        count += len(functions)
        if not link(clang, out, flags, header, functions):
            continue
        for name in functions:
            if error := link(clang, out, flags, header, [name]):
                missing += 1
                print(f"{header}: {name}: {next(text for text in error.splitlines() if 'error' in text)}")
    print(f"{count} functions, {missing} missing")
    return missing != 0


def undefined(nm, folder):
    defined, referred = set(), {}
    for library in sorted(pathlib.Path(folder).glob("*.a")):
        if not library.read_bytes().startswith(b"!<arch>"):
            continue  # for the linker: names of others
        output = subprocess.run([nm, "-A", library], text=True, capture_output=True, check=True).stdout
        for line in output.splitlines():
            member, symbol = line.rsplit(": ", 1)
            kind, name = symbol.split()[-2:]
            if kind == "U" and library.name in ("libc.a", "libm.a"):
                referred.setdefault(name, member.rsplit(":", 1)[-1])
            elif kind != "U":
                defined.add(name)
    for name in sorted(set(referred) - defined):
        print(f"{name} ({referred[name]})")
    return 0


def declarations(clang, flags, header):
    """Yields (function, file that declares it). The dump names a file only where another one than before begins."""
    source = f"#define _GNU_SOURCE 1\n#include <stddef.h>\n#include <stdio.h>\n#include <{header}>\n"
    dump = source
    # In two steps: places are those after the expansion of macros.
    for step in (["-E", "-x", "c"], ["-fsyntax-only", "-Xclang", "-ast-dump", "-fno-color-diagnostics", "-x", "cpp-output"]):
        dump = subprocess.run([clang, *flags, *step, "-"], input=dump, text=True, capture_output=True, check=False).stdout
    file = ""
    for line in dump.splitlines():
        for place in re.findall(r"[<\s](/[^:>]+):\d+:\d+", line.split(" '")[0])[:1]:
            file = place
        found = re.match(r"[|`]-FunctionDecl .* (\w+) '(?!.*(?:static|inline))", line)
        if found and "implicit" not in line:
            yield found[1], file


def declared(clang, folder, out, flags):
    folder = pathlib.Path(folder)
    where = {}
    for path in sorted(folder.rglob("*.h")):
        header = path.relative_to(folder).as_posix()
        if not header.startswith(("c++/", "hop/")):
            where.update(declarations(clang, flags, header))
    table = "".join(f".word {name}\n" for name in where)
    source = f".thumb\n.thumb_func\n.global main\nmain: bx lr\n.data\n{table}"
    command = [clang, *flags, "-x", "assembler", "-", "-o", out, "-Wl,--error-limit=0"]
    errors = subprocess.run(command, input=source, text=True, capture_output=True, check=False).stderr
    missing = {}
    for name in sorted(set(re.findall(r"undefined symbol: (\w+)", errors)) & set(where)):
        file = pathlib.Path(where[name]).resolve()
        missing.setdefault(file.relative_to(folder.resolve()).as_posix(), []).append(name)
    for file in sorted(missing):
        print(f"{file}: {' '.join(missing[file])}")
    print(f"{len(where)} declared")
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "link":
        sys.exit(link_all(*sys.argv[2:5], sys.argv[5:]))
    if sys.argv[1] == "declared":
        sys.exit(declared(*sys.argv[2:5], sys.argv[5:]))
    sys.exit(undefined(*sys.argv[2:]))
