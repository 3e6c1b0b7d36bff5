# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Generated sources that Debian does not install, or that a patch may change. All are
# made before any compilation starts; the compiler's dependency files do the rest.

set(HOP_GENERATED)

# hop_tablegen(OUTPUT TD GENERATOR [INCLUDE_DIR...])
function(hop_tablegen output td generator)
  get_filename_component(folder "${gen}/${output}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  get_filename_component(td_folder "${td}" DIRECTORY)
  set(includes)
  foreach(dir IN ITEMS "${td_folder}" "${HOP_LLVM_SOURCE}/llvm/include" ${ARGN})
    list(APPEND includes -I "${dir}")
  endforeach()
  add_custom_command(
    OUTPUT "${gen}/${output}"
    COMMAND "${HOP_LLVM_PREFIX}/bin/llvm-tblgen" ${generator} ${includes} "${td}"
            -o "${gen}/${output}" -d "${gen}/${output}.d"
    DEPENDS "${td}"
    DEPFILE "${gen}/${output}.d"
    COMMENT "Generating ${output}"
    VERBATIM)
  set(HOP_GENERATED ${HOP_GENERATED} "${gen}/${output}" PARENT_SCOPE)
endfunction()

set(arm_td "${HOP_LLVM_SOURCE}/llvm/lib/Target/ARM/ARM.td")
foreach(pair
    CallingConv:-gen-callingconv DAGISel:-gen-dag-isel FastISel:-gen-fast-isel
    GlobalISel:-gen-global-isel InstrInfo:-gen-instr-info
    MCPseudoLowering:-gen-pseudo-lowering RegisterBank:-gen-register-bank
    RegisterInfo:-gen-register-info SubtargetInfo:-gen-subtarget
    SystemRegister:-gen-searchable-tables)
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 name)
  list(GET pair 1 generator)
  hop_tablegen("ARM/ARMGen${name}.inc" "${arm_td}" "${generator}")
endforeach()

hop_tablegen(include/clang/Driver/Options.inc
  "${HOP_LLVM_SOURCE}/clang/include/clang/Driver/Options.td" -gen-opt-parser-defs)
hop_tablegen(lldELF/Options.inc "${HOP_LLVM_SOURCE}/lld/ELF/Options.td" -gen-opt-parser-defs)

foreach(tool nm size readobj strings symbolizer cxxfilt)
  hop_tablegen("llvm-${tool}/Opts.inc" "${HOP_LLVM_SOURCE}/llvm/tools/llvm-${tool}/Opts.td"
    -gen-opt-parser-defs)
endforeach()
foreach(table Objcopy Strip InstallNameTool BitcodeStrip)
  hop_tablegen("llvm-objcopy/${table}Opts.inc"
    "${HOP_LLVM_SOURCE}/llvm/tools/llvm-objcopy/${table}Opts.td" -gen-opt-parser-defs)
endforeach()
foreach(table Objdump Otool)
  hop_tablegen("llvm-objdump/${table}Opts.inc"
    "${HOP_LLVM_SOURCE}/llvm/tools/llvm-objdump/${table}Opts.td" -gen-opt-parser-defs)
endforeach()

# clang's and lld's revision headers: the version text is in compile definitions.
file(CONFIGURE OUTPUT "${gen}/include/VCSVersion.inc" CONTENT "// No revision: the series is pinned.\n")

set(LLD_VERSION "${HOP_VERSION}")
configure_file("${HOP_LLVM_SOURCE}/lld/include/lld/Common/Version.inc.in"
  "${gen}/include/lld/Common/Version.inc")

add_custom_target(hop-generated DEPENDS ${HOP_GENERATED})
