/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_EXPLORER_RUN_H
#define PHALA_EXPLORER_EXPLORER_RUN_H

#include "base/buf.h"
#include "chain/address.h"
#include "explorer/explorer.h"

/* What the services share. For explorer_*.c alone. */

/* One explorer_verify on its way. */
struct explorer_run {
    const struct explorer *explorer;
    const struct explorer_contract *contract;
    char *base;        /* of the service's URL, without what it need not have */
    char *form_url;    /* of its Etherscan-like interface */
    bool by_form;      /* Blockscout: that interface is used */
    int64_t form_from; /* Blockscout: from this time on, it is asked for what became of it */
    int64_t deadline;  /* of clock_monotonic_ms, as is form_from */
    bool is_again;     /* it is verified in part, and is to be so exactly */
    char address[ADDRESS_TEXT];
    char job[EXPLORER_JOB_MAX + 1];
};

typedef void explorer_reader(long status, struct bytes body, struct explorer_answer *out);

/* A service: is it verified, verify it, and what became of it. False when there is no answer. */
struct explorer_service {
    const char *title;
    bool says_match;     /* `look` says whether it is verified exactly */
    bool takes_unlinked; /* what is sent is unlinked_input */
    bool (*look)(struct explorer_run *run, struct explorer_answer *out, struct err *e);
    bool (*submit)(struct explorer_run *run, struct explorer_answer *out, struct err *e);
    bool (*poll)(struct explorer_run *run, struct explorer_answer *out, struct err *e);
};

/* The answer of a `look` is that of before, which is to become better. */
bool run_is_before(const struct explorer_run *run, const struct explorer_answer *answer);

extern const struct explorer_service explorer_blockscout;
extern const struct explorer_service explorer_etherscan;
extern const struct explorer_service explorer_sourcify;

/* What is sent, and how what comes back is read. */
struct explorer_post {
    const char *url, *type;
    struct bytes body;
    explorer_reader *read;
};

/* Requests, whose answers are read by `read`. The key is in no answer that they give. */
MUST_CHECK bool run_get(const struct explorer_run *run, const char *url, explorer_reader *read,
                        struct explorer_answer *out, struct err *e);
MUST_CHECK bool run_post(const struct explorer_run *run, const struct explorer_post *post,
                         struct explorer_answer *out, struct err *e);

#endif
