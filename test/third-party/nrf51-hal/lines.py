# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lines for the calculator."""

DEEP = "(" * 80 + "1" + ")" * 80

print("1+2*3", "(2+3)*-4", DEEP, "2*(3+4", DEEP, "1+x", "(((5)))", "quit", sep="\n")
