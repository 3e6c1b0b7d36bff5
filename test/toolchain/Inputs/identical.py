#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""identical.py OURS STOCK BUILD WORK: compiles newlib, compiler-rt's builtins and cJSON with both
compilers, ours with -fno-finite-stack, and compares every object, .comment aside.

The sources are as Debian has them, newlib's with the sysroot's patches. Both compilers are called with
the same flags in folders of the same shape, so that no path can make a difference.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
TARGETS = (
    ["--target=thumbv7em-none-eabi", "-mcpu=cortex-m4", "-mfloat-abi=soft"],
    ["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4"],
    ["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m7"],
    ["--target=thumbv6m-none-eabi"],
)
VARIANTS = ("thumbv7em", "thumbv7em-hf")
LEVELS = ("-O0", "-O1", "-O2", "-O3", "-Os", "-Oz")


def run(*command, **options):
    subprocess.run([str(word) for word in command], check=True, **options)


def build_libraries(tools, build, work, flags):
    """newlib and the builtins for two variants of the sysroot, by its own recipe."""
    ccache = shutil.which("ccache") or ""
    recipe = subprocess.run(
        [sys.executable, ROOT / "sysroot/ninja.py", "--newlib", build / "sysroot/newlib",
         "--builtins", build / "src/llvm/compiler-rt/lib/builtins", "--tools", tools,
         "--stamp", tools / "clang", "--ccache", ccache, f"--flags={flags}"],
        check=True, stdout=subprocess.PIPE).stdout
    (work / "build.ninja").write_bytes(recipe)
    digest = hashlib.sha256((tools / "clang").read_bytes()).hexdigest()
    wanted = [f"out/{variant}/lib/{library}.a" for variant in VARIANTS
              for library in ("libc", "libm", "libclang_rt.builtins")]
    cache = {"CCACHE_COMPILERCHECK": f"string:{digest}", "CCACHE_BASEDIR": str(ROOT), "CCACHE_NOHASHDIR": "1"}
    run("ninja", "-C", work, *wanted, env={**os.environ, **cache}, stdout=subprocess.DEVNULL)


def build_cjson(tools, build, work, flags):
    headers = work / "out/thumbv7em/include"
    for number, target in enumerate(TARGETS):
        for level in LEVELS:
            for name in ("cJSON", "cJSON_Utils"):
                run(tools / "clang", *target, level, *flags.split(), "-isystem", headers, "-c",
                    build / "src/cjson" / f"{name}.c", "-o", work / f"{name}{level}-{number}.o")


def stripped(path, objcopy):
    """The bytes of an object or archive without the version string."""
    out = path.with_suffix(path.suffix + ".stripped")
    run(objcopy, "--remove-section=.comment", path, out)
    return out.read_bytes()


def members(archive, ar):
    return subprocess.run([ar, "t", archive], check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def main():
    ours, stock, build, work = (pathlib.Path(word) for word in sys.argv[1:])
    works = []
    for name, tools, flags in (("ours", ours, "-fno-finite-stack"), ("stock", stock, "")):
        folder = work / name
        folder.mkdir(parents=True, exist_ok=True)
        build_libraries(tools, build, folder, flags)
        build_cjson(tools, build, folder, flags)
        works.append(folder)
    compared, bad = 0, []
    for path in sorted([*works[0].rglob("*.a"), *works[0].glob("*.o")]):
        other = works[1] / path.relative_to(works[0])
        compared += len(members(path, ours / "llvm-ar")) if path.suffix == ".a" else 1
        if stripped(path, ours / "llvm-objcopy") != stripped(other, ours / "llvm-objcopy"):
            bad.append(path.name)
            print(f"differs: {path.name}")
    print(f"{compared} objects compared, {len(bad)} files differ")
    return 1 if bad or compared < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
