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

# The C++ libraries: other folders of LLVM's package (scripts/fetch-source.sh).
CXX_SOURCE=$LLVM_SOURCE
CXX_SOURCE_VERSION=$LLVM_SOURCE_VERSION
CXX_SOURCE_FILES=$LLVM_SOURCE_FILES
# The linker's own tests, for scripts/test-llvm.sh: the same.
LLDTESTS_SOURCE=$LLVM_SOURCE
LLDTESTS_SOURCE_VERSION=$LLVM_SOURCE_VERSION
LLDTESTS_SOURCE_FILES=$LLVM_SOURCE_FILES
# The C++ libraries' own tests, for scripts/test-cxx.sh: the same.
CXXTESTS_SOURCE=$LLVM_SOURCE
CXXTESTS_SOURCE_VERSION=$LLVM_SOURCE_VERSION
CXXTESTS_SOURCE_FILES=$LLVM_SOURCE_FILES

# Programs that scripts/bench.sh and the corpus tests compile, as they are.
ZLIB_SOURCE=zlib
ZLIB_SOURCE_VERSION='1:1.2.13.dfsg-1'
ZLIB_SOURCE_FILES='
3fa1e6b2fc525062aa88207dda52fed8e045373c809d362fe8a2bfbf7cf515a8  zlib_1.2.13.dfsg-1.dsc
f66cf3d4f2d7defcd4d1fd1fb0a11ee39f1e01b42ec7d059c9dc5c1695133c44  zlib_1.2.13.dfsg-1.debian.tar.xz
71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1  zlib_1.2.13.dfsg.orig.tar.bz2
'

LWIP_SOURCE=lwip
LWIP_SOURCE_VERSION='2.1.3+dfsg1-2'
LWIP_SOURCE_FILES='
8d8f944db8e6d542fc2d6f01559078fb1b5dda71651c67ee5fa3571ed1342c50  lwip_2.1.3+dfsg1-2.dsc
c5a48413d362cc757032cdd58f528f75eb64ee781ca46ca24f010b49b0e62a90  lwip_2.1.3+dfsg1-2.debian.tar.xz
0a8276d09fc4e97bbba2f953d74af2388fc2195ea156be9d7589e297a68fde24  lwip_2.1.3+dfsg1.orig.tar.xz
'

MBEDTLS_SOURCE=mbedtls
MBEDTLS_SOURCE_VERSION='2.28.3-1'
MBEDTLS_SOURCE_FILES='
a8bf91b5ffb40654efb0ebe0c962ac1e87b8eed5e104880982eaa70dd4bb33e3  mbedtls_2.28.3-1.dsc
3e03c61f63c7bbcd0bf695b53e6663ab448cc2e15429cd67d0e4f32e699645a9  mbedtls_2.28.3-1.debian.tar.xz
3b4953aa55a681e084d31892d9904cc5328d6b4958ea57b90ae4b4f94ae69a8d  mbedtls_2.28.3.orig.tar.gz
'

LUA_SOURCE=lua5.4
LUA_SOURCE_VERSION='5.4.4-3+deb12u1'
LUA_SOURCE_FILES='
d47c50154294a68c8a209c5d61bc09e5b22891c01b7c47501ac3f9725eb4a813  lua5.4_5.4.4-3+deb12u1.dsc
2d8e0e380722c648cfeffb8d58287865619b4d035544d93d7ef3a2eaf627abe6  lua5.4_5.4.4-3+deb12u1.debian.tar.xz
164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61  lua5.4_5.4.4.orig.tar.gz
'

BZIP2_SOURCE=bzip2
BZIP2_SOURCE_VERSION='1.0.8-5'
BZIP2_SOURCE_FILES='
ed9c40f4de3f9e064535e15eac1c61a0f606763db98f4579dbc04067b94a8944  bzip2_1.0.8-5.dsc
d68c6eba11d70e14319e24ef1451880a03023b2b75364646adb117086db36039  bzip2_1.0.8-5.debian.tar.bz2
ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269  bzip2_1.0.8.orig.tar.gz
'

LZ4_SOURCE=lz4
LZ4_SOURCE_VERSION='1.9.4-1'
LZ4_SOURCE_FILES='
e16302bca544d08d106efc216541f4a0403c8f8a5fad5eaac7588223a55af263  lz4_1.9.4-1.dsc
47ceec5b95f42598f7b9280b03df9659f2ee6852720ec181488e83bd643f0e5f  lz4_1.9.4-1.debian.tar.xz
0b0e3aa07c8c063ddf40b082bdf7e37a1562bda40a0ff5272957f3e987e0e54b  lz4_1.9.4.orig.tar.gz
'

TOMMATH_SOURCE=libtommath
TOMMATH_SOURCE_VERSION='1.2.0-6+deb12u1'
TOMMATH_SOURCE_FILES='
d2220e395dc98c08f1413e71a90cc7f40f3094d3a796c8f84477bb21dc7ee261  libtommath_1.2.0-6+deb12u1.dsc
f1e0f4bf25a4fe682768fa360dfd24c41198d7dbfe2df363b269f2cf35a5b3ba  libtommath_1.2.0-6+deb12u1.debian.tar.xz
b7c75eecf680219484055fcedd686064409254ae44bc31a96c5032843c0e18b1  libtommath_1.2.0.orig.tar.xz
'

MUJS_SOURCE=mujs
MUJS_SOURCE_VERSION='1.3.2-1'
MUJS_SOURCE_FILES='
e335747ecefd516239414a3c80d82846234b10c9d48c5d8e3a4f1220eda9a6e0  mujs_1.3.2-1.dsc
791d6d323508f32976cf22713c5a052653edd81378717a3534db32cfccaaac12  mujs_1.3.2-1.debian.tar.xz
4886593fc688b0cdccd31e5ecbe5afe7ad1bee23aa69e667b871afd5dfc640c3  mujs_1.3.2.orig.tar.xz
'

# Has the vendor's HAL of the nRF51, in mbed's.
MICROBIT_SOURCE=firmware-microbit-micropython
MICROBIT_SOURCE_VERSION='1.0.1-4'
MICROBIT_SOURCE_FILES='
d286d39b801e09d677266f6cf41644d6ceabc6b88f57856474e1a5d6fe681426  firmware-microbit-micropython_1.0.1-4.dsc
8256e277a82ca72616aa45fcd9208885b075fa3fe68304d7da7aeef327f3832b  firmware-microbit-micropython_1.0.1-4.debian.tar.xz
2c757537b26fb4ab5085986483a3e45ffa48e6d693e568cb7a3ae455518637ab  firmware-microbit-micropython_1.0.1.orig-yotta-modules.tar.xz
746d38a16984ebe66100d33983953871ffac55e8917b1bb387a99f1c34671beb  firmware-microbit-micropython_1.0.1.orig-yotta-targets.tar.xz
8f1041a4ea6424f7a24be499a780a3695685681b1278a24fc2b82b2c2ea8970f  firmware-microbit-micropython_1.0.1.orig.tar.xz
'

# GCC's tests of C; its source is a tarball inside of the package.
TORTURE_SOURCE=gcc-12
TORTURE_SOURCE_VERSION='12.2.0-14+deb12u1'
TORTURE_SOURCE_FILES='
3aed0b189189c744dc9f4b74798a51d3e512ea85e492568db788a927c88e20ba  gcc-12_12.2.0-14+deb12u1.dsc
59f7f7763a0c355e3f27ff9e7ac80d06382b29939361a87e7b139226bfe7402e  gcc-12_12.2.0-14+deb12u1.debian.tar.xz
b8298be16aeeb96a889c6afed0a8e2241b47452e89cc81fe65ea849d5c740fcb  gcc-12_12.2.0.orig.tar.gz
'
