#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# build-sysroot.sh [--prefix DIR]: newlib, compiler-rt's builtins, libhop, libc++ and libc++abi for every
# variant of sysroot/variants.json, to DIR/lib/clang-runtimes (default build/install), the host tools to
# DIR/bin, and what projects use to DIR/share/hop. CLANG_DIR is the folder of clang and llvm-ar, default DIR/bin;
# any clang 19 does.
# HOP_VARIANTS="thumbv7em ..." builds only those anew, for work on the compiler.
set -eu
. "$(dirname "$0")/lib.sh"

SYSROOT=$HOP_BUILD/sysroot
OUT=$SYSROOT/out
# The prefix's share/hop. It is made anew each time, so that nothing stays in it of what an earlier build had.
SHARE=$SYSROOT/share

# Replaces FILE by standard input only if it differs, so that its time of change says something.
write_if_changed() {
    cat >"$1.new"
    if cmp -s "$1.new" "$1"; then
        rm "$1.new"
    else
        mv "$1.new" "$1"
    fi
}

# sha256 of all files named on standard input, names included.
hash_files() {
    sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -c 1-64
}

# prepare NAME FOLDER...: folders of the pinned source NAME with the patches of sysroot/FOLDER, in a copy:
# the source itself stays as Debian has it, for the tests that compare what two compilers make of it.
prepare() {
    prepare_name=$1
    shift
    copy=$SYSROOT/$prepare_name
    prepare_key=$(
        cat "$HOP_BUILD/src/$prepare_name/.hop-source"
        for folder in "$@"; do find "$HOP_ROOT/sysroot/$folder/patches" -type f 2>/dev/null || true; done | hash_files
    )
    [ "$(cat "$copy/.key" 2>/dev/null)" != "$prepare_key" ] || return 0
    rm -rf "$copy"
    mkdir -p "$copy"
    for folder in "$@"; do
        cp -R "$HOP_BUILD/src/$prepare_name/$folder" "$copy/$folder"
        for patch_file in "$HOP_ROOT/sysroot/$folder"/patches/*.patch; do
            [ ! -f "$patch_file" ] || patch -s -p1 -d "$copy" <"$patch_file" >&2 ||
                die "$patch_file does not apply to $prepare_name: correct the patch"
        done
    done
    echo "$prepare_key" >"$copy/.key"
}

# The headers of C++, once for all variants: each finds them by a link beside its own.
prepare_cxx_headers() {
    headers_key=$(cat "$SYSROOT/cxx/.key"; find "$HOP_ROOT/sysroot/libcxx/include" -type f | hash_files)
    [ "$(cat "$SYSROOT/cxx-headers" 2>/dev/null)" != "$headers_key" ] || return 0
    rm -rf "$OUT/include" "$SYSROOT/cxx-headers"
    mkdir -p "$OUT/include/c++/v1"
    cp -R "$SYSROOT/cxx/libcxx/include/." "$SYSROOT/cxx/libcxxabi/include/." "$HOP_ROOT/sysroot/libcxx/include/." \
        "$OUT/include/c++/v1"
    find "$OUT/include/c++" \( -name CMakeLists.txt -o -name '*.in' \) -exec rm {} +
    echo "$headers_key" >"$SYSROOT/cxx-headers"
}

link_cxx_headers() {
    for folder in "$OUT"/*/lib; do
        ln -sfn ../../include/c++ "${folder%/lib}/include/c++"
    done
}

# table FILE: a table of sysroot without its comments.
table() {
    grep -v '^#' "$HOP_ROOT/sysroot/$1"
}

# The libraries that builds made for GCC name: each stands for those that have the same here.
name_gcc_libraries() {
    table gcc/libraries.txt | while read -r name libraries; do
        for folder in "$OUT"/*/lib; do
            echo "INPUT($libraries)" | write_if_changed "$folder/lib$name.a"
        done
    done
}

# Only our clang knows the finite-stack back end; a stock one builds the same libraries unchecked.
helper_flags() {
    if "$tools/clang" --target=thumbv7em-none-eabi -mllvm -hop-finite-stack-helper \
        -x c -c /dev/null -o /dev/null >/dev/null 2>&1; then
        echo "-mllvm -hop-finite-stack-helper"
    fi
}

# From a build that had them.
remove_absent_headers() {
    table newlib/absent.txt | while read -r header; do
        for folder in "$OUT"/*/include; do
            rm -f "$folder/$header"
        done
    done
}

build_libraries() {
    sha256sum "$tools/clang" | cut -c 1-64 | write_if_changed "$SYSROOT/compiler"
    python3 "$HOP_ROOT/sysroot/ninja.py" --newlib "$SYSROOT/newlib" \
        --builtins "$HOP_BUILD/src/llvm/compiler-rt/lib/builtins" --tools "$tools" \
        --cxx "$SYSROOT/cxx" --cxx-headers "$OUT/include" \
        --stamp "$SYSROOT/compiler" --ccache "$ccache" --helper-flags="$(helper_flags)" |
        write_if_changed "$SYSROOT/build.ninja"
    # By the compiler's content, hashed once, and with paths as seen from here: a rebuilt clang of the same bytes
    # finds its old results, in another checkout, too.
    set --
    for variant in ${HOP_VARIANTS:-}; do
        for library in libc libm libstdio_nano libclang_rt.builtins libc++ libc++abi; do
            set -- "$@" "out/$variant/lib/$library.a"
        done
    done
    run_logged sysroot-libraries env CCACHE_COMPILERCHECK="string:$(cat "$SYSROOT/compiler")" \
        CCACHE_BASEDIR="$HOP_ROOT" CCACHE_NOHASHDIR=1 \
        ninja -C "$SYSROOT" -j "$HOP_JOBS" "$@"
}

build_libhop() {
    libhop_key=$(
        cat "$SYSROOT/compiler"
        find "$HOP_ROOT/libhop" "$HOP_ROOT/scripts/build-libhop.sh" "$HOP_ROOT/scripts/hop-board" "$HOP_ROOT/scripts/hop_board.py" \
            "$HOP_ROOT/sysroot/variants.json" -type f | hash_files
        # libhop's own compilation reads newlib's headers.
        cat "$SYSROOT/newlib/.key"
    )
    # shellcheck disable=SC2086
    python3 "$HOP_ROOT/sysroot/variants.py" builds ${HOP_VARIANTS:-} >"$SYSROOT/variants"
    while read -r dir board flags; do
        [ "$(cat "$SYSROOT/libhop-$dir.key" 2>/dev/null)" != "$libhop_key" ] || continue
        rm -f "$SYSROOT/libhop-$dir.key"
        run_logged "libhop-$dir" "$HOP_ROOT/scripts/build-libhop.sh" --cc "$tools/clang" --ar "$tools/llvm-ar" \
            --include "$OUT/$dir/include" --board "$board" --flags "$flags" --out "$OUT/$dir"
        echo "$libhop_key" >"$SYSROOT/libhop-$dir.key"
    done <"$SYSROOT/variants"
}

# put FILE DESTINATION MODE: copies what differs; the destination is whole at any time. A copy that was cut short is
# overwritten by the next.
put() {
    ! cmp -s "$1" "$2" || return 0
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.new"
    chmod "$3" "$2.new"
    mv "$2.new" "$2"
}

# replace FOLDER DESTINATION: if they differ, in one step: whoever reads it meanwhile sees the old or the new one.
replace() {
    rm -rf "$2.new" "$2.old" # of a build that was killed
    ! diff -rq --no-dereference "$1" "$2" >/dev/null 2>&1 || return 0
    need_space "$(dirname "$2")" 200
    if ! cp -a "$1" "$2.new"; then
        rm -rf "$2.new"
        die "cannot copy $1 to $2.new: is the disk full?"
    fi
    [ ! -e "$2" ] || mv "$2" "$2.old"
    mv "$2.new" "$2"
    rm -rf "$2.old"
}

# What the builds of projects include, examples of such projects, and ports to other kernels.
install_projects() {
    projects=$HOP_ROOT/sysroot/projects
    mkdir "$SHARE/cmake" "$SHARE/meson"
    cp "$projects"/*.cmake "$SHARE/cmake"
    python3 "$projects/variants.py" cmake >"$SHARE/cmake/hop-variants.cmake"
    python3 "$projects/variants.py" make >"$SHARE/hop-variants.mk"
    python3 "$projects/variants.py" meson "$SHARE/meson"
    cat >"$SYSROOT/version.cmake" <<CMAKE
include(CMakePackageConfigHelpers)
write_basic_package_version_file([[$SHARE/cmake/hop-config-version.cmake]]
    VERSION $HOP_VERSION COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
CMAKE
    cmake -P "$SYSROOT/version.cmake"
    cp "$projects/hop.mk" "$SHARE"
    for example in restart super-loop two-rams; do
        mkdir -p "$SHARE/examples/$example"
        # Not what somebody has built there.
        find "$HOP_ROOT/libhop/examples/$example" -maxdepth 1 -type f \( -name '*.[ch]' -o -name '*.toml' -o -name '*.md' \
            -o -name CMakeLists.txt -o -name Makefile \) -exec cp {} "$SHARE/examples/$example" \;
    done
    cp -R "$HOP_ROOT/libhop/port" "$SHARE"
}

# For debuggers: libhop's sources, by the names that its objects have for them.
install_sources() {
    mkdir "$SHARE/src"
    (
        cd "$HOP_ROOT"
        find libhop -name '*.[chS]' ! -path 'libhop/examples/*' ! -path 'libhop/port/*' -exec cp --parents -t "$SHARE/src" {} +
    )
}

install_host_tools() {
    for tool in "$HOP_ROOT"/scripts/hop-*; do
        name=${tool##*/}
        put "$tool" "$prefix/bin/$name" 755
        python3 "$HOP_ROOT/scripts/man_page.py" "$tool" "$HOP_VERSION" >"$SYSROOT/$name.1"
        put "$SYSROOT/$name.1" "$prefix/share/man/man1/$name.1" 644
    done
    cp "$HOP_ROOT"/scripts/hop_*.py "$SHARE"
}

# In a folder of their own, for who puts it in front of the PATH, or names it: another toolchain may have that name.
install_gcc_names() {
    [ -x "$prefix/bin/clang" ] || return 0
    names=$SHARE/gcc-names
    mkdir "$names"
    table gcc/tools.txt | while read -r name program options; do
        case $program in
        clang*)
            sed "s/@PROGRAM@/$program/; s/ @OPTIONS@/${options:+ $options}/" "$HOP_ROOT/sysroot/gcc/compiler.sh" \
                >"$names/arm-none-eabi-$name"
            chmod 755 "$names/arm-none-eabi-$name"
            ;;
        *) ln -s "../../../bin/$program" "$names/arm-none-eabi-$name" ;;
        esac
    done
}

# Boards and configurations. clang finds the file of --config by its name alone only beside itself.
install_boards() {
    rm -rf "$SYSROOT/boards"
    mkdir "$SYSROOT/boards"
    "$HOP_ROOT/scripts/hop-board" --installed cfg --out "$SYSROOT/boards" "$HOP_ROOT"/libhop/board/*.toml
    for file in "$SYSROOT"/boards/*.cfg "$HOP_ROOT"/sysroot/configs/*.cfg; do
        put "$file" "$prefix/bin/${file##*/}" 644
    done
    # Of boards that there are no more.
    for file in "$prefix"/bin/*.cfg; do
        [ -e "$SYSROOT/boards/${file##*/}" ] || ! head -n 1 "$file" | grep -q '^# Written by hop-board ' || rm "$file"
    done
    mkdir "$SHARE/boards"
    cp "$HOP_ROOT"/libhop/board/*.toml "$SHARE/boards"
}

prefix=$HOP_BUILD/install
while [ $# -gt 0 ]; do
    case $1 in
    --prefix) [ $# -ge 2 ] || die "--prefix needs a folder" && prefix=$2 && shift 2 ;;
    --help | -h) say "usage: build-sysroot.sh [--prefix DIR]   (default $prefix)" && exit 0 ;;
    *) die "usage: build-sysroot.sh [--prefix DIR]" ;;
    esac
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
tools=${CLANG_DIR:-$prefix/bin}
[ -x "$tools/clang" ] && [ -x "$tools/llvm-ar" ] ||
    die "no clang and llvm-ar in $tools: run scripts/build-llvm.sh, or set CLANG_DIR"
need_tool python3 ninja patch cmake
# shellcheck disable=SC2086 # a list
need_variants ${HOP_VARIANTS:-}
alone_in "$HOP_BUILD" 9
"$HOP_ROOT/scripts/fetch-source.sh" newlib
"$HOP_ROOT/scripts/fetch-source.sh" cxx
[ -d "$HOP_BUILD/src/llvm/compiler-rt/lib/builtins" ] || "$HOP_ROOT/scripts/fetch-source.sh" llvm
need_space "$SYSROOT" 500
ccache=$(command -v ccache || true)
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/hop-ccache}"

mkdir -p "$OUT"
prepare newlib newlib
prepare cxx libcxx libcxxabi libunwind
prepare_cxx_headers
remove_absent_headers
build_libraries
link_cxx_headers
build_libhop
name_gcc_libraries
python3 "$HOP_ROOT/sysroot/multilib.py" | write_if_changed "$OUT/multilib.yaml"
replace "$OUT" "$prefix/lib/clang-runtimes"
rm -rf "$SHARE"
mkdir "$SHARE"
install_host_tools
install_gcc_names
install_boards
install_projects
install_sources
chmod -R u=rwX,go=rX "$SHARE" # whatever the checkout has
replace "$SHARE" "$prefix/share/hop"
say "sysroot in $prefix/lib/clang-runtimes"
