#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# verify.sh MODEL DIRECTORY [NAME=VALUE] [RULE]: fails unless spin has searched all states of
# the model, with NAME defined as VALUE, and found no error; or, with RULE defined, by which
# the model breaks a rule, unless it finds one.
set -eu
model=$1 directory=$2
shift 2
rule= define=
for argument; do
    case $argument in
    *=*) define=-D$argument ;;
    *) rule=$argument ;;
    esac
done
inputs=$(dirname "$model")/Inputs

fail() {
    echo "verify.sh: $model $define $rule: $1" >&2
    tail -n 30 pan.log >&2
    exit 1
}

work=$directory/${rule:-all}$define
rm -rf "$work"
mkdir -p "$work"
cd "$work"
: >pan.log
[ -z "$rule" ] || grep -q "^#if.*\<$rule\>" "$model" "$inputs"/*.h || fail "no such rule"
spin -P"clang-19 -E -x c -I$inputs $define ${rule:+-D$rule}" -a "$model" >pan.log || fail "spin -a"
# Unoptimized: compiling takes longer than searching. Priorities of contexts rule out partial
# order reduction.
clang-19 -w -DSAFETY -DNOREDUCE -DMEMLIM=600 -o pan pan.c || fail "cc"
./pan -m200000 -w22 >pan.log 2>&1 || fail "pan"
errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log)
if [ -n "$rule" ]; then
    [ "${errors:-0}" -gt 0 ] || fail "the broken rule is not found"
    exit 0
fi
[ "$errors" = 0 ] || fail "an error"
if grep -q 'max search depth too small\|out of memory\|Search not completed' pan.log; then
    fail "not all states were searched"
fi
