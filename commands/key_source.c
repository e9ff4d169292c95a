/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/key_source.h"

#include <string.h>

#include "chain/hd.h"
#include "chain/private_key.h"
#include "commands/keystore_place.h"
#include "commands/secret_ask.h"
#include "commands/secret_file.h"

struct loader {
    const struct context *context;
    const struct key_args *args;
    struct secp256k1_secret *out;
    struct err *e;
};

static bool is_set(const char *value)
{
    return value != NULL && value[0] != 0;
}

static bool is_stdin(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}

static unsigned readers_of_stdin(const struct key_args *args)
{
    const char *const paths[] = {args->keystore, args->password_file, args->key_file,
                                 args->mnemonic_file, args->passphrase_file};
    unsigned n = args->key_stdin ? 1 : 0;
    for (size_t i = 0; i < COUNT(paths); i++) {
        n += is_stdin(paths[i]) ? 1 : 0;
    }
    return n;
}

bool key_source_takes_stdin(const struct key_args *args)
{
    return readers_of_stdin(args) > 0;
}

/* What is typed or set, not kept in a file: what is wrong with it is usage. It is wiped. */
static bool load_text(const struct loader *l, const char *text, const char *from)
{
    bool ok = private_key_parse(text_of(text), l->out, l->e);
    secret_wipe(text, strlen(text));
    if (!ok) {
        l->e->kind = ERR_USAGE;
        return err_wrap(l->e, "%s", from);
    }
    return true;
}

static bool load_file(const struct loader *l, const char *path)
{
    AUTO(secret_done) struct secret file = secret_start(SECRET_MAX);
    TRY(secret_file_read(path, &file, l->e));
    return private_key_parse(secret_line(&file), l->out, l->e) || err_wrap(l->e, "'%s'", path);
}

static bool load_key_file(const struct loader *l)
{
    return load_file(l, l->args->key_file);
}

static bool load_stdin(const struct loader *l)
{
    return load_file(l, "-");
}

static bool load_argument(const struct loader *l)
{
    log_line(&l->context->warnings,
             "--private-key shows the key to everyone in the process list, and the shell keeps "
             "it: use --keystore or --key-file");
    return load_text(l, l->args->private_key, "--private-key");
}

static bool read_password(const struct loader *l, struct secret *out)
{
    static const struct question question = {.text = "Password of the keystore",
                                             .option = "--password-file"};
    const char *file = l->args->password_file;
    if (file == NULL && is_set(l->context->environment->eth_password)) {
        file = l->context->environment->eth_password;
    }
    return file != NULL ? secret_file_read(file, out, l->e)
                        : secret_ask(l->context, &question, out, l->e);
}

static bool open_keystore(const struct loader *l, const char *named)
{
    struct keystore keystore;
    AUTO(mem_freep) char *path = NULL;
    AUTO(secret_done) struct secret password = secret_start(SECRET_MAX);
    TRY(keystore_find(l->context->environment, named, &path, l->e));
    TRY(keystore_load(path, &keystore, l->e));
    TRY(read_password(l, &password));
    return keystore_open(&keystore, text_bytes(secret_line(&password)), l->out, l->e) ||
           err_wrap(l->e, "'%s'", path);
}

static bool load_keystore(const struct loader *l)
{
    return open_keystore(l, l->args->keystore);
}

static bool choose_path(const struct key_args *args, struct hd_path *out, struct err *e)
{
    if (args->path != NULL) {
        return (!args->index.given ||
                err_set(e, ERR_USAGE, "--path and --index: one of them says which account")) &&
               hd_path_parse(text_of(args->path), out, e);
    }
    if (args->index.value >= HD_HARDENED) {
        return err_set(e, ERR_USAGE, "--index is not below 2147483648");
    }
    *out = hd_path_of_account((uint32_t)args->index.value);
    return true;
}

static bool load_mnemonic(const struct loader *l)
{
    struct hd_path path;
    AUTO(secret_done) struct secret words = secret_start(SECRET_MAX);
    AUTO(secret_done) struct secret passphrase = secret_start(SECRET_MAX);
    AUTO(mnemonic_seed_done) struct mnemonic_seed seed;
    const struct key_args *args = l->args;
    TRY(choose_path(args, &path, l->e));
    TRY(secret_file_read(args->mnemonic_file, &words, l->e));
    TRY(args->passphrase_file == NULL ||
        secret_file_read(args->passphrase_file, &passphrase, l->e));
    if (!mnemonic_to_seed(secret_line(&words), secret_line(&passphrase), &seed, l->e)) {
        return err_wrap(l->e, "'%s'", args->mnemonic_file);
    }
    return hd_derive(&seed, &path, l->out, l->e);
}

static bool load_environment(const struct loader *l)
{
    const struct environment *environment = l->context->environment;
    bool has_key = is_set(environment->private_key);
    bool has_keystore = is_set(environment->eth_keystore);
    if (has_key && has_keystore) {
        return err_set(l->e, ERR_USAGE, "PRIVATE_KEY and ETH_KEYSTORE are set: name one key");
    }
    if (has_keystore) {
        return open_keystore(l, environment->eth_keystore);
    }
    if (has_key) {
        return load_text(l, environment->private_key, "PRIVATE_KEY");
    }
    (void)err_set(l->e, ERR_USAGE, "no key is named");
    return err_hint(l->e, "--keystore FILE|NAME, --key-file FILE, --key-stdin, --mnemonic-file "
                          "FILE, or the variable PRIVATE_KEY");
}

/* An option that says more about a source of another kind has no meaning. */
static bool check_companions(const struct loader *l)
{
    const struct key_args *args = l->args;
    const struct environment *environment = l->context->environment;
    bool has_option = args->key_file != NULL || args->key_stdin || args->mnemonic_file != NULL ||
                      args->private_key != NULL;
    bool has_keystore = args->keystore != NULL ||
                        (!has_option && is_set(environment->eth_keystore));
    const struct {
        const char *option, *of;
        bool is_wrong;
    } companions[] = {
        {"--password-file", "--keystore", args->password_file != NULL && !has_keystore},
        {"--passphrase-file", "--mnemonic-file",
         args->passphrase_file != NULL && args->mnemonic_file == NULL},
        {"--index", "--mnemonic-file", args->index.given && args->mnemonic_file == NULL},
        {"--path", "--mnemonic-file", args->path != NULL && args->mnemonic_file == NULL},
    };
    for (size_t i = 0; i < COUNT(companions); i++) {
        if (companions[i].is_wrong) {
            return err_set(l->e, ERR_USAGE, "%s belongs to %s", companions[i].option,
                           companions[i].of);
        }
    }
    return readers_of_stdin(args) <= 1 ||
           err_set(l->e, ERR_USAGE, "only one secret can come from stdin");
}

bool key_source_load(const struct context *context, const struct key_args *args,
                     struct secp256k1_secret *out, struct err *e)
{
    const struct loader loader = {context, args, out, e};
    const struct {
        const char *option;
        bool is_given;
        bool (*load)(const struct loader *l);
    } sources[] = {
        {"--keystore", args->keystore != NULL, load_keystore},
        {"--key-file", args->key_file != NULL, load_key_file},
        {"--key-stdin", args->key_stdin, load_stdin},
        {"--mnemonic-file", args->mnemonic_file != NULL, load_mnemonic},
        {"--private-key", args->private_key != NULL, load_argument},
    };
    size_t chosen = COUNT(sources);
    secret_guard_process();
    for (size_t i = 0; i < COUNT(sources); i++) {
        if (sources[i].is_given && chosen < COUNT(sources)) {
            return err_set(e, ERR_USAGE, "%s and %s: only one key can sign", sources[chosen].option,
                           sources[i].option);
        }
        chosen = sources[i].is_given ? i : chosen;
    }
    TRY(check_companions(&loader));
    return chosen < COUNT(sources) ? sources[chosen].load(&loader) : load_environment(&loader);
}
