#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds the headings of sysroot/TROUBLESHOOTING.md, which are messages, against what can print them.

usage: check_messages.py DOCUMENT sources FILE...    each message is made of what sources or programs have
       check_messages.py DOCUMENT printed FILE N     at least N of them are in the file, and every error there is one

`...` in a heading stands for any text.
"""

import pathlib
import re
import sys

ERROR = re.compile(rb"^hop: |^hop-[a-z-]+: |error: |warning: ")
# Pieces of a message that are looked for one by one have at least so many characters.
SHORTEST = 6
# What says no more than that the line before was an error, or only shows where.
ECHO = re.compile(rb"command failed with exit code|too many errors emitted|expanded from macro|instantiated into")


def messages(document):
    found = re.findall(r"^### `(.+)`$", pathlib.Path(document).read_text(encoding="utf-8"), re.M)
    if len(found) != len(set(found)) or not found:
        sys.exit("check_messages: no messages, or the same one twice")
    return found


def parts(message):
    return [part for part in message.split("...") if part.strip()]


def text_of(path):
    """What the file can print, with a gap where something is filled in."""
    content = pathlib.Path(path).read_bytes()
    if content[:4] != b"\x7fELF":
        content = re.sub(rb'"[\s+]*\n[+\s]*f?"', b"", content)  # one literal in several pieces
        content = re.sub(rb"\{[^{}\n]*\}", b"\0", content)
    return re.sub(rb"%[a-z0-9]", b"\0", content)


def rest_after_longest(text, sources):
    """What remains of `text` without the longest beginning that a source has."""
    for end in range(len(text), SHORTEST - 1, -1):
        if any(text[:end] in source for source in sources):
            return text[end:]
    return None


def is_printable(part, sources, programs):
    """Messages of libhop and the scripts are put together; those of clang and lld are in one piece."""
    if any(part in program for program in programs):
        return True
    while part and len(part) > 2:  # a quote or a colon may follow
        part = rest_after_longest(part, sources)
    return part is not None


def missing_in_sources(document, files):
    texts = [text_of(path) for path in files]
    programs = [text for text in texts if text[:4] == b"\x7fELF"]
    sources = [text for text in texts if text[:4] != b"\x7fELF"]
    for message in messages(document):
        for part in parts(message):
            if not is_printable(part.encode(), sources, programs):
                yield f"'{message}': nothing prints '{part}'"


def compare_with_printed(document, path, least):
    patterns = {m: re.compile(b".*".join(re.escape(part.encode()) for part in parts(m))) for m in messages(document)}
    seen = set()
    for line in pathlib.Path(path).read_bytes().splitlines():
        found = {message for message, pattern in patterns.items() if pattern.search(line)}
        seen |= found
        if not found and ERROR.search(line) and not ECHO.search(line):
            yield f"not in the document: {line.decode(errors='replace')}"
    if len(seen) < least:
        yield f"only {len(seen)} messages were printed; not: {', '.join(sorted(set(patterns) - seen))}"


def main():
    document, what, *rest = sys.argv[1:]
    if what == "sources":
        wrong = list(missing_in_sources(document, rest))
    else:
        wrong = list(compare_with_printed(document, rest[0], int(rest[1])))
    print(*wrong, sep="\n", file=sys.stderr)
    print(f"{len(messages(document))} messages" if not wrong else f"{len(wrong)} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
