# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""lit configuration: what is tested is the installed prefix, never the build tree.

scripts/test.sh writes build/test/lit.site.cfg.py, which sets the four paths below and then
loads this file. By hand: lit.py build/test, with --filter REGEX for some tests only.
"""

import os
import re
import shlex
import subprocess
import sys

import lit.formats

prefix = config.hop_prefix
root = config.hop_root
llvm = config.hop_llvm_prefix

config.name = "hop"
config.test_source_root = os.path.join(root, "test")
config.test_exec_root = config.hop_output
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test", ".c", ".cpp", ".ll", ".pml", ".s", ".S"]
config.excludes = ["Inputs"]


def tool(name):
    return shlex.quote(os.path.join(prefix, "bin", name))


clang = tool("clang")
libhop = os.path.join(root, "libhop")
host_cc = "clang-19 -g -fsanitize=address,undefined -fno-sanitize-recover=all -std=c11"

sys.path.insert(0, os.path.join(root, "sysroot"))
sys.dont_write_bytecode = True
import variants  # noqa: E402

# %{thumbv7em-hf} is what a user of that variant writes.
spelled = {variant["dir"]: " ".join(variant["spelled"]) for variant in variants.read()}
config.substitutions += [(re.escape("%{" + name + "}"), flags) for name, flags in spelled.items()]

# \b keeps %clang from replacing the beginning of %clang_v7em.
config.substitutions += [
    (r"%clang_v7em_hf\b", f"{clang} {spelled['thumbv7em-hf']}"),
    (r"%clang_v7em\b", f"{clang} {spelled['thumbv7em']}"),
    (r"%clangxx\b", tool("clang++")),
    (r"%clang\b", clang),
    (r"%stock_clang\b", os.path.join(llvm, "bin", "clang")),
    (r"%llc\b", tool("llc")),
    (r"%opt\b", tool("opt")),
    (r"%lld\b", tool("ld.lld")),
    (r"%run\b", tool("hop-run")),
    (r"%host_cc\b", f"{host_cc} -I {shlex.quote(os.path.join(libhop, 'include'))} -I {shlex.quote(libhop)}"),
    (r"%python\b", "python3"),
    (r"%every_core\b", f"sh {shlex.quote(os.path.join(root, 'test', 'every-core.sh'))} {shlex.quote(prefix)} %t"),
    (r"%status\b", "sh " + shlex.quote(os.path.join(root, "test", "status.sh"))),
    (r"%libhop\b", shlex.quote(libhop)),
    (r"%llvm_prefix\b", shlex.quote(llvm)),
    (r"%prefix\b", shlex.quote(prefix)),
    (r"%build\b", shlex.quote(config.hop_build)),
    (r"%src_root\b", shlex.quote(root)),
]

# What a container may forbid: mounting a small disk to fill it up.
small_disk = os.path.join(root, "test", "scripts", "Inputs", "on-small-disk.sh")
if subprocess.run([small_disk, "/mnt", "true"], capture_output=True).returncode == 0:
    config.available_features.add("mount-namespace")

# All of LLVM's source: a checkout whose build/ was copied may come without the download.
unpack_llvm = os.path.join(root, "test", "scripts", "Inputs", "unpack-llvm.sh")
if subprocess.run(["sh", unpack_llvm, "--check"], capture_output=True).returncode == 0:
    config.available_features.add("llvm-source-package")

# What only root may do, and not in every container: installing a package without a trace.
copy_of_root = os.path.join(root, "test", "package", "Inputs", "in-copy-of-root.sh")
if subprocess.run(["sh", copy_of_root, "/tmp", "true"], capture_output=True).returncode == 0:
    config.available_features.add("copy-of-root")

# FileCheck, not, count and split-file are Debian's; llvm-readelf and the like are ours.
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(prefix, "bin"), os.path.join(llvm, "bin"), os.environ["PATH"]]
)
# One language for every message that a test compares.
config.environment["LC_ALL"] = "C"
for name in ("HOME", "CCACHE_DIR", "HOP_BUILD", "HOP_CACHE", "TMPDIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
