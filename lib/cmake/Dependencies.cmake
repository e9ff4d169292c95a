# Every library once, with the reason for its minimum version. Owners: see tests/lint/layers.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# SHA-2, P-256, X.509; 3.0 is Debian 12's.
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3.0)
# The JSON tree under lib/codec/json.c, which does the strict part itself.
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson>=1.7.15)
# 7.85 brought CURLOPT_PROTOCOLS_STR. Opened at first use: only its headers are needed to build.
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
