# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_rows.py README: whether each row of its tables names a test that exists and says that it has the row."""

import os
import re
import sys

ROW = re.compile(r"^\| (\d+) \| .* \| `(.*)` \|$", re.M)


def main():
    folder = os.path.dirname(sys.argv[1])
    with open(sys.argv[1]) as readme:
        rows = ROW.findall(readme.read())
    wrong = 0
    for number, name in rows:
        path = os.path.join(folder, name)
        text = open(path).read() if os.path.isfile(path) else ""
        if not re.search(rf"\bRow {number}\b", text):
            print(f"row {number}: {name} " + ("does not name it" if text else "does not exist"))
            wrong += 1
    if len({number for number, _ in rows}) != len(rows):
        sys.exit("check_rows.py: a row is there twice")
    print(f"{len(rows)} rows, {wrong} wrong, up to {max(int(number) for number, _ in rows)}")


main()
