/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/journal_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/num.h"
#include "codec/json.h"
#include "codec/json_write.h"

enum { DECIMAL = 21, MEMBERS = 6 };

void journal_entry_done(struct journal_entry *entry)
{
    buf_done(&entry->raw);
}

void journal_lines_done(struct journal_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        journal_entry_done(&lines->entries[i]);
    }
    mem_free(lines->entries);
    *lines = (struct journal_lines){0};
}

/* The digits behind 0x. */
static bool read_digits(const struct json_value *entry, const char *name, struct text *out)
{
    TRY(json_text(json_member(entry, name), out) && text_starts(*out, "0x"));
    *out = (struct text){out->at + 2, out->len - 2};
    return true;
}

static bool read_hash(const struct json_value *entry, const char *name, struct keccak256 *out,
                      struct err *e)
{
    struct text digits;
    return (read_digits(entry, name, &digits) && hex_decode(digits, out->at, sizeof out->at)) ||
           err_set(e, ERR_MALFORMED, "'%s' is not a hash", name);
}

static bool read_raw(const struct json_value *entry, struct buf *out, struct err *e)
{
    struct text digits;
    *out = buf_start(TRANSACTION_ROOM);
    uint8_t *at = read_digits(entry, "raw", &digits) && hex_is(digits)
                      ? buf_extend(out, digits.len / 2)
                      : NULL;
    return (at != NULL && hex_decode(digits, at, digits.len / 2)) ||
           err_set(e, ERR_MALFORMED, "'raw' is not a transaction in hex");
}

static bool read_small(const struct json_value *entry, struct journal_entry *out, struct err *e)
{
    struct text nonce;
    struct text step;
    if (!json_text(json_member(entry, "nonce"), &nonce) ||
        !num_parse(nonce, UINT64_MAX, &out->nonce)) {
        return err_set(e, ERR_MALFORMED, "'nonce' is not a number");
    }
    if (!json_text(json_member(entry, "step"), &step) || step.len >= sizeof out->step) {
        return err_set(e, ERR_MALFORMED, "'step' is not a short text");
    }
    memcpy(out->step, step.at, step.len);
    return true;
}

static bool read_entry(const struct json_value *root, struct journal_entry *out, struct err *e)
{
    if (!json_is_object(root) || json_count(root) != MEMBERS) {
        return err_set(e, ERR_MALFORMED, "not an entry of a journal");
    }
    return read_small(root, out, e) && read_hash(root, "hash", &out->hash, e) &&
           read_hash(root, "genesis", &out->genesis, e) &&
           read_hash(root, "intent", &out->intent, e) && read_raw(root, &out->raw, e);
}

bool journal_entry_check(const struct journal_entry *entry, const struct journal_account *account,
                         struct err *e)
{
    AUTO(transaction_signed_done) struct transaction_signed read = {0};
    const struct keccak256 hash = keccak256_of(buf_view(&entry->raw));
    if (!keccak256_equal(&hash, &entry->hash)) {
        return err_set(e, ERR_MALFORMED, "'hash' is not that of 'raw'");
    }
    if (!transaction_decode(buf_view(&entry->raw), &read, e)) {
        return err_wrap(e, "'raw'");
    }
    if (!bytes_equal(BYTES_OF(read.from.at), BYTES_OF(account->address.at))) {
        return err_set(e, ERR_MALFORMED, "a transaction of another account");
    }
    if (read.transaction.is_unprotected || read.transaction.chain_id != account->chain_id) {
        return err_set(e, ERR_MALFORMED, "a transaction of another chain");
    }
    return read.transaction.nonce == entry->nonce ||
           err_set(e, ERR_MALFORMED, "'nonce' is not that of 'raw'");
}

static bool is_taken(const struct journal_lines *lines, const struct journal_entry *entry)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct journal_entry *other = &lines->entries[i];
        if (other->nonce == entry->nonce && keccak256_equal(&other->genesis, &entry->genesis)) {
            return true;
        }
    }
    return false;
}

static bool read_line(struct text line, const struct journal_account *account,
                      struct journal_lines *out, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text_bytes(line), e);
    TRY(json != NULL);
    if (out->n == JOURNAL_ENTRIES_MAX) {
        return err_set(e, ERR_TOO_BIG, "more than %d entries", JOURNAL_ENTRIES_MAX);
    }
    out->entries = mem_resize(out->entries, out->n + 1, sizeof *out->entries);
    struct journal_entry *entry = &out->entries[out->n];
    *entry = (struct journal_entry){0};
    bool is_good = read_entry(json_root(json), entry, e) &&
                   journal_entry_check(entry, account, e) &&
                   (!is_taken(out, entry) ||
                    err_set(e, ERR_MALFORMED, "nonce %" PRIu64 " is there twice", entry->nonce));
    out->n++;
    return is_good;
}

/* What a line begins with that was not written to its end; a loss of power leaves zeros. */
static bool is_cut(struct text tail)
{
    static const char start[] = "{\"nonce\":\"";
    const size_t length = strnlen(tail.at, tail.len);
    const size_t n = length < sizeof start - 1 ? length : sizeof start - 1;
    return strncmp(tail.at, start, n) == 0;
}

/* What is behind the last end of a line: nothing, a line that was cut, or one of which an editor
 * has left the end out. */
static bool read_tail(struct text tail, const struct journal_account *account,
                      struct journal_lines *out, struct err *e)
{
    struct err why = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(tail), &why);
    if (json == NULL) {
        return tail.len == 0 || is_cut(tail) ||
               err_set(e, ERR_MALFORMED, "neither an entry nor the beginning of one");
    }
    TRY(read_line(tail, account, out, e));
    out->whole += tail.len;
    out->lacks_end = true;
    return true;
}

bool journal_lines_read(struct bytes text, const struct journal_account *account,
                        struct journal_lines *out, struct err *e)
{
    struct text rest = text_of_bytes(text);
    struct text line;
    *out = (struct journal_lines){0};
    unsigned number = 1;
    for (; text_split(rest, '\n', &line, &rest); number++) {
        if (!read_line(line, account, out, e)) {
            return err_wrap(e, "line %u", number);
        }
        out->whole += line.len + 1;
    }
    return read_tail(line, account, out, e) || err_wrap(e, "line %u", number);
}

void journal_line_write(const struct journal_entry *entry, struct buf *out)
{
    char nonce[DECIMAL];
    struct json_writer w = json_writer_to(out, false);
    (void)snprintf(nonce, sizeof nonce, "%" PRIu64, entry->nonce);
    json_begin_object(&w);
    json_member_string(&w, "nonce", nonce);
    json_member_0x(&w, "hash", BYTES_OF(entry->hash.at));
    json_member_0x(&w, "genesis", BYTES_OF(entry->genesis.at));
    json_member_0x(&w, "intent", BYTES_OF(entry->intent.at));
    json_member_string(&w, "step", entry->step);
    json_member_0x(&w, "raw", buf_view(&entry->raw));
    json_end_object(&w);
    buf_char(out, '\n');
}
