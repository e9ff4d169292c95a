/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_REPORT_H
#define PHALA_ATTEST_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/check.h"
#include "attest/limits.h"
#include "attest/quote/quote.h"
#include "attest/tcb_level.h"
#include "base/buf.h"
#include "base/instant.h"
#include "crypto/digest.h"

enum verdict { VERDICT_UNDECIDED, VERDICT_VERIFIED, VERDICT_REJECTED };

/* "verified", "rejected", "undecided". */
const char *verdict_word(enum verdict verdict);

/* A version number that is lower than the newest TCB level asks for. */
struct shortfall {
    const char *kind;   /* "sgx", "tdx", "pcesvn", "tdx_module", "qe" */
    unsigned component; /* 1 to 16 for the first two, 0 for the others */
    unsigned have, need;
};

enum { SHORTFALLS = 2 * TCB_COMPONENTS + 3, REPORT_ADVISORIES = 3 * LIMIT_ADVISORIES };

/* What was found out about the platform's TCB. Members whose flag is false are not known. */
struct report_tcb {
    bool has_status, has_platform_status, has_module_status, has_qe_status;
    enum tcb_status status, platform_status, module_status, qe_status;
    bool has_date, has_evaluation_data_number, has_fmspc;
    instant date;                    /* of the level: tcbDate */
    uint64_t evaluation_data_number; /* the lower one of TCB Info and QE identity */
    uint8_t fmspc[FMSPC_SIZE];
    struct text advisories[REPORT_ADVISORIES]; /* each once: platform's, module's, QE's */
    size_t n_advisories;
    struct shortfall shortfalls[SHORTFALLS];
    size_t n_shortfalls;
};

/* A file or stream that the verdict rests on. Texts are the caller's. */
struct report_input {
    const char *role; /* "evidence", "collateral" */
    const char *name;
    const char *origin; /* "file", "stdin", "url", "cache" */
    struct sha256 sha256;
};

struct app;
struct evidence;
struct report;

/* Another attestation of the same document, judged by itself. */
struct report_part {
    const struct evidence_part *part;
    struct report *report; /* owned */
};

/* Verdict, checks and values of one appraisal. Looks into evidence, quote and platform. */
struct report {
    enum verdict verdict;
    char summary[256];
    instant at;
    bool has_valid_until; /* all of certificates, CRLs, TCB Info and QE identity was read */
    instant valid_until;  /* last instant at which all of them are valid */
    struct sha256 trust_root;
    bool trust_root_is_builtin;
    const struct evidence *evidence; /* NULL: a quote by itself */
    const struct quote *quote;       /* NULL: the evidence has none that can be judged */
    unsigned groups;                 /* bits 1 << GROUP_…: those that are listed */
    struct report_tcb tcb;
    struct app *app;           /* owned; what the event log says of the app; NULL: no log */
    struct buf differences;    /* of --compose and what was measured: a unified diff; or empty */
    struct report_part *parts; /* owned */
    size_t n_parts;
    struct checks checks;
    struct check expectations[LIMIT_EXPECTATIONS];
    size_t n_expectations;
    const struct report_input *inputs; /* set by the caller, for the record */
    size_t n_inputs;
};

/* Frees what the report owns, which only those of evidence_appraise do. */
void report_done(struct report *report);

/* Also frees the report itself. NULL is fine. */
void report_free(struct report *report);
AUTO_POINTER(struct report, report_free);

/* The group is listed. */
bool report_lists(const struct report *report, enum check_group group);

/* All listed outcomes in the order of reports: the catalogue, then one an expectation. NULL past
 * the end. */
const struct check *report_check(const struct report *report, size_t index);
size_t report_checks(const struct report *report);

/* First check of that result, and how many there are; NULL and 0 when there is none. */
const struct check *report_first(const struct report *report, enum check_result result);
size_t report_count(const struct report *report, enum check_result result);

/* "sgx.2", "pcesvn": the component of a shortfall as reports name it. */
enum { SHORTFALL_NAME = 24 };
const char *shortfall_name(const struct shortfall *shortfall, char out[SHORTFALL_NAME]);

#endif
