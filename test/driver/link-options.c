// RUN: %clang --target=thumbv7em -### %s -T my.ld 2>&1 | FileCheck --check-prefix=SCRIPT %s
// RUN: %clang --target=thumbv7em -### %s -nostdlib 2>&1 | FileCheck --check-prefix=NOSTDLIB %s
// RUN: %clang --target=thumbv7em -### %s -nostartfiles 2>&1 | FileCheck --check-prefix=NOSTART %s
// RUN: %clang --target=thumbv7em -### %s -nodefaultlibs 2>&1 | FileCheck --check-prefix=NOLIBS %s
// RUN: %clang --target=thumbv7em -### %s -r 2>&1 | FileCheck --check-prefix=RELOC %s
// RUN: %clang --target=thumbv7em -### %s -Wl,--no-nmagic 2>&1 | FileCheck --check-prefix=PAGES %s
// RUN: %clang --target=thumbv7em -### %s -z max-page-size=4096 2>&1 | FileCheck --check-prefix=PAGES %s
// RUN: %clang --target=thumbv7em -### -c %s 2>&1 | FileCheck --check-prefix=COMPILE %s
// RUN: %clang --target=thumbv7em -### %s -flto 2>&1 | FileCheck --check-prefix=LTO %s
// RUN: %clang --target=thumbv7em -### %s -flto -fno-finite-stack 2>&1 | FileCheck --check-prefix=LTO-OFF %s
//
// Each option takes away what it names, and only that; pages are the user's where he names them.

// SCRIPT-NOT: --default-script
// SCRIPT: crt0.o"
// SCRIPT-SAME: "-T" "my.ld"
// SCRIPT-NOT: --default-script

// NOSTDLIB-NOT: {{crt0.o|"-n"|--default-script|"-lc"|"-lhop"|builtins}}

// NOSTART-NOT: crt0.o
// NOSTART: "-n" "--default-script=hop.ld"
// NOSTART-SAME: "-lc" "-lm" "-lhop"

// NOLIBS: crt0.o"
// NOLIBS-SAME: "--default-script=hop.ld"
// NOLIBS-NOT: {{"-lc"|"-lhop"|builtins}}

// RELOC-NOT: {{crt0.o|--default-script|"-lc"|"-lhop"|builtins}}
// RELOC: "-r"
// RELOC-NOT: {{crt0.o|--default-script|"-lc"|"-lhop"|builtins}}

// PAGES-NOT: "-n"

// COMPILE-NOT: ld.lld

// LTO: "-plugin-opt=-disable-nounwind-inference" "-plugin-opt=-disable-libfunc-nounwind"
// LTO-OFF-NOT: -disable-nounwind-inference

int main(void)
{
    return 0;
}
