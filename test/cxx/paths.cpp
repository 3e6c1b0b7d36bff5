// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths of files without files: their parts, and what becomes of them.
//
// RUN: %every_core -std=c++20 -Os -Wl,--gc-sections %s

#include <filesystem>
#include <stdio.h>

int main()
{
    std::filesystem::path path = "/logs/../data/./day.csv";
    // CHECK: day.csv day .csv
    printf("%s %s %s\n", path.filename().c_str(), path.stem().c_str(), path.extension().c_str());
    // CHECK: /data/day.csv
    printf("%s\n", path.lexically_normal().c_str());
    // CHECK: ../day.txt
    printf("%s\n", path.lexically_normal().replace_extension("txt").lexically_relative("/data/old").c_str());
    // CHECK: 6 parts
    int parts = 0;
    for (const auto &part : path.parent_path() / "x")
        parts += !part.empty();
    printf("%d parts\n", parts);
}
