/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_CHECK_LIST_H
#define PHALA_ATTEST_CHECK_LIST_H

#include "attest/check_list_hardware.h"

/* The catalogue: the one list of checks, by groups. Each has an enumerator, a stable id, the
 * category of failures that it sorts under, and what it proves. Reports list them in this order,
 * which is that of the proof: quote.signature stands behind the enclave that vouches for its key. A
 * report lists the groups that the evidence has something to say about. */
#define DOCUMENT_CHECKS(X)                                                                         \
    X(EVIDENCE_QUOTE, "evidence.quote", "no_quote",                                                \
      "hardware that this program can judge signed the evidence")                                  \
    X(DOCUMENT_CLAIMS, "document.claims", "claim",                                                 \
      "what the document says beside the quote agrees with it")                                    \
    X(DOCUMENT_PARTS, "document.parts", "part",                                                    \
      "every other attestation in the document holds, too")

#define LOG_CHECKS(X)                                                                              \
    X(LOG_RTMR0, "log.rtmr0", "replay", "the event log replays to the signed RTMR0")               \
    X(LOG_RTMR1, "log.rtmr1", "replay", "the event log replays to the signed RTMR1")               \
    X(LOG_RTMR2, "log.rtmr2", "replay", "the event log replays to the signed RTMR2")               \
    X(LOG_RTMR3, "log.rtmr3", "replay", "the event log replays to the signed RTMR3")               \
    X(LOG_DIGESTS, "log.digests", "event_digest",                                                  \
      "the digest of each runtime event is that of its name and payload")                          \
    X(LOG_BOOT, "log.boot_events", "boot_events",                                                  \
      "each event that names the app is there once, before system-ready")                          \
    X(LOG_LATE, "log.late_events", "late_events",                                                  \
      "no event behind system-ready has the name of a boot event")                                 \
    X(LOG_RUNTIME, "log.runtime_events", "runtime_events", "both lists of runtime events agree")

#define APP_CHECKS(X)                                                                              \
    X(APP_COMPOSE_HASH, "app.compose_hash", "compose_hash",                                        \
      "the app-compose is the one that was measured")                                              \
    X(APP_ID, "app.app_id", "app_id", "the app id follows from the app-compose, or is an address") \
    X(APP_MR_CONFIG, "app.mr_config_id", "mr_config_id",                                           \
      "MRCONFIGID names the same app as the event log")                                            \
    X(APP_FILE, "app.app_compose", "app_compose",                                                  \
      "the app-compose file given is the one that was measured")                                   \
    X(APP_COMPOSE, "app.compose", "compose",                                                       \
      "the docker-compose file given is the one that was measured")                                \
    X(APP_IMAGES, "app.images", "images", "every image is named by its digest")                    \
    X(APP_LOGS, "app.public_logs", "public_logs", "logs and system information are not public")    \
    X(APP_PRIVILEGED, "app.privileged", "privileged", "no container has the rights of the machine")

#define OS_CHECKS(X)                                                                               \
    X(OS_MRTD, "os.mrtd", "os_measurement", "MRTD is that of the reference")                       \
    X(OS_RTMR0, "os.rtmr0", "os_measurement", "RTMR0 is that of the reference")                    \
    X(OS_RTMR1, "os.rtmr1", "os_measurement", "RTMR1 is that of the reference")                    \
    X(OS_RTMR2, "os.rtmr2", "os_measurement", "RTMR2 is that of the reference")                    \
    X(OS_MEASUREMENT, "os.measurement", "os_document",                                             \
      "the measurement document belongs to the image")                                             \
    X(OS_IMAGE_HASH, "os.image_hash", "os_image_hash", "every mention of the image hash agrees")   \
    X(OS_ACPI, "os.acpi", "os_acpi", "the ACPI tables are those of the reference")                 \
    X(OS_DEVELOPMENT, "os.development", "os_development", "the image is not one for development")  \
    X(OS_IDENTITY, "os.identity", "os_identity",                                                   \
      "the operating system was compared with a reference")

#define RA_TLS_CHECKS(X)                                                                           \
    X(RA_TLS_KEY, "ra_tls.key", "ra_tls_key", "the quote was made for the key of the certificate") \
    X(RA_TLS_CHAIN, "ra_tls.chain", "ra_tls_chain", "each certificate is signed by the next one")  \
    X(RA_TLS_DATES, "ra_tls.dates", "ra_tls_dates", "the certificates are valid")                  \
    X(RA_TLS_APP_ID, "ra_tls.app_id", "ra_tls_app_id",                                             \
      "the certificate names the app that was measured")

#define KMS_CHECKS(X)                                                                              \
    X(KMS_PROVIDER, "kms.provider", "kms_provider",                                                \
      "the measured key provider is the root of the certificates")                                 \
    X(KMS_ROOT, "kms.root", "kms_root", "the key provider is the one that was asked for")          \
    X(KMS_MR, "kms.mr_kms", "mr_kms",                                                              \
      "the measured key service is the one whose attestation was given")                           \
    X(KMS_BOOTSTRAP, "kms.bootstrap", "kms_bootstrap",                                             \
      "the key service's quote was made for its keys")                                             \
    X(KMS_APP_KEY, "kms.app_key", "kms_signature", "the key service signed the key of the app")    \
    X(KMS_DERIVED_KEY, "kms.derived_key", "kms_signature",                                         \
      "the key of the app signed the derived key")                                                 \
    X(KMS_ENV_KEY, "kms.env_key", "kms_signature",                                                 \
      "the key service signed the key that variables are encrypted for")

#define BINDING_CHECKS(X)                                                                          \
    X(BIND_NONCE, "bind.nonce", "binding", "report data holds the nonce")                          \
    X(BIND_PUBLIC_KEY, "bind.public_key", "binding", "report data holds the public key")           \
    X(BIND_ADDRESS, "bind.address", "binding", "report data holds the Ethereum address")           \
    X(BIND_TLS_KEY, "bind.tls_key", "binding", "report data holds the TLS key")                    \
    X(BIND_SIGNER, "bind.signer", "binding",                                                       \
      "report data holds the signing key that the document names")                                 \
    X(BIND_REQUEST_NONCE, "bind.request_nonce", "binding",                                         \
      "report data holds the nonce that the document names")                                       \
    X(ACI_KEYSET, "aci.keyset_digest", "aci", "the keyset has the digest that the report names")   \
    X(ACI_STATEMENT, "aci.statement", "aci", "report data is that of keyset and nonce")            \
    X(ACI_ENDORSEMENT, "aci.endorsement", "aci",                                                   \
      "the keyset is endorsed by the key that report data holds")                                  \
    X(ACI_RECEIPTS, "aci.receipts", "aci", "each receipt is signed by a key of the keyset")        \
    X(GPU_EVIDENCE, "gpu.evidence", "gpu", "the GPU is genuine and bound to the machine")          \
    X(TPM_QUOTE, "tpm.quote", "tpm", "the vTPM quote is bound to the machine")

#define ASKED_CHECKS(X)                                                                            \
    X(REPORT_DATA, "report_data", "report_data", "the report data is what was asked for")          \
    X(IDENTITY, "identity", "identity", "what runs inside was compared with an expectation")       \
    X(EXPECTATION, "expect", "expectation", "a measurement is what was expected")

/* Every group: its enumerator, its list, and what it is about. */
#define CHECK_GROUPS(G)                                                                            \
    G(DOCUMENT, DOCUMENT_CHECKS, "the document around the quote")                                  \
    G(HARDWARE, HARDWARE_CHECKS, "the platform")                                                   \
    G(LOG, LOG_CHECKS, "the event log")                                                            \
    G(APP, APP_CHECKS, "the application")                                                          \
    G(OS, OS_CHECKS, "the operating system")                                                       \
    G(RA_TLS, RA_TLS_CHECKS, "the certificate")                                                    \
    G(KMS, KMS_CHECKS, "the key service")                                                          \
    G(BINDING, BINDING_CHECKS, "what the quote was made for")                                      \
    G(ASKED, ASKED_CHECKS, "what was asked for")

#define CHECKS(X)                                                                                  \
    DOCUMENT_CHECKS(X)                                                                             \
    HARDWARE_CHECKS(X)                                                                             \
    LOG_CHECKS(X)                                                                                  \
    APP_CHECKS(X)                                                                                  \
    OS_CHECKS(X)                                                                                   \
    RA_TLS_CHECKS(X)                                                                               \
    KMS_CHECKS(X)                                                                                  \
    BINDING_CHECKS(X)                                                                              \
    ASKED_CHECKS(X)

#endif
