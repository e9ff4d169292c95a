/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_APPRAISE_H
#define PHALA_ATTEST_APPRAISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/evidence.h"
#include "attest/platform.h"
#include "attest/quote/quote.h"
#include "attest/report.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/ecdsa.h"

/* SHA-256 of Intel's SGX root CA, and the certificate itself (DER), which is compiled in. */
extern const struct sha256 intel_root_sha256;
struct bytes intel_root_der(void);

/* One expectation: the field of the body, or the value of the app, with that name is exactly these
 * bytes, or one of the others (each of `size` bytes; the caller's). */
struct expectation {
    struct text key;
    uint8_t value[64];
    size_t size;
    const uint8_t (*others)[64];
    size_t n_others;
};

struct os_image;

/* Sets an expectation from KEY and hex. ERR_USAGE for a key that no TEE has (with the nearest name
 * as hint) or hex that is not exactly of the field's length. */
MUST_CHECK bool expectation_parse(struct text key, struct text hex, struct expectation *out,
                                  struct err *e);

/* The size of the field or value that a key names, 0 for none. */
size_t expectation_size(struct text key);

/* It is the value, or one of the others. */
bool expectation_accepts(const struct expectation *expectation, struct bytes actual);

/* What report data has to be: the first `size` bytes of it; behind them zero when `is_whole`, not
 * compared otherwise. */
struct expected_report_data {
    bool is_given;
    uint8_t value[64];
    size_t size;
    bool is_whole;
};

/* What report data has to hold (specification section 6): `value` is a nonce, a public key (raw,
 * SEC1 or SPKI DER), an address of 20 bytes, or a TLS key as SPKI DER. */
enum binding_kind { BINDING_NONCE, BINDING_PUBLIC_KEY, BINDING_ADDRESS, BINDING_TLS_KEY };
enum { BINDING_KINDS = 4 };

struct binding {
    bool is_given;
    struct bytes value;
};

/* What the app and its surroundings have to be. Texts and bytes are the caller's; what is not given
 * has `at` NULL. */
struct app_options {
    struct text app_compose; /* the app-compose.json that must have been measured */
    struct text compose;     /* the docker-compose file that it must contain */
    const char *compose_name;
    const struct os_image *os_image; /* a release's measurements; NULL: none */
    const struct evidence *kms;      /* metadata or attestation of the key service; NULL: none */
    struct binding bindings[BINDING_KINDS];
    struct text key_provider;      /* "kms", …; empty: any */
    const struct bytes *kms_roots; /* accepted keys of the key service (SPKI DER) */
    size_t n_kms_roots;
    bool demand_images, demand_private, demand_unprivileged; /* findings that fail, not warn */
    bool demand_production_os, demand_os;                    /* the same for the OS */
};

/* What has to hold. All zero is the strictest policy; texts and arrays are the caller's. */
struct appraise_options {
    instant at;
    struct bytes root_der; /* the trusted root; empty: Intel's */
    bool hardware_only;
    const struct expectation *expectations;
    size_t n_expectations; /* at most LIMIT_EXPECTATIONS */
    struct expected_report_data report_data;
    bool allow_status[STATUS_COUNT]; /* beside UpToDate; Revoked and NotSupported never count */
    const struct text
        *allow_advisories; /* when any is given, every advisory has to be among them */
    size_t n_allow_advisories;
    uint64_t allow_td_attributes; /* bits accepted beside the default; DEBUG never counts */
    bool has_min_evaluation;
    uint64_t min_evaluation;
    bool has_min_date;
    instant min_date;
    struct app_options app;
    const struct signature_check *signatures; /* NULL: signature_check_plain */
};

/* Named bits of TDATTRIBUTES (names as in Linux' TDX headers) that can be accepted: all but
 * DEBUG (bit 0) and SEPT_VE_DISABLE (bit 28), which has to be set. */
#define TD_ATTRIBUTES(X)                                                                           \
    X(4, "HGS_PLUS_PROF")                                                                          \
    X(5, "PERF_PROF")                                                                              \
    X(6, "PMT_PROF")                                                                               \
    X(16, "ICSSD")                                                                                 \
    X(27, "LASS")                                                                                  \
    X(29, "MIGRATABLE")                                                                            \
    X(30, "PKS")                                                                                   \
    X(31, "KL")                                                                                    \
    X(62, "TPA")                                                                                   \
    X(63, "PERFMON")

/* The TD attribute of that name (as in `--allow-td-attribute`), in either case; false for DEBUG and
 * unknown ones. */
MUST_CHECK bool td_attribute_parse(struct text name, uint64_t *bit);

/* The name of a bit of TDATTRIBUTES (0 to 63); NULL for one that has none. */
const char *td_attribute_name(unsigned bit);

/* Judges a quote: computes every check that can be computed and draws the verdict. Pure; cannot
 * fail. `platform` may be NULL or empty (no collateral at all) and has to be for the quote's TEE.
 * The report looks into quote and platform, which have to stay; it is large (keep it on the heap).
 */
void appraise(const struct quote *quote, const struct platform *platform,
              const struct appraise_options *options, struct report *out);

/* Judges evidence of any kind: the quote as above, then what a dstack document has beside it, and
 * every other attestation in it. Collateral that is not of a quote's TEE is left out, and that of
 * another platform is none for the other attestations. `out` has to be ended with report_done. */
void evidence_appraise(const struct evidence *evidence, const struct platform *platform,
                       const struct appraise_options *options, struct report *out);

/* The same with collateral of several platforms: each quote is judged by the first one that is for
 * it. Where there is none, the evidence's own quote is judged by the first of its TEE. */
void evidence_appraise_by(const struct evidence *evidence, const struct platforms *platforms,
                          const struct appraise_options *options, struct report *out);

#endif
