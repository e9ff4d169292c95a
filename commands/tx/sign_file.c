/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/tx/sign_file.h"

#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "chain/address.h"
#include "deploy/signed_file.h"
#include "deploy/unsigned_file.h"

bool sign_and_read(const struct transaction *t, const struct secp256k1_secret *secret,
                   struct buf *raw, struct transaction_signed *out, struct err *e)
{
    const struct eth_address mine = secp256k1_account(secret);
    transaction_sign(t, secret, raw);
    if (!transaction_decode(buf_view(raw), out, e)) {
        return err_wrap(e, "the signed transaction");
    }
    return eth_address_equal(&mine, &out->from) ||
           err_set(e, ERR_INTERNAL, "the signed transaction is another account's");
}

void sign_warn_of_faults(const struct context *context, const struct transaction *t)
{
    struct err faults[TRANSACTION_FAULTS_MAX] = {{.kind = ERR_NONE}};
    const size_t n = transaction_faults(t, faults);
    for (size_t i = 0; i < n; i++) {
        log_line(&context->warnings,
                 "%s: it is signed all the same, as cast does, and no node "
                 "takes it",
                 faults[i].text);
    }
}

static bool read_file(const char *path, const struct key_args *key, struct unsigned_file *out,
                      struct err *e)
{
    AUTO(buf_done) struct buf json = buf_start(UNSIGNED_FILE_MAX);
    bool is_stdin = strcmp(path, "-") == 0;
    if (is_stdin && key_source_takes_stdin(key)) {
        return err_set(e, ERR_USAGE, "stdin cannot be both the file and the key");
    }
    TRY(is_stdin ? fs_read_fd(STDIN_FILENO, "stdin", &json, e) : fs_read(path, &json, e));
    return unsigned_file_parse(buf_view(&json), key->as_cast, out, e) || err_wrap(e, "'%s'", path);
}

static bool is_of(const struct secp256k1_secret *secret, const struct eth_address *account,
                  struct err *e)
{
    char have[ADDRESS_TEXT];
    char want[ADDRESS_TEXT];
    const struct eth_address mine = secp256k1_account(secret);
    return eth_address_equal(&mine, account) ||
           err_set(e, ERR_DENIED, "the key is that of %s, and the transactions are those of %s",
                   address_format(&mine, have), address_format(account, want));
}

static bool sign_one(const struct unsigned_transaction *it, const struct secp256k1_secret *secret,
                     struct signed_file *out, struct err *e)
{
    AUTO(transaction_signed_done) struct transaction_signed again = {0};
    AUTO(buf_done) struct buf raw = buf_start(TRANSACTION_ROOM);
    TRY(sign_and_read(&it->transaction, secret, &raw, &again, e));
    signed_file_add(out, it->step, buf_view(&raw));
    return true;
}

static void print(struct printer *p, const struct signed_file *file)
{
    if (print_is_json(p)) {
        print_begin(p, SIGNED_FILE_SCHEMA);
        signed_file_write(file, print_writer(p));
        print_end(p);
        return;
    }
    AUTO(buf_done) struct buf json = buf_start(SIGNED_FILE_MAX);
    signed_file_format(file, &json);
    print_document(p, buf_view(&json));
}

bool sign_file(const struct context *context, const struct key_args *key, const char *path,
               struct err *e)
{
    AUTO(unsigned_file_done) struct unsigned_file file = {0};
    AUTO(signed_file_done) struct signed_file made = {0};
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    TRY(read_file(path, key, &file, e));
    TRY(key_source_load(context, key, &secret, e) && is_of(&secret, &file.from, e));
    made.chain_id = file.chain_id;
    for (size_t i = 0; i < file.n; i++) {
        sign_warn_of_faults(context, &file.at[i].transaction);
        TRY(sign_one(&file.at[i], &secret, &made, e));
    }
    print(context->out, &made);
    return true;
}
