/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: journal_lines_read, journal_entry_check, journal_line_write. What is read is
 * written, and read again as the same; what was not read is the last line alone, and is cut. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "rpc/journal_line.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* That of the inputs: key 0 of the mnemonic "test … junk". */
static const struct journal_account account = {
    .chain_id = 2035,
    .address = {{0xf3, 0x9f, 0xd6, 0xe5, 0x1a, 0xad, 0x88, 0xf6, 0xf4, 0xce,
                 0x6a, 0xb8, 0x82, 0x72, 0x79, 0xcf, 0xff, 0xb9, 0x22, 0x66}},
};

static void check_same(const struct journal_entry *a, const struct journal_entry *b)
{
    require(a->nonce == b->nonce && strcmp(a->step, b->step) == 0);
    require(bytes_equal(BYTES_OF(a->hash.at), BYTES_OF(b->hash.at)));
    require(bytes_equal(BYTES_OF(a->genesis.at), BYTES_OF(b->genesis.at)));
    require(bytes_equal(BYTES_OF(a->intent.at), BYTES_OF(b->intent.at)));
    require(bytes_equal(buf_view(&a->raw), buf_view(&b->raw)));
}

static void check_again(const struct journal_lines *lines)
{
    struct err e = {0};
    AUTO(buf_done) struct buf text = buf_start(JOURNAL_MAX);
    AUTO(journal_lines_done) struct journal_lines again = {0};
    for (size_t i = 0; i < lines->n; i++) {
        require(journal_entry_check(&lines->entries[i], &account, &e));
        journal_line_write(&lines->entries[i], &text);
    }
    require(journal_lines_read(buf_view(&text), &account, &again, &e));
    require(again.n == lines->n && again.whole == text.len);
    for (size_t i = 0; i < lines->n; i++) {
        check_same(&lines->entries[i], &again.entries[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(journal_lines_done) struct journal_lines lines = {0};
    if (!journal_lines_read(bytes_of(data, size), &account, &lines, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    require(lines.whole <= size && (lines.whole == 0 || data[lines.whole - 1] == '\n'));
    require(memchr(data + lines.whole, '\n', size - lines.whole) == NULL);
    check_again(&lines);
    return 0;
}
