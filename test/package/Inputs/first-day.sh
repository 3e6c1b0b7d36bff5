# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# first-day.sh NAME: has the archive NAME, uncompressed, on standard input, and does what its documents say.
set -eu
[ "$(id -u)" = 0 ] || echo "not root"
mkdir -p build/package tour
cat >"build/package/$1.xz"
tar -xf "build/package/$1.xz" --wildcards --strip-components=4 '*/share/doc/hop/README.md'
python3 run_blocks.py README.md "The package, as an archive" "$PWD"
rm -r build
hop=$PWD/${1%.tar}
sed "s|\$PWD/build/install|$hop|" README.md >tour.md
python3 run_blocks.py tour.md "A five-minute tour" "$PWD/tour"
cp -R "$hop/share/hop/examples/restart" .
{ echo "## Run" && sed "s|HOP=/opt/hop|HOP='$hop'|" restart/README.md; } >restart.md
python3 run_blocks.py restart.md Run "$PWD/restart"
echo done
