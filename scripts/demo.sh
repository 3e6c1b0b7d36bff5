#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# demo.sh [FILE...]: builds the toolchain if it is not built yet (scripts/build.sh), then
# shows what it is for: a JSON service on a 4 KiB stack that survives hostile documents.
# With FILEs it serves those, up to 32 of at most 16 KiB, instead of its own.
# HOP_DEMO_ROUNDS sets how often all documents are served in the second part.
set -eu
. "$(dirname "$0")/lib.sh"

demo_source=$HOP_ROOT/libhop/examples/json-service
demo_build=$HOP_BUILD/demo
demo_documents=$demo_build/documents
prefix=$HOP_BUILD/install
rounds=${HOP_DEMO_ROUNDS:-1000}

heading() {
    printf '\n=== %s\n' "$1"
    shift
    for line in "$@"; do
        printf '    %s\n' "$line"
    done
    printf '\n'
}

# firmware NAME FLAG...: build/demo/NAME.elf
firmware() {
    firmware_name=$1
    shift
    mkdir -p "$demo_build"
    run_logged "demo-$firmware_name" "$demo_source/build.sh" "$demo_build/$firmware_name.elf" \
        "$prefix/bin/clang" --target=thumbv7em "$@"
}

# What the service takes: DOCUMENTS_MAX and DOCUMENT_BYTES_MAX.
check_documents() {
    [ $# -le 32 ] || die "$# documents: the service takes up to 32"
    for document in "$@"; do
        [ -f "$document" ] || die "no file $document: give JSON documents"
        [ "$(wc -c <"$document")" -le 16384 ] || die "$document has more than 16384 bytes, which is what the service takes"
    done
}

# The documents to serve in a folder of their own: what the firmware is given are plain
# file names. Its own documents first, or those of the command line.
collect_documents() {
    rm -rf "$demo_documents"
    mkdir -p "$demo_documents"
    [ $# -gt 0 ] || set -- "$demo_source"/documents/*.json
    for document in "$@"; do
        name=$(basename "$document")
        [ ! -e "$demo_documents/$name" ] || die "two documents are called $name: rename one"
        cp "$document" "$demo_documents/$name"
    done
}

run_in_documents() {
    (cd "$1" && shift && "$prefix/bin/hop-run" --icount 7 "$@")
}

expect_ok() {
    demo_status=0
    run_in_documents "$demo_documents" "$@" || demo_status=$?
    [ "$demo_status" = 0 ] || die "the firmware ended with status $demo_status, 0 was expected"
}

# Whatever the unchecked firmware does is of interest, except to end well.
expect_damage() {
    demo_status=0
    run_in_documents "$demo_source/documents" "$@" || demo_status=$?
    printf '\n    -> status %s%s\n' "$demo_status" "$(status_meaning "$demo_status")"
    [ "$demo_status" != 0 ] || die "the unchecked firmware did not notice any damage, some was expected"
}

status_meaning() {
    case $1 in
    1) echo ": it noticed the damage itself, at the end" ;;
    124) echo ": it hung, and was stopped from outside" ;;
    134) echo ": the processor locked up, nothing could be reported" ;;
    *) echo ": it crashed" ;;
    esac
}

serve_checked() {
    heading "1. Ordinary and hostile documents, one after another" \
        "Three tasks: 'main' hands over documents, 'json' parses them with unmodified cJSON on a" \
        "4 KiB stack, 'blink' plays a pattern on the LED every 20 ms. cJSON parses by recursion, and" \
        "its own documents are nested up to 900 deep. A call that does not fit on the stack does not happen:" \
        "the task panics, its cleanups run (here: they free the document's memory), it starts again."
    expect_ok --timeout 60 "$demo_build/checked.elf" "$@"
}

serve_for_long() {
    heading "2. All of them $rounds times, each time in another order" \
        "Memory in use must be the same at the end, and the LED on time to the tick."
    expect_ok --timeout 600 "$demo_build/checked.elf" --repeat "$rounds" --seed 2025 "$@"
}

serve_unchecked() {
    heading "3. The same sources without the checks (-fno-finite-stack): a little too deep" \
        "110 nested arrays need a little more than 4 KiB. Below the stack of 'json' lies memory of" \
        "'blink'. The parser writes over it, reports success, and nobody is told."
    expect_damage --timeout 20 "$demo_build/unchecked.elf" scalars.json nested-110.json scalars.json
    heading "4. Without the checks: far too deep" \
        "900 nested arrays run through the blink task, the kernel's own data, and out of the RAM."
    expect_damage --timeout 20 "$demo_build/unchecked.elf" scalars.json nested-arrays.json scalars.json
}

case ${1:-} in
--help | -h) say "usage: demo.sh [FILE...]" && exit 0 ;;
-*) die "unknown option $1 (usage: demo.sh [FILE...])" ;;
esac
check_documents "$@"
collect_documents "$@"
"$HOP_ROOT/scripts/build.sh"
"$HOP_ROOT/scripts/fetch-source.sh" cjson
stage demo "compiling the demo, checked and unchecked"
firmware checked
firmware unchecked -fno-finite-stack -Wl,--defsym=__hop_stack_limits=0
set --
for document in "$demo_documents"/*; do
    set -- "$@" "$(basename "$document")"
done
serve_checked "$@"
serve_for_long "$@"
serve_unchecked
heading "Done" "The firmware and what it is made of: libhop/examples/json-service/README.md"
