#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""helpers_depth.py TOOLS NM ARCHIVE IMAGE MAY-EXCEED...: what the run-time helpers of ARCHIVE take of the stack without a
check, from the instructions of IMAGE, which has them all. Fails if one takes more than its callers count on (ABI.md 2.2)."""

import subprocess
import sys

sys.dont_write_bytecode = True
tools, nm, archive, image, *may_exceed = sys.argv[1:]
sys.path.insert(0, tools)

from hop_code import Code
from hop_elf import Elf
from hop_graph import Graph

UNKNOWN_DEPTH = 32


def unchecked_depth(graph, node):
    """Below it the next function with a check asks for itself."""
    if node.asks is not None:
        return 0
    if node.indirect or node.problems:
        sys.exit(f"helpers_depth.py: what {node.name} calls is not known: {node.problems}")
    return max([node.depth] + [edge.depth + unchecked_depth(graph, graph.nodes[edge.callee]) for edge in node.edges])


def main():
    listed = subprocess.run([nm, "--defined-only", "--extern-only", "--format=just-symbols", archive], check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    helpers = {line for line in listed.split() if not line.endswith(":")}
    elf = Elf(image)
    code = Code(elf)
    graph = Graph(elf, code, {function.start for function in code.all})
    graph.link({}, set())
    nodes = [node for node in graph.nodes.values() if helpers & set(node.frame.function.names)]
    depths = {node.name: unchecked_depth(graph, node) for node in nodes}
    for name, depth in sorted(depths.items()):
        print(f"{name}: {depth} bytes{' TOO DEEP' if depth > UNKNOWN_DEPTH else ''}")
    deep = {name for name, depth in depths.items() if depth > UNKNOWN_DEPTH}
    print(f"{len(depths)} helpers, {len(deep - set(may_exceed))} too deep")
    return 1 if deep - set(may_exceed) or len(depths) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
