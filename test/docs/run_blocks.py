#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a document's sh blocks and compares what they print with its text blocks.

usage: run_blocks.py DOCUMENT HEADING DIRECTORY

Takes the section under HEADING. Each ```sh block is run in DIRECTORY, in one
environment (an `export` lasts); a ```text block that follows is what it must
have printed, line by line, on stdout and stderr together. Numbers in the text
stand for any number, since addresses and sizes change with every build; but one of
1000 or more that is not hexadecimal is within 10 percent. Columns of numbers may be wider
or narrower. The order of the two streams is not compared.
"""

import re
import subprocess
import sys

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.M | re.S)
NUMBER = re.compile(r" *(?:0x[0-9a-f]+|\d+)")


def section(document, heading):
    with open(document, encoding="utf-8") as file:
        text = file.read()
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not found:
        sys.exit(f"run_blocks: {document} has no section '{heading}'")
    return found.group(1)


def pattern(line):
    parts = NUMBER.split(line)
    return NUMBER.pattern.join(re.escape(part) for part in parts)


def is_near(expected, printed):
    """Whether each number of a line is near that of the other, of the same pattern."""
    for documented, actual in zip(NUMBER.findall(expected), NUMBER.findall(printed)):
        if "x" in documented or int(documented) < 1000:
            continue
        if "x" in actual or abs(int(actual) - int(documented)) > int(documented) / 10:
            return False
    return True


def check(expected, printed, script):
    lines = printed.splitlines()
    for line in expected.splitlines():
        like = [l for l in lines if re.fullmatch(pattern(line), l)]
        match = next((l for l in like if is_near(line, l)), None)
        if match is None:
            reason = f"it is '{like[0]}'" if like else "it is not there"
            sys.exit(f"run_blocks: '{line}': {reason}, in the output of:\n{script}\n--\n{printed}")
        lines.remove(match)


def run(script, directory, state):
    """Run one block after what the earlier ones exported."""
    script_with_state = f"{state}\ncd '{directory}'\n{script}"
    result = subprocess.run(
        ["sh", "-c", script_with_state],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.stdout


def main():
    document, heading, directory = sys.argv[1:]
    exports = ""
    script = printed = None
    compared = 0
    for kind, body in BLOCK.findall(section(document, heading)):
        if kind == "text":
            check(body, printed, script)
            compared += 1
            continue
        script = body
        if script.startswith("export "):
            exports += script
            printed = ""
        else:
            printed = run(script, directory, exports)
    if compared == 0:
        sys.exit(f"run_blocks: section '{heading}' shows no output to compare")
    print(f"{compared} outputs as documented")


if __name__ == "__main__":
    main()
