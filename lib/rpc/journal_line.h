/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_JOURNAL_LINE_H
#define PHALA_RPC_JOURNAL_LINE_H

#include "rpc/journal.h"

/* The lines of a journal; for lib/rpc/journal.c alone. Pure. */

struct journal_lines {
    struct journal_entry *entries;
    size_t n;
    size_t whole;   /* bytes up to the end of the last whole line */
    bool lacks_end; /* that one is an entry, and the end of the line alone is missing */
};

void journal_lines_done(struct journal_lines *lines);
void journal_entry_done(struct journal_entry *entry);

/* Reads the lines that are whole: {"nonce", "hash", "genesis", "intent", "step", "raw"}, each once,
 * and no other. The beginning of one at the end does not count. ERR_MALFORMED names the line: of
 * another form; a transaction that does not decode, or of another account, chain, nonce or hash
 * than it says; two of one nonce of one chain; at the end what is no beginning either. Call
 * journal_lines_done also when it failed. */
MUST_CHECK bool journal_lines_read(struct bytes text, const struct journal_account *account,
                                   struct journal_lines *out, struct err *e);

/* The entry says what its transaction is. ERR_MALFORMED. */
MUST_CHECK bool journal_entry_check(const struct journal_entry *entry,
                                    const struct journal_account *account, struct err *e);

/* Appends the line, with its end. */
void journal_line_write(const struct journal_entry *entry, struct buf *out);

#endif
