# Every library once, with the reason for its minimum version. Owners: see tests/lint/layers.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# SHA-2, P-256, Ed25519, X.509; 3.0 is Debian 12's.
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3.0)
# The JSON tree under lib/codec/json.c, which does the strict part itself.
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson>=1.7.15)
# Recovers the keys that KMS and Ethereum signatures are of; 0.2 brought the context that needs no making.
pkg_check_modules(SECP256K1 REQUIRED IMPORTED_TARGET libsecp256k1>=0.2)
# Event logs in RA-TLS certificates are gzip.
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib>=1.2.13)
# The YAML of docker-compose files; docker compose's own reader was made from it.
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1>=0.2.5)
# 7.85 brought CURLOPT_PROTOCOLS_STR. Opened at first use: only its headers are needed to build.
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
