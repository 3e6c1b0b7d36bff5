#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the SPDX 2.3 software bill of materials of a packaged toolchain, as JSON.

usage: sbom.py FOLDER NAME SECONDS

FOLDER is the toolchain with its VERSION.txt, which names what it is made of, NAME the
package's, SECONDS its date since the epoch. What is printed depends on nothing else.
"""

import datetime
import hashlib
import json
import pathlib
import sys

LLVM = "Apache-2.0 WITH LLVM-exception"
NEWLIB = "LicenseRef-newlib"  # some forty licences, most of them of two or three clauses
GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"

HOP = "SPDXRef-Package-hop"
OUTPUT = "share/doc/hop/sbom.spdx.json"  # where it goes

# Names in VERSION.txt -> licence.
LICENSES = {
    "llvm-toolchain-19": LLVM,
    "newlib": NEWLIB,
    "zlib1g-dev": "Zlib",
    "libzstd-dev": "BSD-3-Clause OR GPL-2.0-only",
    "libstdc++-12-dev": GCC,
    "libgcc-12-dev": GCC,
}

TYPES = {".h": "SOURCE", ".c": "SOURCE", ".ld": "SOURCE", ".md": "DOCUMENTATION", ".txt": "TEXT", ".py": "SOURCE"}


def parse_version(text):
    """(version, commit, [(kind, name, version, {file: sha256})]) of VERSION.txt."""
    parts = []
    first, *lines = text.splitlines()
    commit = "unknown"
    for line in lines:
        words = line.split()
        if words[0] == "commit":
            commit = words[1]
        elif words[0] in ("source", "linked"):
            parts.append((words[0], words[1], words[2], {}))
        elif line.startswith(" "):
            parts[-1][3][words[1]] = words[0]
    return first.split()[-1], commit, parts


def license_of(name):
    """What a file of the package is under, by where it is."""
    if name.endswith(("/libc.a", "/libm.a", "/libstdio_nano.a")):
        return NEWLIB
    if name.startswith("lib/clang-runtimes/") and "/include/" in name:
        inside = name.split("/include/", 1)[1]
        return LLVM if inside.startswith(("c++/", "hop/")) else NEWLIB
    if name.startswith("share/doc/hop/licenses/"):
        return "NOASSERTION"
    return LLVM


def file_entries(folder):
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    for number, path in enumerate(paths, 1):
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        kind = "BINARY" if data[:4] == b"\x7fELF" else "ARCHIVE" if path.suffix == ".a" else TYPES.get(path.suffix, "OTHER")
        yield {
            "fileName": "./" + name,
            "SPDXID": f"SPDXRef-File-{number}",
            "fileTypes": [kind],
            "checksums": [
                {"algorithm": "SHA1", "checksumValue": hashlib.sha1(data).hexdigest()},
                {"algorithm": "SHA256", "checksumValue": hashlib.sha256(data).hexdigest()},
            ],
            "licenseConcluded": license_of(name),
            "licenseInfoInFiles": ["NOASSERTION"],
            "copyrightText": "NOASSERTION",
        }


def verification_code(files):
    """SPDX 2.3, 7.9: the SHA-1 of all files' sorted SHA-1s."""
    sums = sorted(entry["checksums"][0]["checksumValue"] for entry in files)
    return hashlib.sha1("".join(sums).encode()).hexdigest()


def hop_entry(name, version, commit, code):
    return {
        "SPDXID": HOP,
        "name": "hop-finite-stack",
        "versionInfo": version,
        "packageFileName": name,
        "supplier": "Organization: hop finite-stack",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": True,
        "packageVerificationCode": {
            "packageVerificationCodeValue": code,
            "packageVerificationCodeExcludedFiles": ["./" + OUTPUT],
        },
        "sourceInfo": f"commit {commit}",
        "licenseConcluded": LLVM,
        "licenseDeclared": LLVM,
        "licenseInfoFromFiles": ["NOASSERTION"],
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "APPLICATION",
    }


def debian_entry(kind, name, version, files):
    quoted = f"{name}@{version}".replace("+", "%2B")
    entry = {
        "SPDXID": "SPDXRef-Package-" + name.replace("+", "-"),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": "NOASSERTION",  # any mirror: the purl below, and the sums of sourceInfo
        "filesAnalyzed": False,
        "licenseConcluded": LICENSES[name],
        "licenseDeclared": LICENSES[name],
        "copyrightText": "NOASSERTION",
        "externalRefs": [
            {
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": f"pkg:deb/debian/{quoted}?arch={'source' if kind == 'source' else 'amd64'}",
            }
        ],
    }
    if files:
        entry["sourceInfo"] = "SHA-256: " + ", ".join(f"{value} {file}" for file, value in files.items())
    return entry


def relation(element, kind, other):
    return {"spdxElementId": element, "relationshipType": kind, "relatedSpdxElement": other}


def relations(parts, entries, files):
    yield relation("SPDXRef-DOCUMENT", "DESCRIBES", HOP)
    for (kind, *_), entry in zip(parts, entries):
        yield relation(HOP, "GENERATED_FROM" if kind == "source" else "STATIC_LINK", entry["SPDXID"])
    for entry in files:
        yield relation(HOP, "CONTAINS", entry["SPDXID"])


def document(folder, name, date):
    version, commit, parts = parse_version((folder / "VERSION.txt").read_text())
    files = list(file_entries(folder))
    code = verification_code(files)
    entries = [debian_entry(*part) for part in parts]
    newlib = (folder / "share/doc/hop/licenses/newlib.txt").read_text(errors="replace")
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{code}",
        "creationInfo": {
            "created": date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Organization: hop finite-stack", f"Tool: sbom.py-{version}"],
        },
        "hasExtractedLicensingInfos": [{"licenseId": NEWLIB, "name": "Licences of newlib", "extractedText": newlib}],
        "packages": [hop_entry(name, version, commit, code), *entries],
        "files": files,
        "relationships": list(relations(parts, entries, files)),
    }


def main():
    folder, name, seconds = sys.argv[1:]
    date = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    json.dump(document(pathlib.Path(folder), name, date), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
