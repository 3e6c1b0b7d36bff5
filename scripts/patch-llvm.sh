#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# patch-llvm.sh apply    bring build/src/llvm to the series of llvm-patches/
# patch-llvm.sh check    prove that the series applies and re-exports byte for byte
# patch-llvm.sh export   write the commits of build/src/llvm to llvm-patches/
# patch-llvm.sh refresh  check's first half, then write the re-exported series back
# patch-llvm.sh tree DIR apply the series to an unpacked llvm-project, for HOP_LLVM=full
#
# build/src/llvm is a git repository: the tag hop-base is Debian's source, each patch
# one commit above it. The series is applied in a second, sparse work tree, so that a
# patch that fails leaves build/src/llvm as it was, and a changed series rewrites only
# the files that differ: ninja then rebuilds only what changed.
set -eu
. "$(dirname "$0")/lib.sh"

SERIES=$HOP_ROOT/llvm-patches
TREE=$HOP_BUILD/src/llvm
SIDE=$HOP_BUILD/src/.llvm-series
# While the tree is being moved to another commit: which.
MOVING=$TREE/.git/hop-moving

export GIT_AUTHOR_NAME='hop finite-stack' GIT_AUTHOR_EMAIL=hop@localhost
export GIT_COMMITTER_NAME='hop finite-stack' GIT_COMMITTER_EMAIL=hop@localhost

usage() {
    say "usage: patch-llvm.sh apply|check|export|refresh|tree DIR"
}

in_tree() {
    git -C "$TREE" "$@"
}

series_hash() {
    patches | xargs -r cat | sha256sum | cut -c 1-40
}

# The base commit. Its attributes file switches LLVM's own off: line endings in the
# index are those of the tarball, whatever .gitattributes says about checkouts.
make_base() {
    rm -rf "$TREE/.git"
    need_space "$TREE" 600
    in_tree init -q -b hop
    in_tree config core.compression 0
    in_tree config core.fsync none
    in_tree config gc.auto 0
    in_tree config user.name "$GIT_COMMITTER_NAME"
    in_tree config user.email "$GIT_COMMITTER_EMAIL"
    echo '* -text -eol -ident -filter -whitespace' >"$TREE/.git/info/attributes"
    echo '/.hop-source' >"$TREE/.git/info/exclude"
    in_tree add --all --force -- . ':!/.hop-source'
    GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000' \
        in_tree commit -q -m "$LLVM_SOURCE $LLVM_SOURCE_VERSION"
    # Written last: its presence says that the base is complete.
    in_tree tag hop-base
}

need_base() {
    [ -f "$TREE/.hop-source" ] || die "$TREE is missing: run scripts/fetch-source.sh llvm"
    if ! in_tree rev-parse -q --verify hop-base >/dev/null 2>&1; then
        run_logged llvm-base make_base
    elif [ -s "$MOVING" ]; then
        finish_move "$(cat "$MOVING")"
    fi
}

# move_to COMMIT: the tree has no work of its own.
move_to() {
    echo "$1" >"$MOVING"
    in_tree reset -q --keep "$1"
    rm "$MOVING"
}

# finish_move COMMIT: of a script that was killed there. Nothing else is changed, or somebody has worked in the tree since.
finish_move() {
    rm -f "$TREE/.git/index.lock" "$TREE/.git/HEAD.lock"
    if [ -z "$(in_tree diff --name-only HEAD | grep -vxF "$(in_tree diff --name-only HEAD "$1")")" ]; then
        in_tree reset -q --hard "$1"
    fi
    rm "$MOVING"
}

# Applies the series to the base in the side tree, which holds only the files that
# the patches name; prints the resulting commit.
apply_aside() {
    side_remove
    in_tree worktree add -q --no-checkout --detach "$SIDE" hop-base
    touched_files >"$SIDE.files"
    git -C "$SIDE" sparse-checkout set --no-cone --stdin <"$SIDE.files" >/dev/null
    rm -f "$SIDE.files"
    git -C "$SIDE" checkout -q --detach hop-base
    for patch in $(patches); do
        git -C "$SIDE" am -q --keep-non-patch --committer-date-is-author-date "$patch" \
            >"$HOP_BUILD/logs/llvm-patch.log" 2>&1 </dev/null || {
            side_remove
            die "$(basename "$patch") does not apply to $LLVM_SOURCE $LLVM_SOURCE_VERSION; see $HOP_BUILD/logs/llvm-patch.log"
        }
    done
    git -C "$SIDE" rev-parse HEAD
}

side_remove() {
    rm -rf "$SIDE" "$SIDE.files"
    in_tree worktree prune
}

# A sparse pattern for each file named by the series, plus one that always matches.
touched_files() {
    echo /LICENSE.TXT
    patches | xargs -r sed -n 's,^[-+]\{3\} [ab]\(/[^[:blank:]]*\).*,\1,p' | sort -u
}

# export_range FROM TO DIR. Everything that configuration, versions or the number of
# objects could change in the output is fixed.
export_range() {
    git -C "$TREE" format-patch -q --zero-commit --no-numbered --no-signature --full-index \
        --no-renames --diff-algorithm=myers --unified=3 --stat=76 --no-cover-letter --no-thread \
        --no-attach --no-base --no-notes --filename-max-length=64 --output-directory "$3" "$1..$2"
}

# The work that is in the tree and in no patch, or nothing.
own_work() {
    if [ -n "$(in_tree status --porcelain --untracked-files=no)" ]; then
        echo "uncommitted changes"
    elif [ "$(in_tree rev-parse HEAD)" != "$(in_tree rev-parse -q --verify refs/hop/applied || in_tree rev-parse hop-base)" ]; then
        echo "commits that are not in llvm-patches"
    fi
}

same_patches() {
    same_dir=$(mktemp -d "$HOP_BUILD/series.XXXXXX")
    export_range hop-base "$1" "$same_dir"
    mkdir "$same_dir/given"
    patches | xargs -r cp -t "$same_dir/given"
    same_status=0
    for patch in $(cd "$same_dir/given" && ls) $(cd "$same_dir" && find . -maxdepth 1 -name '*.patch'); do
        cmp -s "$same_dir/$patch" "$same_dir/given/$patch" || {
            echo "$patch" | sed 's,^\./,,'
            same_status=1
            break
        }
    done
    rm -rf "$same_dir"
    return $same_status
}

record() {
    in_tree update-ref refs/hop/applied HEAD
    series_hash >"$TREE/.git/hop-series"
}

do_apply() {
    need_base
    work=$(own_work)
    if [ -z "$work" ] && [ "$(cat "$TREE/.git/hop-series" 2>/dev/null)" = "$(series_hash)" ]; then
        say "llvm-patches is applied ($(patches | wc -l) patches)"
        return
    fi
    # Commits made in the tree and exported since: nothing to apply.
    if [ "$work" = "commits that are not in llvm-patches" ] && same_patches HEAD >/dev/null; then
        record
        say "llvm-patches is applied ($(patches | wc -l) patches)"
        return
    fi
    [ -z "$work" ] || die "$TREE has $work: commit and run 'scripts/patch-llvm.sh export', or undo them"
    new=$(apply_aside)
    move_to "$new"
    side_remove
    record
    say "llvm-patches applied ($(patches | wc -l) patches)"
}

# BASE is for readers of the series; the pins are in versions.sh.
check_base_file() {
    printf '%s\nDebian %s %s\n' "$LLVM_TAG" "$LLVM_SOURCE" "$LLVM_SOURCE_VERSION" | cmp -s - "$SERIES/BASE" ||
        die "llvm-patches/BASE does not name $LLVM_TAG and $LLVM_SOURCE $LLVM_SOURCE_VERSION: correct it"
}

do_check() {
    check_base_file
    need_base
    new=$(apply_aside)
    side_remove
    bad=$(same_patches "$new") ||
        die "$bad is not what 'git format-patch' writes: run 'scripts/patch-llvm.sh refresh'"
    say "llvm-patches applies and re-exports identically ($(patches | wc -l) patches)"
}

# replace_series COMMIT
replace_series() {
    replace_dir=$(mktemp -d "$HOP_BUILD/series.XXXXXX")
    export_range hop-base "$1" "$replace_dir"
    patches | xargs -r rm -f
    find "$replace_dir" -name '*.patch' -exec cp -t "$SERIES" {} +
    rm -rf "$replace_dir"
}

do_export() {
    need_base
    [ -z "$(in_tree status --porcelain --untracked-files=no)" ] || die "$TREE has uncommitted changes: commit them first"
    replace_series HEAD
    record
    say "exported $(patches | wc -l) patches to llvm-patches"
}

do_refresh() {
    need_base
    new=$(apply_aside)
    side_remove
    replace_series "$new"
    say "refreshed $(patches | wc -l) patches in llvm-patches"
}

# All of the series or nothing of it. The tree need not be a repository.
do_tree() {
    [ -f "$1/llvm/CMakeLists.txt" ] || die "$1 is no unpacked llvm-project: unpack it, or give its folder"
    if grep -q hop-pass/ "$1/lld/ELF/Driver.cpp" 2>/dev/null; then
        say "llvm-patches is applied to $1"
        return
    fi
    tree_dir=$(cd "$1" && pwd)
    # shellcheck disable=SC2046
    GIT_CEILING_DIRECTORIES=$(dirname "$tree_dir") git -C "$tree_dir" apply $(patches) ||
        die "the series does not apply to $1: it is for llvm-project $LLVM_VERSION"
    say "llvm-patches applied to $1 ($(patches | wc -l) patches)"
}

case "$#${1:-}" in
1apply | 1check | 1export | 1refresh | 2tree) ;;
1--help | 1-h) usage && exit 0 ;;
*) die "$(usage)" ;;
esac
need_tool git cmp sha256sum
alone_in "$HOP_BUILD" 9
mkdir -p "$HOP_BUILD/logs"
action=$1
shift
"do_$action" "$@"
