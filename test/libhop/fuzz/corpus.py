# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The corpora of the fuzzers, as text: `name: hex bytes`, continued on indented lines, # begins a comment.

corpus.py expand corpus/NAME.txt DIR   a file in DIR for each seed
corpus.py seed NAME FILE               a file, such as what a fuzzer has found, as a seed
corpus.py image NAME fw.elf            seeds for a fuzzer of a linked image's tables and code
"""

import pathlib
import struct
import sys
import textwrap

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "scripts"))
import hop_elf  # noqa: E402
import hop_unwind  # noqa: E402

COLUMNS = 112
THUMB = 1


def fail(text):
    sys.exit(f"corpus.py: error: {text}")


def read(path):
    """{name: bytes} of a corpus."""
    seeds, name = {}, None
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        text = line.partition("#")[0]
        if not text.strip():
            continue
        if not text[0].isspace():
            name, colon, text = text.partition(":")
            if not colon or name in seeds:
                fail(f"{path}:{number}: expected a new 'name: hex bytes'")
            seeds[name] = b""
        try:
            seeds[name] += bytes.fromhex(text)
        except (KeyError, ValueError):
            fail(f"{path}:{number}: no hex bytes of a seed")
    return seeds


def expand(path, folder):
    seeds = read(path)
    for name, data in seeds.items():
        (pathlib.Path(folder) / name).write_bytes(data)
    print(f"{len(seeds)} seeds")


def show(name, data):
    lines = textwrap.wrap(data.hex(" ", 4), COLUMNS) if data else [""]
    print(f"{name}: {lines[0]}")
    for line in lines[1:]:
        print(f"  {line}")


class Image:
    def __init__(self, path):
        self.elf = hop_elf.Elf(path)
        self.index = hop_unwind.read_index(self.elf)
        self.exidx, self.extab, self.text = (self.content(name) for name in (".ARM.exidx", ".ARM.extab", ".text"))

    def content(self, name):
        """(address, bytes) of a section."""
        section = next((s for s in self.elf.sections if s.name == name), None)
        if section is None:
            fail(f"{self.elf.path} has no section {name}")
        return section.address, self.elf.content(section)

    def tables(self):
        """(entry, bytes up to the next table) of .ARM.extab."""
        address, data = self.extab
        starts = sorted({e.table for e in self.index if e.table is not None})
        ends = dict(zip(starts, starts[1:] + [address + len(data)]))
        for entry in self.index:
            if entry.table is not None:
                yield entry, data[entry.table - address : ends[entry.table] - address]

    def functions(self):
        """(entry, its inline word or 0, its code)"""
        base, code = self.text
        table, words = self.exidx
        for number, (entry, following) in enumerate(zip(self.index, self.index[1:])):
            word, = struct.unpack_from("<I", words, 8 * number + 4)
            yield entry, word if word >> 31 else 0, code[entry.start - base : following.start - base]


def of_exidx(image):
    for entry in image.index[:: max(1, len(image.index) // 3)]:
        yield struct.pack("<I", entry.start + 2) + image.exidx[1]


def of_opcodes(image):
    for entry, word, _ in image.functions():
        if word:
            yield struct.pack("<HHI", 16, 64, word)
    for _, table in image.tables():
        yield struct.pack("<HHI", 16, 64, 0) + table


def of_lsda(image):
    for _, table in image.tables():
        if table[3] & 0x80:
            continue
        lsda = table[8 + 4 * table[7] :]
        yield struct.pack("<HB", 16, len(lsda)) + lsda


def of_interrupted(image):
    for entry, word, code in image.functions():
        opcodes = word or 0x80000000 | int.from_bytes(entry.opcodes[:3].ljust(3, b"\xb0"), "big")
        stack = struct.pack("<16I", *(0x8005 + 2 * i for i in range(16)))
        for at in sorted({0, max(len(code) - 4, 0)}):
            yield struct.pack("<BBBII", at & 0xFF, 5, 16, 0x01000000, opcodes) + stack + code


def of_unwind(image):
    (exidx, index), (extab, tables) = image.exidx, image.extab
    for entry in [e for e in image.index if not e.blocked][::4]:
        header = struct.pack("<5I", exidx, len(index), extab, len(tables), entry.start + 9 | THUMB)
        yield header + index + tables + struct.pack("<I", entry.start + 9 | THUMB) * 32


IMAGE_SEEDS = {"exidx": of_exidx, "opcodes": of_opcodes, "lsda": of_lsda, "interrupted": of_interrupted,
               "unwind": of_unwind}


def image_seeds(name, path):
    if name not in IMAGE_SEEDS:
        fail(f"no seeds of images for '{name}': one of {', '.join(IMAGE_SEEDS)}")
    seen = []
    for data in IMAGE_SEEDS[name](Image(path)):
        if data not in seen:
            show(f"image-{len(seen)}", data)
            seen.append(data)


def main(arguments):
    match arguments:
        case ["expand", path, folder]:
            expand(path, folder)
        case ["seed", name, path]:
            show(name, pathlib.Path(path).read_bytes())
        case ["image", name, path]:
            image_seeds(name, path)
        case _:
            sys.exit(__doc__)


try:
    main(sys.argv[1:])
except (OSError, hop_elf.Failure) as error:
    fail(error)
