/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_GATHER_H
#define PHALA_EVIDENCE_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/collateral.h"
#include "attest/limits.h"
#include "attest/platform.h"
#include "attest/recognise.h"
#include "base/err.h"
#include "evidence/bundle.h"
#include "evidence/cache.h"
#include "evidence/fetch.h"
#include "evidence/inputs.h"
#include "http/http.h"

#define GATHER_SERVICE "https://pccs.phala.network"

/* Where evidence and collateral may be taken from. */
struct gather {
    struct http *http;         /* NULL: the network is not to be touched */
    const struct cache *cache; /* NULL: none */
    const char *service;
    enum tcb_update update;
    instant now;
    const struct log *log;
    int stdin_fd;
};

/* What a judgement needs, and a record of where it came from. Zeroed at the start. */
struct gathered {
    struct evidence evidence;
    struct collateral collateral[LIMIT_PLATFORMS]; /* the first quote's, then of other platforms */
    size_t n_others;                               /* of these */
    struct inputs inputs;
    bool has_bundle; /* the evidence was in one, with its collateral */
    struct bundle bundle;
};
void gathered_done(struct gathered *gathered);

/* Reads and recognises evidence: a file, "-" or a URL. An https URL without a path, and any URL
 * with FORM_RA_TLS, stands for the certificates that the server shows. A bundle gives its evidence
 * and collateral, and what is loaded after it comes from it. */
MUST_CHECK bool gather_evidence(const struct gather *gather, const char *operand,
                                enum evidence_form form, struct gathered *out, struct err *e);

/* Adds the event log in a file ("-" too) to evidence that has none. ERR_USAGE when it has one. */
MUST_CHECK bool gather_event_log(const struct gather *gather, const char *file,
                                 struct gathered *out, struct err *e);

/* Adds collateral from files ("-" too), also from those that are bundles. A QuoteCollateralV3
 * beside TCB Info that is there already has to be for another TEE or model, and stays by itself;
 * pieces go to the first one. */
MUST_CHECK bool gather_collateral(const struct gather *gather, const char *const *files, size_t n,
                                  struct gathered *out, struct err *e);

/* Brings what is missing for each quote of the evidence from service and cache, once a platform:
 * what has another TEE, model or authority gets collateral of its own, with what can be shared. Of
 * LIMIT_PLATFORMS platforms at most (ERR_TOO_BIG). Where the service does not answer for one, it is
 * not asked for the next. On failure `out` has what could be had, and `e` is the first one. */
MUST_CHECK bool gather_missing(const struct gather *gather, struct gathered *out, struct err *e);

/* Adds all collateral to `platforms`, parsed, and takes it over. Nothing is added for evidence
 * without a quote. */
void gather_platforms(struct gathered *gathered, struct platforms *platforms);

#endif
