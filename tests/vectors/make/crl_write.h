/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_CRL_WRITE_H
#define VECTORS_CRL_WRITE_H

#include "cert_write.h"

enum { REVOKED_MAX = 4 };

struct crl_spec {
    struct signer issuer_key;
    struct name issuer;
    int64_t this_update;
    int64_t next_update; /* 0: none */
    const char *number;  /* hex; NULL: none */
    bool has_aki;
    struct extension extra;
    const char *revoked[REVOKED_MAX]; /* serials in hex, until NULL */
    int64_t revoked_at;
    bool with_reason;
    struct extension of_entries; /* of each, instead of the reason */
    unsigned n_others;           /* entries of nobody in front of those */
    enum hash hash;
    enum hash named_hash;
    enum fault fault;
    const char *trailing; /* hex */
};

void crl_write(struct buf *to, const struct crl_spec *spec);

#endif
