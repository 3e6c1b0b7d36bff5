# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# part-of-llvm.sh TREE COPY PATCHES: a tree for patch-llvm.sh, without the series, that shares TREE's history and has of
# its files those that the series names.
set -eu
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
rm -rf "$2"
git clone -q --shared --no-checkout "$1" "$2"
cat "$3"/0*.patch | sed -n 's,^[-+]\{3\} [ab]\(/[^[:blank:]]*\).*,\1,p' | sort -u | sed '$a /LICENSE.TXT' |
    git -C "$2" sparse-checkout set --no-cone --stdin
git -C "$2" checkout -q -B hop hop-base
cp "$1/.hop-source" "$2"
cp "$1/.git/info/attributes" "$1/.git/info/exclude" "$2/.git/info"
