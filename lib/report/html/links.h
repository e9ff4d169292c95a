/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_HTML_LINKS_H
#define PHALA_REPORT_HTML_LINKS_H

#include <stdbool.h>

#include "attest/report.h"
#include "base/buf.h"

/* For lib/report alone: the chain of trust, link by link: enumerator, anchor, name, what it says.
 */
#define CHAIN_LINKS(X)                                                                             \
    X(ROOT, "root", "Trusted root", "Everything leads to one certificate that is trusted.")        \
    X(PLATFORM, "platform", "Platform",                                                            \
      "A processor that its maker certified, with firmware whose state is known.")                 \
    X(QUOTE, "quote", "Quote",                                                                     \
      "That processor signed what was measured, and nothing of it has changed since.")             \
    X(OS, "os", "Operating system", "What was measured is a system that is known.")                \
    X(KMS, "kms", "Key service", "Its keys come from where they should.")                          \
    X(APP, "app", "Application", "It runs what it should run, and nothing else.")                  \
    X(PURPOSE, "purpose", "Made for", "The quote was made for this nonce, key or connection.")

enum chain_link {
#define X(name, anchor, title, says) LINK_##name,
    CHAIN_LINKS(X)
#undef X
        LINK_COUNT,
};

/* As good as its checks: failed by one failure, else undecided by one of those, else it warns or
 * holds; absent when there is no check of it that applied. System, key service and application hold
 * only when they were compared with something of the caller's: what is merely consistent is
 * uncompared. A root that is not Intel's warns. */
enum link_state {
    STATE_ABSENT,
    STATE_UNCOMPARED,
    STATE_HOLDS,
    STATE_WARNS,
    STATE_UNDECIDED,
    STATE_FAILS
};

const char *link_anchor(enum chain_link link);
const char *link_name(enum chain_link link);
const char *link_says(enum chain_link link);

/* The link that a check belongs to; an expectation, by its key. */
enum chain_link link_of(const struct check *check);

enum link_state link_state(const struct report *report, enum chain_link link);

/* Appends the one thing to know about a link, in at most 18 characters, or its state in words. */
void link_note(const struct report *report, enum chain_link link, struct buf *out);

#endif
