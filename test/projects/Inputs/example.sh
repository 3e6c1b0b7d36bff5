# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# example.sh NAME DIR DOCS: runs the README of the example NAME of the toolchain DIR/hop, in a copy.
set -eu
name=$1 dir=$2 docs=$3
cp -R "$dir/hop/share/hop/examples/$name" "$dir/$name"
{ echo "## Run" && sed "s|HOP=/opt/hop|HOP='$dir/hop'|" "$dir/$name/README.md"; } >"$dir/$name.md"
python3 "$docs/run_blocks.py" "$dir/$name.md" Run "$dir/$name"
