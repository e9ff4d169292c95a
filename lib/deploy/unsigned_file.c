/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/unsigned_file.h"

#include "base/mem.h"
#include "chain/create.h"
#include "deploy/fields.h"

enum { PREIMAGE_MAX = TRANSACTION_ROOM };

static const char *const types[] = {"legacy", "eip1559"};
static const enum transaction_kind kinds[] = {TRANSACTION_LEGACY, TRANSACTION_EIP1559};

void unsigned_file_done(struct unsigned_file *file)
{
    for (size_t i = 0; i < file->n; i++) {
        mem_free(file->at[i].step);
        buf_done(&file->at[i].data);
    }
    mem_free(file->at);
    *file = (struct unsigned_file){0};
}

void unsigned_file_add(struct unsigned_file *file, const struct sender_item *item,
                       const struct fee *fee)
{
    file->at = mem_resize(file->at, file->n + 1, sizeof *file->at);
    struct unsigned_transaction *added = &file->at[file->n++];
    *added = (struct unsigned_transaction){
        .step = text_dup(text_of(item->step)),
        .data = buf_start(item->data.left),
    };
    buf_add(&added->data, item->data);
    added->transaction = sender_transaction(item, fee, file->chain_id);
    added->transaction.data = buf_view(&added->data);
}

bool unsigned_address(const struct eth_address *from, const struct transaction *t,
                      struct eth_address *out)
{
    struct bytes init_code = t->data;
    struct create_salt salt;
    if (t->is_creation) {
        *out = create_address(from, t->nonce);
        return true;
    }
    TRY(bytes_equal(BYTES_OF(t->to.at), BYTES_OF(create_deterministic_deployer.at)) &&
        bytes_copy(&init_code, salt.at, sizeof salt.at));
    const struct keccak256 hash = keccak256_of(init_code);
    *out = create2_address(&create_deterministic_deployer, &salt, &hash);
    return true;
}

static void write_fees(struct json_writer *w, const struct transaction *t)
{
    field_write_u64(w, "gas_limit", t->gas_limit);
    if (t->kind == TRANSACTION_EIP1559) {
        field_write_u256(w, "max_fee", &t->max_fee);
        field_write_u256(w, "priority_fee", &t->priority_fee);
    } else {
        field_write_u256(w, "gas_price", &t->max_fee);
    }
}

/* What follows from the fields. */
static void write_derived(struct json_writer *w, const struct eth_address *from,
                          const struct transaction *t)
{
    struct eth_address address;
    const struct keccak256 digest = transaction_digest(t);
    AUTO(buf_done) struct buf preimage = buf_start(PREIMAGE_MAX);
    transaction_preimage(t, &preimage);
    json_member_0x(w, "preimage", buf_view(&preimage));
    json_member_0x(w, "signing_hash", BYTES_OF(digest.at));
    if (unsigned_address(from, t, &address)) {
        field_write_address(w, "address", &address);
    } else {
        field_write_null(w, "address");
    }
}

static void write_transaction(struct json_writer *w, const struct eth_address *from,
                              const struct unsigned_transaction *it)
{
    const struct transaction *t = &it->transaction;
    json_begin_object(w);
    json_member_string(w, "step", it->step);
    field_write_u64(w, "nonce", t->nonce);
    json_member_string(w, "type", types[t->kind == TRANSACTION_EIP1559]);
    if (t->is_creation) {
        field_write_null(w, "to");
    } else {
        field_write_address(w, "to", &t->to);
    }
    field_write_u256(w, "value", &t->value);
    write_fees(w, t);
    json_member_0x(w, "data", t->data);
    write_derived(w, from, t);
    json_end_object(w);
}

void unsigned_file_format(const struct unsigned_file *file, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", UNSIGNED_FILE_SCHEMA);
    field_write_u64(&w, "chain_id", file->chain_id);
    field_write_address(&w, "from", &file->from);
    json_key(&w, "transactions");
    json_begin_array(&w);
    for (size_t i = 0; i < file->n; i++) {
        write_transaction(&w, &file->from, &file->at[i]);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_char(out, '\n');
}

static bool read_fees(struct fields *f, struct transaction *t)
{
    size_t type = 0;
    TRY(field_word(f, "type", types, COUNT(types), &type) &&
        field_u64(f, "gas_limit", &t->gas_limit));
    t->kind = kinds[type];
    if (t->kind != TRANSACTION_EIP1559) {
        return field_u256(f, "gas_price", &t->max_fee);
    }
    return field_u256(f, "max_fee", &t->max_fee) && field_u256(f, "priority_fee", &t->priority_fee);
}

static bool read_transaction(struct fields *f, struct unsigned_transaction *out)
{
    struct transaction *t = &out->transaction;
    out->data = buf_start(TRANSACTION_DATA_MAX);
    t->is_creation = json_is_null(fields_member(f, "to"));
    TRY(field_text(f, "step", &out->step) && field_u64(f, "nonce", &t->nonce) && read_fees(f, t) &&
        (t->is_creation || field_address(f, "to", &t->to)) && field_u256(f, "value", &t->value) &&
        field_data(f, "data", &out->data));
    t->data = buf_view(&out->data);
    return true;
}

static bool differs(struct err *e, const char *name)
{
    return err_set(e, ERR_MALFORMED, "member '%s' is not what follows from the other members",
                   name);
}

static bool check_address(struct fields *f, const struct eth_address *from,
                          const struct transaction *t)
{
    struct eth_address wanted;
    struct eth_address given;
    if (!unsigned_address(from, t, &wanted)) {
        return field_null(f, "address");
    }
    TRY(field_address(f, "address", &given));
    return bytes_equal(BYTES_OF(given.at), BYTES_OF(wanted.at)) || differs(f->e, "address");
}

static bool check_derived(struct fields *f, const struct eth_address *from,
                          const struct transaction *t)
{
    struct keccak256 given;
    const struct keccak256 wanted = transaction_digest(t);
    AUTO(buf_done) struct buf preimage = buf_start(PREIMAGE_MAX);
    AUTO(buf_done) struct buf stated = buf_start(PREIMAGE_MAX);
    transaction_preimage(t, &preimage);
    TRY(field_data(f, "preimage", &stated) &&
        field_bytes(f, "signing_hash", given.at, sizeof given.at));
    if (!bytes_equal(buf_view(&preimage), buf_view(&stated))) {
        return differs(f->e, "preimage");
    }
    if (!bytes_equal(BYTES_OF(given.at), BYTES_OF(wanted.at))) {
        return differs(f->e, "signing_hash");
    }
    return check_address(f, from, t);
}

static bool may_be_signed(const struct transaction *t, bool as_cast, struct err *e)
{
    if (!(as_cast ? transaction_check_room(t, e) : transaction_check(t, e))) {
        e->kind = ERR_MALFORMED;
        return false;
    }
    return true;
}

static bool read_one(const struct json_value *value, bool as_cast, const struct unsigned_file *file,
                     struct unsigned_transaction *out, struct err *e)
{
    struct fields f;
    out->transaction.chain_id = file->chain_id;
    return fields_of(value, &f, e) && read_transaction(&f, out) &&
           may_be_signed(&out->transaction, as_cast, e) &&
           check_derived(&f, &file->from, &out->transaction) && fields_end(&f);
}

static bool read_transactions(const struct json_value *array, bool as_cast,
                              struct unsigned_file *out, struct err *e)
{
    size_t n = json_count(array);
    if (!json_is_array(array) || n == 0 || n > UNSIGNED_TRANSACTIONS_MAX) {
        return err_set(e, ERR_MALFORMED, "member 'transactions' is not an array of 1 to %d",
                       UNSIGNED_TRANSACTIONS_MAX);
    }
    out->at = mem_array(n, sizeof *out->at);
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        if (!read_one(at, as_cast, out, &out->at[out->n++], e)) {
            return err_wrap(e, "transaction %zu", out->n);
        }
    }
    return true;
}

bool unsigned_file_parse(struct bytes json, bool as_cast, struct unsigned_file *out, struct err *e)
{
    struct fields f;
    AUTO(json_freep) struct json *document = json_parse(json, e);
    TRY(document != NULL && fields_of(json_root(document), &f, e));
    return field_is(&f, "schema", UNSIGNED_FILE_SCHEMA) &&
           field_u64(&f, "chain_id", &out->chain_id) && field_address(&f, "from", &out->from) &&
           read_transactions(fields_member(&f, "transactions"), as_cast, out, e) && fields_end(&f);
}
