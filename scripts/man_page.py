#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a host tool's man page of its docstring and its options.

usage: man_page.py TOOL VERSION > TOOL.1

TOOL is the path of one whose make_parser() returns a hop_tool.Parser. So a page says what --help says.
In the docstring, indented paragraphs are examples, and one of capitals with a colon is a heading.
"""

import importlib.machinery
import importlib.util
import os
import re
import sys

PAGES = ["hop-board", "hop-check-eh", "hop-decode", "hop-run", "hop-size", "hop-stack"]


def load(path):
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    loader = importlib.machinery.SourceFileLoader("tool", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("tool", loader))
    loader.exec_module(module)
    return module


def escape(text):
    """Hyphens are to stay what they are, and no line may look like a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def paragraphs(text):
    """The docstring below its first line."""
    for part in re.split(r"\n\n+", text.strip("\n")):
        if part.startswith("    "):
            yield ".PP\n.nf\n.RS\n" + escape(re.sub(r"^    ", "", part, flags=re.M)) + "\n.RE\n.fi"
        elif re.fullmatch(r"[A-Z ]+:", part):
            yield ".SH " + part.rstrip(":")
        else:
            yield ".PP\n" + escape(part)


def option(parser, action):
    names = ", ".join(f"\\fB{escape(name)}\\fR" for name in action.option_strings)
    words = parser.formatter_class(parser.prog)._format_args(action, action.dest.upper())
    words = re.sub(r"\w+", r"\\fI\g<0>\\fR", words)
    help_text = parser.formatter_class(parser.prog)._expand_help(action)
    return f".TP\n{(names + ' ' + words).strip()}\n{escape(help_text)}"


def positional(parser, action):
    return f".TP\n\\fI{escape(action.metavar or action.dest)}\\fR\n{escape(action.help)}"


def page(parser, version):
    first, _, rest = parser.manual.partition("\n")
    usage = " ".join(parser.format_usage().split()[2:])
    lines = [
        f'.TH {parser.prog.upper()} 1 "" "hop {version}" "hop"',
        f".SH NAME\n{escape(parser.prog)} \\- {escape(first[0].lower() + first[1:].rstrip('.'))}",
        f".SH SYNOPSIS\n\\fB{escape(parser.prog)}\\fR {escape(usage)}",
        ".SH DESCRIPTION",
        *paragraphs(rest),
        ".SH OPTIONS",
        *(positional(parser, action) for action in parser._actions if not action.option_strings),
        *(option(parser, action) for action in parser._actions if action.option_strings and action.nargs != 0),
        *(option(parser, action) for action in parser._actions if action.option_strings and action.nargs == 0),
        f".SH EXIT STATUS\n{escape(parser.epilog)}",
        ".SH SEE ALSO\n" + "\n".join(f".BR {escape(name)} (1)" for name in PAGES if name != parser.prog),
    ]
    return "\n".join(lines) + "\n"


def main():
    tool, version = sys.argv[1:]
    sys.stdout.write(page(load(tool).make_parser(), version))


if __name__ == "__main__":
    main()
