# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# as-user.sh PACKAGES RUN_BLOCKS: has an ordinary user try the tarball, in a folder that is like his own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d "/tmp/hop package XXXXXX")
trap 'rm -rf "$home"' EXIT
cp "$here/first-day.sh" "$2" "$home"
become=
if [ "$(id -u)" = 0 ]; then
    chmod -R a+rX "$home"
    chown -R 65534:65534 "$home"
    become='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi
cd "$home"
$become env -i PATH=/usr/bin:/bin HOME="$home" LC_ALL=C sh first-day.sh "$(basename "$1"/*.tar)" <"$(echo "$1"/*.tar)"
