# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the code of libhop's and newlib's functions does not show of their calls. It holds for the libraries of this
toolchain, so that a function has to be theirs, byte for byte.

An entry of KNOWN is a function's name, or
    word:OBJECT/N      the function whose address is the Nth word of a variable
    range:FIRST-LAST   those whose addresses are between two symbols
    passed:NAME/N      what all callers pass as argument N
What is not in an image counts as not called."""

# struct hop_growth_ops in libhop/stack/grow.c.
GROW, _, MOVE, POP, RELEASE_SPARE, ALLOCATE, SIZE, RELEASE = (f"word:hop_growth/{n}" for n in range(8))

# struct hop_supervision_ops in libhop/kernel/supervise.c.
SUPERVISION_IS_VALID, ANNOUNCE, BEGIN_LIFE, DECIDE, QUIESCE, LEAVE, MAY_RESTART, RESTART = (
    f"word:hop_supervise/{n}" for n in range(8))

# struct hop_instance_ops in libhop/kernel/instance.c.
INSTANCES_ARE_VALID, BEGIN_INSTANCE = (f"word:hop_restart_concurrently/{n}" for n in range(2))

# struct hop_wait_queue in libhop/include/hop/wait.h.
SETTLE = ["settle_takers", "settle_notified", "settle_receivers", "settle_senders", "settle_flags", "settle_condition",
          "settle_joiners"]

# What newlib puts into a FILE.
READ = ["__sread", "fmemreader", "fcreader", "funreader"]
WRITE = ["__swrite", "__swrite64", "fmemwriter", "fcwriter", "funwriter", "memwriter"]
SEEK = ["__sseek", "__sseek64", "fmemseeker", "fmemseeker64", "fcseeker", "fcseeker64", "funseeker", "funseeker64",
        "memseeker", "memseeker64"]
CLOSE = ["__sclose", "fmemcloser", "fccloser", "funcloser", "memcloser"]
TO_WIDE = ["__ascii_mbtowc", "__utf8_mbtowc"]
FROM_WIDE = ["__ascii_wctomb", "__utf8_wctomb"]
NUMBERS = ["_strtol_r", "_strtoul_r"]
# The small formatted output and input: pfunc, and pfn_refill and pfn_ungetc of struct _scan_data_t.
PUT = ["__sfputs_r", "__ssputs_r"]
GET = ["__srefill_r", "__ssrefill_r", "_ungetc_r", "_sungetc_r"]
SCAN = TO_WIDE + NUMBERS + GET + ["_scanf_chars", "_scanf_i", "_scanf_float"]

KNOWN = {
    # Returns from the exception, or goes on where unwinding stops.
    "HardFault_Handler": [],
    "unwind_run": [],
    # The entry of each task is a root, and so is what follows.
    "hop_task_trampoline": [],
    "hop_tls_end": ["passed:__cxa_thread_atexit/0"],
    "run_thread": ["passed:thrd_create/1"],
    "destroy_values": ["passed:tss_create/1"],
    "hop_threads_storage_end": ["passed:tss_create/1"], # where that is inlined
    "call_initializers": ["range:__preinit_array_start-__init_array_end"],
    "run_constructors": ["range:__preinit_array_start-__init_array_end"], # where that is inlined
    "run_main": ["range:__preinit_array_start-__init_array_end"], # and that, too
    "hop_arch_instant": ["hop_time_now", "hop_time_counted"],
    "hop_heap_alloc": ["panic_if_required"],
    "hop_heap_alloc_aligned": ["panic_if_required"],
    "hop_owned_alloc": ["panic_if_required"],
    "hop_wait_locked": SETTLE,
    "hop_wait_signal": SETTLE,
    "hop_wait_settle_all": SETTLE,
    "hop_pend_drain": SETTLE,
    "hop_softlock_drain": ["passed:hop_softlock_drain/1"],
    "hop_task_create_checked": [SUPERVISION_IS_VALID, ANNOUNCE],
    "hop_task_start": [ALLOCATE, BEGIN_LIFE],
    "hop_task_rearm": [BEGIN_LIFE],
    "hop_task_prepare_run": [BEGIN_LIFE],
    "supervision_is_valid": [INSTANCES_ARE_VALID],
    "begin_life": [BEGIN_INSTANCE],
    "hop_port_replace": [ALLOCATE, MAY_RESTART, RESTART],
    "hop_port_outcome": [DECIDE],
    "hop_port_quiesce": [QUIESCE],
    "hop_port_restart": [LEAVE],
    "hop_runtime_let_grow": [SIZE],
    "hop_runtime_park": [RELEASE_SPARE],
    "hop_runtime_end": [RELEASE, RELEASE_SPARE],
    "hop_trap": [GROW, MOVE],
    "let_grow": [GROW],
    "hop_dying_search": [POP],
    "hop_stack_drop": [POP],
    "hop_stack_settle": [POP],
    "hop_stack_move": [POP],
    # The stack view that the opcodes of unwind tables read through, and where that is inlined.
    "jump_to": ["move_view"],
    "set_vsp": ["move_view"],
    "pop_core": ["move_view"],
    "run_all": ["move_view"],
    "hop_fault_leave": ["move_view"],
    # A jump into its own middle.
    "__udivsi3": [],
    # Handlers that may fail hand it what they do; where there is none, it is linked for its return.
    "__hop_isr_run": ["passed:__hop_isr_run/0"],
    "_fclose_r": CLOSE,
    "__sflush_r": SEEK + WRITE,
    "__sfvwrite_r": WRITE,
    "__swbuf_r": WRITE,
    "__srefill_r": READ,
    "__svfscanf_r": SCAN,
    "__svfiscanf_r": SCAN,
    "__ssvfscanf_r": SCAN,
    "__ssvfiscanf_r": SCAN,
    "_vfprintf_r": PUT,
    "_svfprintf_r": PUT,
    "_printf_common": PUT,
    "_printf_i": PUT,
    "_printf_float": PUT,
    "_scanf_chars": GET,
    "_scanf_i": GET + NUMBERS,
    "_scanf_float": GET,
    "_fseeko_r": SEEK,
    "_fseek_r": SEEK,
    "_ftello_r": SEEK,
    "_ftell_r": SEEK,
    "_freopen_r": CLOSE,
    "exit": ["_cleanup_r", "range:__fini_array_start-__fini_array_end"],
    "_reclaim_reent": ["_cleanup_r"],
    "__call_exitprocs": ["passed:__register_exitproc/1"],
    "_mbtowc_r": TO_WIDE,
    "_mbrtowc_r": TO_WIDE,
    "mbrtowc": TO_WIDE,
    "_wctomb_r": FROM_WIDE,
    "_wcrtomb_r": FROM_WIDE,
    "wcrtomb": FROM_WIDE,
}

# Checks in assembly, and what they ask for: HOP_EXCEPTION_DEPTH (libhop/arch/arm-m/frame.h).
CHECKS = {"_Unwind_RaiseException": 896, "hop_exception_resume_entry": 896}

# How often a function that calls itself may be active at once, if nothing else has to do with it.
RECURSIONS = {
    "__assert_func": 1,  # of a conversion that has no memory: what it prints needs none
    "__sbprintf": 1,  # prints to a buffer what goes to a stream without: not again
    "qsort": 4,  # the smaller part, after 8 levels without a call: 2^36 elements
    "put_decimal": 10,
}

# Where SP moves by what is not known, it goes up.
LEAVES = dict.fromkeys(
    ["longjmp", "hop_isr_abandon", "hop_dying_reclaim", "unwind_run", "hop_exception_land", "hop_stacklet_return"], True)
