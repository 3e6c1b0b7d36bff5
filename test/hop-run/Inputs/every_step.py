# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""For gdb: every_step.py goes from *calls to the return of calls by single instructions, and prints those at which the calls that lead
there are not `main` and `calls`, with others of the program or one of libhop at the inner end. Epilogues are left out, of which
compilers tell debuggers nothing."""

import gdb

OURS = {"leaf", "small", "large", "full", "sized", "jumps", "calls", "main"}
OUTERMOST = {"run_main", "hop_task_trampoline"}


def names():
    frame, found = gdb.newest_frame(), []
    while frame and len(found) < 10:
        found.append(frame.name())
        frame = frame.older()
    return found


def is_right(inner, *outer):
    outer = [name for name in outer if name not in OUTERMOST]
    expected = ["main"] if inner == "calls" else ["calls", "main"]
    return outer[-len(expected):] == expected and set(outer) <= OURS and len(set(outer)) == len(outer) and inner not in outer


gdb.execute("set backtrace past-main on")
gdb.execute("tbreak *calls")
gdb.execute("continue")
seen = {}
while (calls := names())[0] != "main":
    if calls[0] not in OURS:
        seen.setdefault(calls[0], True)
        if not is_right(*calls):
            seen[calls[0]] = False
            print("wrong:", gdb.execute("x/i $pc", to_string=True).strip(), calls)
    gdb.execute("stepi", to_string=True)
for name, good in sorted(seen.items()):
    print(f"every step of {name} is {'right' if good else 'wrong'}")
