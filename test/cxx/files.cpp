// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams of files, which are the debugger's: <fstream> had nothing. Other streams do not link them.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx --target=thumbv7em-none-eabihf -std=c++17 -Os %s -o %t/files.elf && %run %t/files.elf %t/lines.txt | FileCheck %s
// RUN: FileCheck --check-prefix=FILE --match-full-lines %s < %t/lines.txt
// RUN: %clangxx --target=thumbv6m -std=c++17 -Os -Wl,--gc-sections %s -o %t/files.elf && %run %t/files.elf %t/lines.txt | FileCheck %s
// RUN: echo '#include <iostream>' > %t/none.cpp && echo 'int main() { std::cout << 1; }' >> %t/none.cpp
// RUN: %clangxx --target=thumbv7em %t/none.cpp -o %t/none.elf && llvm-nm %t/none.elf | not grep basic_filebuf
//
// What there is not.
//
// RUN: not %clangxx --target=thumbv7em -std=c++20 -DABSENT -fsyntax-only %s 2>&1 | FileCheck --check-prefix=ABSENT %s
// ABSENT: error: no type named 'random_device'
// ABSENT: error: no type named 'directory_iterator'
// ABSENT: error: no member named 'current_zone'

#include <fstream>
#include <filesystem>
#include <iostream>
#include <string>

#ifdef ABSENT
#include <chrono>
#include <random>

std::random_device device;
std::filesystem::directory_iterator begin;
auto zone = std::chrono::current_zone();
#endif

int main(int, char **argv)
{
    const char *name = argv[1];
    {
        std::ofstream out(name);
        out << "line " << 1 << '\n' << 2.5 << '\n';
    }
    std::ifstream in(name);
    std::string line;
    // CHECK: line 1.
    // CHECK-NEXT: 2.5.
    while (std::getline(in, line))
        std::cout << line << ".\n";
    in.clear();
    in.seekg(5);
    int number = 0;
    in >> number;
    // CHECK-NEXT: 1 at 6
    std::cout << number << " at " << in.tellg() << '\n';

    std::fstream both{std::filesystem::path(name), std::ios::in | std::ios::out | std::ios::ate};
    both << "end" << std::endl;
    both.seekg(0);
    // CHECK-NEXT: line 1
    // CHECK-NEXT: 2.5
    // CHECK-NEXT: end
    std::cout << both.rdbuf();
    // FILE: line 1
    // FILE-NEXT: 2.5
    // FILE-NEXT: end

    std::wofstream none("/nonexistent/file");
    // CHECK-NEXT: open 0, failed 1
    std::cout << "open " << none.is_open() << ", failed " << none.fail() << '\n';
    try {
        std::ifstream strict;
        strict.exceptions(std::ios::failbit);
        strict.open("/nonexistent/file");
    } catch (const std::ios_base::failure &) {
        // CHECK-NEXT: caught
        std::cout << "caught\n";
    }
}
