# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The deepest ways through a call graph.

Of each function there are two: how far down SP goes, and how much stack the checks on the way ask for, which is what a
stack has to have above its limit so that no call is refused. Functions that call themselves, directly or by others,
have a deepest way only where it is told how often they may be active."""

import collections
import sys

DEPTH, ASKED = "depth", "asked"

# What alloca's check asks for besides, to align it (clang-pass/clang/HopAllocaCheck.cpp).
ALLOCA_SLACK = 8

# A value, DEPTH or ASKED, and the way there: `edge` is the next call, None where it ends; `budgets` is how often
# functions may still be called behind it.
Way = collections.namedtuple("Way", "kind value edge budgets")
# A function on a way, and how far SP is down when it is called.
Step = collections.namedtuple("Step", "node depth")

sys.setrecursionlimit(200000)


class Depths:
    """`limits`: start -> how often a function may be active at once. `extra`: start -> bytes that SP may go further
    down than the code shows (allocas)."""

    def __init__(self, graph, limits, extra):
        self.nodes = graph.nodes
        self.limits = limits
        self.extra = extra
        self.component = {}
        self.order = {}
        self.members = {}
        self.find_components()
        self.ways = {}
        self.unlimited = {}
        self.loops = {}

    def depth(self, start):
        """How far SP goes down below where it is when `start` is called."""
        return self.way(start, self.entered(start), DEPTH)

    def asked(self, start):
        """What the checks ask for, above the limit; its value is None if there is none."""
        return self.way(start, self.entered(start), ASKED)

    def trail(self, way, start):
        """The Steps of a way."""
        depth = 0
        yield Step(self.nodes[start], depth)
        while way.edge is not None:
            depth += way.edge.depth + self.extra.get(start, 0)
            start = way.edge.callee
            yield Step(self.nodes[start], depth)
            way = self.way(start, way.budgets, way.kind)

    # Components: functions that reach each other

    def find_components(self):
        """Tarjan's algorithm."""
        self.low, self.stack, self.on_stack = {}, [], set()
        for start in self.nodes:
            if start not in self.order:
                self.visit(start)

    def visit(self, start):
        self.order[start] = self.low[start] = len(self.order)
        self.stack.append(start)
        self.on_stack.add(start)
        for edge in self.nodes[start].edges:
            if edge.callee not in self.order:
                self.visit(edge.callee)
                self.low[start] = min(self.low[start], self.low[edge.callee])
            elif edge.callee in self.on_stack:
                self.low[start] = min(self.low[start], self.order[edge.callee])
        if self.low[start] == self.order[start]:
            at = self.stack.index(start)
            self.members[start] = self.stack[at:]
            for member in self.stack[at:]:
                self.component[member] = start
                self.on_stack.discard(member)
            del self.stack[at:]

    def recursion(self, start):
        """The functions of a recursion that `start` is in and that no limit ends, or none."""
        members = set(self.members[self.component[start]])
        if self.is_loop(start):
            return []
        return sorted(members) if self.has_cycle(members - self.limits.keys()) else []

    def is_loop(self, start):
        """Whether the functions that reach `start` and are reached by it call each other with nothing on the stack."""
        component = self.component[start]
        if component not in self.loops:
            members = self.members[component]
            depths = [edge.depth for member in members for edge in self.nodes[member].edges
                      if self.component[edge.callee] == component]
            self.loops[component] = not any(depths) and not any(member in self.extra for member in members)
        return self.loops[component]

    def has_cycle(self, members):
        done, active = set(), set()

        def visit(start):
            if start in active:
                return True
            if start in done:
                return False
            active.add(start)
            found = any(edge.callee in members and visit(edge.callee) for edge in self.nodes[start].edges)
            active.discard(start)
            done.add(start)
            return found

        return any(visit(start) for start in members)

    # Ways

    def entered(self, start):
        """How often each limited function of its component may still be called, once `start` is."""
        members = self.members[self.component[start]]
        return spend({member: self.limits[member] for member in members if member in self.limits}, start)

    def follow(self, start, edge, budgets):
        """The budgets behind a call, None if it may not happen once more."""
        callee = edge.callee
        if self.component[callee] != self.component[start]:
            return self.entered(callee)
        if self.is_loop(start):
            return None
        remaining = dict(budgets)
        if callee in remaining:
            return spend(remaining, callee) if remaining[callee] else None
        # Without a limit, recursions are cut: what remains is a lower bound.
        return budgets if self.order[callee] > self.order[start] or not self.is_unlimited(start) else None

    def is_unlimited(self, start):
        component = self.component[start]
        if component not in self.unlimited:
            self.unlimited[component] = bool(self.recursion(start))
        return self.unlimited[component]

    def way(self, start, budgets, kind):
        key = start, budgets, kind
        if key not in self.ways:
            self.ways[key] = self.find_way(start, budgets, kind)
        return self.ways[key]

    def find_way(self, start, budgets, kind):
        # From anywhere in a loop all of it can be reached.
        members = self.members[self.component[start]] if self.is_loop(start) else [start]
        extra = self.extra.get(start, 0)
        best = max((own for member in members if (own := self.own(member, kind)) is not None), default=None)
        found = None, None
        for edge in (edge for member in members for edge in self.nodes[member].edges):
            behind = self.follow(start, edge, budgets)
            if behind is None:
                continue
            value = self.way(edge.callee, behind, kind).value
            if value is not None and (best is None or value + edge.depth + extra > best):
                best, found = value + edge.depth + extra, (edge, behind)
        return Way(kind, best, *found)

    def own(self, start, kind):
        """What a function itself takes, or asks for."""
        node, extra = self.nodes[start], self.extra.get(start, 0)
        if kind == DEPTH:
            return node.depth + extra
        allocas = node.depth + extra + ALLOCA_SLACK if extra else None
        return max((asked for asked in (node.asks, allocas) if asked is not None), default=None)


def spend(budgets, start):
    return tuple(sorted((member, count - (member == start)) for member, count in budgets.items()))
