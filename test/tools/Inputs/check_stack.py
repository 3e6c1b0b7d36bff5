# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_stack.py ELF HANDLER: compares what hop-stack says of stacks.c with what its tasks use on QEMU.

With the bytes that hop-stack says they need, all tasks run to their end, and SP never comes lower than it says, but for
the one exception frame in the trap zone. Where the worst case does happen, that is within the trap zone of what is
used, and with 8 bytes less the task dies. The handlers, HANDLER among them, stay on the main stack within what they need.
"""

import json
import re
import subprocess
import sys

TASKS = ["chain", "recurses", "points", "takes", "aligns", "sorts", "prints", "allocates", "waits"]
EXACT = ["chain", "recurses", "points", "takes"]
# 600 bytes of an array; newlib's scanf takes 48 where a format has an m.
TOLD = ["--recursion", "depth=6", "--call", "points=quick,deep,shallow", "--alloca", "takes=600",
        "--alloca", "__ssvfscanf_r=48", "--alloca", "__ssvfiscanf_r=48"]


def analysis(elf):
    entries = [word for task in TASKS for word in ("--entry", task)]
    done = subprocess.run(["hop-stack", "--json", *entries, *TOLD, elf], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def run(elf, sizes):
    """Task -> (whether it came to its end, bytes used)."""
    words = [str(word) for pair in sizes.items() for word in pair]
    done = subprocess.run(["hop-run", elf, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    found = re.findall(r"^(\w+): (done|not done), used (\d+)$", done.stdout, re.M)
    if [name for name, _, _ in found] != [*sizes, "handlers"]:
        sys.exit(f"check_stack: {elf} printed {done.stdout}")
    return {name: (ended == "done", int(used)) for name, ended, used in found}


def expect(holds, text):
    if not holds:
        sys.exit(f"check_stack: {text}")


def check_task(name, stack, ended, used):
    trap_zone = next(part["bytes"] for part in stack["parts"] if part["what"] == "zones") - 128
    frames = max(root["frames"] for root in stack["roots"])
    print(f"{name}: needs {stack['needs']}, frames {frames}, used {used}")
    expect(stack["bounded"], f"{name} is not bounded: {stack['problems']}")
    expect(ended, f"{name} died with {stack['needs']} bytes")
    expect(used <= frames + trap_zone, f"{name} used {used}, told were {frames} and an exception frame")
    if name in EXACT:
        expect(used >= frames - 8, f"{name} used only {used} of {frames}")


def check_handlers(stack, handler, used):
    frames = next(root["frames"] for root in stack["roots"] if root["name"] == handler)
    print(f"handlers: need {stack['needs']}, {handler} {frames}, used {used}")
    expect(stack["bounded"], f"handlers are not bounded: {stack['problems']}")
    expect(frames - 8 <= used <= stack["needs"], f"handlers used {used}, told were {frames} to {stack['needs']}")


def main():
    elf, handler = sys.argv[1:]
    result = analysis(elf)
    expect(not result["tables"]["differ"], f"frames differ from unwind tables: {result['tables']['differ']}")
    stacks = {stack["name"]: stack for stack in result["stacks"]}
    measured = run(elf, {name: stacks[name]["needs"] for name in TASKS})
    for name in TASKS:
        check_task(name, stacks[name], *measured[name])
    check_handlers(stacks["handlers"], handler, measured["handlers"][1])
    smaller = run(elf, {name: stacks[name]["needs"] - 8 for name in EXACT})
    for name in EXACT:
        expect(not smaller[name][0], f"{name} ended with 8 bytes less than it needs")
    # Its panics have run in handlers, too.
    check_handlers(stacks["handlers"], handler, smaller["handlers"][1])


main()
