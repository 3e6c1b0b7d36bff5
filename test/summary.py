#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints "N passed, N failed[, N skipped]" from lit's JSON results; fails unless all is well.

A test that is expected to fail and does has passed; one that passes against expectation,
that lit could not run, or that ran out of time has failed.
"""

import json
import sys

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
SKIPPED = {"UNSUPPORTED", "SKIPPED"}
NOT_CHOSEN = {"EXCLUDED"}


def main(path):
    try:
        with open(path, encoding="utf-8") as file:
            tests = json.load(file)["tests"]
    except (OSError, ValueError, KeyError) as error:
        print(f"summary.py: error: no results in {path} ({error}): see lit's messages above", file=sys.stderr)
        tests = []
    passed = sum(test["code"] in PASSED for test in tests)
    skipped = [test for test in tests if test["code"] in SKIPPED]
    chosen = [test for test in tests if test["code"] not in NOT_CHOSEN]
    failed = [test for test in chosen if test["code"] not in PASSED | SKIPPED]
    for kind, some in (("skipped", skipped), ("failed", failed)):
        for test in some:
            print(f"{kind}: {test['name']} ({test['code']})")
    line = f"{passed} passed, {len(failed)} failed"
    print(f"{line}, {len(skipped)} skipped" if skipped else line)
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
