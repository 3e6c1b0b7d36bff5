#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Clang by a name of GCC's, for builds that are not to be touched: it says no word about what it does not have of GCC's
# options and warnings, nor about what GCC does not warn of: an atomic object that the core has no instruction for, -Ofast.
# build-sysroot.sh fills in which one.
for option; do
    case $option in
    # GCC, too, prints nothing where it has none. Here the libraries are chosen by the options.
    -print-sysroot | --print-sysroot) exit 0 ;;
    esac
done
self=$(readlink -f "$0")
exec "${self%/share/hop/gcc-names/*}/bin/@PROGRAM@" @OPTIONS@ --target=arm-none-eabi -Wno-unused-command-line-argument \
    -Wno-ignored-optimization-argument -Wno-unknown-warning-option -Wno-deprecated-ofast -Wno-atomic-alignment "$@"
