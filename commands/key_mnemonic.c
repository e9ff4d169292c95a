/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/key_mnemonic.h"

#include <inttypes.h>

#include "chain/hd.h"
#include "commands/secret_file.h"

static void tell_path(const struct context *context, const struct hd_path *path)
{
    AUTO(buf_done) struct buf text = buf_start(SIZE_MAX);
    hd_path_format(path, &text);
    log_line(&context->warnings, "the path is read as cast does: it is %.*s",
             TEXT_ARG(buf_view_text(&text)));
}

static bool read_path(const struct context *context, const struct key_args *args,
                      struct hd_path *out, struct err *e)
{
    const struct text text = text_of(args->path);
    struct err strict = {0};
    if (hd_path_parse(text, out, &strict)) {
        return true;
    }
    if (!args->as_cast) {
        struct err other = {0};
        *e = strict;
        return hd_path_parse_as_cast(text, out, &other) &&
               err_hint(e, "cast takes it: --as-cast does as cast does, and says which path it is");
    }
    TRY(hd_path_parse_as_cast(text, out, e));
    tell_path(context, out);
    return true;
}

static bool choose_path(const struct context *context, const struct key_args *args,
                        struct hd_path *out, struct err *e)
{
    if (args->path != NULL) {
        return (!args->index.given ||
                err_set(e, ERR_USAGE, "--path and --index: one of them says which account")) &&
               read_path(context, args, out, e);
    }
    if (args->index.value > (args->as_cast ? UINT32_MAX : HD_HARDENED - 1)) {
        return err_set(e, ERR_USAGE, "--index is not below %" PRIu64,
                       args->as_cast ? UINT64_C(1) << 32 : UINT64_C(1) << 31);
    }
    *out = hd_path_of_account((uint32_t)args->index.value);
    if (args->index.value >= HD_HARDENED) {
        tell_path(context, out);
    }
    return true;
}

static bool check_passphrase(const struct context *context, const struct key_args *args,
                             struct text passphrase, struct err *e)
{
    if (mnemonic_is_plain(passphrase)) {
        return true;
    }
    if (args->as_cast) {
        log_line(
            &context->warnings,
            "the passphrase is not ASCII and is taken by its bytes, as cast does: wallets that "
            "normalise it (NFKD), as BIP-39 wants, may come to another key");
        return true;
    }
    (void)err_set(e, ERR_USAGE,
                  "a passphrase that is not ASCII names different wallets in different programs");
    return err_hint(e, "--as-cast takes its bytes as they are, which is what cast does");
}

bool key_mnemonic_load(const struct context *context, const struct key_args *args,
                       struct secp256k1_secret *out, struct err *e)
{
    struct hd_path path;
    AUTO(secret_done) struct secret words = secret_start(SECRET_MAX);
    AUTO(secret_done) struct secret passphrase = secret_start(SECRET_MAX);
    AUTO(mnemonic_seed_done) struct mnemonic_seed seed;
    TRY(choose_path(context, args, &path, e));
    TRY(secret_file_read(args->mnemonic_file, &words, e));
    TRY(args->passphrase_file == NULL || secret_file_read(args->passphrase_file, &passphrase, e));
    const struct text line = secret_line(&passphrase);
    if (!check_passphrase(context, args, line, e)) {
        return err_wrap(e, "'%s'", args->passphrase_file);
    }
    if (!mnemonic_to_seed(secret_line(&words), line, &seed, e)) {
        return err_wrap(e, "'%s'", args->mnemonic_file);
    }
    return hd_derive(&seed, &path, out, e);
}
