# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# For each archive in members.txt: compile the named sources and put them in the place
# of the members of the same name in a copy of Debian's archive. (Objects in front of
# the archive would give duplicate symbols.)

# Members whose sources include headers of their own folder or generated ones by name.
set(HOP_INCLUDE_libLLVMARMCodeGen.a "${gen}/ARM" "${HOP_LLVM_SOURCE}/llvm/lib/Target/ARM")
set(HOP_INCLUDE_libclangDriver.a "${HOP_LLVM_SOURCE}/clang/lib/Driver")
set(HOP_INCLUDE_libclangCodeGen.a "${HOP_LLVM_SOURCE}/clang/lib/CodeGen")
set(HOP_INCLUDE_liblldELF.a "${gen}/lldELF" "${HOP_LLVM_SOURCE}/lld/ELF")
# Sources of our own that go into an archive.
set(HOP_EXTRA_libLLVMARMCodeGen.a ${HOP_PASS_LLVM_SOURCES})
set(HOP_EXTRA_liblldELF.a ${HOP_PASS_LLD_SOURCES})

# Not as CLANG_VENDOR: from a producer whose name does not begin with "clang " gdb does not take where a prologue ends,
# and tells the values of arguments before they are stored.
set_source_files_properties("${HOP_LLVM_SOURCE}/clang/lib/Basic/Version.cpp" PROPERTIES
  COMPILE_DEFINITIONS
  "CLANG_REPOSITORY_STRING=\"hop finite-stack ${HOP_VERSION}, based on ${HOP_LLVM_BASE}\"")

# Reads members.txt into HOP_ARCHIVES and HOP_SOURCES_<archive>.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS members.txt)
file(STRINGS members.txt lines REGEX "^[^#]")
set(HOP_ARCHIVES)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "[ \t]+" ";" words "${line}")
  list(GET words 0 archive)
  list(GET words 1 pattern)
  file(GLOB sources CONFIGURE_DEPENDS "${HOP_LLVM_SOURCE}/${pattern}")
  if(NOT sources)
    message(FATAL_ERROR "members.txt: no source matches ${pattern}")
  endif()
  list(APPEND HOP_ARCHIVES "${archive}")
  list(APPEND "HOP_SOURCES_${archive}" ${sources})
endforeach()
list(REMOVE_DUPLICATES HOP_ARCHIVES)

# A name that is not in the archive would be added beside the old code instead of
# replacing it, and a new file of the series belongs in clang-pass.
function(hop_check_members archive)
  execute_process(COMMAND "${CMAKE_AR}" t "${HOP_LLVM_PREFIX}/lib/${archive}"
    OUTPUT_VARIABLE members OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" members "${members}")
  foreach(source IN LISTS HOP_SOURCES_${archive})
    get_filename_component(name "${source}" NAME)
    if(NOT "${name}.o" IN_LIST members)
      message(FATAL_ERROR "${name}.o is not a member of ${archive}")
    endif()
  endforeach()
endfunction()

set(HOP_REPLACED_ARCHIVES)
foreach(archive IN LISTS HOP_ARCHIVES)
  hop_check_members("${archive}")
  add_library("members-${archive}" OBJECT ${HOP_SOURCES_${archive}} ${HOP_EXTRA_${archive}})
  target_link_libraries("members-${archive}" PRIVATE hop-llvm-flags)
  target_include_directories("members-${archive}" BEFORE PRIVATE ${HOP_INCLUDE_${archive}})
  add_dependencies("members-${archive}" hop-generated)
  set(copy "${HOP_OVERLAY_LIBS}/${archive}")
  add_custom_command(
    OUTPUT "${copy}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${HOP_LLVM_PREFIX}/lib/${archive}" "${copy}.tmp"
    COMMAND "${CMAKE_AR}" r "${copy}.tmp" "$<TARGET_OBJECTS:members-${archive}>"
    COMMAND "${CMAKE_COMMAND}" -E rename "${copy}.tmp" "${copy}"
    DEPENDS "$<TARGET_OBJECTS:members-${archive}>" "${HOP_LLVM_PREFIX}/lib/${archive}"
    COMMENT "Replacing members of ${archive}"
    COMMAND_EXPAND_LISTS VERBATIM)
  list(APPEND HOP_REPLACED_ARCHIVES "${copy}")
endforeach()
file(MAKE_DIRECTORY "${HOP_OVERLAY_LIBS}")
add_custom_target(hop-archives DEPENDS ${HOP_REPLACED_ARCHIVES})
