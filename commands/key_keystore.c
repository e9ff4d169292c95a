/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/key_keystore.h"

#include "commands/keystore_place.h"
#include "commands/secret_ask.h"
#include "commands/secret_file.h"

static bool read_password(const struct context *context, const struct key_args *args,
                          struct secret *out, struct err *e)
{
    static const struct question question = {.text = "Password of the keystore",
                                             .option = "--password-file"};
    const char *file = args->password_file;
    const char *variable = context->environment->eth_password;
    if (file == NULL && variable != NULL && variable[0] != 0) {
        file = variable;
    }
    return file != NULL ? secret_file_read(file, out, e) : secret_ask(context, &question, out, e);
}

/* What the keystore says of itself, and what it was read as all the same. */
static void tell_flaws(const struct context *context, const struct keystore *keystore)
{
    static const struct {
        const char *says;
        enum keystore_flaw flaw;
        bool is_proved_by_mac;
    } rows[] = {
        {"the keystore says that it is not of version 3; it was read as one", KEYSTORE_VERSION,
         false},
        {"the keystore names another cipher; it was read as aes-128-ctr", KEYSTORE_CIPHER, false},
        {"the keystore names another kdf; it was read with that of its parameters", KEYSTORE_KDF,
         true},
        {"the keystore names another prf; it was read with hmac-sha256", KEYSTORE_PRF, true},
    };
    bool is_proved = keystore->has_address && (keystore->flaws & KEYSTORE_ADDRESS) == 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if ((keystore->flaws & (unsigned)rows[i].flaw) != 0) {
            log_line(&context->warnings, "%s%s", rows[i].says,
                     rows[i].is_proved_by_mac ? ", and the MAC proves it"
                     : is_proved              ? ", and its key is that of its address"
                                              : ", as cast does, and nothing proves that it is");
        }
    }
    if ((keystore->flaws & KEYSTORE_ADDRESS) != 0) {
        log_line(&context->warnings, "the keystore's address is not that of its key, which is "
                                     "taken all the same, as cast does");
    }
}

bool key_keystore_load(const struct context *context, const struct key_args *args,
                       const char *named, struct secp256k1_secret *out, struct err *e)
{
    struct keystore keystore;
    AUTO(mem_freep) char *path = NULL;
    AUTO(secret_done) struct secret password = secret_start(SECRET_MAX);
    TRY(keystore_find(context->environment, named, &path, e));
    TRY(keystore_load(path, args->as_cast, &keystore, e));
    TRY(read_password(context, args, &password, e));
    if (!keystore_open(&keystore, text_bytes(secret_line(&password)), out, e)) {
        return err_wrap(e, "'%s'", path);
    }
    tell_flaws(context, &keystore);
    return true;
}
