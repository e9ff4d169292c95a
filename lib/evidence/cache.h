/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_CACHE_H
#define PHALA_EVIDENCE_CACHE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/instant.h"
#include "base/log.h"
#include "base/macro.h"

/* Answers of collateral services, kept on disk: one JSON file an object, with the URL it came from,
 * when, its issuer chain and its body with a digest. Nothing in it is trusted: the verifier checks
 * every object at each use. A cache that cannot be read or written is no error, only slower: what
 * happens is said in the log. */
struct cache {
    const char *folder; /* made when something is written first: folders 0700, files 0600 */
    const struct log *log;
};

struct cache_entry {
    struct buf body;
    struct buf issuer_chain; /* PEM, as decoded from its header; may be empty */
    instant stored_at;
};
void cache_entry_done(struct cache_entry *entry);

enum { CACHE_FRESH_SECONDS = 24 * 60 * 60 };

/* Finds the entry of that name ("pccs/HOST/tcb-….json", below the folder) for that URL, whatever
 * its age. False when there is none, when it is of another URL, or damaged. */
MUST_CHECK bool cache_read(const struct cache *cache, const char *name, const char *url,
                           struct cache_entry *out);

/* Writes it whole or not at all. */
void cache_write(const struct cache *cache, const char *name, const char *url,
                 const struct cache_entry *entry);

/* Stored less than 24 hours before `now`, and not after it. */
bool cache_is_fresh(const struct cache_entry *entry, instant now);

#endif
