#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# man_page.sh PREFIX TOOL: fails unless the page of the tool has its options, the first line of its --help, and no
# complaint of groff's, where that is installed.
page=$1/share/man/man1/$2.1
help=$("$1/bin/$2" --help) || exit 1
[ -f "$page" ] || { echo "man_page.sh: no $page" >&2 && exit 1; }
plain=$(sed 's/\\-/-/g; s/\\f[BIR]//g' "$page")
for option in $(printf '%s\n' "$help" | grep -o -e '^ *--[a-z-]*'); do
    printf '%s\n' "$plain" | grep -q -e "^$option" || { echo "man_page.sh: $page lacks $option" >&2 && exit 1; }
done
for heading in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' 'SEE ALSO'; do
    printf '%s\n' "$plain" | grep -q "^\.SH $heading" || { echo "man_page.sh: $page lacks $heading" >&2 && exit 1; }
done
if command -v groff >/dev/null; then
    complaints=$(groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null)
    [ -z "$complaints" ] || { echo "man_page.sh: $complaints" >&2 && exit 1; }
fi
