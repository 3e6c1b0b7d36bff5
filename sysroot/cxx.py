# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""libc++ and libc++abi for ninja.py: what is compiled of them, and how."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent

ARCHIVES = {"libcxx": "libc++.a", "libcxxabi": "libc++abi.a"}

# As their CMake builds have it, static.
COMMON = """
-std=c++23 -nostdinc++ -D_LIBCPP_BUILDING_LIBRARY -DLIBCXX_BUILDING_LIBCXXABI -DNDEBUG
-D_LIBCPP_REMOVE_TRANSITIVE_INCLUDES
""".split()

LIBCXXABI = """
-D_LIBCXXABI_BUILDING_LIBRARY -D_LIBCXXABI_HAS_NO_THREADS -DLIBCXXABI_BAREMETAL
-D_LIBCPP_ENABLE_CXX17_REMOVED_UNEXPECTED_FUNCTIONS
""".split()


def flags(options, variant):
    """What both are compiled with; in the order of the folders that a user's program has."""
    root = pathlib.Path(options.cxx)
    found = COMMON + [f"-isystem{options.cxx_headers}/c++/v1", f"-idirafterout/{variant['dir']}/include"]
    # Not the compiler's <unwind.h>: libunwind's has what a personality routine for Arm needs.
    found += [f"-I{root}/libcxxabi/src", f"-I{root}/libcxx/src", f"-I{root}/libunwind/include"]
    found += [f"-I{HERE}/libcxxabi", f"-I{HERE.parent}/libhop/include"]
    return found + [f"-fmacro-prefix-map={root}/=", f"-fmacro-prefix-map={HERE}/="]


def sources(options, read_list):
    """Yields (library, folder, source, object name, own flags); own sources are in the folder of the list."""
    root = pathlib.Path(options.cxx)
    for library in ARCHIVES:
        flags_here = LIBCXXABI if library == "libcxxabi" else []
        for folder, marks, name, source, own in read_list(HERE / library / f"{library}.txt"):
            helper = options.helper_flags if "helper" in marks else []
            given = [mark for mark in marks if mark.startswith("-")] + own
            yield library, root / library / folder, source, name.removesuffix(".cpp"), flags_here + helper + given
        for path in sorted((HERE / library).glob("*.cpp")):
            helper = options.helper_flags if path.stem.startswith("delete") else []
            yield library, HERE / library, path.name, path.stem, flags_here + helper
