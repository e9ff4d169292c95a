/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/collateral.h"

#include "attest/limits.h"
#include "attest/member.h"

/* The two pieces that Intel signs: the member that carries the value in a body of the provisioning
 * certification service, and where value and signature go. */
static const struct signed_value {
    const char *member;
    enum collateral_piece value, signature;
} signed_values[] = {
    {"tcbInfo", PIECE_TCB_INFO, PIECE_TCB_INFO_SIGNATURE},
    {"enclaveIdentity", PIECE_QE_IDENTITY, PIECE_QE_IDENTITY_SIGNATURE},
};

static bool is_optional(enum collateral_piece piece)
{
    return piece == PIECE_PCK_CERTIFICATE_CHAIN;
}

static bool expect_absent(const struct collateral *collateral, enum collateral_piece piece,
                          struct err *e)
{
    return !collateral->has[piece] ||
           err_set(e, ERR_USAGE, "collateral is given twice: '%s' is there already",
                   collateral_piece_key(piece));
}

/* The value of a body, when `root` is one; the value of a body inside a body is none. */
static bool is_body(const struct json_value *root, const char *member)
{
    const struct json_value *value = json_member(root, member);
    return json_is_object(value) && json_member(value, member) == NULL;
}

/* Whether the signature in a body, when there is one, is that of the piece. */
static bool has_same_signature(const struct json_value *root, struct bytes signature)
{
    AUTO(collateral_done) struct collateral inner = {0};
    const struct json_value *value = json_member(root, "signature");
    struct text text;
    if (value == NULL || !json_text(value, &text)) {
        return value == NULL;
    }
    collateral_set(&inner, PIECE_TCB_INFO_SIGNATURE, text_bytes(text));
    return bytes_equal(collateral_piece_bytes(&inner, PIECE_TCB_INFO_SIGNATURE), signature);
}

/* A body that was handed in where its value belongs is taken apart. One whose own signature is
 * another one is left whole, so that no signature can hold over it. */
static void unwrap(struct collateral *collateral, const struct signed_value *which)
{
    struct bytes body = collateral_piece_bytes(collateral, which->value);
    struct bytes value;
    struct err ignored = {0};
    AUTO(json_freep) struct json *json = json_parse(body, &ignored);
    if (json == NULL || !is_body(json_root(json), which->member) ||
        !has_same_signature(json_root(json),
                            collateral_piece_bytes(collateral, which->signature)) ||
        !json_raw_member(body, which->member, &value)) {
        return;
    }
    AUTO(buf_done) struct buf copy = buf_start(LIMIT_COLLATERAL);
    buf_add(&copy, value);
    collateral_set(collateral, which->value, buf_view(&copy));
}

/* The string of one key; an optional one may be null. */
static bool check_key(const struct collateral *collateral, const struct json_value *object,
                      enum collateral_piece piece, struct err *e)
{
    const char *key = collateral_piece_key(piece);
    const struct json_value *value = json_member(object, key);
    struct text text;
    if (is_optional(piece) && (value == NULL || json_is_null(value))) {
        return true;
    }
    if (!member_text(object, key, &text, e)) {
        return err_wrap(e, "collateral");
    }
    return expect_absent(collateral, piece, e);
}

bool collateral_add_json(struct collateral *collateral, const struct json_value *object,
                         struct err *e)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        TRY(check_key(collateral, object, (enum collateral_piece)i, e));
    }
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        struct text text;
        if (json_text(json_member(object, collateral_piece_key((enum collateral_piece)i)), &text)) {
            collateral_set(collateral, (enum collateral_piece)i, text_bytes(text));
        }
    }
    for (size_t i = 0; i < COUNT(signed_values); i++) {
        unwrap(collateral, &signed_values[i]);
    }
    return true;
}

bool collateral_add_body(struct collateral *collateral, struct bytes body, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(body, e);
    TRY(json != NULL);
    const struct json_value *root = json_root(json);
    const struct signed_value *which = &signed_values[0];
    if (json_member(root, which->member) == NULL) {
        which = &signed_values[1];
    }
    struct bytes value;
    struct text signature;
    if (!is_body(root, which->member) || !json_raw_member(body, which->member, &value)) {
        return err_set(e, ERR_MALFORMED,
                       "the body has neither 'tcbInfo' nor 'enclaveIdentity' with an object");
    }
    TRY(member_text(root, "signature", &signature, e));
    TRY(expect_absent(collateral, which->value, e));
    TRY(expect_absent(collateral, which->signature, e));
    collateral_set(collateral, which->value, value);
    collateral_set(collateral, which->signature, text_bytes(signature));
    return true;
}
