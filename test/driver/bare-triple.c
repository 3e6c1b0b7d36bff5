// RUN: %clang --target=thumbv7em -### %s -o %t.elf 2>&1 | FileCheck --check-prefixes=CHECK,SOFT %s
// RUN: %clang --target=thumbv7em-none-eabi -mcpu=cortex-m4 -### %s -o %t.elf 2>&1 | FileCheck --check-prefixes=CHECK,SOFT %s
// RUN: %clang --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -### %s -o %t.elf 2>&1 | FileCheck --check-prefixes=CHECK,HARD %s
// RUN: %clang --target=thumbv7em -mfloat-abi=hard -mcpu=cortex-m4 -### %s -o %t.elf 2>&1 | FileCheck --check-prefixes=CHECK,HARD %s
// RUN: %clang --target=thumbv7em -print-effective-triple | FileCheck --check-prefix=TRIPLE %s
// RUN: %clang --target=thumbv7em-linux-gnueabi -print-effective-triple | FileCheck --check-prefix=LINUX %s
//
// A lone M-profile architecture is a bare-metal Arm EABI target that finds its
// headers, start-up code, libraries and linker script.

// TRIPLE: thumbv7em-unknown-none-eabi
// LINUX: thumbv7em-unknown-linux-gnueabi

// CHECK-NOT: warning:
// CHECK: "-cc1" "-triple" "thumbv7em-unknown-none-eabi{{(hf)?}}"
// SOFT-SAME: "-internal-isystem" "{{[^"]*}}thumbv7em/include"
// HARD-SAME: "-internal-isystem" "{{[^"]*}}thumbv7em-hf/include"
// CHECK: ld.lld"
// SOFT-SAME: "{{[^"]*}}thumbv7em/lib/crt0.o"
// HARD-SAME: "{{[^"]*}}thumbv7em-hf/lib/crt0.o"
// CHECK-SAME: "-n" "--default-script=hop.ld"
// CHECK-SAME: "--start-group" "-lc" "-lm" "-lhop" "{{[^"]*}}libclang_rt.builtins.a" "--end-group"
// CHECK-SAME: "--target2=rel"

int main(void)
{
    return 0;
}
