#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the results of two lit runs, of stock clang and of ours; the status is 1 where a test does not give the
same in both, unless known.txt says why, and where one that the series adds (the list of the third file) does not pass."""

import collections
import json
import pathlib
import sys

KNOWN = pathlib.Path(__file__).with_name("known.txt")


def results(path):
    with open(path, encoding="utf-8") as file:
        return {test["name"]: test["code"] for test in json.load(file)["tests"]}


def known_differences():
    """Why, by name."""
    lines = [line for line in KNOWN.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("\t") for line in lines)


def added_tests(paths, names):
    """Those of the names, "folder :: rest", that are files of the list."""
    return {name for name in names if name.replace(" :: ", "/") in paths}


def main():
    stock, ours = results(sys.argv[1]), results(sys.argv[2])
    known = known_differences()
    with open(sys.argv[3], encoding="utf-8") as file:
        added = added_tests(set(file.read().split()), ours.keys())
    different = 0
    for name in sorted(added):
        stock.pop(name, None)
        if ours[name] != "PASS":
            different += 1
            print(f"{name}: of the series, {ours[name]}")
    for name in sorted((stock.keys() | ours.keys()) - added):
        codes = stock.get(name, "not run"), ours.get(name, "not run")
        if codes[0] == codes[1]:
            if known.pop(name, None) and codes[0] == "PASS":
                different += 1
                print(f"{name}: as with stock clang, take it from {KNOWN.name}")
            continue
        reason = known.pop(name, None)
        different += reason is None
        print(f"{name}: stock {codes[0]}, ours {codes[1]}" + (f": {reason}" if reason else ""))
    counts = collections.Counter(ours.values())
    said = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    print(f"{len(ours)} tests of LLVM, {len(added)} of them the series': {said}; {different} not as they should be")
    return 1 if different or not counts["PASS"] else 0


if __name__ == "__main__":
    sys.exit(main())
