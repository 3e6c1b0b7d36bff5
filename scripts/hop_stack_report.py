# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What hop-stack prints: a table with the deepest ways, JSON, what is wrong, and the picture's content."""

import json
import os
import sys

import hop_svg


def verdict(stack):
    if not stack.is_bounded:
        return f"not bounded, at least {stack.needs}"
    if stack.has is None:
        return f"needs {stack.needs}"
    return f"needs {stack.needs}, has {stack.has}" + ("" if stack.fits else ": TOO SMALL")


def told(problem):
    return problem.text + (f": {problem.option}" if problem.option else "")


def print_table(stacks):
    headings = ["frames", "asked", "zones", "reserve", "needs", "has"]
    print(f"{'':24}" + "".join(f"{heading:>10}" for heading in headings))
    for stack in stacks:
        parts = dict(stack.parts)
        frames = max(need.depth for need in stack.roots)
        cells = [frames if stack.kind != "handlers" else "", stack.deepest.above_limit if stack.kind == "task" else "",
                 parts.get("zones", ""), parts.get("reserve", ""),
                 f"{'' if stack.is_bounded else '>='}{stack.needs}", "" if stack.has is None else stack.has]
        note = "" if stack.fits else "  TOO SMALL" if stack.is_bounded else "  not bounded"
        print(f"{stack.name:24}" + "".join(f"{cell:>10}" for cell in cells) + note)


def pieces_of(need):
    """[(function, bytes)] of a way, from the top of the stack down."""
    depths = [step.depth for step in need.trail]
    end = need.way.value
    for step, following in zip(need.trail, [*depths[1:], end]):
        yield step.node.name, following - step.depth


def below(stack):
    """The parts of a task's or the idle stack below the functions of its deepest way. Where that is one that no check
    decides, its end is in the zones."""
    overlap = stack.deepest.way.value - stack.parts[0][1]
    return [(label, size - overlap if label == "zones" else size) for label, size in stack.parts[1:]]


def print_way(need, title):
    print(f"\n{title}")
    for name, size in pieces_of(need):
        print(f"{size:>10}  {name}")


def print_stack(stack):
    if stack.kind == "handlers":
        for need in stack.roots:
            print_way(need, f"handler {need.root.name}" if need.root.level else need.root.name)
        print(f"\nmain stack: {verdict(stack)}")
    else:
        print_way(stack.deepest, f"{stack.name}: {verdict(stack)}")
    for label, size in stack.parts if stack.kind == "handlers" else below(stack):
        print(f"{size:>10}  {label}")
    for problem in stack.problems:
        print(f"{'?':>10}  {told(problem)}")
        print(f"{'':>10}  reached by {' > '.join(problem.trail)}")


def print_text(elf, stacks, agreed, different, unnamed):
    print(f"{elf.path}: bytes of stack that are needed at most\n")
    print_table(stacks)
    for stack in stacks:
        print_stack(stack)
    print(f"\n{agreed} frames agree with the unwind tables, {len(different)} do not")
    for text in unnamed:
        print(f"note: {text}")


def print_json(elf, stacks, agreed, different, unnamed):
    result = {
        "firmware": elf.path,
        "stacks": [{
            "name": stack.name, "kind": stack.kind, "needs": stack.needs, "has": stack.has,
            "bounded": stack.is_bounded, "fits": stack.fits,
            "parts": [{"what": what, "bytes": size} for what, size in stack.parts],
            "problems": [{"what": problem.text, "option": problem.option, "reached": list(problem.trail)}
                         for problem in stack.problems],
            "roots": [{
                "name": need.root.name, "level": need.root.level, "frames": need.depth, "asked": need.asked.value,
                "way": [{"function": name, "bytes": size} for name, size in pieces_of(need)],
            } for need in stack.roots],
        } for stack in stacks],
        "tables": {"agree": agreed,
                   "differ": [{"function": node.name, "table": told, "code": node.frame.depth}
                              for node, told in different]},
        "unnamed": unnamed,
    }
    json.dump(result, sys.stdout, indent=2)
    print()


def check(elf, stacks, different, unnamed):
    """Prints what is wrong. Returns whether anything is."""
    problems = []
    for stack in stacks:
        name = "the main stack" if stack.kind == "handlers" else stack.name
        if stack.has is not None and stack.needs > stack.has:
            problems.append(f"{name} needs {stack.needs} bytes and has {stack.has}")
        problems += [f"{name} is not bounded: {told(problem)}" for problem in stack.problems]
    problems += [f"the unwind table of {node.name} tells a frame of {told} bytes, its code one of {node.frame.depth}"
                 for node, told in different]
    for text in problems + unnamed:
        print(f"hop-stack: {elf.path}: {text}", file=sys.stderr)
    return bool(problems or unnamed)


def picture(elf, stacks):
    columns = []
    for stack in stacks:
        if stack.kind == "handlers":
            pieces = [(label.removeprefix("handlers of level "), size, label.startswith("handlers"))
                      for label, size in stack.parts]
        else:
            pieces = [(name, size, True) for name, size in pieces_of(stack.deepest) if size]
            pieces += [(label, size, False) for label, size in below(stack)]
        columns.append({"name": stack.name, "verdict": verdict(stack), "pieces": pieces, "needs": stack.needs,
                        "has": stack.has})
    return hop_svg.draw(f"Stacks of {os.path.basename(elf.path)}", columns)
