#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# fetch-source.sh NAME: a Debian source package pinned in versions.sh (llvm, newlib, cjson,
# ...), unpacked with Debian's own patches to build/src/NAME. Downloads are kept in $HOP_CACHE/downloads,
# so that the next checkout needs no network. The system's apt lists are not touched:
# the deb-src entries are derived from its deb entries into a private apt state.
#
# llvm, cxx, lldtests and cxxtests are folders of one package, unpacked together: the C++ libraries, their tests and the
# linker's are no part of the tree that llvm-patches applies to, so that who has patched that tree still gets them.
set -eu
. "$(dirname "$0")/lib.sh"

# What the project reads of LLVM's 2 GiB; the rest is deleted after unpacking.
LLVM_KEEP='
LICENSE.TXT cmake
llvm/LICENSE.TXT llvm/cmake llvm/include llvm/lib llvm/tools
llvm/test/CodeGen/ARM llvm/test/CodeGen/Thumb llvm/test/CodeGen/Thumb2
clang/LICENSE.TXT clang/include clang/lib clang/tools clang/test/Driver
lld/LICENSE.TXT lld/Common lld/ELF lld/include lld/tools
compiler-rt/LICENSE.TXT compiler-rt/cmake compiler-rt/include compiler-rt/lib/builtins
libunwind/LICENSE.TXT libunwind/include
'
CXX_KEEP='
libcxx/LICENSE.TXT libcxx/include libcxx/src
libcxxabi/LICENSE.TXT libcxxabi/include libcxxabi/src
libunwind/LICENSE.TXT libunwind/include
'
LLDTESTS_KEEP='
lld/LICENSE.TXT lld/test/ELF
'
CXXTESTS_KEEP='
libcxx/LICENSE.TXT libcxx/src libcxx/test/std libcxx/test/libcxx libcxx/test/support libcxx/utils/libcxx
libcxxabi/LICENSE.TXT libcxxabi/include libcxxabi/src libcxxabi/test
'

apt_private() {
    apt_state=$HOP_BUILD/apt
    mkdir -p "$apt_state/sources.d" "$apt_state/state/lists/partial" "$apt_state/cache/archives/partial"
    write_source_entries "$apt_state/sources.d"
    cat >"$apt_state/apt.conf" <<CONF
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt_state/sources.d";
Dir::State "$apt_state/state";
Dir::State::Lists "$apt_state/state/lists";
Dir::State::Status "/var/lib/dpkg/status";
Dir::Cache "$apt_state/cache";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
    # As root, apt would fetch as user _apt, who may not write into a home directory.
    if [ "$(id -u)" = 0 ]; then
        echo 'APT::Sandbox::User "root";' >>"$apt_state/apt.conf"
    fi
}

# Both spellings of apt's sources: one-line *.list and deb822 *.sources. Only component
# main is of interest; a third party's repository seldom has sources.
write_source_entries() {
    cat /dev/null /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' | grep -w main | grep -v cdrom: >"$1/hop.list" || true
    for deb822 in /etc/apt/sources.list.d/*.sources; do
        [ -f "$deb822" ] && awk -v RS= -v ORS='\n\n' '
            /(^|\n)Enabled:[ \t]*no/ || !/(^|\n)Components:[^\n]*main/ { next }
            { sub(/(^|\n)Types:[^\n]*/, "\nTypes: deb-src"); sub(/^\n/, ""); print }' "$deb822"
    done >"$1/hop.sources"
    [ -s "$1/hop.list" ] || [ -s "$1/hop.sources" ] ||
        die "no Debian entry in /etc/apt/sources.list or /etc/apt/sources.list.d: add one, then run this again"
}

apt_download() {
    APT_CONFIG=$HOP_BUILD/apt/apt.conf
    export APT_CONFIG
    # A dead third-party entry must not matter as long as ours is found.
    run_logged "apt-lists" sh -c 'apt-get update || true'
    (cd "$1" && run_logged "download-$name" apt-get source --download-only "$package=$version")
    unset APT_CONFIG
}

# The pinned files, one "SHA-256  NAME" to the line.
pinned() {
    printf '%s\n' "$files" | sed '/^$/d'
}

verified() {
    (cd "$1" && pinned | sha256sum --check --status) 2>/dev/null
}

# The first file of the pinned list whose bytes are missing or wrong.
first_bad_file() {
    pinned | while read -r sum file; do
        if [ ! -f "$1/$file" ]; then
            echo "$file is missing" && break
        elif ! echo "$sum  $1/$file" | sha256sum --check --status 2>/dev/null; then
            echo "$file has the wrong SHA-256" && break
        fi
    done
}

download() {
    downloads=$HOP_CACHE/downloads
    alone_in "$downloads" 8
    if ! verified "$downloads"; then
        need_space "$downloads" 600
        mkdir -p "$downloads/partial"
        apt_private
        apt_download "$downloads/partial"
        verified "$downloads/partial" ||
            die "$(first_bad_file "$downloads/partial"): delete $downloads/partial and try again, or correct scripts/versions.sh"
        pinned | while read -r _ file; do
            mv -f "$downloads/partial/$file" "$downloads/$file"
        done
        rm -rf "$downloads/partial"
    fi
}

# What is kept of a package; nothing stands for all of it.
keep_list() {
    case $1 in
    llvm) echo "$LLVM_KEEP" ;;
    cxx) echo "$CXX_KEEP" ;;
    lldtests) echo "$LLDTESTS_KEEP" ;;
    cxxtests) echo "$CXXTESTS_KEEP" ;;
    esac
}

# What the tree NAME is made of: the package's bytes, and what is kept of them.
pin_of() {
    pin_kept=$(keep_list "$1")
    echo "$bytes${pin_kept:+ $(echo "$pin_kept" | sha256sum | cut -c 1-16)}"
}

# stamped NAME: the tree says that it is the pinned one. One with patches applied is never replaced: with the same
# bytes and all that is kept it is right, whatever else is in it.
stamped() {
    stamp=$(cat "$HOP_BUILD/src/$1/.hop-source" 2>/dev/null) || return 1
    [ "$stamp" != "$(pin_of "$1")" ] || return 0
    [ -d "$HOP_BUILD/src/$1/.git" ] || return 1
    case $stamp in "$bytes" | "$bytes "*) ;; *) return 1 ;; esac
    for keep in $(keep_list "$1"); do
        [ -e "$HOP_BUILD/src/$1/$keep" ] || return 1
    done
}

# prune NAME FROM TO: a hard link to what is kept, so that one unpacked package serves two names.
prune() {
    for keep in $(keep_list "$1"); do
        mkdir -p "$3/$(dirname "$keep")"
        cp -al "$2/$keep" "$3/$keep"
    done
}

# place NAME FOLDER
place() {
    pin_of "$1" >"$2/.hop-source"
    rm -rf "$HOP_BUILD/src/$1"
    mv "$2" "$HOP_BUILD/src/$1"
}

unpack() {
    need_space "$HOP_BUILD/src" "$1"
    unpack_tmp=$HOP_BUILD/src/.unpack-$name
    rm -rf "$unpack_tmp"
    mkdir -p "$unpack_tmp"
    run_logged "unpack-$name" dpkg-source -x --no-check "$downloads/$dsc" "$unpack_tmp/all"
    if [ -z "$(keep_list "$name")" ]; then
        place "$name" "$unpack_tmp/all"
    else
        for tree in llvm cxx lldtests cxxtests; do
            if ! stamped "$tree" && may_replace "$tree"; then
                prune "$tree" "$unpack_tmp/all" "$unpack_tmp/$tree"
                place "$tree" "$unpack_tmp/$tree"
            fi
        done
    fi
    rm -rf "$unpack_tmp"
}

# A git repository holds somebody's work.
may_replace() {
    [ ! -d "$HOP_BUILD/src/$1/.git" ]
}

known=$(sed -n 's/^\([A-Z0-9]*\)_SOURCE=.*/\1/p' "$HOP_ROOT/scripts/versions.sh" | tr '[:upper:]\n' '[:lower:] ')
case "$#${1:-}" in
1--help | 1-h) say "usage: fetch-source.sh NAME   (one of $known)" && exit 0 ;;
1*) name=$1 ;;
*) die "usage: fetch-source.sh NAME" ;;
esac
case " $known" in
*" $name "*) ;;
*) die "no source named '$name': it is one of $known" ;;
esac
space=500
[ -z "$(keep_list "$name")" ] || space=3500
package=$(source_pin "$name" SOURCE)
version=$(source_pin "$name" SOURCE_VERSION)
files=$(source_pin "$name" SOURCE_FILES)
dsc=$(pinned | sed -n 's/.*  \(.*\.dsc\)$/\1/p')
bytes="$package $version $(pinned | sha256sum | cut -c 1-16)"
target=$HOP_BUILD/src/$name

stamped "$name" || alone_in "$HOP_BUILD" 9
if stamped "$name"; then
    say "$package $version is in $target"
    exit 0
fi
may_replace "$name" ||
    die "$target is another version of $package, or lacks a folder: move it away, then run this again"
need_tool apt-get dpkg-source sha256sum
download
unpack "$space"
say "$package $version is in $target"
