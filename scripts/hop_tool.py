# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the host tools have in common: their command line, their errors, the tools beside them."""

import argparse
import os
import shutil
import sys

from hop_elf import Failure

SHARED = os.path.dirname(os.path.realpath(__file__))  # where the modules of the tools are


class Parser(argparse.ArgumentParser):
    """A command line whose errors are one line. `manual` is the tool's docstring: its first line
    is what --help says, all of it is in the man page (man_page.py)."""

    def __init__(self, prog, manual, status, **options):
        super().__init__(prog=prog, description=manual.splitlines()[0], epilog=status, allow_abbrev=False, **options)
        self.manual = manual
        self.add_argument("--version", action="version", version=f"{prog}: {toolchain_version()}", help="print the version")

    def convert_arg_line_to_args(self, arg_line):
        """Of a file that is named with an @: an option in each line, and comments."""
        line = arg_line.strip()
        return [line] if line and not line.startswith("#") else []

    def error(self, message):
        raise Failure(f"{message} (see {self.prog} --help)")


def toolchain_version():
    """The first line of the prefix's VERSION.txt."""
    try:
        with open(os.path.join(SHARED, "..", "..", "VERSION.txt"), encoding="utf-8") as file:
            return file.readline().strip()
    except OSError:
        return "hop finite-stack, not installed"


def find_tool(name):
    """The path of a tool of the prefix, or of the same name elsewhere; None: there is none."""
    beside = os.path.join(os.path.dirname(os.path.realpath(sys.argv[0])), name)
    return beside if os.access(beside, os.X_OK) else shutil.which(name)


def require_symbols(elf):
    if not elf.functions():
        raise Failure(f"{elf.path} has no symbols: give the file as it was before llvm-strip")
    return elf


def complain(prog, message, kind="error"):
    sys.stderr.write(f"{prog}: {kind}: {message}\n")
    sys.stderr.flush()


def run_tool(prog, run, error_status=2):
    """Ends the process with what run() returns."""
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):  # names come as in the image or the path, whatever the locale
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        status = run()
        sys.stdout.flush()
    except Failure as failure:
        complain(prog, failure)
        status = error_status
    except KeyboardInterrupt:
        status = 128 + 2
    except BrokenPipeError:
        discard_output()
        status = 128 + 13
    except OSError as error:  # a full disk
        discard_output()
        complain(prog, f"{error.filename or 'output'}: {error.strerror}")
        status = error_status
    sys.exit(status)


def open_closed_streams():
    """Opens what `>&-` has closed: a file opened later would get its number, and Python has None for it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
            setattr(sys, name, os.fdopen(number, "w" if number else "r"))


def discard_output():
    """Nothing is to be flushed at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
