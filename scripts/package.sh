#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# package.sh: the toolchain as hop-VERSION-x86_64-linux.tar.xz, to be unpacked anywhere, and as a Debian package.
# The same prefix and commit give the same bytes: files are sorted, owned by root, and as old as the commit
# (SOURCE_DATE_EPOCH overrides). What only those need who work on the toolchain is left out.
set -eu
. "$(dirname "$0")/lib.sh"

NAME=hop-$HOP_VERSION-x86_64-linux
DEB_NAME=hop-finite-stack
LIMIT=120 # MiB of a compressed package

LEFT_OUT='bin/llc bin/opt'
# Clang has headers for every processor; these are C's and those for M-profile.
HEADERS='builtins.h float.h inttypes.h iso646.h limits.h module.modulemap std*.h __std*.h tgmath.h unwind.h varargs.h
    arm_acle.h arm_bf16.h arm_cde.h arm_cmse.h arm_fp16.h arm_mve.h arm_vector_types.h armintr.h'
DOCUMENTS='README.md CHANGELOG.md LICENSE libhop/README.md libhop/ABI.md libhop/CRASH.md libhop/board/README.md sysroot/LINKING.md
    sysroot/MIGRATING.md sysroot/TROUBLESHOOTING.md sysroot/LIMITS.md clang-pass/README.md clang-pass/INTERACTIONS.md'

usage() {
    cat <<END
usage: package.sh [--prefix DIR] [--out DIR] [--compression xz|none]
  --prefix DIR     the installed toolchain ($HOP_BUILD/install)
  --out DIR        where the packages go ($HOP_BUILD/package)
  --compression C  none is for tests: quick, and large
END
}

# Seconds since the epoch that all files are given.
package_date() {
    [ -z "${SOURCE_DATE_EPOCH:-}" ] || { echo "$SOURCE_DATE_EPOCH" && return; }
    git -C "$HOP_ROOT" log -1 --format=%ct 2>/dev/null ||
        die "$HOP_ROOT is no git checkout: set SOURCE_DATE_EPOCH"
}

# The tree of both packages.
assemble() {
    cp -a "$prefix" "$tree"
    for file in $LEFT_OUT; do
        rm -f "$tree/$file"
    done
    check_host_libraries
    assemble_headers
    for document in $DOCUMENTS; do
        mkdir -p "$tree/share/doc/hop/$(dirname "$document")"
        cp "$HOP_ROOT/$document" "$tree/share/doc/hop/$document"
    done
    assemble_licenses "$tree/share/doc/hop/licenses"
    host_programs | while read -r program; do
        "$prefix/bin/llvm-strip" --strip-all "$program"
    done
    chmod -R u=rwX,go=rX "$tree"
    python3 "$HOP_ROOT/scripts/sbom.py" "$tree" "$NAME" "$date" >"$work/sbom"
    mv "$work/sbom" "$tree/share/doc/hop/sbom.spdx.json"
}

assemble_headers() {
    mv "$tree/lib/clang/19/include" "$work/headers"
    mkdir "$tree/lib/clang/19/include"
    for header in $HEADERS; do
        # Patterns match in $work/headers.
        # shellcheck disable=SC2086
        (cd "$work/headers" && cp -p $header "$tree/lib/clang/19/include") || die "$prefix has no header $header"
    done
    rm -rf "$work/headers"
}

# The licences of what is compiled into the tools and libraries.
assemble_licenses() {
    mkdir -p "$1"
    for part in llvm/llvm llvm/clang llvm/lld llvm/compiler-rt cxx/libcxx cxx/libcxxabi cxx/libunwind; do
        license "$1" "$HOP_BUILD/src/$part/LICENSE.TXT" "${part#*/}"
    done
    license "$1" "$HOP_BUILD/src/newlib/COPYING.NEWLIB" newlib
    for package in llvm-19-dev zlib1g-dev libzstd-dev libstdc++-12-dev; do
        license "$1" "/usr/share/doc/$package/copyright" "debian-$package"
    done
}

license() {
    [ -f "$2" ] || die "$2 is missing: run scripts/build.sh"
    cp -L "$2" "$1/$3.txt"
}

host_programs() {
    find "$tree/bin" -type f | sort | while read -r program; do
        [ "$(head -c 4 "$program" | tr -d '\177')" != ELF ] || echo "$program"
    done
}

needed_libraries() {
    host_programs | while read -r program; do
        "$prefix/bin/llvm-readelf" --needed-libs "$program" | grep '\.so' || true
    done | sort -u
}

check_host_libraries() {
    others=$(needed_libraries | grep -vE '^ *(libc\.so\.6|libm\.so\.6|ld-linux-x86-64\.so\.2)$' | tr -s ' \n' ' ')
    [ -z "$others" ] || die "programs in $prefix/bin need more of the host than libc and libm:$others"
}

# The newest libc version that a program asks for.
needed_libc() {
    host_programs | while read -r program; do
        "$prefix/bin/llvm-readelf" --version-info "$program" | grep -o 'GLIBC_[0-9.]*' || true
    done | sort -uV | tail -n 1 | cut -c 7-
}

# With two threads or more, and a given block size, xz's output does not depend on their number.
pack_tarball() {
    mv "$tree" "$work/$NAME"
    set -- --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$date"
    [ "$compression" = none ] || set -- "$@" --use-compress-program="xz -6 --block-size=24MiB -T $xz_threads"
    tar -C "$work" "$@" -cf "$out/$tarball.new" "$NAME"
    mv "$work/$NAME" "$tree"
    mv "$out/$tarball.new" "$out/$tarball"
}

# Programs whose names are free are in everybody's PATH; clang's get a prefix.
deb_links() {
    mkdir -p "$root/usr/bin"
    for program in "$tree"/bin/hop-*; do
        ln -s "../lib/$DEB_NAME/bin/${program##*/}" "$root/usr/bin/${program##*/}"
    done
    for program in clang clang++; do
        ln -s "../lib/$DEB_NAME/bin/$program" "$root/usr/bin/hop-$program"
    done
    for page in "$tree"/share/man/man1/*; do
        [ -e "$page" ] || continue
        mkdir -p "$root/usr/share/man/man1"
        ln -s "../../../lib/$DEB_NAME/share/man/man1/${page##*/}" "$root/usr/share/man/man1/${page##*/}"
    done
}

deb_control() {
    mkdir "$root/DEBIAN"
    (cd "$root" && find usr -type f | sort | tr '\n' '\0' | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    cat >"$root/DEBIAN/control" <<END
Package: $DEB_NAME
Version: $HOP_VERSION
Architecture: amd64
Maintainer: hop finite-stack <hop@localhost>
Installed-Size: $(find "$root/usr" -type f -printf '%s\n' | awk '{ sum += $1 } END { print int(sum / 1024) }')
Depends: libc6 (>= $(needed_libc)), python3
Recommends: qemu-system-arm
Suggests: cmake, gdb-multiarch, make
Section: devel
Priority: optional
Description: C and C++ for Cortex-M in which a stack overflow ends a call, not the system
 A Clang cross toolchain with C and C++ libraries. A call that does not fit on the
 stack does not happen: it becomes a panic, the panic unwinds the task through
 its cleanup handlers, and the task restarts.
END
}

pack_deb() {
    root=$work/root
    mkdir -p "$root/usr/lib" "$root/usr/share/doc/$DEB_NAME"
    deb_links
    mv "$tree" "$root/usr/lib/$DEB_NAME"
    tree=$root/usr/lib/$DEB_NAME
    cat "$HOP_ROOT/LICENSE" "$tree"/share/doc/hop/licenses/*.txt >"$root/usr/share/doc/$DEB_NAME/copyright"
    deb_control
    chmod -R u=rwX,go=rX "$root"
    find "$root" -exec touch -h -d "@$date" {} +
    SOURCE_DATE_EPOCH=$date dpkg-deb -Z"$compression" --threads-max="$xz_threads" --root-owner-group \
        --build "$root" "$out/$deb.new" >/dev/null
    mv "$out/$deb.new" "$out/$deb"
}

# made FILE SECONDS: tells what it is, and refuses a compressed package that is too large.
made() {
    mib=$(($(stat -c %s "$out/$1") / 1048576 + 1))
    say "$out/$1: $mib MiB, $2 s"
    [ "$compression" = none ] || [ "$mib" -le "$LIMIT" ] || die "$1 has $mib MiB, more than $LIMIT: leave something out"
}

prefix=$HOP_BUILD/install out=$HOP_BUILD/package compression=xz
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) usage && exit 0 ;;
    --prefix | --out | --compression)
        [ $# -ge 2 ] || die "$1 needs a value (see --help)"
        eval "${1#--}=\$2"
        shift 2
        ;;
    *) die "unknown argument $1 (see --help)" ;;
    esac
done
case $compression in xz) suffix=.xz ;; none) suffix= ;; *) die "--compression is xz or none" ;; esac
grep -qs '^source ' "$prefix/VERSION.txt" || die "no toolchain in $prefix, or an old one: run scripts/build.sh"
need_tool git python3 tar xz dpkg-deb
tarball=$NAME.tar$suffix
deb=${DEB_NAME}_${HOP_VERSION}_amd64.deb
date=$(package_date)
xz_threads=$((HOP_JOBS > 2 ? HOP_JOBS : 2))

mkdir -p "$out" || die "cannot write to $out: choose another --out"
out=$(cd "$out" && pwd)
need_space "$out" 700
work=$(mktemp -d "$out/work-XXXXXX")
trap 'rm -rf "$work" "$out"/*.new' EXIT
trap 'exit 130' HUP INT TERM
umask 022
tree=$work/tree
started=$(date +%s)
assemble
say "in both: $(du -sm --apparent-size "$tree" | cut -f 1) MiB, $(($(date +%s) - started)) s"
started=$(date +%s)
pack_tarball
made "$tarball" $(($(date +%s) - started))
started=$(date +%s)
pack_deb
made "$deb" $(($(date +%s) - started))
(cd "$out" && sha256sum "$tarball" "$deb" >SHA256SUMS)
times >"$work/times"
say "processor time, user's and system's: $(sed -n 2p "$work/times")"
