# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# CMake toolchain file:
#
#   cmake --toolchain PREFIX/share/hop/cmake/hop-toolchain.cmake -DHOP_VARIANT=thumbv7em-hf -DHOP_CPU=cortex-m4 ...
#
# Executables link without further flags, those of try_compile, too; try_run and tests run on QEMU.

# try_compile reads this file again, in a project of its own.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HOP_VARIANT HOP_CPU)

include("${CMAKE_CURRENT_LIST_DIR}/hop-variant.cmake")

# What CMake has found out about the compiler is kept, and would be wrong.
set(HOP_CONFIGURED "${HOP_VARIANT} ${HOP_CPU}" CACHE STRING "HOP_VARIANT and HOP_CPU of this build folder")
mark_as_advanced(HOP_CONFIGURED)
if(NOT HOP_CONFIGURED STREQUAL "${HOP_VARIANT} ${HOP_CPU}")
  message(FATAL_ERROR
    "this folder is configured for ${HOP_CONFIGURED}, not for ${HOP_VARIANT} ${HOP_CPU}: use another build folder")
endif()

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)

list(JOIN HOP_FLAGS " " _hop_flags)
set(_hop_tools "${HOP_PREFIX}/bin")
set(CMAKE_C_COMPILER "${_hop_tools}/clang")
set(CMAKE_CXX_COMPILER "${_hop_tools}/clang++")
set(CMAKE_ASM_COMPILER "${_hop_tools}/clang")
foreach(_hop_language IN ITEMS C CXX ASM)
  set(CMAKE_${_hop_language}_COMPILER_TARGET "${HOP_TARGET}")
  set(CMAKE_${_hop_language}_FLAGS_INIT "${_hop_flags}")
  set(CMAKE_EXECUTABLE_SUFFIX_${_hop_language} .elf)
  # CMake would prefer a distribution's llvm-ar-19.
  set(CMAKE_${_hop_language}_COMPILER_AR "${_hop_tools}/llvm-ar" CACHE FILEPATH "")
  set(CMAKE_${_hop_language}_COMPILER_RANLIB "${_hop_tools}/llvm-ranlib" CACHE FILEPATH "")
endforeach()
# CMake asks for dependencies and gives definitions also where there is no preprocessor, for .s.
string(APPEND CMAKE_ASM_FLAGS_INIT " -Wno-unused-command-line-argument")
foreach(_hop_tool IN ITEMS ADDR2LINE AR NM OBJCOPY OBJDUMP RANLIB READELF STRIP)
  string(TOLOWER "llvm-${_hop_tool}" _hop_program)
  set(CMAKE_${_hop_tool} "${_hop_tools}/${_hop_program}" CACHE FILEPATH "")
endforeach()
set(CMAKE_CROSSCOMPILING_EMULATOR "${_hop_tools}/hop-run" CACHE STRING "What runs an image, e.g. in a test")

# Nothing of the host is for the target. What a project brings, it appends to CMAKE_FIND_ROOT_PATH.
list(APPEND CMAKE_FIND_ROOT_PATH "${HOP_PREFIX}/lib/clang-runtimes/${HOP_VARIANT}")
list(REMOVE_DUPLICATES CMAKE_FIND_ROOT_PATH)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# pkg-config would answer with the host's. A project that brings its own sets PKG_CONFIG_LIBDIR.
if(NOT DEFINED ENV{PKG_CONFIG_LIBDIR})
  set(ENV{PKG_CONFIG_LIBDIR} "${HOP_PREFIX}/lib/clang-runtimes/${HOP_VARIANT}/lib/pkgconfig")
endif()
set(hop_DIR "${CMAKE_CURRENT_LIST_DIR}")
# FindThreads.cmake
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
list(REMOVE_DUPLICATES CMAKE_MODULE_PATH)

set(HOP_TOOLCHAIN_FILE "${CMAKE_CURRENT_LIST_FILE}")
