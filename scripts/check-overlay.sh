#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-overlay.sh [--header FILE]...: fails if a tool was linked with a prebuilt object
# that includes a header which the patch series changes; see check_overlay.py.
set -eu
. "$(dirname "$0")/lib.sh"
need_tool python3
exec python3 "$HOP_ROOT/scripts/check_overlay.py" --source "$HOP_BUILD/src/llvm" \
    --patches "$HOP_ROOT/llvm-patches" --maps "$HOP_BUILD/llvm" --llvm-prefix "$HOP_LLVM_PREFIX" "$@"
