#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a build.ninja that compiles newlib, compiler-rt's builtins and, with --cxx, the C++ libraries for every variant.

newlib's own configure is not run: what it would find out is known (newlib/include/newlib.h)
and the sources it would choose are listed (newlib/*.txt). That takes half of the time away,
and each source can have the flags that finite-stack needs.
"""

import argparse
import json
import pathlib
import re
import shlex

import cxx

HERE = pathlib.Path(__file__).resolve().parent

COMMON = """
-Os -fomit-frame-pointer -ffunction-sections -fdata-sections -funwind-tables -fexceptions
-nostdlibinc -w
""".split()

# newlib is older than C99's rule against calling what is not declared.
NEWLIB = """
-fno-builtin -D_COMPILING_NEWLIB -D__NO_SYSCALLS__ -DHAVE_RENAME
-Wno-implicit-function-declaration -Wno-implicit-int
""".split()

BUILTINS = "-std=c11 -ffreestanding -fno-builtin -fvisibility=hidden".split()

# The compiler calls these without a call in the source, and treats them as unable to unwind:
# their checks extend the stack and mark the kill pending, instead of diverting (ABI.md, trap 255).
HELPER_FOLDERS = ("libc/string", "libc/machine/arm", "libm/")

# newlib's headers, later ones over earlier ones: (folder of the source, place).
HEADERS = [
    ("newlib/libc/include", "."),
    ("newlib/libc/machine/arm/machine", "machine"),
    ("newlib/libc/sys/arm/sys", "sys"),
]


def read_list(path):
    """Yields (folder, flags, object name, source name, own flags) of a list of sources."""
    folder, flags = None, []
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            folder, *flags = line.strip("[]").split()
            continue
        name, equals, rest = line.partition(" = ")
        if equals:
            source, *own = rest.split()
            yield folder, flags, name, source, own
            continue
        for name in line.split():
            source = name if "." in name else name + ".c"
            yield folder, flags, name, source, []


def ninja_escape(text):
    return re.sub(r"([$ :])", r"$\1", str(text))


def is_thumb1(variant):
    return re.search(r"thumbv(6m|8m\.base)-", variant["flags"][0]) is not None


class Writer:
    def __init__(self, options):
        self.options = options
        self.lines = []
        self.header_files = self.find_headers()

    def find_headers(self):
        """Place below include/ -> file; the last of several with one place wins."""
        newlib = pathlib.Path(self.options.newlib)
        found = {}
        for folder, place in HEADERS:
            for path in sorted((newlib / folder).rglob("*.h")):
                found[str(pathlib.PurePath(place) / path.relative_to(newlib / folder))] = path
        own = HERE / "newlib" / "include"
        for path in sorted(own.rglob("*.h")):
            found[str(path.relative_to(own))] = path
        for line in (HERE / "newlib" / "absent.txt").read_text().splitlines():
            if not line.startswith("#"):
                del found[line]
        return found

    def emit(self, *lines):
        self.lines += lines

    def rules(self):
        tools = pathlib.Path(self.options.tools)
        ccache = self.options.ccache + " " if self.options.ccache else ""
        clang = shlex.quote(str(tools / "clang"))
        ar = shlex.quote(str(tools / "llvm-ar"))
        self.emit(
            "ninja_required_version = 1.8",
            "rule cc",
            f"  command = {ccache}{clang} $flags -MD -MF $out.d -c $in -o $out",
            "  depfile = $out.d",
            "  deps = gcc",
            "  description = CC $out",
            "rule ar",
            f"  command = rm -f $out && {ar} rcsD $out @$out.rsp",
            "  rspfile = $out.rsp",
            "  rspfile_content = $in",
            "  description = AR $out",
            "rule copy",
            "  command = cp $in $out",
            "  description = COPY $out",
        )

    def headers(self, variant):
        """Copies the headers into the variant; the library is compiled with those copies."""
        placed = []
        for place, path in self.header_files.items():
            out = f"out/{variant['dir']}/include/{place}"
            self.emit(f"build {out}: copy {ninja_escape(path)}")
            placed.append(out)
        self.emit(f"build {variant['dir']}/headers: phony {' '.join(placed)}")

    def compile(self, variant, root, source, stem, flags):
        out = f"{variant['dir']}/{stem}.o"
        self.emit(
            f"build {out}: cc {ninja_escape(pathlib.Path(root) / source)} | {ninja_escape(self.options.stamp)}"
            f" || {variant['dir']}/headers",
            "  flags = " + " ".join(shlex.quote(f) for f in flags),
        )
        return out

    def archive(self, variant, name, objects):
        out = f"out/{variant['dir']}/lib/{name}"
        self.emit(f"build {out}: ar {' '.join(objects)}", f"default {out}")

    def variant_flags(self, variant):
        return variant["flags"] + COMMON + self.options.flags

    @staticmethod
    def mark_flags(source):
        """Assembly of both libraries keeps within what checked callers expect (libhop/ABI.md 2.2)."""
        return ["-include", str(HERE.parent / "libhop/arch/arm-m/include/hop/mark.h")] if source.endswith(".S") else []

    def newlib(self, variant):
        root = pathlib.Path(self.options.newlib) / "newlib"
        # libc_nano.a is the last one in front of the first (gcc/libraries.txt).
        members = {"libc": [], "libm": [], "libstdio_nano": []}
        for library in members:
            for folder, marks, name, source, own in read_list(HERE / "newlib" / f"{library}.txt"):
                flags = self.variant_flags(variant) + NEWLIB
                flags += [f"-isystemout/{variant['dir']}/include"]
                # Where there is no assembly, machine folders include the sources that they stand for.
                flags += [f"-I{root}/{folder}", f"-I{root}/libm/common", f"-I{root}/libc/string"]
                flags += [f"-fmacro-prefix-map={root}=newlib"]
                if folder.startswith(HELPER_FOLDERS) or "helper" in marks:
                    flags += self.options.helper_flags
                flags += [m for m in marks if m.startswith("-")] + own + self.mark_flags(source)
                out = self.compile(variant, root, f"{folder}/{source}", f"{library}/{folder}/{name}", flags)
                members[library].append(out)
                if "libc" in marks:
                    members["libc"].append(out)
        for library, objects in members.items():
            self.archive(variant, f"{library}.a", objects)

    def builtins(self, variant):
        root = pathlib.Path(self.options.builtins)
        flags = self.variant_flags(variant) + BUILTINS + self.options.helper_flags
        flags += [f"-isystemout/{variant['dir']}/include", f"-I{root}", f"-fmacro-prefix-map={root}=builtins"]
        objects = []
        other = "thumb2" if is_thumb1(variant) else "thumb1"
        for folder, marks, name, source, own in read_list(HERE / "builtins" / "builtins.txt"):
            if other in marks:
                continue
            stem = f"builtins/{folder}/{name}".replace("/./", "/")
            own_flags = [m for m in marks if m.startswith("-")] + own + self.mark_flags(source)
            objects.append(self.compile(variant, root, f"{folder}/{source}", stem, flags + own_flags))
        for path in sorted((HERE / "builtins").glob("*.c")):
            objects.append(self.compile(variant, path.parent, path.name, f"builtins/own/{path.stem}", flags))
        self.archive(variant, "libclang_rt.builtins.a", objects)

    def cxx(self, variant):
        members = {library: [] for library in cxx.ARCHIVES}
        flags = self.variant_flags(variant) + cxx.flags(self.options, variant)
        for library, folder, source, name, own in cxx.sources(self.options, read_list):
            members[library].append(self.compile(variant, folder, source, f"{library}/{name}", flags + own))
        for library, objects in members.items():
            self.archive(variant, cxx.ARCHIVES[library], objects)

    def write(self):
        self.rules()
        for variant in json.loads((HERE / "variants.json").read_text()):
            self.headers(variant)
            self.newlib(variant)
            self.builtins(variant)
            if self.options.cxx:
                self.cxx(variant)
        return "\n".join(self.lines) + "\n"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newlib", required=True, help="newlib's source, patched")
    parser.add_argument("--builtins", required=True, help="compiler-rt/lib/builtins")
    parser.add_argument("--cxx", help="the folder of libcxx, libcxxabi and libunwind, patched")
    parser.add_argument("--cxx-headers", help="the folder that has c++/v1, complete")
    parser.add_argument("--tools", required=True, help="the folder of clang and llvm-ar")
    parser.add_argument("--stamp", required=True, help="a file that is newer whenever the compiler is another")
    parser.add_argument("--ccache", default="", help="the compiler launcher")
    parser.add_argument("--flags", type=shlex.split, default=[], help="further flags for everything")
    parser.add_argument("--helper-flags", type=shlex.split, default=[], help="flags for what the compiler calls")
    return parser.parse_args()


if __name__ == "__main__":
    print(Writer(parse_arguments()).write(), end="")
