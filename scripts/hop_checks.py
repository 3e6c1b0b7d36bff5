# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Finds the stack check at the beginning of a function by what its instructions do.

libhop/ABI.md 3 has what a check is, clang-pass/llvm/HopCheckThumb1.cpp and HopCheckThumb2.cpp the instructions: the
limit is loaded and added to until SP, or what SP was, is compared with the sum; `bhs` goes to the body; between it and
the body there is the trap. Anything else in between, and it is no check. Where the body is nothing but a call of
another function, `bhs` goes there, and so does a branch behind the trap, which is no part of the check.

A check may also be a call (HopCheckCalled.cpp), of code that is known by its trap.
"""

from hop_code import branch_target, number

SP, LIMIT, CONSTANT, OTHER = "sp", "limit", "constant", "other"
NEVER_FITS = 0xFFFFFFFF
# svc #244 and #243, by which __hop_check_r3 and __hop_check_frame are known, and what they take, from an aligned place on.
CALLED_SVC, CALLED_FRAME_SVC, CALLED_SIZE = 0xDFF4, 0xDFF3, 48
# A small frame and words of arguments (libhop/ABI.md 3.10).
SMALL_TOLD = 64 + 7
MASK = 0xFFFFFFFF

# At the beginning of a function that branch protection has marked.
LANDING_MARKS = {"bti", "pac", "pacbti"}


class Check:
    """[start, end) is the check. `asks` is what SP at entry is to be above the limit, 0 for plain SP."""

    __slots__ = ("start", "end", "asks", "trap")

    def __init__(self, start, end, asks, trap):
        self.start = start
        self.end = end
        self.asks = asks
        self.trap = trap

    @property
    def size(self):
        return self.end - self.start


def find_check(function, word_at):
    """The check of a hop_code.Function, None without one. `word_at(address)` reads literals."""
    instructions = function.instructions
    called = find_call(instructions, word_at)
    if called:
        return called
    first = 1 if instructions and instructions[0].name in LANDING_MARKS else 0
    evaluation = Evaluation(word_at)
    compared = None
    for index in range(first, min(first + 32, len(instructions))):
        instruction = instructions[index]
        if instruction.name == "b" and instruction.condition == "hs":
            if compared is None:
                return None
            trap = find_trap(instructions, index + 1, branch_target(instruction))
            return trap and Check(instructions[first].address, trap.end, compared, number(trap.operands))
        if instruction.name == "cmp":
            compared = evaluation.compare(instruction)
            if compared is None:
                return None
        elif instruction.condition or not evaluation.step(instruction):
            return None
    return None


def find_call(instructions, word_at):
    """The check that is a call of __hop_check_r3 or __hop_check_frame, by what is in front of it and the trap in there."""
    first = instructions[:4]
    names = [(instruction.name, instruction.operands) for instruction in first]
    if names[:1] == [("mov", "r3, lr")]:
        asks, count, svc = 0, 1, CALLED_SVC
    elif names[:1] == [("push", "{r3, lr}")] and [name for name, _ in names[1:2]] == ["mov"]:
        asks, count, svc = number(names[1][1].rpartition(", ")[2]), 2, CALLED_FRAME_SVC
        if names[2:3] == [("lsl", "r3, r3, #0x3")]:
            asks, count = (asks or 0) << 3, 3
        asks = 0 if asks is None or asks <= SMALL_TOLD else asks & ~7
    else:
        return None
    call = first[count] if len(first) > count and first[count].name == "bl" else None
    if call is None or svc not in halves_at(branch_target(call), word_at):
        return None
    return Check(first[0].address, call.end, asks, svc & 0xFF)


def halves_at(target, word_at):
    words = [] if target is None else [word_at((target & ~3) + at) or 0 for at in range(0, CALLED_SIZE, 4)]
    return {half for word in words for half in (word & 0xFFFF, word >> 16)}


def find_trap(instructions, index, body):
    """The svc behind which is the body, or a branch to it, if only loads of constants are in front."""
    for trap, following in zip(instructions[index:], [*instructions[index + 1 :], None]):
        if trap.name == "svc":
            goes_on = trap.end == body or following and following.name == "b" and branch_target(following) == body
            return trap if goes_on else None
        if trap.name not in ("mov", "movw", "movt", "lsl", "add", "push", "pop"):
            return None
    return None


class Evaluation:
    """What is in the registers, as (kind, number), while a check runs. SP's number is what it has gone down."""

    def __init__(self, word_at):
        self.word_at = word_at
        self.registers = {"sp": (SP, 0)}
        self.pushed = []

    def get(self, register):
        return self.registers.get(register, (OTHER, 0))

    def compare(self, instruction):
        """What a comparison of SP asks for, None if it is another one."""
        left, right = (self.get(name.strip()) for name in instruction.operands.split(","))
        if left != (SP, 0) or right not in ((CONSTANT, NEVER_FITS), (LIMIT, right[1])):
            return None
        return right[1]

    def step(self, instruction):
        """Whether it is an instruction that checks have."""
        step = getattr(self, "do_" + instruction.name, None)
        return step is not None and step(instruction, [part.strip() for part in instruction.operands.split(",")])

    def do_it(self, _, operands):
        return operands == ["hs"]

    def do_mov(self, _, operands):
        value = number(operands[1])
        self.registers[operands[0]] = self.get(operands[1]) if value is None else (CONSTANT, value & MASK)
        return operands[0] != "sp"

    do_movw = do_mov

    def do_movt(self, _, operands):
        kind, low = self.get(operands[0])
        self.registers[operands[0]] = (CONSTANT, low & 0xFFFF | number(operands[1]) << 16)
        return kind == CONSTANT

    def do_mvn(self, _, operands):
        value = number(operands[1])
        kind, value = self.get(operands[1]) if value is None else (CONSTANT, value)
        self.registers[operands[0]] = (CONSTANT, ~value & MASK)
        return kind == CONSTANT

    def do_lsl(self, _, operands):
        kind, value = self.get(operands[1])
        shift = number(operands[2]) if len(operands) == 3 else None
        if kind != CONSTANT or shift is None:
            return False
        self.registers[operands[0]] = (CONSTANT, value << shift & MASK)
        return True

    def do_add(self, _, operands):
        terms = [self.get(text) if number(text) is None else (CONSTANT, number(text)) for text in operands[-2:]]
        kinds = {kind for kind, _ in terms}
        total = terms[0][1] + terms[1][1]
        if kinds == {CONSTANT}:
            self.registers[operands[0]] = (CONSTANT, total & MASK)
        elif kinds == {LIMIT, CONSTANT}:
            self.registers[operands[0]] = (LIMIT, total)
        elif kinds == {SP, CONSTANT}:
            position = next(value for kind, value in terms if kind == SP)
            self.registers[operands[0]] = (SP, position - (total - position))
        else:
            return False
        return operands[0] != "sp"

    do_addw = do_add

    def do_ldr(self, instruction, operands):
        base = operands[1].strip("[]")
        if base == "pc":
            literal = self.word_at((instruction.address + 4 & ~3) + number(operands[2].rstrip("]")))
            self.registers[operands[0]] = (CONSTANT, literal or 0)
            return literal is not None
        is_limit = len(operands) == 2 and self.get(base)[0] == CONSTANT
        self.registers[operands[0]] = (LIMIT, 0)
        return is_limit

    def do_push(self, _, operands):
        names = [name.strip("{}") for name in operands]
        self.pushed = [(name, self.get(name)) for name in names]
        self.registers["sp"] = (SP, self.get("sp")[1] + 4 * len(names))
        return names == ["r2", "r3"]

    def do_pop(self, _, operands):
        names = [name.strip("{}") for name in operands]
        self.registers.update(self.pushed)
        self.registers["sp"] = (SP, self.get("sp")[1] - 4 * len(names))
        return names == [name for name, _ in self.pushed]
