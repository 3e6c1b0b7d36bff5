#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Doxygen's view of libhop's headers.

usage: filter.py HEADER             the header with Doxygen's comments
       filter.py --groups FILE...   the page of groups.txt; fails unless it names exactly these headers

The headers have plain comments, written to be read there. Here they become Doxygen's: the one on top is a part of its
group's, one directly above a declaration is that declaration's and that of those that follow without a blank line,
one behind a field is the field's. "Context:" and "Work:" begin paragraphs. What libhop keeps for itself is left out:
the fields of a struct whose comment says so.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PRIVATE = "private to libhop"
NAME = r"\b(?:hop_[a-z0-9_]+|HOP_[A-Z0-9_]+)\b"
DEFINE = re.compile(r"#define (\w+)")


class Failure(Exception):
    pass


def groups():
    """{header: (group's name, its title)} of groups.txt."""
    table = {}
    for line in (HERE / "groups.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            title, headers = line.split(":")
            name = re.sub(r"\W+", "_", title.lower())
            table.update((header, (name, title)) for header in headers.split())
    return table


def groups_page(headers):
    table = groups()
    for header in headers:
        if header not in table:
            raise Failure(f"hop/{header} is in no group: name it in libhop/reference/groups.txt")
    for header in table:
        if header not in headers:
            raise Failure(f"there is no hop/{header}: take it out of libhop/reference/groups.txt")
    return "".join(f"/** @defgroup {name} {title} */\n" for name, title in dict(table.values()).items())


def markup(text, known):
    """A line of a comment in Doxygen's language: names of `known` are links, nothing else has a meaning by chance."""
    if text.startswith("    "):
        return text  # code
    parts = text.split("`")
    for index in range(0, len(parts), 2):
        part = re.sub(r"[\\@<>&#%*$]", r"\\\g<0>", parts[index])
        part = re.sub(NAME, lambda name: ("#" if name[0] in known else "") + name[0], part)
        parts[index] = re.sub(r"\b(Context|Work): ", lambda word: f"@{word[1].lower()} ", part)
    return "`".join(parts)


def declared(line):
    """The name that a line at the outermost level declares, or None."""
    found = DEFINE.match(line) or re.match(r"(?:struct|enum|class) (\w+)(?: \{|$)", line)
    found = found or re.match(r"[a-zA-Z].*?\b(\w+)\((?!\()", re.sub(r"__attribute__\(\(.*?\)\) ", "", line))
    return found[1] if found else None


def wrapped_call(lines):
    """The C call that a C++ member makes, whose head is the first of the lines."""
    if not re.match(r" {4}[\w~].*\(", lines[0]):
        return None
    end = next((index for index, line in enumerate(lines) if re.search(r"^    \}$|[;{] ?\}$", line)), 0)
    call = re.search(r"\b(hop_\w+)\(", " ".join(lines[: end + 1]))
    return call[1] if call else None


class Filter:
    """Takes a header line by line; what comes out is in `out`."""

    def __init__(self, known, is_cxx):
        self.known = known
        self.is_cxx = is_cxx
        self.out = []
        self.comment = []  # lines of which it is not yet known what they are about
        self.described = None  # what the last comment was about, up to the next blank line
        self.hidden = False  # in a struct whose fields are not shown
        self.body_end = None  # in a function: the line that ends it

    def write(self, mark, lines):
        self.out += [f"{mark} {markup(line, self.known)}".rstrip() for line in lines]

    def line(self, line, rest):
        """`rest`: the lines after it."""
        if self.body_end:
            self.out.append(line)
            self.body_end = None if line == self.body_end else self.body_end
        elif re.match(r" *//", line):
            self.comment.append(re.sub(r" *// ?", "", line, count=1))
        elif not line:
            self.write("//", self.comment)
            self.comment, self.described = [], None
            self.out.append(line)
        else:
            self.code(line, rest)

    def code(self, line, rest):
        if re.fullmatch(r" *\{", line):
            self.body_end = line.replace("{", "}")
        if self.is_cxx and re.search(r"= (delete|default);", line):
            return
        is_private = any(PRIVATE in text for text in self.comment)
        self.had_comment = bool(self.comment)
        self.describe(line, rest)
        if line == "};" and self.hidden:
            self.hidden = False
            self.out.append("/// @endcond")
        self.out.append(self.field(line))
        if is_private and line.endswith("{"):
            self.hidden = True
            self.out.append("/// @cond")

    def describe(self, line, rest):
        """Puts the comment that `line` has, or shares with the one above, in front of it."""
        name = declared(line)
        if self.comment and line.startswith("#if"):
            # The first branch, which Doxygen need not take, tells what it is about.
            name = next(found[1] for found in map(DEFINE.match, rest) if found)
            self.out.append(f"/// @def {name}")
        if self.comment:
            self.write("///", self.comment)
            self.comment, self.described = [], name
        elif name and self.described and name != self.described and "//" not in line:
            self.out.append(f"/** @copydoc {self.described} */")
        elif self.is_cxx and (call := wrapped_call([line, *rest])):
            self.out.append(f"/** As #{call}. */")

    def field(self, line):
        """With the comment behind it as Doxygen's; without one its name tells what it is."""
        if found := re.fullmatch(r"(.*?[;,}\w)]) *// (.*)", line):
            return f"{found[1]} ///< {markup(found[2], self.known)}"
        plain = re.fullmatch(r" .*?(\w+)(?:\[\w+\]|\)\(.*\))?;", line)
        if plain and not self.is_cxx and not self.had_comment:
            return f"{line} ///< {plain[1].replace('_', ' ')}"
        return line


def header_names():
    """All names that the headers declare."""
    names = set()
    for path in HERE.parent.glob("**/include/hop/*.h"):
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(rf"(?m)^(?:#define |struct |enum |\S.*?)({NAME})(?=\(| \{{)", text))
        names |= set(re.findall(rf"(?m)^ +({NAME})(?=,| =)", text)) | set(re.findall(rf"#define ({NAME})", text))
    return names


def filtered(path):
    name, _ = groups()[path.name]
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("#pragma once")
    result = Filter(header_names(), path.suffix == ".hpp")
    result.out += [f"/** @file {path.name} @ingroup {name} */", f"/// @addtogroup {name}", f"/// @par hop/{path.name}"]
    result.write("///", [re.sub("^// ?", "", line) for line in lines[2:start]])
    result.out.append("/// @{")
    for index in range(start, len(lines)):
        result.line(lines[index], lines[index + 1 :])
    return "\n".join(result.out + ["/// @}", ""])


def main():
    try:
        if sys.argv[1] == "--groups":
            sys.stdout.write(groups_page([pathlib.Path(name).name for name in sys.argv[2:]]))
        else:
            sys.stdout.write(filtered(pathlib.Path(sys.argv[1])))
    except Failure as failure:
        sys.exit(f"filter.py: error: {failure}")


if __name__ == "__main__":
    main()
