#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# git, which is killed when it is to move a tree to another commit: one file is half written then, and the index locked. So is
# the script that called it.
case " $* " in
*" reset -q --keep "*)
    head -c 1000 "$2/llvm/lib/Target/ARM/ARMFrameLowering.cpp" >"$2/half"
    mv "$2/half" "$2/llvm/lib/Target/ARM/ARMFrameLowering.cpp"
    : >"$2/.git/index.lock"
    kill -KILL "$PPID"
    ;;
*) exec /usr/bin/git "$@" ;;
esac
