# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The stacks of a firmware and what runs on them: tasks, the idle task, boot and handlers."""

import collections

from hop_depths import Depths
from hop_elf import Failure
from hop_graph import known_of
from hop_known_calls import LEAVES, RECURSIONS
from hop_owner import traits

# libhop/include/hop/abi.h; the zones that the compiler knows are in the image.
TRAP_ZONE, TRAP_ZONE_FP = 40, 112
RESERVE = 512
LEAST_USABLE = 256  # HOP_STACK_MIN
STACK_ALIGN = 8
EXCEPTION_FRAME, EXCEPTION_FRAME_FP = 36, 108
# What handlers that may fail keep free below their limit besides the zones: an unwind state each, and once what cleanups
# have (libhop/panic/isr.h).
ISR_ENTRY, ISR_STATE, ISR_RESERVE = "__hop_isr_run", 160, 1024
# At the bottom of the main stack (libhop/panic/main_guard.h).
MAIN_GUARD = 8

NOTE = ".note.finite-stack"

# Where tasks end (arch/arm-m/task_start.S calls it by pointer), and main's begins (kernel/main.c).
TASK_EXIT, MAIN_ENTRY, IDLE_ENTRY = "hop_task_exit", "run_main", "idle"
TASK_CREATE = ["hop_task_create", "hop_task_spawn"]
# What all threads of <threads.h> and of C++ begin with, and the stack they have (libhop/threads/thread.c).
THREAD, THREAD_STACK = "run_thread", 2048

RESET = 1
KERNEL_EXCEPTIONS = {11, 14, 15}  # SVC, PendSV, SysTick: of one priority (arch/arm-m/init.c)

Zones = collections.namedtuple("Zones", "small leaf trap exception")
# A function that begins at the top of a stack. `level`: of handlers, those of one never interrupt each other.
Root = collections.namedtuple("Root", "name start level")

# Why a depth is not known, the option that tells it, and the functions on the way there.
Problem = collections.namedtuple("Problem", "text option trail")


class Need:
    """What a root takes. `problems` say why it may be more."""

    def __init__(self, root, depths, zones):
        self.root = root
        self.frames = depths.depth(root.start)
        self.asked = depths.asked(root.start)
        self.depth = self.frames.value
        # Checks keep frames out of the zones; what is not checked may use those of the compiler.
        self.above_limit = max(self.asked.value or 0, self.depth - zones.small - zones.leaf)
        self.way = self.asked if self.asked.value and self.asked.value == self.above_limit else self.frames
        self.trail = list(depths.trail(self.way, root.start))
        self.problems = problems_of(root.start, depths)


class Stack:
    """`needs` bytes of what it `has`, None if that is not known."""

    def __init__(self, name, kind, needs, has, parts, roots):
        self.name = name
        self.kind = kind
        self.needs = needs
        self.has = has
        self.parts = parts  # [(text, bytes)] that needs is the sum of
        self.roots = roots  # the Needs of what runs on it

    @property
    def deepest(self):
        return max(self.roots, key=lambda need: need.above_limit)

    @property
    def problems(self):
        """Each once, though several roots may reach it."""
        found = {}
        for need in self.roots:
            for problem in need.problems:
                found.setdefault((problem.text, problem.option), problem)
        return list(found.values())

    @property
    def is_bounded(self):
        return not self.problems

    @property
    def fits(self):
        return self.is_bounded and (self.has is None or self.needs <= self.has)


def read_zones(elf):
    """Of the compiler, from the note that its objects carry; the others are libhop's."""
    note = elf.section(NOTE)
    if len(note) < 32:
        raise Failure(f"{elf.path} has no finite-stack code ({NOTE}): compile and link it with this toolchain")
    small, leaf = (int.from_bytes(note[at : at + 4], "little") for at in (20, 24))
    _, has_fp = traits(elf)
    return Zones(small, leaf, TRAP_ZONE_FP if has_fp else TRAP_ZONE,
                 EXCEPTION_FRAME_FP if has_fp else EXCEPTION_FRAME)


def limit_libraries(depths):
    """Tells how often the libraries' recursions happen, unless they are part of another one: a comparison that sorts."""
    for members in depths.members.values():
        nodes = [depths.nodes[member] for member in members]
        if all(node.is_library for node in nodes):
            known = {node.start: known_of(node, RECURSIONS) for node in nodes}
            depths.limits = {**{start: limit for start, limit in known.items() if limit}, **depths.limits}


def reachable(start, nodes):
    """All that a function may call, itself included: start -> the start of its caller, None for the first."""
    callers, todo = {start: None}, collections.deque([start])
    while todo:
        caller = todo.popleft()
        for edge in nodes[caller].edges:
            if edge.callee not in callers:
                callers[edge.callee] = caller
                todo.append(edge.callee)
    return callers


def problems_of(start, depths):
    """Why the depth of a function is not known."""
    problems, seen, callers = [], set(), reachable(start, depths.nodes)
    for member in callers:
        found = unknown_in(depths.nodes[member], member in depths.extra)
        component = depths.component[member]
        if component not in seen and (cycle := depths.recursion(member)):
            found.append(recursion_of([depths.nodes[start].name for start in cycle]))
        seen.add(component)
        if found:
            trail = trail_to(member, callers, depths.nodes)
            problems += [Problem(text, option, trail) for text, option in found]
    return problems


def trail_to(member, callers, nodes):
    trail = []
    while member is not None:
        trail.append(nodes[member].name)
        member = callers[member]
    return tuple(reversed(trail))


def unknown_in(node, has_alloca):
    """What is not known of one function: [(text, option)]"""
    found = [(f"{node.name} {text}", "") for text in node.problems]
    if node.indirect:
        sites = ", ".join(f"{site:#x}" for site in sorted(node.indirect))
        found.append((f"{node.name} calls by pointer (at {sites})", f"--call {node.name}=FUNCTION,..."))
    if node.frame.moves and not has_alloca and not known_of(node, LEAVES):
        found.append((f"{node.name} takes stack by alloca or a variable-length array", f"--alloca {node.name}=BYTES"))
    if not node.frame.is_stable:
        found.append((f"{node.name} moves SP in a loop", f"--alloca {node.name}=BYTES"))
    return found


def recursion_of(names):
    text = f"{names[0]} calls itself" if len(names) == 1 else f"{', '.join(names)} call each other"
    return text, f"--recursion {names[0]}=TIMES"


def round_up(size):
    return size + 7 & ~7


def unnamed_tasks(graph, entries):
    """Texts for calls that create tasks of which no entry is named."""
    given = {start for start, _, _ in entries}
    problems = []
    for start in {start for name in TASK_CREATE for start in graph.library_function(name)}:
        for node in {id(node): node for node, _ in graph.callers[start]}.values():
            if node.is_library:
                continue
            taken = graph.pointers_of(node)
            if not taken & given and (taken or not given):
                hint = ", ".join(sorted(graph.nodes[start].name for start in taken))
                problems.append(f"{node.name} creates a task of which no entry is named: --entry FUNCTION=SIZE" +
                                (f" (maybe {hint})" if hint else ""))
    return problems


class Stacks:
    """Finds the stacks of an image. `entries`: [(function's start, name, bytes or None)] of tasks, `levels`: a
    handler's name -> a text that those of one priority share."""

    def __init__(self, graph, depths, entries, levels):
        self.graph = graph
        self.depths = depths
        self.zones = read_zones(graph.elf)
        self.levels = levels
        self.all = [self.task(*entry) for entry in [*self.main_entry(), *entries, *self.threads()]]
        self.all += [*self.idle(), *self.handlers()]

    def symbol(self, name):
        found = self.graph.symbols.get(name)
        return found[0].value if found else None

    def start_of(self, name):
        value = self.symbol(name)
        return None if value is None or value & ~1 not in self.graph.nodes else value & ~1

    # Tasks

    def main_entry(self):
        start = self.start_of(MAIN_ENTRY)
        if start is None:
            start = self.start_of("main")
        if start is None:
            return
        first, last = self.symbol("__hop_main_task_stack"), self.symbol("__hop_main_task_stack_end")
        grows = bool(self.symbol("__hop_main_stack_limit"))
        yield start, "main", None if first is None or last is None or grows else last - first

    def task(self, start, name, has):
        needs = [Need(Root(name, start, None), self.depths, self.zones), *self.after_return()]
        above_limit = max(need.above_limit for need in needs)
        zones = sum(self.zones[:3])
        usable = max(above_limit, LEAST_USABLE)
        parts = [("above the limit", above_limit), ("zones", zones), ("reserve", RESERVE)]
        if usable > above_limit:
            parts.insert(1, ("least that a stack has", usable - above_limit))
        variables = sum(self.thread_local())
        if variables:
            parts.append(("thread-local variables", variables))
        return Stack(name, "task", round_up(usable + zones + RESERVE + variables), has, parts, needs)

    def thread_local(self):
        """Bytes at the upper end of a stack that the task's own variables take (libhop/kernel/tls.c), and what may be
        lost above them."""
        if self.start_of("hop_tls_begin") is None:
            return 0, 0
        size, offset, align = (self.symbol(f"__hop_tls_{what}") for what in ("size", "offset", "align"))
        return offset + size + align - 1 & -align, align - STACK_ALIGN

    def threads(self):
        for start in self.graph.library_function(THREAD):
            size = self.symbol("__hop_thread_stack_size") or THREAD_STACK
            yield start, "threads", size + self.thread_local()[0]

    def after_return(self):
        """What a task does once its entry has returned."""
        start = self.start_of(TASK_EXIT)
        if start is not None:
            yield Need(Root(self.graph.nodes[start].name, start, None), self.depths, self.zones)

    def idle(self):
        start, stack = self.start_of(IDLE_ENTRY), self.graph.symbols.get("idle_stack")
        if start is None or stack is None or start not in self.graph.library:
            return
        need = Need(Root("idle", start, None), self.depths, self.zones)
        parts = [("frames", need.depth), ("exception frame", self.zones.exception)]
        yield Stack("idle", "idle", round_up(need.depth + self.zones.exception), stack[0].size, parts, [need])

    # Handlers

    def vectors(self):
        """Exception number -> start of its handler."""
        section = next((s for s in self.graph.elf.sections if s.name == ".hop_vectors"), None)
        if section is None:
            return {}
        words = (self.graph.elf.word_at(at) or 0 for at in range(section.address, section.address + section.size, 4))
        return {number: word & ~1 for number, word in enumerate(words)
                if number and word & 1 and word & ~1 in self.graph.nodes}

    def handlers(self):
        vectors = self.vectors()
        if RESET not in vectors:
            return
        numbers = collections.defaultdict(list)
        for number, start in vectors.items():
            numbers[start].append(number)
        boot = Need(Root("boot", vectors[RESET], None), self.depths, self.zones)
        needs = []
        for start, of in numbers.items():
            if RESET in of:
                continue
            name = self.graph.nodes[start].name
            level = "kernel" if KERNEL_EXCEPTIONS & set(of) else name
            needs.append(Need(Root(name, start, self.levels.get(name, level)), self.depths, self.zones))
        yield self.main_stack(boot, needs)

    def may_fail(self, need):
        return self.start_of(ISR_ENTRY) in reachable(need.root.start, self.graph.nodes)

    def main_stack(self, boot, needs):
        """Every level may interrupt every other one, each over an exception frame. The first comes from a task,
        whose stack has its frame; during boot there is only the tick."""
        levels = {}
        for need in needs:
            levels[need.root.level] = max(levels.get(need.root.level, 0), need.depth)
        parts = [(f"handlers of level {level}", depth) for level, depth in sorted(levels.items())]
        parts.append((f"{len(levels)} exception frames", len(levels) * self.zones.exception))
        failing = {need.root.level for need in needs if self.may_fail(need)}
        if failing:
            kept = len(failing) * ISR_STATE + ISR_RESERVE + sum(self.zones[:3])
            parts.append(("kept free by handlers that may fail", kept))
        total = sum(size for _, size in parts)
        booting = boot.depth + levels.get("kernel", 0) + self.zones.exception
        if booting > total:
            parts, total = [("boot", boot.depth), ("the tick", booting - boot.depth)], booting
        parts.append(("the guard below", MAIN_GUARD))
        total += MAIN_GUARD
        base, top = self.symbol("__hop_handler_stack_base"), self.symbol("__hop_handler_stack_top")
        has = None if base is None or top is None else top - base
        return Stack("handlers", "handlers", round_up(total), has, parts, [boot, *needs])


def analyse(graph, entries, levels, limits, extra):
    """The list of Stacks of an image."""
    depths = Depths(graph, limits, extra)
    limit_libraries(depths)
    return Stacks(graph, depths, entries, levels).all
