/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_BINDING_VALUES_H
#define PHALA_TESTS_ATTEST_BINDING_VALUES_H

/* Keys whose secrets are small numbers: root 7, app 8, derived 9 (secp256k1), 10 (Ed25519), TLS 5
 * (P-256), and what is signed and hashed of them. Made by node with @noble/curves and
 * @noble/hashes. */
#define ROOT_KEY    "025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc"
#define APP_KEY     "022f01e5e15cca351daff3843fb70f3c2f0a1bdd05e5af888a67784ef3e10a2a01"
#define DERIVED_KEY "03acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbe"
#define DERIVED_XY                                                                                 \
    "acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbe"                             \
    "cc338921b0a7d9fd64380971763b61e9add888a4375f8e0f05cc262ac64f9c37"
#define DERIVED_SEC1    "04" DERIVED_XY
#define DERIVED_KECCAK  "93eb76ace9641e52833ffd56f7edc8fa1ecc32967f827c9043fcae6ba73afa5c"
#define DERIVED_ADDRESS "f7edc8fa1ecc32967f827c9043fcae6ba73afa5c"
#define ED25519_KEY     "527250081bdcdc2e8101ecbd4f6e3536e70d14be91f451527326b97d0de20e51"
#define TLS_SPKI                                                                                   \
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004"                                       \
    "51590b7a515140d2d784c85608668fdfef8c82fd1f5be52421554a0dc3d033ed"                             \
    "e0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4"

#define NONCE  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define APP_ID "1111111111111111111111111111111111111111"

#define ZEROS_12 "000000000000000000000000"
#define ZEROS_16 "00000000000000000000000000000000"
#define ZEROS_32 ZEROS_16 ZEROS_16
#define ONES_32  "1111111111111111111111111111111111111111111111111111111111111111"

/* app signs "purpose-1:" DERIVED_KEY; root signs "dstack-kms-issued:" APP_ID APP_KEY */
#define SIGNED_BY_APP                                                                              \
    "a73c2355bdb720aca8075aae740fc257161da7031604390331d7e3ce571c5615"                             \
    "5fa9d43d8cafbb9c6b0014372318b89cdf271e18413b5361942f8793e4e904bc01"
#define SIGNED_BY_ROOT                                                                             \
    "ede5928404766daf1955488e8224a72d22392e96980cdb75de20c4dd6f179dc0"                             \
    "5fe3f734cc607367af4d3258ac89e4817a902a802e592ba9d37eefc0722b0bd301"
/* app signs "signing:" ED25519_KEY */
#define SIGNED_ED25519                                                                             \
    "53db7968a72748cee0a8f52d4436f749d7064d34ccec0ebcd17cfa5113da07c6"                             \
    "2240de16655ad7370d2c69ade3d7a1bce281110336da5a4ce911a0c7ac5c803500"

/* root signs "dstack-env-encrypt-pubkey:" APP_ID ENV_KEY, and with BE64(1768435200) between */
#define ENV_KEY "2222222222222222222222222222222222222222222222222222222222222222"
#define ENV_SIGNATURE                                                                              \
    "c23585de8c8945b3fb67c3eda57709c2274645a8746a3d1add4c9b2c1697c306"                             \
    "1d1b4c8897984f68aa379ce83dc2205bcdd86c6d160c7922eaa48823ff301a0800"
#define ENV_SIGNATURE_V1                                                                           \
    "eaeadca3ca8a662ae350174ba5763d3caba6bf1af5f50fcf37eb6554e160de96"                             \
    "7db81d81dfb7113f0384c70621411491f12f8c6cd296191a1e95d014d6ba8ab700"
#define ENV_TIME 1768435200

/* keccak256("dstack-kms-genereted-keys-v1:" TLS_SPKI ";" ROOT_KEY ";") */
#define BOOTSTRAP_DIGEST "4e895890f944c77e8c163fb304d93ba32bf3446011e8481755a6dd9325ec590d"

#endif
