# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# find_package(hop): the target hop::hop, to link firmware with.
#
#   HOP_VARIANT, HOP_CPU   what to compile for, where hop-toolchain.cmake is not used (there it is for all targets)
#   HOP_LINKER_SCRIPT      an absolute path, or a name in the libraries' folder, e.g. mps2-an500.ld, where QEMU has a
#                          Cortex-M7; empty: hop.ld, of the variant's board.
#                          The target property of this name goes before the variable.
#
# hop_add_images(TARGET bin|hex...) has TARGET's image written in other formats, too, beside it.

cmake_policy(VERSION 3.20)
include("${CMAKE_CURRENT_LIST_DIR}/hop-variant.cmake")

set(HOP_LINKER_SCRIPT "" CACHE STRING "Linker script; empty: the default one of HOP_VARIANT")

get_property(_hop_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
foreach(_hop_language IN ITEMS C CXX)
  if(_hop_language IN_LIST _hop_languages)
    file(REAL_PATH "${CMAKE_${_hop_language}_COMPILER}" _hop_compiler)
    file(REAL_PATH "${HOP_PREFIX}/bin/clang" _hop_clang)
    if(NOT _hop_compiler STREQUAL _hop_clang)
      set(hop_FOUND FALSE)
      set(hop_NOT_FOUND_MESSAGE "the compiler is ${CMAKE_${_hop_language}_COMPILER}, not ${_hop_clang}: \
configure in a new folder with --toolchain ${CMAKE_CURRENT_LIST_DIR}/hop-toolchain.cmake")
      return()
    endif()
  endif()
endforeach()

if(NOT TARGET hop::hop)
  add_library(hop::hop INTERFACE IMPORTED)
  if(NOT HOP_TOOLCHAIN_FILE)
    set_property(TARGET hop::hop PROPERTY INTERFACE_COMPILE_OPTIONS "--target=${HOP_TARGET}" ${HOP_FLAGS})
    set_property(TARGET hop::hop PROPERTY INTERFACE_LINK_OPTIONS "--target=${HOP_TARGET}" ${HOP_FLAGS})
  endif()
  # Read from the target that is linked.
  set(_hop_own "$<TARGET_PROPERTY:HOP_LINKER_SCRIPT>")
  set(_hop_script "$<IF:$<BOOL:${_hop_own}>,${_hop_own},${HOP_LINKER_SCRIPT}>")
  set_property(TARGET hop::hop APPEND PROPERTY INTERFACE_LINK_OPTIONS "$<$<BOOL:${_hop_script}>:-T${_hop_script}>")
  # A name without a folder is the linker's to find, and part of the toolchain.
  set_property(TARGET hop::hop PROPERTY INTERFACE_LINK_DEPENDS "$<FILTER:${_hop_script},INCLUDE,/>")
endif()

function(hop_add_images target)
  set(format_of_bin binary)
  set(format_of_hex ihex)
  foreach(suffix IN LISTS ARGN)
    if(NOT DEFINED format_of_${suffix})
      message(FATAL_ERROR "hop_add_images: ${suffix} is no format: it is bin or hex")
    endif()
    set(image "$<TARGET_FILE_DIR:${target}>/$<TARGET_FILE_BASE_NAME:${target}>.${suffix}")
    add_custom_command(TARGET ${target} POST_BUILD VERBATIM
      COMMAND "${HOP_PREFIX}/bin/llvm-objcopy" -O ${format_of_${suffix}} "$<TARGET_FILE:${target}>" "${image}")
  endforeach()
endfunction()
