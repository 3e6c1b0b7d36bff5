#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs the Debian 12 packages that building and testing need; instant when all are
# there. `setup-host.sh --list` prints their names.
set -eu
. "$(dirname "$0")/lib.sh"

# The static LLVM that the overlay links, and its tools (lit, FileCheck, llvm-tblgen).
PACKAGES='clang-19 lld-19 llvm-19-dev llvm-19-tools libclang-19-dev liblld-19-dev libzstd-dev zlib1g-dev'
# Sanitizers for the host tests.
PACKAGES="$PACKAGES libclang-rt-19-dev"
PACKAGES="$PACKAGES cmake ninja-build make ccache git python3 dpkg-dev patch xz-utils qemu-system-arm"
# By which lit ends a test that hangs.
PACKAGES="$PACKAGES python3-psutil"
# Models of the lock-free parts of the kernel.
PACKAGES="$PACKAGES spin"
PACKAGES="$PACKAGES gdb-multiarch"
# Random programs.
PACKAGES="$PACKAGES csmith libcsmith-dev"
# Projects that are built by it.
PACKAGES="$PACKAGES meson"
# The API reference.
PACKAGES="$PACKAGES doxygen"

missing() {
    for package in $PACKAGES; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

install_missing() {
    need_space /var/cache/apt 3000
    # The lists of a fresh machine are empty or stale.
    run_logged apt-update as_root apt-get -q update
    # shellcheck disable=SC2086
    run_logged apt-install as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $1
}

case "$#${1:-}" in
0) ;;
1--list) echo "$PACKAGES" && exit 0 ;;
1--help | 1-h) say "usage: setup-host.sh [--list]" && exit 0 ;;
*) die "usage: setup-host.sh [--list]" ;;
esac
command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 ||
    die "this host is not Debian: use Debian 12 (bookworm), a container will do"
needed=$(missing)
if [ -n "$needed" ]; then
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 ||
        die "packages are missing ($needed): run this as root or install sudo"
    say "installing: $needed"
    install_missing "$needed"
fi
say "all packages are installed"
