/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_ACI_VALUES_H
#define PHALA_TESTS_ATTEST_ACI_VALUES_H

/* Dstack-TEE/private-ai-gateway, spec/test-vectors.md at b6b5c1b: keyset, statements, receipt. */
#define ACI_KEYSET                                                                                 \
    "{\"e2ee_public_keys\":[{\"algo\":\"x25519-aes-256-gcm-hkdf-sha256\","                         \
    "\"key_id\":\"e2ee-1\","                                                                       \
    "\"public_key\":\"5dfedd3b6bd47f6fa28ee15d969d5bb0ea53774d488bdaf9df1c6e0124b3ef22\"}],"       \
    "\"not_after\":1800000000,\"receipt_signing_keys\":[{\"algo\":\"ed25519\","                    \
    "\"key_id\":\"receipt-1\","                                                                    \
    "\"public_key\":\"8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394\"}],"       \
    "\"subject\":\"dstack-app://example-app\","                                                    \
    "\"tls_public_keys\":[{\"domain\":\"api.example.com\","                                        \
    "\"spki_sha256\":\"c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0\"}]"       \
    "}"
#define ACI_DIGEST        "sha256:53a5cd44b30dcc51999754c719f2628a041f174ecbf9662a6f8e898a10cd9371"
#define ACI_WITH_NONCE    "df2174d28130852b413646a3786927b93e94c11d770268b65def8bdba45cb49e"
#define ACI_WITHOUT_NONCE "0633919ca3f00e97bafaa3304278eb22420cc3ff0d19f87dfca2d3f7508150bc"
#define ACI_RECEIPT                                                                                \
    "{\"api_version\":\"aci/1\",\"chat_id\":\"chatcmpl-123\","                                     \
    "\"endpoint\":\"/v1/chat/completions\","                                                       \
    "\"event_log\":[{\"body_hash\":\"sha256:94d809bf47380d8a2eab0eb6e126d4dda9364b0b4725cdf"       \
    "7ead52dd70b2aa87b\",\"type\":\"request.received\"},"                                          \
    "{\"body_hash\":\"sha256:94d809bf47380d8a2eab0eb6e126d4dda9364b0b4725cdf7ead52dd70b2aa8"       \
    "7b\",\"type\":\"request.forwarded\"},{\"model_id\":\"demo-model\",\"required\":true,"         \
    "\"result\":\"verified\","                                                                     \
    "\"session_id\":\"95ad1cb4dd25445808c2e9d116caf420b05703730b506395e8fc1ca6faeae28f\","         \
    "\"type\":\"upstream.verified\"},"                                                             \
    "{\"body_hash\":\"sha256:dedfffe5b14d031b8e2c01996d021a15293cb7c63b56be7e4be9e89b6f0a5f"       \
    "61\",\"type\":\"response.returned\"}],\"key_id\":\"receipt-1\",\"method\":\"POST\","          \
    "\"model\":\"demo-model\",\"receipt_id\":\"rcpt-0001\",\"served_at\":1750000000,"              \
    "\"signature\":\"d5b005e093bde3b577faf270b7184b09e169cacb0ecb206b103bd2581f997db03da616"       \
    "175454b063323a23ac1dc68f1ce506c2a6eba8aa0561d5e724f0b80c03\","                                \
    "\"workload_keyset_digest\":\"sha256:53a5cd44b30dcc51999754c719f2628a041f174ecbf9662a6f"       \
    "8e898a10cd9371\"}"
#define ACI_SESSION                                                                                \
    "{\"api_version\":\"aci/1\",\"channel_binding\":[{\"origin\":\"https://upstream.examp"         \
    "le.com\",\"spki_sha256\":\"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d"         \
    "1d1d1d1\",\"type\":\"tls_spki_sha256\"}],\"claims\":{\"extra\":{\"gpu_arch\":\"HOPPE"         \
    "R\",\"tcb_status\":\"UpToDate\"},\"gpu_attested\":{\"status\":\"unknown\"},\"model_w"         \
    "eights_provenance\":{\"status\":\"unknown\"},\"os_known_good\":{\"status\":\"unknown"         \
    "\"},\"serving_software_known_good\":{\"status\":\"unknown\"},\"tcb_up_to_date\":{\"s"         \
    "tatus\":\"unknown\"},\"tee_attested\":{\"reason\":\"example quote verified\",\"source"        \
    "\":\"hardware_proven\",\"status\":\"asserted\"}},\"endpoint\":\"https://upstream.ex"          \
    "ample.com\",\"established_at\":1750000000,\"evidence\":{\"data\":\"data:text/plain;b"         \
    "ase64,ZXhhbXBsZS1ldmlkZW5jZQ==\",\"digest\":\"sha256:80d70e44d0ae1e829fd5f37c3ee4a60"         \
    "dfbea8d3aa18407ea3f34cf7ec91da34d\"},\"expires_at\":1750003600,\"upstream_name\":\"d"         \
    "emo-upstream\",\"verifier_id\":\"example/1\"}"
#define ACI_SESSION_ID "95ad1cb4dd25445808c2e9d116caf420b05703730b506395e8fc1ca6faeae28f"

/* The earlier form, with the keys of binding_values.h, made by node with @noble/curves and
 * @noble/hashes: an identity of secp256k1, and one of Ed25519. */
#define EARLIER_KEYSET                                                                             \
    "{\"workload_identity\":{\"public_key\":{\"algo\":\"ecdsa-secp256k1\","                        \
    "\"public_key\":\"04acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbecc3"       \
    "38921b0a7d9fd64380971763b61e9add888a4375f8e0f05cc262ac64f9c37\"},\"subject\":null},"          \
    "\"keyset_epoch\":{\"version\":1,\"not_after\":1800000000},\"receipt_signing_keys\":[],"       \
    "\"e2ee_public_keys\":[],"                                                                     \
    "\"tls_public_keys\":[{\"spki_sha256\":\"dafc418eb082e83c76a48f0c526fe45e9ca4d4ecfa8236"       \
    "6de3fccd37099fca01\"}]}"
#define EARLIER_DIGEST   "sha256:5939389e282b6414efdee333b515745263f074ca7914906792aadf2023a1ae14"
#define EARLIER_WORKLOAD "sha256:ddc2a8a14e7cade692ef9c0eb6d359306b00808e75b0f262ef51bbe878199054"
#define EARLIER_ENDORSEMENT                                                                        \
    "c47d314d7b0829be6444e032d8755635732a44b4280a54784698b333fe699223564cd2645f1803a630f3a8"       \
    "69862f1b507b67051cadd2793bbb73251e868b4545"
#define EARLIER_WITH_NONCE    "3647175744b62f1f117d3e6ac6d016998e6cc58f8f192f323a0f7825ce32673a"
#define EARLIER_WITHOUT_NONCE "c7469dfd3ac5b73222640e191806d4b7b6ca1d065e3c83d1d4f3da134e95bf8e"
#define EARLIER_ED_KEYSET                                                                          \
    "{\"workload_identity\":{\"public_key\":{\"algo\":\"ed25519\","                                \
    "\"public_key\":\"527250081bdcdc2e8101ecbd4f6e3536e70d14be91f451527326b97d0de20e51\"},"        \
    "\"subject\":null},\"keyset_epoch\":{\"version\":1,\"not_after\":1800000000},"                 \
    "\"receipt_signing_keys\":[],\"e2ee_public_keys\":[],"                                         \
    "\"tls_public_keys\":[{\"spki_sha256\":\"dafc418eb082e83c76a48f0c526fe45e9ca4d4ecfa8236"       \
    "6de3fccd37099fca01\"}]}"
#define EARLIER_ED_DIGEST "sha256:f69e80a48931af37c82c2f9c706327a652ab7e615c7d764e2059cebe4941711c"
#define EARLIER_ED_WORKLOAD                                                                        \
    "sha256:a7e0758577396d1c82634f4ffa03a8cab42db0d1c8b1e6e52e62341796a83ecc"
#define EARLIER_ED_ENDORSEMENT                                                                     \
    "080f44cc27885409ab8422821462a9b81016b24c6c00b6c52c5abf55ba76a609dc7485c12364c87c4bcf07"       \
    "f6aa05d54394ad50f0a96d77eeb400521065d3500d"

#endif
