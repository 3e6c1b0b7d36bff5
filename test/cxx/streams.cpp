// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams, which take 190 KiB of text with --gc-sections: more than the board with a Cortex-M0 has.
//
// RUN: %every_core --except thumbv6m -std=c++20 -Os -Wl,--gc-sections %s

#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>

int main()
{
    std::cout << "stream " << 42 << ' ' << std::hex << std::setw(6) << std::setfill('0') << 255 << std::dec
              << ' ' << 1.25 << ' ' << std::string("text") << std::endl;
    // CHECK: stream 42 0000ff 1.25 text
    std::istringstream in("17 2.5 word");
    int whole;
    double fraction;
    std::string word;
    in >> whole >> fraction >> word;
    std::ostringstream out;
    out << word << '=' << whole * fraction << std::boolalpha << ' ' << in.eof();
    // CHECK: word=42.5 true
    std::cout << out.str() << '\n';
    // CHECK: no newline, flushed at exit
    std::cout << "no newline, flushed at exit";
    return 0;
}
