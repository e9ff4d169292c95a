/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/signed_file.h"

#include "base/mem.h"
#include "chain/transaction.h"
#include "deploy/fields.h"

void signed_file_done(struct signed_file *file)
{
    for (size_t i = 0; i < file->n; i++) {
        mem_free(file->at[i].step);
        buf_done(&file->at[i].raw);
    }
    mem_free(file->at);
    *file = (struct signed_file){0};
}

void signed_file_add(struct signed_file *file, const char *step, struct bytes raw)
{
    file->at = mem_resize(file->at, file->n + 1, sizeof *file->at);
    struct signed_transaction *added = &file->at[file->n++];
    *added = (struct signed_transaction){
        .step = text_dup(text_of(step)),
        .raw = buf_start(raw.left),
        .hash = keccak256_of(raw),
    };
    buf_add(&added->raw, raw);
}

void signed_file_write(const struct signed_file *file, struct json_writer *w)
{
    field_write_u64(w, "chain_id", file->chain_id);
    json_key(w, "transactions");
    json_begin_array(w);
    for (size_t i = 0; i < file->n; i++) {
        json_begin_object(w);
        json_member_string(w, "step", file->at[i].step);
        json_member_0x(w, "raw", buf_view(&file->at[i].raw));
        json_member_0x(w, "hash", BYTES_OF(file->at[i].hash.at));
        json_end_object(w);
    }
    json_end_array(w);
}

void signed_file_format(const struct signed_file *file, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", SIGNED_FILE_SCHEMA);
    signed_file_write(file, &w);
    json_end_object(&w);
    buf_char(out, '\n');
}

static bool check(const struct signed_transaction *it, uint64_t chain_id, struct err *e)
{
    AUTO(transaction_signed_done) struct transaction_signed decoded = {0};
    const struct keccak256 hash = keccak256_of(buf_view(&it->raw));
    TRY(transaction_decode(buf_view(&it->raw), &decoded, e));
    if (decoded.transaction.is_unprotected || decoded.transaction.chain_id != chain_id) {
        return err_set(e, ERR_MALFORMED, "not of the chain that the file names");
    }
    return bytes_equal(BYTES_OF(hash.at), BYTES_OF(it->hash.at)) ||
           err_set(e, ERR_MALFORMED, "member 'hash' is not that of the bytes");
}

static bool read_one(const struct json_value *value, uint64_t chain_id,
                     struct signed_transaction *out, struct err *e)
{
    struct fields f;
    out->raw = buf_start(TRANSACTION_ROOM);
    return fields_of(value, &f, e) && field_text(&f, "step", &out->step) &&
           field_data(&f, "raw", &out->raw) &&
           field_bytes(&f, "hash", out->hash.at, sizeof out->hash.at) && fields_end(&f) &&
           check(out, chain_id, e);
}

static bool read_transactions(const struct json_value *array, struct signed_file *out,
                              struct err *e)
{
    size_t n = json_count(array);
    if (!json_is_array(array) || n == 0 || n > SIGNED_TRANSACTIONS_MAX) {
        return err_set(e, ERR_MALFORMED, "member 'transactions' is not an array of 1 to %d",
                       SIGNED_TRANSACTIONS_MAX);
    }
    out->at = mem_array(n, sizeof *out->at);
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        if (!read_one(at, out->chain_id, &out->at[out->n++], e)) {
            return err_wrap(e, "transaction %zu", out->n);
        }
    }
    return true;
}

bool signed_file_parse(struct bytes json, struct signed_file *out, struct err *e)
{
    struct fields f;
    AUTO(json_freep) struct json *document = json_parse(json, e);
    TRY(document != NULL && fields_of(json_root(document), &f, e));
    return field_is(&f, "schema", SIGNED_FILE_SCHEMA) &&
           field_u64(&f, "chain_id", &out->chain_id) &&
           read_transactions(fields_member(&f, "transactions"), out, e) && fields_end(&f);
}
