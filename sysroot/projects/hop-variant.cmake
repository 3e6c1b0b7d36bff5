# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# HOP_VARIANT and HOP_CPU -> HOP_TARGET, the triple, and HOP_FLAGS, what else a compilation needs.
# For hop-toolchain.cmake and hop-config.cmake.

# Whatever the project asks for.
cmake_policy(VERSION 3.20)
include("${CMAKE_CURRENT_LIST_DIR}/hop-variants.cmake")
get_filename_component(HOP_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

set(HOP_VARIANT thumbv7em CACHE STRING "Libraries to compile for, a folder of lib/clang-runtimes")
set_property(CACHE HOP_VARIANT PROPERTY STRINGS ${HOP_VARIANTS})
set(HOP_CPU "" CACHE STRING "Processor to compile for, e.g. cortex-m7; empty: any that runs HOP_VARIANT")

if(NOT HOP_VARIANT IN_LIST HOP_VARIANTS)
  list(JOIN HOP_VARIANTS ", " _hop_choice)
  message(FATAL_ERROR "HOP_VARIANT=${HOP_VARIANT} is no variant: choose one of ${_hop_choice}")
endif()
set(HOP_FLAGS ${HOP_FLAGS_${HOP_VARIANT}})

# The processor brings its own FPU. Clang tells which libraries its code would be linked with.
if(HOP_CPU)
  list(FILTER HOP_FLAGS EXCLUDE REGEX "^-mfpu=")
  list(APPEND HOP_FLAGS "-mcpu=${HOP_CPU}")
  execute_process(
    COMMAND "${HOP_PREFIX}/bin/clang" ${HOP_FLAGS} -print-multi-directory
    OUTPUT_VARIABLE _hop_found ERROR_VARIABLE _hop_error OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT _hop_found STREQUAL HOP_VARIANT)
    if(NOT _hop_found IN_LIST HOP_VARIANTS)
      set(_hop_found "none")
    endif()
    message(FATAL_ERROR
      "HOP_CPU=${HOP_CPU} does not go with HOP_VARIANT=${HOP_VARIANT}; libraries that do: ${_hop_found}\n${_hop_error}")
  endif()
endif()

set(HOP_TARGET ${HOP_FLAGS})
list(FILTER HOP_TARGET INCLUDE REGEX "^--target=")
list(FILTER HOP_FLAGS EXCLUDE REGEX "^--target=")
string(REPLACE "--target=" "" HOP_TARGET "${HOP_TARGET}")
