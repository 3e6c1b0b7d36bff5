#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""stack_depth.py OBJDUMP LIBHOP.A HEADERS: how deep libhop's code goes, from its disassembly.

Prints, for every function that libhop checks on entry (svc 253, the compiler's own 255), for the public ones without a
check, and for its exception handlers, the deepest stack of its whole call tree. Fails if one
exceeds what it was checked for, or an unchecked one what its callers count on (ABI.md 2.2). Libhop is compiled unchecked,
so this is what makes HOP_KERNEL_DEPTH true.

A function's own frame is the sum of all that it pushes or subtracts from SP; compiled code has none of it left where it
jumps to another function. Fatal ends do not
count: they set the limit to 0, and what they run over is given up.
"""

import pathlib
import re
import subprocess
import sys

FUNCTION = re.compile(r"^[0-9a-f]+ <(\S+)>:$")
MEMBER = re.compile(r"\((\w+)\.o\):\s+file format")
CALL = re.compile(r"\b(?:bl|b|b\.w|b[a-z]{2}(?:\.w)?)\s+.*<([^>+]+)(\+0x[0-9a-f]+)?>$")
RELOCATED = re.compile(r"R_ARM_(?:THM_)?(?:CALL|JUMP24|JUMP19|JUMP11)\s+(\S+)")
TAKEN = re.compile(r"R_ARM_(?:THM_MOVW_ABS_NC|ABS32)\s+(\S+)")
SUB = re.compile(r"\bsub(?:w|\.w)?\s+sp,(?: sp,)? #(0x[0-9a-f]+|\d+)")
PUSH = re.compile(r"\b(push|push\.w|vpush|stmdb\s+sp!,)\s*\{([^}]*)\}")
PRE = re.compile(r"\bstrd?\b.*\[sp, #-(0x[0-9a-f]+|\d+)\]!")
RESERVE = re.compile(r"\badd(?:w|\.w)?\s+r12, \w+, #(0x[0-9a-f]+|\d+)")

# What a call through a register may reach.
# struct hop_wait_queue
SETTLE = ["settle_joiners", "settle_takers", "settle_notified", "settle_receivers", "settle_senders", "settle_flags", "settle_condition"]
INDIRECT = {
    "hop_softlock_drain": ["hop_kernel_drain", "hop_record_drain"],
    "hop_wait_locked": SETTLE,
    "hop_wait_signal": SETTLE,
    "hop_wait_settle_all": SETTLE,
    "hop_pend_drain": SETTLE,
    "hop_arch_systick": [],  # the application's own SysTick_Handler, if any
    "acquire": ["hop_mutex_acquire", "hop_mutex_try_acquire"],
    "jump_to": ["move_view"],  # of struct hop_stack_view
    "_Unwind_Backtrace": [],  # the application's, with a check of its own
    "force": [],  # the same
    "hop_exception_land": [],  # to the landing pad, which is not below it
    "hop_breathe": [],  # the application's
    "hop_tls_end": [],  # the same
    "hop_timer_service": [],  # the application's
    "hop_watchdog_service": [],  # the application's
    "hop_arch_instant": ["hop_time_now", "hop_time_counted"],
    "hop_heap_alloc": ["panic_if_required"],
    "hop_heap_alloc_aligned": ["panic_if_required"],
    "hop_owned_alloc": ["panic_if_required"],
    # struct hop_growth_ops
    "hop_trap": ["grow", "hop_stack_move"],
    "let_grow": ["grow"],
    "on_move": ["hop_stack_move"],
    "hop_stack_move": ["hop_stack_pop"],
    "hop_task_start": ["hop_stack_allocate_object", "begin_life"],
    "hop_task_rearm": ["begin_life"],
    "hop_task_prepare_run": ["begin_life"],
    # struct hop_supervision_ops
    "hop_task_create_checked": ["supervision_is_valid", "announce_task"],
    # struct hop_instance_ops
    "supervision_is_valid": ["instances_are_valid"],
    "begin_life": ["begin_instance"],
    "hop_port_replace": ["hop_stack_allocate_object", "may_restart_at_once", "restart_at_once"],
    "hop_stack_drop": ["hop_stack_pop"],
    "hop_stack_settle": ["hop_stack_pop"],
    "hop_dying_search": ["hop_stack_pop"],
    "hop_fault_leave": ["hop_stack_pop"],
    "hop_runtime_let_grow": ["hop_stack_object_size"],
    "hop_runtime_park": ["hop_stack_release_spare"],
    "hop_runtime_end": ["hop_stack_release_object"],
}
# These never return and set the limit to 0, or start over.
ENDS = {"hop_fatal", "hop_fault_end", "hop_panic", "hop_console_exit",
        "hop_arch_restart", "exit", "hop_host_exit"}
UNKNOWN_DEPTH = 32
# Public, but not for tasks to call: hooks, the port's side, what only checked code calls. The soft-lock's drain goes as
# deep as what an application has it call.
NOT_CALLED = re.compile(r"^(hop_port_|hop_trap(_is_due)?$|hop_panic_(hook|report)$|hop_runtime_|hop_conversions_|hop_limit_|hop_kill_deliver$"
                         r"|hop_softlock_(drain|release)$|hop_boot_|hop_arch_|\w+_Handler$)")
HANDLERS = ("SVC_Handler", "PendSV_Handler", "hop_arch_systick")


def registers(text):
    count = 0
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        size = 8 if first[0] == "d" else 4
        count += size * (int(last[1:]) - int(first[1:]) + 1 if dash else 1)
    return count


class Function:
    def __init__(self):
        self.frame = 0
        self.calls = set()
        self.jumps = set()
        self.taken = set()
        self.indirect = False
        self.checked = None


def read(objdump, archive):
    text = subprocess.run([objdump, "-dr", "--no-show-raw-insn", archive], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    functions, current, reserve, member = {}, None, None, ""
    for line in text.splitlines():
        if found := MEMBER.search(line):
            member, current = found.group(1), None
        # Of threads/ each function is checked for itself, like an application's.
        if member.startswith("threads_"):
            continue
        start = FUNCTION.match(line)
        if start:
            if not start.group(1).startswith("$"):
                current = functions.setdefault(start.group(1), Function())
                reserve = None
            continue
        if current is None:
            continue
        for pattern in (SUB, PRE):
            found = pattern.search(line)
            if found:
                current.frame += int(found.group(1), 0)
        found = PUSH.search(line)
        if found:
            current.frame += registers(found.group(2))
        found = RESERVE.search(line)
        if found:
            reserve = int(found.group(1), 0)
        if re.search(r"\bsvc\s+#(0xfd|253|0xff|255)\b", line):
            current.checked = reserve
        found = RELOCATED.search(line)
        if found:
            is_tail = "_JUMP" in found.group(0) and member.endswith("_c")
            (current.jumps if is_tail else current.calls).add(found.group(1))
        found = TAKEN.search(line)
        if found:
            current.taken.add(found.group(1))
        if re.search(r"\bblx\s+r\d+|\bbx\s+r\d", line):
            current.indirect = True
    return functions


def depth(name, functions, path=()):
    """(bytes, call chain) of the deepest way from `name` on."""
    if name in ENDS:
        return 0, ()
    if name in path:
        sys.exit(f"stack_depth.py: recursion through {name}: {' '.join(path)}")
    function = functions.get(name)
    if function is None:
        return 0, (f"{name}?",)
    calls = set(function.calls)
    if function.indirect:
        # Where it is not said, what is called several times, and at -Oz by its address in a register.
        reached = INDIRECT.get(name, function.taken & set(functions))
        if name not in INDIRECT and not reached:
            sys.exit(f"stack_depth.py: {name} calls through a register: add it to INDIRECT")
        calls.update(reached)
    best = (function.frame, ())
    for call in (calls | function.jumps) - {name}:
        # Below a function without a check the next one with a check asks for itself.
        if functions.get(path[0] if path else name).checked is None and call in functions and functions[call].checked:
            continue
        size, chain = depth(call, functions, path + (name,))
        best = max(best, (size + (function.frame if call in calls else 0), chain))
    return best[0], (name,) + best[1]


def public_functions(headers):
    text = "".join(path.read_text() for path in sorted(pathlib.Path(headers).glob("*.h")))
    text = re.sub(r"//.*|#.*", "", text)
    names = set(re.findall(r"\b(hop_\w+)\(", text))
    return {name for name in names if not NOT_CALLED.match(name)}


def main():
    objdump, archive, headers = sys.argv[1:]
    functions = read(objdump, archive)
    for name in {name for names in INDIRECT.values() for name in names} - set(functions):
        sys.exit(f"stack_depth.py: INDIRECT has {name}, which is not there")
    checked = {name: f.checked for name, f in functions.items() if f.checked is not None}
    bad = 0
    rows = [(name, limit) for name, limit in sorted(checked.items())]
    rows += [(name, UNKNOWN_DEPTH) for name in sorted(public_functions(headers) & set(functions) - set(checked))]
    rows += [(name, None) for name in HANDLERS]
    rows += [(name, 256) for name in ("hop_dying_enter", "hop_dying_leave", "hop_dying_give_up")]
    # On the stacklet that it leaves: HOP_STACKLET_ROOM, small and leaf zone.
    rows += [("hop_stacklet_return", 128 + 64 + 64)]
    for name, limit in rows:
        size, chain = depth(name, functions)
        over = limit is not None and size > limit
        bad += over
        limit_text = "" if limit is None else f" of {limit}"
        print(f"{name}: {size} bytes{limit_text}{' TOO DEEP' if over else ''}: {' > '.join(chain)}")
    print(f"{len(checked)} checked functions, {bad} too deep")
    return 1 if bad or len(checked) < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
