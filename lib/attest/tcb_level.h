/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TCB_LEVEL_H
#define PHALA_ATTEST_TCB_LEVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/limits.h"
#include "attest/pck.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "codec/json.h"

/* Statuses in Intel's words (specification section 9). The last three are results only. */
#define TCB_STATUSES(X)                                                                            \
    X(UP_TO_DATE, "UpToDate")                                                                      \
    X(SW_HARDENING, "SWHardeningNeeded")                                                           \
    X(CONFIGURATION, "ConfigurationNeeded")                                                        \
    X(CONFIGURATION_AND_SW, "ConfigurationAndSWHardeningNeeded")                                   \
    X(OUT_OF_DATE, "OutOfDate")                                                                    \
    X(OUT_OF_DATE_CONFIGURATION, "OutOfDateConfigurationNeeded")                                   \
    X(REVOKED, "Revoked")                                                                          \
    X(RELAUNCH, "TDRelaunchAdvised")                                                               \
    X(RELAUNCH_CONFIGURATION, "TDRelaunchAdvisedConfigurationNeeded")                              \
    X(NOT_SUPPORTED, "NotSupported")

enum tcb_status {
#define X(name, word) STATUS_##name,
    TCB_STATUSES(X)
#undef X
        STATUS_COUNT,
};

const char *tcb_status_word(enum tcb_status status);

/* The status of that exact spelling, among all of the list; false for any other word. */
MUST_CHECK bool tcb_status_parse(struct text word, enum tcb_status *out);

/* Advisory ids of a level, in the order of the file; texts are the JSON document's. */
struct advisories {
    struct text at[LIMIT_ADVISORIES];
    size_t n;
};

/* A level of TCB Info, as published. */
struct tcb_level {
    uint8_t sgx[TCB_COMPONENTS];
    uint8_t tdx[TCB_COMPONENTS];
    uint16_t pce_svn;
    enum tcb_status status;
    instant date;
    const struct json_value *advisories; /* array, or NULL */
};

/* A level of an enclave or module identity: by ISVSVN alone. */
struct isv_level {
    uint16_t isv_svn;
    enum tcb_status status;
    instant date;
    const struct json_value *advisories;
};

/* The statuses that may stand in a file: everything but the results, and for the levels of
 * enclaves and modules UpToDate, OutOfDate and Revoked alone. */
bool tcb_status_is_published(enum tcb_status status);
bool tcb_status_is_isv(enum tcb_status status);

/* What is read of every level, whatever it is a level of. */
struct level_facts {
    const struct json_value *tcb; /* object */
    enum tcb_status status;       /* STATUS_COUNT for a word that is none */
    instant date;
    const struct json_value *advisories;
};

/* Reads the form of one element of `tcbLevels`. An unknown status is not a matter of form:
 * tcb_levels_check_statuses asks for that. */
MUST_CHECK bool tcb_level_read(const struct json_value *level, struct level_facts *out,
                               struct err *e);

/* Each level of a list that tcb_level_read has accepted has a status that `is_known`. */
MUST_CHECK bool tcb_levels_check_statuses(const struct json_value *levels,
                                          bool (*is_known)(enum tcb_status), struct err *e);

/* Reads `tcbLevels` of an enclave or module identity, highest first. The caller frees `*out` with
 * mem_free. */
MUST_CHECK bool isv_levels_read(const struct json_value *identity, struct isv_level **out,
                                size_t *n, struct err *e);

/* No two of the sorted levels have the same ISVSVN. */
MUST_CHECK bool isv_levels_check_duplicates(const struct isv_level *levels, size_t n,
                                            struct err *e);

#endif
