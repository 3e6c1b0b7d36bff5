# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What single instructions do with SP, and with registers and words of the frame whose values are known.

A value is what a register is known to hold: (STACK, n), n bytes below SP at entry; (CONSTANT, n); (ARGUMENT, n), what
the caller had in r0 to r3; (RETURN, 0), where to return to. Where two ways meet, SP is as deep as on the deeper one,
and a register is known if both agree.
"""

import re

from hop_code import number

STACK, CONSTANT, ARGUMENT, RETURN, SHIFTED = "stack", "constant", "argument", "return", "shifted"
MASK = 0xFFFFFFFF
STORES = {"str", "strb", "strh", "strd", "stm", "stmdb", "cmp", "cmn", "tst", "teq", "vstr", "vstm", "vstmdb", "vcmp",
          "nop", "it", "dsb", "isb", "dmb", "msr", "svc", "bkpt", "pld", "wfi", "wfe", "sev", "cps", "aut", "bti"}
TWO_RESULTS = {"umull", "smull", "umlal", "smlal", "umaal", "smlald", "smlsld", "vmov", "mrrc"}
PRE_INDEX = re.compile(r"\[sp, (#-?\w+)\]!")
POST_INDEX = re.compile(r"\[sp\], (#-?\w+)")
REGISTER = re.compile(r"\b(r\d+|sp|lr|pc)\b")


class State:
    """`slots` has words of the frame that are known, by how far they are below SP at entry."""

    __slots__ = ("depth", "registers", "slots")

    def __init__(self, depth, registers, slots):
        self.depth = depth
        self.registers = registers
        self.slots = slots

    def copy(self):
        return State(self.depth, dict(self.registers), dict(self.slots))

    def merge(self, other):
        """Whether anything has changed."""
        before = self.depth, len(self.registers), len(self.slots)
        self.depth = max(self.depth, other.depth)
        self.registers = common(self.registers, other.registers)
        self.slots = common(self.slots, other.slots)
        return (self.depth, len(self.registers), len(self.slots)) != before


def common(first, second):
    return {name: value for name, value in first.items() if second.get(name) == value}


class Steps:
    """A do_ method for each instruction that matters; do_ methods return False where the next one does not follow.

    Users have `frame`, `word_at`, `jump`, and `deepest_pointer`, the deepest place in the frame of which a pointer is
    made."""

    def move_sp(self, instruction, state, value):
        if value is None or value[0] != STACK:
            self.frame.moves.append(instruction.address)
            return
        state.depth = max(value[1], 0)
        self.frame.depth = max(self.frame.depth, state.depth)

    def set(self, instruction, state, register, value):
        if register == "sp":
            self.move_sp(instruction, state, value)
        elif value is None:
            state.registers.pop(register, None)
        else:
            state.registers[register] = value
            if value[0] == STACK and register != "r7":
                self.deepest_pointer = max(self.deepest_pointer, value[1])

    def point(self, value):
        if is_constant(value):
            self.frame.pointers.add(value[1])

    def get(self, state, text):
        value = number(text)
        if value is not None:
            return CONSTANT, value & MASK
        return (STACK, state.depth) if text == "sp" else state.registers.get(text)

    def other(self, instruction, operands, state):
        """An instruction of which it only matters what it writes."""
        text = instruction.operands
        match = PRE_INDEX.search(text) or POST_INDEX.search(text)
        if match:
            self.move_sp(instruction, state, (STACK, state.depth - number(match[1])))
        elif "sp!" in text:
            count = size_of_list(text)
            sign = 1 if instruction.name.endswith("db") else -1
            self.move_sp(instruction, state, (STACK, state.depth + sign * count))
        elif operands and operands[0] == "sp" and instruction.name not in STORES and "{" not in text:
            self.move_sp(instruction, state, None)
        for register in self.written(instruction, operands):
            if register != "sp":
                state.registers.pop(register, None)

    @staticmethod
    def written(instruction, operands):
        """The registers that an instruction of which no more is known may write."""
        text, found = instruction.operands, []
        if "!" in text or "]," in text:
            found = REGISTER.findall(text.partition("[")[2] or text.partition("!")[0])
        if instruction.name in STORES or not operands:
            return found
        if "{" in text:
            return REGISTER.findall(text)
        if "[" in text:
            return found + REGISTER.findall(text.partition("[")[0])
        return found + REGISTER.findall(", ".join(operands[: 2 if instruction.name in TWO_RESULTS else 1]))

    # Values

    def do_mov(self, instruction, operands, state):
        if operands[0] == "pc":
            return self.jump(instruction, state, self.get(state, operands[1]))
        self.set(instruction, state, operands[0], self.get(state, operands[1]) if len(operands) == 2 else None)
        return True

    def do_movw(self, instruction, operands, state):
        self.set(instruction, state, operands[0], (CONSTANT, number(operands[1])))

    def do_movt(self, instruction, operands, state):
        low = self.get(state, operands[0])
        known = low is not None and low[0] == CONSTANT
        value = (CONSTANT, low[1] & 0xFFFF | number(operands[1]) << 16) if known else None
        self.point(value)
        self.set(instruction, state, operands[0], value)

    def do_mvn(self, instruction, operands, state):
        value = self.get(state, operands[1]) if len(operands) == 2 else None
        self.set(instruction, state, operands[0], (CONSTANT, ~value[1] & MASK) if is_constant(value) else None)

    def do_rsb(self, instruction, operands, state):
        value = self.get(state, operands[1])
        is_negation = len(operands) == 3 and number(operands[2]) == 0 and is_constant(value)
        self.set(instruction, state, operands[0], (CONSTANT, -value[1] & MASK) if is_negation else None)

    def do_lsl(self, instruction, operands, state):
        value, shift = self.get(state, operands[1]), number(operands[-1])
        result = None
        if shift is not None and is_constant(value):
            result = CONSTANT, value[1] << shift & MASK
        elif value == (SHIFTED, shift, value and value[-1]):
            result = STACK, aligned(value[2], shift)
        self.set(instruction, state, operands[0], result)

    def do_lsr(self, instruction, operands, state):
        value, shift = self.get(state, operands[1]), number(operands[-1])
        result = None
        if shift is not None and is_constant(value):
            result = CONSTANT, value[1] >> shift
        elif shift is not None and value is not None and value[0] == STACK:
            result = SHIFTED, shift, value[1]
        self.set(instruction, state, operands[0], result)

    def do_bfc(self, instruction, operands, state):
        value = self.get(state, operands[0])
        is_alignment = value is not None and value[0] == STACK and number(operands[1]) == 0
        self.set(instruction, state, operands[0],
                 (STACK, aligned(value[1], number(operands[2]))) if is_alignment else None)

    def do_bic(self, instruction, operands, state):
        value, mask = self.get(state, operands[-2]), number(operands[-1])
        is_alignment = value is not None and value[0] == STACK and mask is not None and mask & mask + 1 == 0
        self.set(instruction, state, operands[0],
                 (STACK, aligned(value[1], mask.bit_length())) if is_alignment else None)

    def do_add(self, instruction, operands, state):
        self.sum(instruction, operands, state, 1)
        return operands[0] != "pc"

    def do_sub(self, instruction, operands, state):
        self.sum(instruction, operands, state, -1)

    do_addw, do_subw = do_add, do_sub

    def sum(self, instruction, operands, state, sign):
        if operands[0] == "pc":
            self.jump_depth = state.depth
            return
        if len(operands) > 3:
            self.set(instruction, state, operands[0], None)
            return
        left, right = self.get(state, operands[-2]), self.get(state, operands[-1])
        if len(operands) == 2:
            left = self.get(state, operands[0])
        if sign > 0 and left is not None and left[0] == CONSTANT:
            left, right = right, left
        result = None
        if is_constant(right) and left is not None and left[0] == STACK:
            result = STACK, left[1] - sign * signed(right[1])
        elif is_constant(right) and is_constant(left):
            result = CONSTANT, left[1] + sign * right[1] & MASK
        self.set(instruction, state, operands[0], result)

    def do_adr(self, instruction, operands, state):
        value = CONSTANT, (instruction.address + 4 & ~3) + number(operands[1])
        self.point(value)
        self.set(instruction, state, operands[0], value)

    def do_ldr(self, instruction, operands, state):
        value = None
        if operands[1].startswith("[pc"):
            place = (instruction.address + 4 & ~3) + (number(operands[2].rstrip("]")) or 0)
            literal = self.word_at(place)
            value = (CONSTANT, literal) if literal is not None else None
            self.point(value)
        if operands[0] == "pc":
            if POST_INDEX.search(instruction.operands):
                return False
            return self.jump(instruction, state, value)
        place = self.place(operands, state)
        if place is not None:
            value = state.slots.get(place)
        self.other(instruction, operands, state)
        self.set(instruction, state, operands[0], value)
        return True

    # SP

    def do_push(self, instruction, _, state):
        self.move_sp(instruction, state, (STACK, state.depth + size_of_list(instruction.operands)))
        for place, register in enumerate(REGISTER.findall(instruction.operands)):
            self.store(state, state.depth - 4 * place, state.registers.get(register))

    def do_pop(self, instruction, operands, state):
        for place, register in enumerate(REGISTER.findall(instruction.operands)):
            self.set(instruction, state, register, state.slots.get(state.depth - 4 * place))
        self.move_sp(instruction, state, (STACK, state.depth - size_of_list(instruction.operands)))
        return "pc" not in operands[-1]

    do_vpush, do_vpop = do_push, do_pop

    def do_str(self, instruction, operands, state):
        place = self.place(operands, state)
        if place is not None:
            self.store(state, place, state.registers.get(operands[0]))
        self.other(instruction, operands, state)

    def do_strd(self, instruction, operands, state):
        place = self.place(operands[1:], state)
        if place is not None:
            self.store(state, place, state.registers.get(operands[0]))
            self.store(state, place - 4, state.registers.get(operands[1]))
        self.other(instruction, operands, state)

    def do_ldrd(self, instruction, operands, state):
        place = self.place(operands[1:], state)
        first, second = state.slots.get(place), state.slots.get(place - 4) if place is not None else None
        self.other(instruction, operands, state)
        self.set(instruction, state, operands[0], first)
        self.set(instruction, state, operands[1], second)

    def place(self, operands, state):
        """The depth of what "rN, [base, #offset]" accesses, if it is in the frame."""
        base = self.get(state, operands[1].strip("[]"))
        if base is None or base[0] != STACK or operands[-1].endswith("!"):
            return None
        offset = number(operands[2].rstrip("]")) if len(operands) == 3 and operands[2].endswith("]") else 0
        return None if offset is None else base[1] - offset

    def store(self, state, depth, value):
        if value is None or value[0] == STACK:
            state.slots.pop(depth, None)
        else:
            state.slots[depth] = value

    def do_ldm(self, instruction, operands, state):
        self.other(instruction, operands, state)
        return "pc}" not in instruction.operands

    do_ldmia = do_ldm


def split(text, known={}):
    if text not in known:
        known[text] = [part.strip() for part in text.split(",")] if text else []
    return known[text]


def is_constant(value):
    return value is not None and value[0] == CONSTANT


def signed(value):
    return value - (value >> 31 << 32)


def aligned(depth, bits):
    """How deep SP may be once it is a multiple of 1 << bits; at entry it is one of 8."""
    return depth + max((1 << bits) - (8 if depth % 8 == 0 else 4), 0)


def size_of_list(text):
    """Bytes of the registers in braces."""
    names = re.findall(r"\w+", text[text.index("{") :])
    return sum(8 if name[0] == "d" else 16 if name[0] == "q" else 4 for name in names)
