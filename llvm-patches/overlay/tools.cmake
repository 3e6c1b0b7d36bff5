# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The tools. Each is its main from the source, our archives, and Debian's. The linker
# takes what is referenced; libc and libm are the only shared libraries.

# Debian's archives that a tool may draw from. Other targets are left out on purpose: a
# reference to one is then a link error instead of a silent 100 MB.
file(GLOB HOP_DEBIAN_ARCHIVES "${HOP_LLVM_PREFIX}/lib/lib*.a")
foreach(archive IN LISTS HOP_ARCHIVES)
  list(REMOVE_ITEM HOP_DEBIAN_ARCHIVES "${HOP_LLVM_PREFIX}/lib/${archive}")
endforeach()
list(FILTER HOP_DEBIAN_ARCHIVES INCLUDE REGEX "/lib(LLVM|clang|lld)[^/]*$")
list(FILTER HOP_DEBIAN_ARCHIVES EXCLUDE REGEX
  "/lib(LLVMBOLT|LLVMExegesis|LLVMExtensions|LLVMOptDriver|clangd|clangTidy|clangPseudo|clangDaemon)[^/]*$")
list(FILTER HOP_DEBIAN_ARCHIVES EXCLUDE REGEX
  "/libLLVM(AArch64|AMDGPU|AVR|BPF|Hexagon|Lanai|LoongArch|M68k|MSP430|Mips|NVPTX|PowerPC|RISCV|Sparc|SystemZ|VE|WebAssembly|X86|XCore|Xtensa)[A-Z][^/]*$")

add_library(hop-link INTERFACE)
target_link_options(hop-link INTERFACE
  "--ld-path=${HOP_LLVM_PREFIX}/bin/ld.lld" -no-pie -static-libstdc++ -static-libgcc
  LINKER:--gc-sections LINKER:--as-needed LINKER:-O2 LINKER:-z,relro
  LINKER:--strip-all LINKER:--build-id=none)
target_link_libraries(hop-link INTERFACE
  ${HOP_REPLACED_ARCHIVES} ${HOP_DEBIAN_ARCHIVES} -l:libz.a -l:libzstd.a -lm)

# hop_tool(NAME SOURCE...): sources relative to the LLVM source, or absolute.
function(hop_tool name)
  set(sources)
  foreach(source IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${HOP_LLVM_SOURCE}")
    list(APPEND sources "${source}")
  endforeach()
  add_executable("${name}" ${sources} "${HOP_OVERLAY_DIR}/stubs/NoPolly.cpp")
  target_link_libraries("${name}" PRIVATE hop-llvm-flags hop-link)
  target_link_options("${name}" PRIVATE "LINKER:-Map=${CMAKE_BINARY_DIR}/${name}.map")
  add_dependencies("${name}" hop-generated hop-archives)
  set_target_properties("${name}" PROPERTIES
    LINK_DEPENDS "${HOP_REPLACED_ARCHIVES}"
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
endfunction()

# hop_main(ENTRY VARIABLE): the main() that calls ENTRY_main, from LLVM's template.
function(hop_main entry variable)
  set(TOOL_NAME "${entry}")
  configure_file("${HOP_LLVM_SOURCE}/llvm/cmake/modules/llvm-driver-template.cpp.in"
    "${gen}/${entry}-main.cpp")
  set("${variable}" "${gen}/${entry}-main.cpp" PARENT_SCOPE)
endfunction()

hop_main(clang clang_main)
file(GLOB clang_sources RELATIVE "${HOP_LLVM_SOURCE}" "${HOP_LLVM_SOURCE}/clang/tools/driver/*.cpp")
hop_tool(clang ${clang_sources} "${clang_main}" ${HOP_PASS_CLANG_SOURCES})
# The hooks see clang's code generation from the inside.
target_include_directories(clang PRIVATE "${HOP_LLVM_SOURCE}/clang/lib/CodeGen")

hop_main(lld lld_main)
hop_tool(ld.lld lld/tools/lld/lld.cpp "${lld_main}" "${HOP_OVERLAY_DIR}/stubs/OnlyELF.cpp")

hop_tool(llc llvm/tools/llc/llc.cpp llvm/tools/llc/NewPMDriver.cpp)
hop_tool(opt llvm/tools/opt/opt.cpp llvm/tools/opt/optdriver.cpp llvm/tools/opt/NewPMDriver.cpp)

# The binutils share one program, as in LLVM's own multi-call driver.
set(HOP_BINUTILS
  ar ranlib nm objcopy strip objdump size readelf readobj strings symbolizer addr2line cxxfilt)
set(entry_ranlib llvm_ar)
set(entry_strip llvm_objcopy)
set(entry_readelf llvm_readobj)
set(entry_addr2line llvm_symbolizer)
set(table)
foreach(tool IN LISTS HOP_BINUTILS)
  if(NOT entry_${tool})
    set(entry_${tool} "llvm_${tool}")
  endif()
  string(APPEND table "LLVM_DRIVER_TOOL(\"${tool}\", ${entry_${tool}})\n")
endforeach()
string(APPEND table "LLVM_DRIVER_TOOL(\"c++filt\", ${entry_cxxfilt})\n") # as binutils call it
file(CONFIGURE OUTPUT "${gen}/LLVMDriverTools.def" CONTENT "${table}#undef LLVM_DRIVER_TOOL\n" @ONLY)

hop_tool(llvm llvm/tools/llvm-driver/llvm-driver.cpp "${HOP_OVERLAY_DIR}/stubs/Strings.cpp")
target_include_directories(llvm PRIVATE "${gen}")
foreach(tool ar nm objcopy objdump size readobj strings symbolizer cxxfilt)
  file(GLOB sources "${HOP_LLVM_SOURCE}/llvm/tools/llvm-${tool}/*.cpp")
  add_library("llvm-${tool}" OBJECT ${sources})
  target_link_libraries("llvm-${tool}" PRIVATE hop-llvm-flags)
  target_include_directories("llvm-${tool}" BEFORE PRIVATE "${gen}/llvm-${tool}")
  add_dependencies("llvm-${tool}" hop-generated)
  target_sources(llvm PRIVATE "$<TARGET_OBJECTS:llvm-${tool}>")
endforeach()
target_compile_definitions(llvm-strings PRIVATE main=llvm_strings_plain_main)
