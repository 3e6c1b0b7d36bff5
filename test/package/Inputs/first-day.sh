# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# first-day.sh: unpacks the toolchain from standard input, and does what its documents say.
set -eu
[ "$(id -u)" = 0 ] || echo "not root"
tar -xf -
hop=$(echo "$PWD"/hop-*)
mkdir tour
sed "s|\$PWD/build/install|$hop|" "$hop/share/doc/hop/README.md" >README.md
python3 run_blocks.py README.md "A five-minute tour" "$PWD/tour"
cp -R "$hop/share/hop/examples/restart" .
{ echo "## Run" && sed "s|HOP=/opt/hop|HOP='$hop'|" restart/README.md; } >restart.md
python3 run_blocks.py restart.md Run "$PWD/restart"
echo done
