/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/verify_bind.h"

#include <unistd.h>

#include "attest/binding.h"
#include "attest/recognise.h"
#include "commands/verify_options.h"
#include "evidence/load.h"

static bool load_value(enum binding_kind kind, const char *path, struct inputs *inputs,
                       struct buf *out, struct err *e)
{
    const struct load load = {.role = "binding",
                              .expected = "a certificate, a public key, or bytes",
                              .cap = LIMIT_CHAIN,
                              .stdin_fd = STDIN_FILENO};
    AUTO(buf_done) struct buf file = {0};
    TRY(load_operand(&load, path, &file, inputs, e));
    return binding_file(kind, buf_view(&file), out, e) || err_wrap(e, "'%s'", path);
}

static bool bind_one(const char *word, struct inputs *inputs, struct verify_bind *own,
                     struct app_options *out, struct err *e)
{
    enum binding_kind kind = BINDING_NONCE;
    struct text value;
    TRY(binding_parse(text_of(word), &kind, &value, e));
    struct buf *bytes = &own->values[kind];
    if (out->bindings[kind].is_given) {
        return err_set(e, ERR_USAGE, "%s is given twice", binding_kind_word(kind));
    }
    *bytes = buf_start(BINDING_VALUE_MAX);
    TRY(text_starts(value, "@") ? load_value(kind, value.at + 1, inputs, bytes, e)
                                : binding_value(kind, value, bytes, e));
    out->bindings[kind] = (struct binding){true, buf_view(bytes)};
    return true;
}

static bool load_kms(const char *path, struct inputs *inputs, struct evidence *out, struct err *e)
{
    const struct load load = {.role = "kms",
                              .expected = "the metadata or the attestation of a key service",
                              .cap = LIMIT_EVIDENCE,
                              .stdin_fd = STDIN_FILENO};
    AUTO(buf_done) struct buf file = {0};
    TRY(load_operand(&load, path, &file, inputs, e));
    return evidence_recognise(buf_view(&file), FORM_ANY, out, e) || err_wrap(e, "'%s'", path);
}

bool verify_bind_load(const struct verify_args *args, struct inputs *inputs,
                      struct verify_bind *own, struct app_options *out, struct err *e)
{
    for (size_t i = 0; i < args->bind.n; i++) {
        if (!bind_one(args->bind.at[i], inputs, own, out, e)) {
            return err_wrap(e, "option '--bind'");
        }
    }
    if (args->kms == NULL) {
        return true;
    }
    TRY(load_kms(args->kms, inputs, &own->kms, e));
    out->kms = &own->kms;
    return true;
}

void verify_bind_done(struct verify_bind *own)
{
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        buf_done(&own->values[i]);
    }
    evidence_done(&own->kms);
}
