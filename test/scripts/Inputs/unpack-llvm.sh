# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# unpack-llvm.sh DIR: upstream's llvm-project from the source package that scripts/fetch-source.sh has downloaded, but
# for tests and documentation. unpack-llvm.sh --check: whether it is there.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
. "$root/scripts/versions.sh"
tarball=${HOP_CACHE:-$HOME/.cache/hop}/downloads/${LLVM_SOURCE}_$LLVM_VERSION.orig.tar.xz
[ -f "$tarball" ]
[ "$1" != --check ] || exit 0
mkdir -p "$1"
top=${LLVM_SOURCE}_$LLVM_VERSION
tar -xf "$tarball" -C "$1" --strip-components=1 --exclude="$top/*/test/*" --exclude="$top/*/unittests/*" \
    --exclude="$top/llvm/docs/*" --exclude="$top/clang/docs/*" \
    "$top/llvm" "$top/clang" "$top/lld" "$top/libunwind/include" "$top/cmake" "$top/third-party"
