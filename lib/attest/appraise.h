/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_APPRAISE_H
#define PHALA_ATTEST_APPRAISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/platform.h"
#include "attest/quote/quote.h"
#include "attest/report.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/ecdsa.h"

/* SHA-256 of Intel's SGX root CA, and the certificate itself (DER), which is compiled in. */
extern const struct sha256 intel_root_sha256;
struct bytes intel_root_der(void);

/* One expectation: the field of the body with that name is exactly these bytes. */
struct expectation {
    struct text key;
    uint8_t value[64];
    size_t size;
};

/* Sets an expectation from KEY and hex. ERR_USAGE for a key that no TEE has (with the nearest name
 * as hint) or hex that is not exactly of the field's length. */
MUST_CHECK bool expectation_parse(struct text key, struct text hex, struct expectation *out,
                                  struct err *e);

/* The size of the field that a key names, 0 for none. */
size_t expectation_size(struct text key);

/* What report data has to be: the first `size` bytes of it; behind them zero when `is_whole`, not
 * compared otherwise. */
struct expected_report_data {
    bool is_given;
    uint8_t value[64];
    size_t size;
    bool is_whole;
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

#endif
