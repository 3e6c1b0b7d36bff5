# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Makefile fragment. Set HOP to the toolchain's folder; its name may have blanks:
#
#   include $(subst $() ,\ ,$(HOP))/share/hop/hop.mk
#
#   HOP_VARIANT         libraries to compile for, a folder of lib/clang-runtimes
#   HOP_CPU             processor to compile for, e.g. cortex-m7; empty: any that runs HOP_VARIANT
#   HOP_LINKER_SCRIPT   a file, or a name in the libraries' folder, e.g. mps2-an500.ld, where QEMU has a Cortex-M7; empty:
#                       that of the variant's board
#
# Then make's own rules compile C, C++ and assembly, with CFLAGS, CXXFLAGS and CPPFLAGS, and note what an object
# includes in %.d, for `-include $(OBJECTS:.o=.d)`. Of the following, the first two lists are the project's:
#
#   fw.elf: main.o                   linked by clang++, which takes nothing of C++ for C
#   compile_commands.json: main.o    for editors and other tools
#   fw.bin, fw.hex                   fw.elf in other formats
#   run-fw                           runs fw.elf on QEMU

HOP_VARIANT ?= thumbv7em

include $(subst $() ,\ ,$(HOP))/share/hop/hop-variants.mk

ifeq ($(filter $(HOP_VARIANT),$(HOP_VARIANTS)),)
$(error HOP_VARIANT=$(HOP_VARIANT) is no variant: choose one of $(HOP_VARIANTS))
endif
HOP_FLAGS := $(HOP_FLAGS_$(HOP_VARIANT))

# The processor brings its own FPU. Clang tells which libraries its code would be linked with.
ifneq ($(HOP_CPU),)
HOP_FLAGS := $(filter-out -mfpu=%,$(HOP_FLAGS)) -mcpu=$(HOP_CPU)
HOP_FOUND := $(shell "$(HOP)/bin/clang" $(HOP_FLAGS) -print-multi-directory)
ifneq ($(HOP_FOUND),$(HOP_VARIANT))
$(error HOP_CPU=$(HOP_CPU) does not go with HOP_VARIANT=$(HOP_VARIANT); libraries that do: $(or $(filter $(HOP_VARIANTS),$(HOP_FOUND)),none))
endif
endif

CC = "$(HOP)/bin/clang"
CXX = "$(HOP)/bin/clang++"
AS = $(CC) -c
AR = "$(HOP)/bin/llvm-ar"
OBJCOPY = "$(HOP)/bin/llvm-objcopy"
OBJDUMP = "$(HOP)/bin/llvm-objdump"
SIZE = "$(HOP)/bin/llvm-size"
HOP_RUN = "$(HOP)/bin/hop-run"

# Part of make's own rules for compiling and linking.
TARGET_ARCH = $(HOP_FLAGS)
TARGET_MACH = $(HOP_FLAGS)
CPPFLAGS += -MMD -MP -MJ $@.json
ifneq ($(HOP_LINKER_SCRIPT),)
HOP_LDFLAGS = -T "$(HOP_LINKER_SCRIPT)"
endif

%.elf:
	$(CXX) $(HOP_LDFLAGS) $(LDFLAGS) $(TARGET_ARCH) $(filter %.o %.a,$^) $(LDLIBS) -o $@

%.bin: %.elf
	$(OBJCOPY) -O binary $< $@

%.hex: %.elf
	$(OBJCOPY) -O ihex $< $@

run-%: %.elf
	$(HOP_RUN) $<

# No rule of this file is what make without a target does.
HOP_DEFAULT_GOAL := $(.DEFAULT_GOAL)
compile_commands.json:
	{ echo '['; cat $(^:=.json) | sed '$$ s/,$$//'; echo ']'; } >$@
.DEFAULT_GOAL := $(HOP_DEFAULT_GOAL)
