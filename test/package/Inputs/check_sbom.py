#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks a package's SPDX document against the standard's rules and against the files.

usage: check_sbom.py PREFIX
"""

import hashlib
import json
import pathlib
import re
import sys

DOCUMENT = {"spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo"}
PACKAGE = {"SPDXID", "name", "downloadLocation", "filesAnalyzed", "licenseConcluded", "licenseDeclared", "copyrightText"}
FILE = {"SPDXID", "fileName", "checksums", "licenseConcluded", "licenseInfoInFiles", "copyrightText"}
IDENTIFIER = re.compile(r"SPDXRef-[A-Za-z0-9.-]+\Z")


def require(condition, text):
    if not condition:
        sys.exit(f"check_sbom: {text}")


def check_elements(document):
    elements = [document, *document["packages"], *document["files"]]
    identifiers = [element["SPDXID"] for element in elements]
    require(len(set(identifiers)) == len(identifiers), "an identifier is there twice")
    require(all(IDENTIFIER.match(name) for name in identifiers), "an identifier has letters that none may have")
    for required, group in ((DOCUMENT, [document]), (PACKAGE, document["packages"]), (FILE, document["files"])):
        for element in group:
            require(required <= element.keys(), f"{element['SPDXID']} has no {required - element.keys()}")
    for link in document["relationships"]:
        require({link["spdxElementId"], link["relatedSpdxElement"]} <= set(identifiers), f"{link} leads nowhere")
    contained = [link for link in document["relationships"] if link["relationshipType"] == "CONTAINS"]
    require(len(contained) == len(document["files"]), "a file belongs to no package")


def check_files(document, prefix):
    listed = {entry["fileName"]: {c["algorithm"]: c["checksumValue"] for c in entry["checksums"]} for entry in document["files"]}
    sums = []
    for path in prefix.rglob("*"):
        name = "./" + path.relative_to(prefix).as_posix()
        if path.is_symlink() or not path.is_file() or name == "./share/doc/hop/sbom.spdx.json":
            continue
        data = path.read_bytes()
        sums.append(hashlib.sha1(data).hexdigest())
        expected = {"SHA1": sums[-1], "SHA256": hashlib.sha256(data).hexdigest()}
        require(listed.pop(name, None) == expected, f"{name} is not as listed")
    require(not listed, f"listed but not there: {list(listed)}")
    code = hashlib.sha1("".join(sorted(sums)).encode()).hexdigest()
    hop = next(package for package in document["packages"] if package["filesAnalyzed"])
    require(hop["packageVerificationCode"]["packageVerificationCodeValue"] == code, "wrong verification code")


def main():
    prefix = pathlib.Path(sys.argv[1])
    document = json.loads((prefix / "share/doc/hop/sbom.spdx.json").read_text())
    require(document["spdxVersion"] == "SPDX-2.3" and document["dataLicense"] == "CC0-1.0", "not SPDX 2.3")
    check_elements(document)
    check_files(document, prefix)
    for package in document["packages"]:
        print(f"{package['name']} {package['versionInfo']}: {package['licenseConcluded']}")
    print(f"{len(document['files'])} files")


if __name__ == "__main__":
    main()
