/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_ANSWER_H
#define PHALA_EXPLORER_ANSWER_H

#include <stdbool.h>

#include "base/bytes.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/json.h"

/* What services for source verification answer. Reading is pure and never fails: what is of no form
 * that a service is known to have is EXPLORER_NO_ANSWER. */

enum { EXPLORER_JOB_MAX = 128, EXPLORER_WORDS = 240 };

#define EXPLORER_ANSWER_MAX (8 * MIB)

enum explorer_state {
    EXPLORER_NO_ANSWER,   /* HTML, other JSON: not this interface */
    EXPLORER_ABSENT,      /* the contract's source is not verified there */
    EXPLORER_TAKEN,       /* the request was taken */
    EXPLORER_PENDING,     /* is being worked on */
    EXPLORER_VERIFIED,    /* with `match` */
    EXPLORER_ALREADY,     /* is verified, and was so before the request */
    EXPLORER_REJECTED,    /* the service says no */
    EXPLORER_NOT_INDEXED, /* the service has not seen code at the address so far */
    EXPLORER_BUSY,        /* fewer requests are asked for */
    EXPLORER_DENIED,      /* an API key is missing or wrong */
    EXPLORER_UNABLE,      /* it cannot, whatever is sent: unknown chain, limit of the day, 5xx */
};

enum explorer_match {
    EXPLORER_MATCH_UNKNOWN, /* the service does not say which */
    EXPLORER_MATCH_PARTIAL, /* the code, but not the hash of its metadata */
    EXPLORER_MATCH_EXACT,
};

struct explorer_answer {
    enum explorer_state state;
    enum explorer_match match;
    long status;                    /* of HTTP */
    char job[EXPLORER_JOB_MAX + 1]; /* by which to ask again: letters, digits, - _; or empty */
    char words[EXPLORER_WORDS];     /* the service's own, fit for a terminal; or empty */
};

/* "exact", "partial", "unknown". */
const char *explorer_match_name(enum explorer_match match);

/* Blockscout's own interface: a contract (GET smart-contracts/ADDRESS), and a request for
 * verification. It has none for what became of a request. */
void explorer_read_blockscout_contract(long status, struct bytes body, struct explorer_answer *out);
void explorer_read_blockscout_taken(long status, struct bytes body, struct explorer_answer *out);

/* Etherscan's, which Blockscout has, too: getsourcecode, verifysourcecode, checkverifystatus. The
 * words decide, not the member "status": services say 1 of failures and 0 of what is pending. */
void explorer_read_etherscan_source(long status, struct bytes body, struct explorer_answer *out);
void explorer_read_etherscan_taken(long status, struct bytes body, struct explorer_answer *out);
void explorer_read_etherscan_job(long status, struct bytes body, struct explorer_answer *out);

/* Sourcify's, version 2: a contract, a request, a job. */
void explorer_read_sourcify_contract(long status, struct bytes body, struct explorer_answer *out);
void explorer_read_sourcify_taken(long status, struct bytes body, struct explorer_answer *out);
void explorer_read_sourcify_job(long status, struct bytes body, struct explorer_answer *out);

#endif
