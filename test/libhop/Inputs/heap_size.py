#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""heap_size.py BIN FOLDER: by how much a program grows that uses the heap, or a stack that grows, for thumbv7em.

The programs differ in the calls only. The first uses none, but a task of its own, and a variable of its own.
"""

import pathlib
import subprocess
import sys

BASE = """
#include <hop/hop.h>
#include <malloc.h>
#include <stdlib.h>
void *volatile pointer;
static _Thread_local volatile int own = 1;
static struct hop_task task;
static _Alignas(8) char stack[2048];
static void work(void *unused) { (void)unused; hop_task_sleep(own); exit(0); }
int main(void)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = work, .stack = stack,
        .stack_size = sizeof stack, .priority = 20, GROWTH});
    CALLS
    hop_task_sleep(100);
    return 1;
}
"""

# (name, calls, what the task's configuration says of growth, the most bytes that libhop/README.md says)
PROGRAMS = [
    ("none", "", "", 0),
    ("malloc, free", "pointer = malloc(1); free(pointer);", "", 2100),
    ("realloc, calloc, too", "pointer = malloc(1); pointer = realloc(pointer, 2); free(pointer);"
     " pointer = calloc(1, 2);", "", 3050),
    ("memalign, too", "pointer = malloc(1); pointer = realloc(pointer, 2); free(pointer);"
     " pointer = calloc(1, 2); pointer = memalign(64, 2);", "", 3440),
    ("a stack that grows", "", ".growth = &hop_growth", 5700),
]


def text_size(bin_folder, folder, name, calls, growth):
    source = folder / f"{name.partition(',')[0]}.c"
    source.write_text(BASE.replace("CALLS", calls).replace("GROWTH", growth))
    elf = source.with_suffix(".elf")
    subprocess.run([bin_folder / "clang", "--target=thumbv7em", "-Os", source, "-o", elf], check=True)
    output = subprocess.run([bin_folder / "llvm-size", elf], check=True, stdout=subprocess.PIPE, text=True).stdout
    return int(output.splitlines()[1].split()[0])


def main():
    bin_folder, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [text_size(bin_folder, folder, name, calls, growth) for name, calls, growth, _ in PROGRAMS]
    over = 0
    for (name, _, _, allowed), size in zip(PROGRAMS[1:], sizes[1:]):
        grown = size - sizes[0]
        over += grown > allowed
        print(f"{name}: {grown} bytes, {allowed} are documented")
    print(f"{over} over")
    return over != 0


if __name__ == "__main__":
    sys.exit(main())
