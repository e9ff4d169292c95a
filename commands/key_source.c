/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/key_source.h"

#include <string.h>

#include "chain/private_key.h"
#include "commands/key_keystore.h"
#include "commands/key_mnemonic.h"
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

static bool load_keystore(const struct loader *l)
{
    return key_keystore_load(l->context, l->args, l->args->keystore, l->out, l->e);
}

static bool load_mnemonic(const struct loader *l)
{
    return key_mnemonic_load(l->context, l->args, l->out, l->e);
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
        return key_keystore_load(l->context, l->args, environment->eth_keystore, l->out, l->e);
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

const char *key_source_named(const struct key_args *args)
{
    const struct {
        const char *name;
        bool is_given;
    } options[] = {
        {"keystore", args->keystore != NULL},
        {"password-file", args->password_file != NULL},
        {"key-file", args->key_file != NULL},
        {"key-stdin", args->key_stdin},
        {"mnemonic-file", args->mnemonic_file != NULL},
        {"passphrase-file", args->passphrase_file != NULL},
        {"index", args->index.given},
        {"path", args->path != NULL},
        {"private-key", args->private_key != NULL},
    };
    for (size_t i = 0; i < COUNT(options); i++) {
        if (options[i].is_given) {
            return options[i].name;
        }
    }
    return NULL;
}
