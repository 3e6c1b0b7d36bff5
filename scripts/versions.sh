# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh disable=SC2034
#
# Every pin of the project, and nothing else. Sourced by scripts/lib.sh.
# A source is a Debian source package: its name, its version, and the SHA-256 of
# each of its files; scripts/fetch-source.sh accepts no other bytes.

HOP_VERSION=0.1.0

LLVM_VERSION=19.1.7
LLVM_TAG=llvmorg-19.1.7
LLVM_SOURCE=llvm-toolchain-19
LLVM_SOURCE_VERSION='1:19.1.7-3~deb12u1'
LLVM_SOURCE_FILES='
e1824f8969b5c3e12974b707b4658a319eb6bb45d552ddc109cb18add24bea5c  llvm-toolchain-19_19.1.7-3~deb12u1.dsc
69e23e395388e3b87b5c18461c38a3cf5f43d71aecf54fcf0dc9ac9664b4c16f  llvm-toolchain-19_19.1.7-3~deb12u1.debian.tar.xz
ae498f3bc58ae2d9f64ef5f0c035c4240152bf015a5b7738b15c22e93bdc97ce  llvm-toolchain-19_19.1.7.orig.tar.xz
'

NEWLIB_SOURCE=newlib
NEWLIB_SOURCE_VERSION='3.3.0-1.3+deb12u1'
NEWLIB_SOURCE_FILES='
e6326404ef649f767d024a4c6b0e8318f8ef6c990dbf2057fa4b6c072dbdfc46  newlib_3.3.0-1.3+deb12u1.dsc
4a53556637c7d996f7e3ea8265f103e3855cebf1519b5977aa14815467332730  newlib_3.3.0-1.3+deb12u1.debian.tar.xz
58dd9e3eaedf519360d92d84205c3deef0b3fc286685d1c562e245914ef72c66  newlib_3.3.0.orig.tar.gz
'

CJSON_SOURCE=cjson
CJSON_SOURCE_VERSION='1.7.15-1+deb12u4'
CJSON_SOURCE_FILES='
764c2de141d680f4fb4cada30c526dacaa30ead061b9b9c34f2b81e2df0f8439  cjson_1.7.15-1+deb12u4.dsc
afd19a970966cf534ff1e9ec077d710a5e7e78eb4ec9b499c8bdc32e55da12cb  cjson_1.7.15-1+deb12u4.debian.tar.xz
5308fd4bd90cef7aa060558514de6a1a4a0819974a26e6ed13973c5f624c24b2  cjson_1.7.15.orig.tar.gz
'
