# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# in-copy-of-root.sh DIR COMMAND...: runs the command, in the folder DIR, as root of a machine that is as this one:
# what it changes is in memory, and gone when it ends.
set -eu
dir=$(cd "$1" && pwd)
shift
# shellcheck disable=SC2016
exec unshare --mount sh -euc '
    dir=$1
    shift
    mount -t tmpfs tmpfs /mnt
    mkdir /mnt/changed /mnt/work /mnt/root
    mount -t overlay -o lowerdir=/,upperdir=/mnt/changed,workdir=/mnt/work overlay /mnt/root
    mkdir -p "/mnt/root$dir"
    for folder in /proc /dev /sys "$dir"; do
        mount --rbind "$folder" "/mnt/root$folder"
    done
    cd "$dir"
    exec chroot /mnt/root sh -c "cd \"\$0\" && exec \"\$@\"" "$dir" "$@"' sh "$dir" "$@"
