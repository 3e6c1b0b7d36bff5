# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# super-loop.sh PREFIX DIR: builds the example that the prefix has for each core, and runs it. Prints, once, what all of
# them say, which objects of libhop's kernel are linked, and what llvm-nm knows of it.
set -eu
prefix=$1 dir=$2
rm -rf "$dir"
mkdir -p "$dir"
for variant in thumbv6m thumbv7m thumbv7em-hf thumbv8m.main-hf; do
    cp -R "$prefix/share/hop/examples/super-loop" "$dir/$variant"
    make -C "$dir/$variant" HOP="$prefix" HOP_VARIANT="$variant" LDFLAGS=-Wl,-Map=map >"$dir/$variant/log" 2>&1 || {
        cat "$dir/$variant/log"
        exit 1
    }
    {
        "$prefix/bin/hop-run" --icount 7 "$dir/$variant/super-loop.elf" 2>/dev/null
        grep -oE 'libhop\.a\(kernel_[a-z0-9_]+_c\.o\)' "$dir/$variant/map" | sort -u
        "$prefix/bin/llvm-nm" "$dir/$variant/super-loop.elf" |
            grep -E ' (hop_sched|hop_kernel_enter|hop_task_create|hop_task_exit|hop_mutex_acquire|hop_time_tick)$' || echo "no kernel"
    } >"$dir/$variant/output"
    if [ "$variant" = thumbv6m ]; then
        cat "$dir/$variant/output"
    else
        diff "$dir/thumbv6m/output" "$dir/$variant/output" && echo "the same on $variant"
    fi
done
