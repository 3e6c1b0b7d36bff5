#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The LLVM source that the fork patches; see fetch-source.sh.
exec "$(dirname "$0")/fetch-source.sh" llvm
