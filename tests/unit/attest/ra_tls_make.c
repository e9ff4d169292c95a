/* SPDX-License-Identifier: Apache-2.0 */
#define ZLIB_CONST

#include "ra_tls_make.h"

#include <criterion/criterion.h>
#include <string.h>
#include <zlib.h>

#include "codec/pem.h"

enum { LEAF_KEY = 1, CAP = 64 * 1024 };

const struct recipe ra_tls_right[3] = {
    {.key = LEAF_KEY, .signer = 2, .issuer = "App CA", .subject = "app", .extensions = NO_CA},
    {.key = 2, .signer = 3, .issuer = "KMS CA", .subject = "App CA", .extensions = CA_PATH_0},
    {.key = 3, .signer = 3, .issuer = "KMS CA", .subject = "KMS CA", .extensions = CA_PATH_1},
};

void ra_tls_extension(unsigned number, struct bytes content, struct buf *hex)
{
    const uint8_t oid[] = {6, 10, 0x2b, 6, 1, 4, 1, 0x83, 0xe7, 0x3d, 1, (uint8_t)number};
    AUTO(buf_done) struct buf inner = buf_start(CAP);
    AUTO(buf_done) struct buf both = buf_start(CAP);
    AUTO(buf_done) struct buf all = buf_start(CAP);
    pki_element(0x04, content, &inner);
    buf_add(&both, BYTES_OF(oid));
    pki_element(0x04, buf_view(&inner), &both);
    pki_element(0x30, buf_view(&both), &all);
    cr_assert(buf_is_whole(&all));
    buf_hex(hex, buf_view(&all));
}

void ra_tls_pack(struct bytes content, struct buf *out)
{
    enum { GZIP = 15 + 16, MEMORY = 8 };
    z_stream stream = {.next_in = content.at, .avail_in = (uInt)content.left};
    cr_assert(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP, MEMORY,
                           Z_DEFAULT_STRATEGY) == Z_OK);
    AUTO(buf_done) struct buf packed = buf_start(deflateBound(&stream, content.left));
    stream.avail_out = (uInt)packed.cap;
    stream.next_out = buf_extend(&packed, packed.cap);
    cr_assert(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    (void)deflateEnd(&stream);
    buf_text(out, "ELGZv1");
    buf_add(out, bytes_of(packed.at, stream.total_out));
}

void ra_tls_leaf(const struct buf *extensions, struct buf *der)
{
    AUTO(buf_done) struct buf hex = buf_start(4 * CAP);
    struct recipe recipe = ra_tls_right[0];
    buf_add(&hex, buf_view(extensions));
    buf_char(&hex, 0);
    recipe.extensions = extensions->len > 0 ? (const char *)hex.at : NULL;
    pki_certificate(&recipe, der);
}

void ra_tls_chain(const struct buf *extensions, size_t at, const struct recipe *recipe,
                  struct buf *pem)
{
    for (size_t i = 0; i < COUNT(ra_tls_right); i++) {
        AUTO(buf_done) struct buf der = buf_start(CAP);
        if (recipe != NULL && i == at) {
            pki_certificate(recipe, &der);
        } else if (i == 0) {
            ra_tls_leaf(extensions, &der);
        } else {
            pki_certificate(&ra_tls_right[i], &der);
        }
        pem_write("CERTIFICATE", buf_view(&der), pem);
    }
}

struct sha512 ra_tls_report_data(void)
{
    AUTO(buf_done) struct buf text = buf_start(CAP);
    struct p256_key key = pki_key(LEAF_KEY);
    buf_text(&text, "ratls-cert:");
    pki_hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004", &text);
    buf_add(&text, BYTES_OF(key.at));
    return sha512_of(buf_view(&text));
}
