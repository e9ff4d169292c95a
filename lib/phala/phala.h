/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_H
#define PHALA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* libphala: judges Intel SGX and TDX quotes. Pure: it reads no file, clock, socket or environment
 * variable, prints nothing and has no state between calls. Handles are made by _new or _verify and
 * ended by _free, which takes NULL. Each is used by one thread at a time; a collateral handle may
 * be used by several that only verify with it. Out of memory ends the program. */

#define PHALA_API __attribute__((visibility("default")))

/* "0.1.0" */
PHALA_API const char *phala_version(void);

enum phala_error_kind {
    PHALA_ERROR_NONE = 0,
    PHALA_ERROR_USAGE = 2,     /* the options are not what they should be */
    PHALA_ERROR_MALFORMED = 8, /* evidence, collateral or trust root are not */
    PHALA_ERROR_TOO_BIG = 9,
};

/* The caller's; a function that returns false fills it. `error` may be NULL everywhere. */
struct phala_error {
    enum phala_error_kind kind;
    char message[320];
    char hint[240]; /* what to do next, or empty */
};

/* Collateral: what Intel publishes for a platform. */
struct phala_collateral;

PHALA_API struct phala_collateral *phala_collateral_new(void);
PHALA_API void phala_collateral_free(struct phala_collateral *collateral);

/* Adds what a file holds, recognised by content: a QuoteCollateralV3 object (JSON), a PCS body, a
 * CRL (DER, PEM or hex), a chain of certificates (PEM). Copies it. */
PHALA_API bool phala_collateral_add(struct phala_collateral *collateral, const void *file,
                                    size_t size, struct phala_error *error);

/* A measurement ("mrtd", "rtmr3", "mrenclave", …) and the hex that it has to be. */
struct phala_expectation {
    const char *name;
    const char *hex;
};

/* What has to hold. Set all to zero, then `size` and `at`: that is the strictest policy. Without
 * `hardware_only` at least one measurement has to be expected, else the verdict is undecided. All
 * pointers are the caller's, and needed during the call alone. */
struct phala_options {
    size_t size; /* sizeof(struct phala_options) */
    int64_t at;  /* the instant to judge at, seconds since 1970 in UTC */
    const struct phala_collateral *collateral; /* or NULL: nothing can be verified, only rejected */
    const void *trust_root; /* another root CA than Intel's, PEM or DER; or NULL */
    size_t trust_root_size;
    bool hardware_only;
    const struct phala_expectation *expectations;
    size_t n_expectations;
    const void *report_data;                /* its first bytes; the rest has to be zero; or NULL */
    size_t report_data_size;                /* 1 to 64 */
    bool report_data_is_prefix;             /* the rest is not compared */
    const char *const *allow_tcb;           /* statuses to accept beside UpToDate; ends in NULL */
    const char *const *allow_advisories;    /* when given, there may be no others; ends in NULL */
    const char *const *allow_td_attributes; /* names; ends in NULL */
};

/* The values are exit codes of phala(1). */
enum phala_verdict {
    PHALA_VERIFIED = 0,
    PHALA_REJECTED = 1,
    PHALA_UNDECIDED = 3,
};

enum phala_result {
    PHALA_UNKNOWN, /* undecided: could not be computed */
    PHALA_PASS,
    PHALA_FAIL,
    PHALA_WARN,
    PHALA_SKIP, /* does not apply, or was not asked for */
};

/* One check. The texts are the report's; what does not apply is "". */
struct phala_check {
    const char *id;
    const char *category;
    const char *detail;
    const char *expected;
    const char *actual;
    const char *hint;
    enum phala_result result;
};

struct phala_report;

/* Judges evidence: a quote (binary, hex, base64) or a JSON document that carries one. False when
 * evidence or options are not what they should be; true says nothing about the verdict. The report
 * owns all that it refers to. */
PHALA_API bool phala_verify(const void *evidence, size_t size, const struct phala_options *options,
                            struct phala_report **report, struct phala_error *error);
PHALA_API void phala_report_free(struct phala_report *report);

PHALA_API enum phala_verdict phala_report_verdict(const struct phala_report *report);

/* One sentence. */
PHALA_API const char *phala_report_summary(const struct phala_report *report);

/* "UpToDate", …; NULL when it is not known. */
PHALA_API const char *phala_report_tcb_status(const struct phala_report *report);

/* The last instant at which all of the collateral is valid; false when that is not known. */
PHALA_API bool phala_report_valid_until(const struct phala_report *report, int64_t *at);

/* The bytes of a measurement; NULL when this TEE does not have it. They are what the evidence
 * claims: believe them when the verdict is PHALA_VERIFIED. */
PHALA_API const uint8_t *phala_report_measurement(const struct phala_report *report,
                                                  const char *name, size_t *size);

PHALA_API size_t phala_report_check_count(const struct phala_report *report);

/* False behind the last one. */
PHALA_API bool phala_report_check(const struct phala_report *report, size_t index,
                                  struct phala_check *check);

/* The whole report as a phala.verify/1 document, which the report keeps. */
PHALA_API const char *phala_report_json(struct phala_report *report);

#ifdef __cplusplus
}
#endif

#endif
