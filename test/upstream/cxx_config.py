# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tests of libc++ or libc++abi, by their own test format, with the installed prefix and on QEMU.

scripts/test-cxx.sh runs them. Parameters: source (of both), library, output, prefix, flags (for compiling and linking).
"""

import os
import shlex
import site

source, library = lit_config.params["source"], lit_config.params["library"]
prefix = lit_config.params["prefix"]

site.addsitedir(os.path.join(source, "libcxx", "utils"))
import libcxx.test.config
import libcxx.test.features
import libcxx.test.format
import libcxx.test.params

config.name = library
config.test_source_root = os.path.join(source, library, "test")
config.test_exec_root = lit_config.params["output"]
config.test_format = libcxx.test.format.CxxStandardLibraryTest()
config.recursiveExpansionLimit = 10

# Some tests include what is private to the libraries. Variables of up to a megabyte are ordinary in them.
compile_flags = ["-I" + os.path.join(source, "libcxx", "test", "support"), "-I" + os.path.join(source, "libcxx", "src"),
                 "-Wno-atomic-alignment", "-D_LIBCPP_ENABLE_CXX17_REMOVED_UNEXPECTED_FUNCTIONS"]
link_flags = ["-Wl,--gc-sections,--finite-stack-mixed=error",
              "-Wl,--defsym=__hop_ram_size=0x3f0000,--defsym=__hop_main_stack_size=0x100000"]
config.substitutions += [
    # Features are probed without linking, and a warning means no.
    ("%{flags}", "--start-no-unused-arguments " + lit_config.params["flags"] + " --end-no-unused-arguments"),
    ("%{compile_flags}", shlex.join(compile_flags)),
    ("%{link_flags}", shlex.join(link_flags)),
    ("%{libcxx}", os.path.join(source, "libcxx")),
    ("%{libcxx-dir}", os.path.join(source, "libcxx")),
    ("%{include}", os.path.join(source, "libcxxabi", "include")),
    ("%{exec}", shlex.join([os.path.join(prefix, "bin", "hop-run"), "--timeout", "120"])),
]

lit_config.params.update(
    compiler=os.path.join(prefix, "bin", "clang++"), executor="hop-run", target_triple="thumb-none-eabi",
    enable_experimental="False", enable_warnings="False", long_tests="False", large_tests="False")
libcxx.test.config.configure(libcxx.test.params.DEFAULT_PARAMETERS, libcxx.test.features.DEFAULT_FEATURES,
                             config, lit_config)
