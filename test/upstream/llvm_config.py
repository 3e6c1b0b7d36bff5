# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""LLVM's own tests for Arm, of the patched source, with the tools of one folder.

scripts/test-llvm.sh runs them twice, with stock clang's tools and with ours: what matters is that both
give the same result. Parameters: source, tools, output; tools that are not in `tools` come from `rest`.
"""

import os
import subprocess

import lit.formats
import lit.llvm

tools, rest = lit_config.params["tools"], lit_config.params["rest"]

config.name = "llvm"
config.test_source_root = lit_config.params["source"]
config.test_exec_root = lit_config.params["output"]
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".ll", ".mir", ".s", ".test", ".c", ".cpp", ".cu", ".m"]
config.excludes = ["Inputs"]
config.targets = frozenset(["ARM"])  # read by the suites' own lit.local.cfg
config.environment["PATH"] = os.pathsep.join([tools, rest, os.environ["PATH"]])
config.environment["LC_ALL"] = "C"
config.available_features.update({"arm-registered-target", "arm", "shell"})
# Read by the suites' own lit.local.cfg, and what they import.
config.targets = frozenset(["ARM"])
config.host_triple, config.target_triple = "x86_64-pc-linux-gnu", ""
config.llvm_tools_dir = tools
config.ppc_linux_default_ieeelongdouble = False
lit.llvm.initialize(lit_config, config)

clang = os.path.join(tools, "clang")
resources = subprocess.run([clang, "-print-resource-dir"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
config.substitutions += [
    (r"%clang_cc1\b", f"{clang} -cc1 -internal-isystem {resources}/include -nostdsysteminc"),
    (r"%clang_cpp\b", f"{clang} --driver-mode=cpp"),
    (r"%clang_cl\b", f"{clang} --driver-mode=cl"),
    (r"%clangxx\b", f"{clang} --driver-mode=g++"),
    (r"%clang\b", clang),
    (r"%llc_dwarf\b", "llc"),
]
