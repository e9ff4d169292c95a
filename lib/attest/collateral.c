/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/collateral.h"

#include "attest/limits.h"
#include "base/hex.h"
#include "codec/pem.h"

static const char *const keys[PIECE_COUNT] = {
#define X(name, key) [PIECE_##name] = (key),
    COLLATERAL_PIECES(X)
#undef X
};

/* Pieces that are text as published; the others are hex there. */
static bool is_text(enum collateral_piece piece)
{
    return piece != PIECE_ROOT_CA_CRL && piece != PIECE_PCK_CRL &&
           piece != PIECE_TCB_INFO_SIGNATURE && piece != PIECE_QE_IDENTITY_SIGNATURE;
}

void collateral_done(struct collateral *collateral)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        buf_done(&collateral->piece[i]);
    }
    *collateral = (struct collateral){0};
}

const char *collateral_piece_key(enum collateral_piece piece)
{
    return keys[piece];
}

struct bytes collateral_piece_bytes(const struct collateral *collateral,
                                    enum collateral_piece piece)
{
    return collateral->has[piece] ? buf_view(&collateral->piece[piece]) : (struct bytes){0};
}

/* One PEM block and nothing else. */
static bool decode_pem_crl(struct text from, struct buf *out)
{
    bool found = false;
    bool more = false;
    return pem_next(&from, "X509 CRL", out, &found) && found &&
           pem_next(&from, "X509 CRL", out, &more) && !more;
}

static bool decode_hex(struct text from, struct buf *out)
{
    TRY(hex_is(from));
    uint8_t *to = buf_extend(out, from.len / 2);
    return to != NULL && hex_decode(from, to, from.len / 2);
}

/* Hex or PEM; what is neither is taken as it is. DER of a CRL is never hex digits throughout. */
static void decode(struct bytes published, struct buf *out)
{
    struct text text = text_trim(text_of_bytes(published));
    if (decode_hex(text, out)) {
        return;
    }
    buf_clear(out);
    if (pem_is(text) && decode_pem_crl(text, out)) {
        return;
    }
    buf_clear(out);
    buf_add(out, published);
}

void collateral_set(struct collateral *collateral, enum collateral_piece piece,
                    struct bytes published)
{
    struct buf value = buf_start(LIMIT_COLLATERAL);
    if (is_text(piece)) {
        buf_add(&value, published);
    } else {
        decode(published, &value);
    }
    buf_done(&collateral->piece[piece]);
    collateral->piece[piece] = value;
    collateral->has[piece] = true;
}

void collateral_copy_piece(const struct collateral *from, enum collateral_piece piece,
                           struct collateral *to)
{
    struct bytes bytes = collateral_piece_bytes(from, piece);
    buf_done(&to->piece[piece]);
    to->has[piece] = from->has[piece];
    to->piece[piece] = buf_start(bytes.left);
    buf_add(&to->piece[piece], bytes);
}

void collateral_write(const struct collateral *collateral, struct json_writer *w)
{
    json_begin_object(w);
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        const struct buf *piece = &collateral->piece[i];
        if (!collateral->has[i]) {
            continue;
        }
        if (is_text((enum collateral_piece)i)) {
            json_member_text(w, keys[i], buf_view_text(piece));
        } else {
            json_member_hex(w, keys[i], buf_view(piece));
        }
    }
    json_end_object(w);
}
