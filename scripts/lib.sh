# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh
#
# Helpers shared by the scripts of this folder; source it first:
#   . "$(dirname "$0")/lib.sh"
# A failure is one line on stderr that says what to do, and a non-zero status.

HOP_SCRIPT=$(basename "$0")
HOP_ROOT=$(cd "$(dirname "$0")/.." && pwd)
HOP_BUILD=${HOP_BUILD:-$HOP_ROOT/build}
# A service or a container may have none.
export HOME="${HOME:-$HOP_BUILD}"
HOP_CACHE=${HOP_CACHE:-$HOME/.cache/hop}
HOP_LLVM_PREFIX=${HOP_LLVM_PREFIX:-/usr/lib/llvm-19}
HOP_JOBS=${HOP_JOBS:-$(nproc)}
export HOP_BUILD HOP_CACHE HOP_JOBS

. "$HOP_ROOT/scripts/versions.sh"

# git must behave the same for everybody: no user or system configuration. Nor does it refuse a checkout that belongs to
# somebody else, as one does that a container was given: whose scripts these are is theirs, too.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
export LC_ALL=C

die() {
    echo "$HOP_SCRIPT: error: $*" >&2
    exit 1
}

say() {
    echo "$*"
}

# variant_flags NAME: the flags for a variant of the sysroot, as a user writes them.
variant_flags() {
    variant_flags_found=$(python3 "$HOP_ROOT/sysroot/variants.py" spelled | sed -n "s/^$1 //p")
    [ -n "$variant_flags_found" ] || die "no variant $1: sysroot/variants.json has them"
    echo "$variant_flags_found"
}

# stage N/M TEXT: one line of progress.
stage() {
    printf '[%s] %s\n' "$1" "$2"
}

# run_logged NAME COMMAND...: the output goes to build/logs/NAME.log; long steps
# show the last line of their log now and then, so that nobody thinks they hang.
run_logged() {
    run_name=$1
    run_log=$HOP_BUILD/logs/$1.log
    shift
    mkdir -p "$HOP_BUILD/logs"
    "$@" >"$run_log" 2>&1 </dev/null &
    run_pid=$!
    trap 'kill "$run_pid" 2>/dev/null; exit 130' INT TERM
    watch_log "$run_pid" "$run_log"
    run_status=0
    wait "$run_pid" || run_status=$?
    trap - INT TERM
    [ "$run_status" = 0 ] || die "step '$run_name' failed: $(log_reason "$run_log"); see $run_log"
}

# One `sleep` per turn keeps quick steps quick: the first turns are short.
watch_log() {
    watch_turns=0
    while kill -0 "$1" 2>/dev/null; do
        watch_turns=$((watch_turns + 1))
        if [ "$watch_turns" -le 20 ]; then
            sleep 0.1
            continue
        fi
        sleep 1
        [ $((watch_turns % 30)) = 0 ] || continue
        printf '      %s\n' "$(tail -n 1 "$2" | tr '\r' '\n' | tail -n 1 | cut -c 1-100)"
    done
}

# The line of a log that most likely says why it ended.
log_reason() {
    log_line=$(grep -E 'error:|Error|^E: |fatal:|No space left|CMake Error' "$1" | head -n 1)
    [ -n "$log_line" ] || log_line=$(tail -n 1 "$1")
    printf '%s' "$log_line" | cut -c 1-200
}

# need_space DIR MIB: dies unless the file system of DIR has that much left.
need_space() {
    mkdir -p "$1" || die "cannot write to $1: choose another place"
    space_left=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
    [ "$space_left" -ge "$2" ] ||
        die "only $space_left MiB left for $1, $2 MiB are needed: free some space, or set HOP_BUILD and HOP_CACHE to another disk"
}

# need_variants NAME...: dies unless sysroot/variants.json has each.
need_variants() {
    for needed_variant in "$@"; do
        variant_flags "$needed_variant" >/dev/null
    done
}

# need_numbers OPTION NUMBER...: dies unless each is one that the shell, Python and the firmware read alike: 010 would be 8.
need_numbers() {
    while [ $# -gt 0 ]; do
        case $2 in '' | *[!0-9]* | 0?*) die "$1 takes a whole number, not '$2'" ;; esac
        { [ ${#2} -le 10 ] && [ "$2" -le 4294967295 ]; } || die "$1 takes at most 4294967295, not '$2'"
        shift 2
    done
}

# need_some OPTION NUMBER: dies where nothing would be done, which would pass.
need_some() {
    [ "$2" -gt 0 ] || die "$1 takes 1 or more, not '$2'"
}

# need_regex REGEX: dies if lit could not read it. Perl's expressions are those of Python, but for rarities.
need_regex() {
    regex_status=0
    grep -qP -e "$1" </dev/null 2>/dev/null || regex_status=$?
    [ "$regex_status" -le 1 ] || die "'$1' is no regular expression"
}

# need_plain_path PATH...: dies unless lit's commands take each as one word: in "a b", `rm -rf %t` removes a.
need_plain_path() {
    for plain_path in "$@"; do
        case $plain_path in
        *[[:space:]\'\"\\\$\`\;\&\|\<\>\(\)\*\?\[\]\{\}\#\~\!%]*)
            die "tests do not run at $plain_path, whose name has blanks or the like: move the checkout, or set HOP_BUILD"
            ;;
        esac
    done
}

need_toolchain() {
    [ -x "$1/bin/clang" ] || die "no toolchain in $1: run scripts/build.sh, or set HOP_PREFIX"
}

# alone_in FOLDER FD: waits until no other script works in FOLDER. From then on none does until this one has ended, and all
# that it started, however they end: FD is open on the lock. Whoever has started this script may hold it already.
alone_in() {
    mkdir -p "$1" 2>/dev/null && : >>"$1/.lock" || die "cannot write to $1: set HOP_BUILD and HOP_CACHE to folders of yours"
    # shellcheck disable=SC3013 # dash has -ef
    [ ! "/proc/self/fd/$2" -ef "$1/.lock" ] || return 0
    eval "exec $2>>\"\$1/.lock\""
    flock -n "$2" && return
    say "waiting for another script that works in $1: let it end, or set HOP_BUILD to another folder"
    flock "$2"
}

need_tool() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 || die "$tool is missing: run scripts/setup-host.sh"
    done
}

# patches: the files of the patch series, in order.
patches() {
    find "$HOP_ROOT/llvm-patches" -maxdepth 1 -name '[0-9][0-9][0-9][0-9]-*.patch' | sort
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null 2>&1 || die "needs root: run it as root or install sudo"
        sudo "$@"
    fi
}

# What a toolchain is made of, for its VERSION.txt: a line for each thing, its files below it.
version_text() {
    echo "hop finite-stack $HOP_VERSION"
    echo "commit $(git -C "$HOP_ROOT" describe --always --abbrev=40 --dirty=-changed --exclude='*' 2>/dev/null || echo unknown)"
    echo "patches $(cd "$HOP_ROOT" && find llvm-patches sysroot -name '*.patch' | sort | xargs cat | sha256sum | cut -c 1-64)"
    for version_source in llvm newlib; do
        echo "source $(source_pin $version_source SOURCE) $(source_pin $version_source SOURCE_VERSION)"
        source_pin $version_source SOURCE_FILES | sed -n 's/^[0-9a-f]/  &/p'
    done
    # Of the host, and linked into the tools.
    for version_library in zlib1g-dev libzstd-dev libstdc++-12-dev libgcc-12-dev; do
        dpkg-query -W -f 'linked ${Package} ${Version}\n' "$version_library:amd64" 2>/dev/null ||
            die "$version_library is missing: run scripts/setup-host.sh"
    done
}

# The variable NAME_of a source package, e.g. source_pin llvm SOURCE_VERSION.
source_pin() {
    eval "printf '%s' \"\${$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')_$2}\""
}
