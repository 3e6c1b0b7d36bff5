#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# on-small-disk.sh DIR COMMAND...: runs the command with a file system of 8 MiB mounted on DIR, in a
# mount namespace of its own, then prints its status and what is left in DIR. A user namespace makes
# that possible for those who are not root; it is refused to root in a chroot, who needs none.
dir=$1
shift
user=
[ "$(id -u)" = 0 ] || user=--map-root-user
# shellcheck disable=SC2016,SC2086
exec unshare --mount $user sh -c '
    dir=$1
    shift
    mount -t tmpfs -o size=8m tmpfs "$dir" || exit 1
    "$@"
    echo "status $?, left behind: $(ls -A "$dir" | grep . || echo nothing)"' sh "$dir" "$@"
