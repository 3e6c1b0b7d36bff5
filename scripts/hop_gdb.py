# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""For gdb: the tasks of libhop's kernel, and its sources.

    gdb-multiarch fw.elf -x PREFIX/share/hop/hop_gdb.py

`hop tasks` lists the tasks, `hop backtrace NAME` shows the calls of one. For a backtrace, registers and one pointer are replaced
meanwhile. Where a handler runs, the running task's calls are those that were interrupted.
"""

import os
import struct

import gdb

BASIC_FRAME = struct.Struct("<8I")  # r0-r3, r12, lr, pc, xpsr: what an exception stores
EXTENDED_SIZE = 104  # with s0-s15 and fpscr
ALIGNED = 1 << 9  # in the stored xpsr: a word was left out in front
EXCEPTION = 0x1FF  # in xpsr, its number: 0 in a task
EXC_RETURN = 0xFFFFFF00  # and above: by which a handler returns. In it:
BASIC = 1 << 4
TO_TASK = 1 << 2
R4_R11 = [f"r{i}" for i in range(4, 12)]
FAULT_BLOCK = struct.Struct("<9I")  # r4-r11, EXC_RETURN (libhop/arch/arm-m/fault.S)
DROPPED = range(0x1F000000, 0x1F100000)  # where ld.lld says that dropped functions are (clang-pass/lld/HopDeadCode.cpp)
MRS_PSP = (0x8009F3EF, 0xF0FFFFFF)  # mrs rN, psp: the bits of all N, and which they are


def read(address, size):
    return gdb.selected_inferior().read_memory(int(address), size).tobytes()


def variable(name, source):
    """One that is private to a source of libhop."""
    return gdb.parse_and_eval(f"'{source}'::{name}")


def register(name):
    return int(gdb.newest_frame().read_register(name)) & 0xFFFFFFFF


def symbol_at(address):
    """Which object or function is there, or None."""
    text = gdb.execute(f"info symbol {int(address)}", to_string=True)
    return text.split(" in section ")[0] if " in section " in text else None


def symbol(address):
    return symbol_at(address) or f"{int(address):#x}"


def kernel():
    try:
        return gdb.parse_and_eval("hop_sched"), gdb.parse_and_eval("hop_task_first")
    except gdb.error:
        raise gdb.GdbError("no kernel of libhop in this image, or no debug information of it") from None


class Task:
    def __init__(self, pointer, sched):
        self.pointer = pointer
        self.value = pointer.dereference()
        self.runtime = self.value["runtime"]
        self.is_current = pointer == sched["current"]

    def name(self):
        return self.runtime["name"].string(errors="replace") if self.runtime["name"] else "?"

    def base_priority(self):
        return int(self.value["base_priority"])

    def priority(self):
        own, effective = self.base_priority(), int(self.value["priority"])
        return str(own) if own == effective else f"{own}->{effective}"

    def state(self):
        """In words, for a table."""
        words = ["running" if self.is_current else self.waiting()]
        if int(self.value["priority"]) == 0 and self.base_priority() > 0:
            words.append("suspended")
        if int(self.runtime["phase"]) != 0:
            words.append("dying")
        elif self.runtime["kill_reason"]:
            words.append("to be killed")
        return ", ".join(words)

    def waiting(self):
        state = int(self.value["state"])
        if state == int(gdb.parse_and_eval("HOP_TASK_READY")):
            return "ready"
        ticks = int(variable("hop_time", "kernel/time.c")["ticks"])
        left = f"{(int(self.value['wake_tick']) - ticks) & 0xFFFFFFFF} ms"
        if state == int(gdb.parse_and_eval("HOP_TASK_SLEEPING")):
            return "sleeping for " + left
        mutex = self.value["waits_for"]
        text = f"waiting for {symbol(mutex if mutex else self.value['queue'])}"
        if mutex and mutex["owner"]:
            text += f" of {mutex['owner']['runtime']['name'].string(errors='replace')}"
        return text + (", at most " + left if self.value["timed"] else "")

    def saved_registers(self):
        """As the exception has stored them that the task was switched off by."""
        context = self.value["context"]
        r4_r11 = [int(context["r4_r11"][i]) for i in range(8)]
        return unstacked(int(context["psp"]), int(context["exc_return"]), r4_r11)

    def saved_fp(self):
        """d8 and on, none where it has not used them."""
        context = self.value["context"]
        if int(context["exc_return"]) & BASIC:
            return []
        double = gdb.lookup_type("double").pointer()
        first = context["s16_s31"].address.cast(double)
        return [first[i] for i in range(context["s16_s31"].type.sizeof // 8)]


def all_tasks():
    """The idle task is in no list."""
    sched, pointer = kernel()
    if not sched["current"]:
        return []  # before the kernel runs
    tasks = []
    while pointer:
        tasks.append(Task(pointer, sched))
        pointer = pointer["next_task"]
    tasks.reverse()  # the first one created comes first
    return tasks + [Task(variable("idle_task", "kernel/main.c").address, sched)]


def unstacked(psp, exc_return, r4_r11):
    """Registers of a task: those that an exception has stored at `psp`, and the others."""
    *r0_r3, r12, lr, pc, xpsr = BASIC_FRAME.unpack(read(psp, BASIC_FRAME.size))
    sp = psp + (BASIC_FRAME.size if exc_return & BASIC else EXTENDED_SIZE) + (4 if xpsr & ALIGNED else 0)
    names = [f"r{i}" for i in range(13)] + ["sp", "lr", "pc"]
    return dict(zip(names, [*r0_r3, *r4_r11, r12, sp, lr, pc]))


def set_registers(values):
    for name, value in values.items():
        gdb.execute(f"set var ${name} = {value:#x}", to_string=True)


def set_fp(values):
    """d8 and on."""
    for number, value in enumerate(values, 8):
        gdb.set_convenience_variable("hop_double", value)
        gdb.execute(f"set var $d{number} = $hop_double", to_string=True)


def set_current(pointer):
    """The running task, by whose stacklets gdb finds its way (libhop/arch/arm-m/stacklet.S)."""
    address = gdb.parse_and_eval("&hop_sched.current")
    gdb.selected_inferior().write_memory(int(address), struct.pack("<I", pointer))


def known_psp():
    """None: the debugger has no register for it, as with QEMU 7.2."""
    if not register("xpsr") & EXCEPTION:
        return register("sp")
    value = gdb.parse_and_eval("$psp")
    return None if value.type.code == gdb.TYPE_CODE_VOID else int(value) & 0xFFFFFFFF


def fetch_psp():
    """By one instruction of the firmware: PendSV_Handler has it near its beginning. gdb forgets by that where it has stopped:
    a breakpoint there is hit once more."""
    handler = int(gdb.parse_and_eval("(unsigned)&PendSV_Handler")) & ~1
    code = read(handler, 64)
    at = next(at for at in range(0, 62, 2) if struct.unpack_from("<I", code, at)[0] & MRS_PSP[1] == MRS_PSP[0])
    target = f"r{code[at + 3] & 0xF}"
    before = {name: register(name) for name in (target, "pc")}
    set_registers({"pc": handler + at})
    gdb.execute("with suppress-cli-notifications on -- stepi", to_string=True)
    psp = register(target)
    set_registers(before)
    return psp


def words_of(frame, names):
    return [int(frame.read_register(name)) & 0xFFFFFFFF for name in names]


def interrupted_registers():
    """Those of the task that was interrupted by the handlers that run now."""
    frame = gdb.newest_frame()
    while frame:
        *r4_r11, lr = words_of(frame, R4_R11 + ["lr"])
        if frame.type() == gdb.SIGTRAMP_FRAME and frame.pc() & TO_TASK:
            return unstacked(known_psp() or fetch_psp(), frame.pc(), r4_r11)
        # Handlers in assembly, which say nothing of the way: at the entry, and where the one for faults has stored the same.
        if frame.level() == 0 and lr >= EXC_RETURN:
            return unstacked(known_psp() or fetch_psp(), lr, r4_r11)
        if frame.name() == "HardFault_Handler":
            *r4_r11, lr = FAULT_BLOCK.unpack(read(words_of(frame, ["sp"])[0], FAULT_BLOCK.size))
            return unstacked(known_psp() or fetch_psp(), lr, r4_r11)
        frame = frame.older()
    raise gdb.GdbError("the way through the handlers to the task is not known here")


def show_calls(registers, fp, task, options):
    """gdb's backtrace with these registers, which are put back."""
    before = {name: register(name) for name in registers}
    current = int(kernel()[0]["current"])  # a number: gdb fetches values late
    fp_before = [gdb.newest_frame().read_register(f"d{8 + i}") for i in range(len(fp))]
    for value in fp_before:
        value.fetch_lazy()
    try:
        set_current(int(task.pointer))
        set_registers(registers)
        set_fp(fp)
        gdb.execute(" ".join(["backtrace", *options]))
    finally:
        set_fp(fp_before)
        set_registers(before)
        set_current(current)


def backtrace(task, options):
    if int(task.value["state"]) in (0, int(gdb.parse_and_eval("HOP_TASK_ENDED"))):
        print("has ended")
    elif not task.is_current:
        show_calls(task.saved_registers(), task.saved_fp(), task, options)
    elif register("xpsr") & EXCEPTION:
        show_calls(interrupted_registers(), [], task, options)
    else:
        gdb.execute(" ".join(["backtrace", *options]))


def stack(task):
    """Bytes in use, and how many there are."""
    growth = task.runtime["growth"]
    if growth:
        limit = int(growth["limit"])
        return f"{int(growth['held'])} / {limit if limit < 1 << 31 else 'no limit'}, grows"
    base, top = int(task.runtime["base"]), int(task.runtime["top"])
    if not base:
        return ""  # the idle task
    sp = known_psp() if task.is_current else int(task.value["context"]["psp"])
    return f"{top - sp if sp else '?'} / {top - base}"


class Hop(gdb.Command):
    """The tasks of libhop's kernel."""

    def __init__(self):
        super().__init__("hop", gdb.COMMAND_STATUS, prefix=True)


class HopTasks(gdb.Command):
    """hop tasks: all tasks; * is the running one. An inherited priority comes after ->. Of a stack, bytes in use and
how many there are; of one that grows, bytes that it holds and its limit."""

    def __init__(self):
        super().__init__("hop tasks", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        tasks = all_tasks()
        if not tasks:
            print("no tasks yet")
            return
        rows = [("", "task", "priority", "stack", "state")]
        for task in tasks:
            rows.append(("*" if task.is_current else "", task.name(), task.priority(), stack(task), task.state()))
        widths = [max(map(len, column)) for column in zip(*rows)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


class HopBacktrace(gdb.Command):
    """hop backtrace NAME [OPTIONS]: the calls of one task, with gdb's options for backtrace.
The name "all" is for all tasks, and one with blanks is to be in quotes."""

    def __init__(self):
        super().__init__("hop backtrace", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        words = gdb.string_to_argv(argument)
        if not words:
            raise gdb.GdbError('name a task, or "all" (see hop tasks)')
        tasks = [task for task in all_tasks() if words[0] in ("all", task.name())]
        if not tasks:
            raise gdb.GdbError(f"no task {words[0]} (see hop tasks)")
        level = gdb.selected_frame().level()
        try:
            for task in tasks:
                print(f"{task.name()}: {task.state()}")
                gdb.newest_frame().select()  # whose registers are set
                backtrace(task, words[1:])
        finally:
            gdb.execute(f"select-frame {level}")

    def complete(self, text, word):
        return [name for name in ["all", *(task.name() for task in all_tasks())] if name.startswith(word)]


def disable_dropped(breakpoint):
    """Where a breakpoint is also in functions that the linker has dropped, such as copies of an inline one. The processor may have
    few breakpoints."""
    locations = getattr(breakpoint, "locations", [])  # as of gdb 13
    dropped = [location for location in locations if location.address in DROPPED and not symbol_at(location.address)]
    for location in dropped:
        location.enabled = False
    if dropped and len(dropped) == len(locations):
        print(f"Breakpoint {breakpoint.number} is in code that the linker has dropped: it is disabled.")


def find_sources():
    """libhop is compiled in the folder `libhop`: of the prefix's share/hop/src, or of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "src"), os.path.dirname(here)):
        if os.path.isdir(os.path.join(folder, "libhop")):
            gdb.execute("directory " + folder.replace("\\", "\\\\").replace(" ", "\\ "), to_string=True)
            return


Hop()
HopTasks()
HopBacktrace()
gdb.events.breakpoint_created.connect(disable_dropped)
find_sources()
