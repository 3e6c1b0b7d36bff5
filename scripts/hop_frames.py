# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How far SP goes down in a function, and how far it is down at each of its calls, by following its instructions.

Code that no way leads to, as landing pads and the targets of jump tables, starts with SP as deep as at the deepest
call, or at the jump.
"""

from hop_checks import find_check
from hop_code import branch_target, is_padding
from hop_steps import ARGUMENT, RETURN, STACK, State, Steps, is_constant, split

SCRATCH = ("r0", "r1", "r2", "r3", "r12", "lr")
VISITS = 20  # of one place, before its depth counts as not bounded
JUMPS_BACK = {"le", "letp", "wls", "wlstp"}  # loops of Armv8.1-M: their last operand is a target


class Call:
    """One call: `target` is an address or a value, `depth` how far SP is down when it happens."""

    __slots__ = ("site", "target", "depth", "arguments", "is_tail")

    def __init__(self, site, target, depth, arguments, is_tail):
        self.site = site
        self.target = target
        self.depth = depth
        self.arguments = arguments
        self.is_tail = is_tail


class Frame:
    """What one function does with the stack. `frame_pointers` is what registers hold at calls, by register."""

    def __init__(self, function):
        self.function = function
        self.check = None
        self.depth = 0
        self.calls = {}
        self.moves = []  # where SP moves by what is not known
        self.frame_pointers = {}
        self.pointers = set()  # constants that may be addresses
        self.is_stable = True


class Tracer(Steps):
    """Follows the instructions of one function. Words that it stores in its frame are known as long as no one else
    may write to them: deeper than `escape`, the deepest place in the frame of which a pointer is made."""

    def __init__(self, function, word_at, escape=None):
        self.escape = escape
        self.deepest_pointer = -1
        self.function = function
        self.word_at = word_at
        self.instructions = function.instructions
        self.index = {instruction.address: i for i, instruction in enumerate(self.instructions)}
        self.frame = Frame(function)
        self.visited = bytearray(len(self.instructions))
        self.states = {}
        self.visits = {}
        self.jump_depth = None
        self.todo = []

    def trace(self):
        self.frame.check = find_check(self.function, self.word_at)
        first = self.index.get(self.frame.check.end, len(self.instructions)) if self.frame.check else 0
        self.visited[:first] = b"\1" * first
        entry = State(0, {"lr": (RETURN, 0), **{f"r{n}": (ARGUMENT, n) for n in range(4)}}, {})
        self.leaders = {branch_target(i) for i in self.instructions if i.name in ("b", "bl", "cbz", "cbnz") or
                        i.name in JUMPS_BACK}
        self.todo.append((first, entry))
        self.run()
        while (start := self.visited.find(0)) >= 0:
            if is_padding(self.instructions[start]):
                self.visited[start] = 1
                continue
            deepest = max((call.depth for call in self.frame.calls.values() if not call.is_tail), default=0)
            self.todo.append((start, State(deepest if self.jump_depth is None else self.jump_depth, {}, {})))
            self.run()
        return self.frame

    def run(self):
        while self.todo:
            index, state = self.todo.pop()
            start = index
            while index < len(self.instructions):
                instruction = self.instructions[index]
                if index == start or instruction.address in self.leaders or self.visited[index]:
                    state = self.meet(index, state)
                    if state is None:
                        break
                self.visited[index] = 1
                if not self.step(instruction, state):
                    break
                index += 1
            else:
                self.fall_out(state)

    def fall_out(self, state):
        """Code that ends without a branch goes on in what follows, but for a call that does not return, and padding."""
        last = self.instructions[-1]
        if last.name not in ("bl", "blx", "svc", "bkpt") and not is_padding(last):
            self.call(last, state, last.end, True)

    def meet(self, index, state):
        """The state in which the code at a place goes on, None if it has been there in that."""
        known = self.states.get(index)
        if known is None:
            self.states[index] = state.copy()
            return state
        if not known.merge(state):
            return None
        self.visits[index] = self.visits.get(index, 0) + 1
        if self.visits[index] > VISITS:
            self.frame.is_stable = False
            return None
        return known.copy()

    def step(self, instruction, state):
        """Does one instruction. Returns whether the next one follows."""
        operands = split(instruction.operands)
        handler = getattr(self, "do_" + instruction.name, None)
        if instruction.condition and instruction.name != "b":
            return self.step_maybe(handler, instruction, operands, state)
        if handler:
            return handler(instruction, operands, state) is not False
        self.other(instruction, operands, state)
        return True

    def step_maybe(self, handler, instruction, operands, state):
        """It may not happen: SP is as deep as it can be afterwards, and what it writes is not known."""
        before = state.copy()
        if handler:
            handler(instruction, operands, state)
        else:
            self.other(instruction, operands, state)
        state.merge(before)
        return True

    def do_b(self, instruction, operands, state):
        self.go(instruction, state, branch_target(instruction))
        return bool(instruction.condition)

    def do_cbz(self, instruction, operands, state):
        self.go(instruction, state, branch_target(instruction))

    do_cbnz = do_le = do_letp = do_wls = do_wlstp = do_cbz

    def do_bl(self, instruction, _, state):
        target = branch_target(instruction)
        if target in self.index and target != self.function.start:
            # Where a branch does not reach, Thumb-1 code has a call for one.
            self.go(instruction, state, target)
        else:
            self.call(instruction, state, target, False)

    def do_blx(self, instruction, operands, state):
        value = self.get(state, operands[0])
        self.call(instruction, state, value[1] & ~1 if is_constant(value) else value, False)

    do_blxns = do_blx

    def do_bx(self, instruction, operands, state):
        value = self.get(state, operands[0])
        if operands[0] != "lr" and value != (RETURN, 0):
            self.jump(instruction, state, value)
        return False

    do_bxns = do_bx

    def do_tbb(self, instruction, operands, state):
        self.jump_depth = max(self.jump_depth or 0, state.depth)
        return False

    do_tbh = do_tbb

    def do_udf(self, *_):
        return False

    do_trap = do_udf

    def go(self, instruction, state, target):
        if target in self.index:
            self.todo.append((self.index[target], state.copy()))
        else:
            self.call(instruction, state, target, True)

    def jump(self, instruction, state, value):
        """To what is in a register: another function, or a jump table's code."""
        if is_constant(value) and value[1] & ~1 in self.index:
            self.todo.append((self.index[value[1] & ~1], state.copy()))
        elif instruction.name == "bx" or is_constant(value):
            self.call(instruction, state, value[1] & ~1 if is_constant(value) else value, True)
        else:
            self.jump_depth = max(self.jump_depth or 0, state.depth)
        return False

    def call(self, instruction, state, target, is_tail):
        arguments = [state.registers.get(f"r{n}") for n in range(4)]
        call = Call(instruction.address, target, state.depth, arguments, is_tail)
        known = self.frame.calls.get(call.site)
        if known:
            call.depth = max(call.depth, known.depth)
            call.arguments = [a if a == b else None for a, b in zip(arguments, known.arguments)]
            call.target = target if target == known.target else None
        self.frame.calls[call.site] = call
        if is_tail:
            return
        for register, value in state.registers.items():
            if value[0] == STACK:
                self.frame.frame_pointers.setdefault(register, set()).add(value[1])
        for register in SCRATCH:
            state.registers.pop(register, None)
        if self.escape is None:
            state.slots = {depth: value for depth, value in state.slots.items() if value[0] == RETURN}
        else:
            state.slots = {depth: value for depth, value in state.slots.items()
                           if depth > self.escape or value[0] == RETURN}


def trace(function, word_at):
    """The Frame of a function."""
    tracer = Tracer(function, word_at)
    frame = tracer.trace()
    if any(not isinstance(call.target, int) for call in frame.calls.values()):
        # Where pointers to functions wait in the frame is worth a closer look.
        frame = Tracer(function, word_at, tracer.deepest_pointer).trace()
    return frame
