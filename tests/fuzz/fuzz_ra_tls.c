/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: form_ra_tls and trial_ra_tls. Input: a certificate or a chain of them; or the
 * extensions of one that is made here, each a byte (its number, and whether it is compressed), u16
 * length and content. What is read is the same in each form that the certificate comes in. */
#define ZLIB_CONST

#include "target.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "attest/appraise.h"
#include "attest/evidence.h"
#include "attest/form/form.h"
#include "attest/recognise.h"
#include "base/mem.h"
#include "codec/pem.h"
#include "crypto/certificate_view.h"

#define WRITTEN_MAX (4 * MIB)

/* Which extensions are compressed: those that the input says, or all that may be. */
enum packing { AS_SAID, ALL_COMPRESSED };

enum {
    NUMBER = 0x0f, /* of the extension */
    RAW = 0x40,    /* without its OCTET STRING */
    COMPRESSED = 0x80,
    EVENT_LOG = 2,
    ATTESTATION = 8,
    PACKED_LOG_MAX = 16 * 1024,
};

/* A key and a signature of the right form, and nothing more. */
static const uint8_t front[] = {
    0xa0, 3,   2,    1,    2,    2,    1,    1,    0x30, 0x0a, 6,    8,   0x2a, 0x86, 0x48, 0xce,
    0x3d, 4,   3,    2,    0x30, 0x0c, 0x31, 0x0a, 0x30, 8,    6,    3,   0x55, 4,    3,    0x0c,
    1,    'x', 0x30, 0x1e, 0x17, 0x0d, '2',  '5',  '0',  '1',  '0',  '1', '0',  '0',  '0',  '0',
    '0',  '0', 'Z',  0x17, 0x0d, '3',  '5',  '0',  '1',  '0',  '1',  '0', '0',  '0',  '0',  '0',
    '0',  'Z', 0x30, 0x0c, 0x31, 0x0a, 0x30, 8,    6,    3,    0x55, 4,   3,    0x0c, 1,    'x',
    0x30, 9,   0x30, 3,    6,    1,    0x2a, 3,    2,    0,    1};
static const uint8_t back[] = {0x30, 0x0a, 6, 8,    0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2,
                               3,    9,    0, 0x30, 6,    2,    1,    1,    2,    1, 1};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void put_element(struct buf *out, uint8_t tag, struct bytes content)
{
    size_t n = content.left;
    buf_char(out, (char)tag);
    if (n >= 0x80) {
        unsigned octets = n > 0xffff ? 3 : n > 0xff ? 2 : 1;
        buf_char(out, (char)(uint8_t)(0x80 | octets));
        for (; octets > 1; octets--) {
            buf_char(out, (char)(uint8_t)(n >> (8 * (octets - 1))));
        }
    }
    buf_char(out, (char)(uint8_t)n);
    buf_add(out, content);
}

static void put_compressed(struct buf *out, struct bytes content)
{
    z_stream stream = {0};
    require(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    uLong n = deflateBound(&stream, content.left);
    buf_text(out, "ELGZv1");
    size_t before = out->len;
    stream.next_in = content.at;
    stream.avail_in = (uInt)content.left;
    stream.next_out = buf_extend(out, n);
    stream.avail_out = (uInt)n;
    require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out->len = before + stream.total_out;
    (void)deflateEnd(&stream);
}

static bool is_compressed(uint8_t control, enum packing packing)
{
    uint8_t number = control & NUMBER;
    bool may_be = number == EVENT_LOG || number == ATTESTATION;
    return (control & COMPRESSED) != 0 || (packing == ALL_COMPRESSED && may_be);
}

static void put_extension(struct buf *out, uint8_t control, enum packing packing,
                          struct bytes content)
{
    const uint8_t oid[] = {6, 10, 0x2b, 6, 1, 4, 1, 0x83, 0xe7, 0x3d, 1, control & NUMBER};
    AUTO(buf_done) struct buf packed = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf wrapped = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf extension = buf_start(WRITTEN_MAX);
    if (is_compressed(control, packing)) {
        put_compressed(&packed, content);
        content = buf_view(&packed);
    }
    if ((control & RAW) == 0) {
        put_element(&wrapped, 4, content);
        content = buf_view(&wrapped);
    }
    buf_add(&extension, BYTES_OF(oid));
    put_element(&extension, 4, content);
    put_element(out, 0x30, buf_view(&extension));
}

/* The one behind the extensions that are there is a copy of the first. */
enum copies { ONE_EACH, FIRST_TWICE };

static bool put_extensions(struct buf *out, struct bytes recipe, enum packing packing,
                           enum copies copies)
{
    struct bytes first = {NULL, 0};
    uint8_t first_control = 0;
    for (size_t n = 0; !bytes_end(recipe); n++) {
        struct bytes content;
        uint8_t control = 0;
        uint16_t size = 0;
        if (!bytes_u8(&recipe, &control) || !bytes_u16le(&recipe, &size) ||
            !bytes_take(&recipe, size < recipe.left ? size : recipe.left, &content)) {
            break;
        }
        put_extension(out, control, packing, content);
        first = n == 0 ? content : first;
        first_control = n == 0 ? control : first_control;
    }
    if (first.at != NULL && copies == FIRST_TWICE) {
        put_extension(out, first_control, packing, first);
    }
    return first.at != NULL;
}

static bool make_certificate(struct bytes recipe, enum packing packing, enum copies copies,
                             struct buf *out)
{
    AUTO(buf_done) struct buf list = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf sequence = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf signed_part = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf all = buf_start(WRITTEN_MAX);
    if (!put_extensions(&list, recipe, packing, copies)) {
        return false;
    }
    put_element(&sequence, 0x30, buf_view(&list));
    buf_add(&signed_part, BYTES_OF(front));
    put_element(&signed_part, 0xa3, buf_view(&sequence));
    put_element(&all, 0x30, buf_view(&signed_part));
    buf_add(&all, BYTES_OF(back));
    put_element(out, 0x30, buf_view(&all));
    return buf_is_whole(out);
}

static bool recognise(struct bytes in, enum evidence_form form, struct evidence *out)
{
    struct err e = {0};
    bool ok = evidence_recognise(in, form, out, &e);
    require(ok == (e.kind == ERR_NONE));
    require(ok || ((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0));
    return ok;
}

static void check_places(const struct evidence *evidence)
{
    size_t app_id = evidence->certificate_app_id.left;
    require(evidence->n_certificates > 0 && evidence->n_certificates <= EVIDENCE_CERTIFICATES);
    require(app_id == 0 || app_id == 20);
    require(evidence->quote_is_of_certificate == evidence->has_quote);
    require(evidence->has_quote ? evidence->kind == EVIDENCE_RA_TLS
                                : evidence->kind >= EVIDENCE_SEV_SNP && !evidence->has_log);
    require(evidence->has_log == (evidence->log.n > 0));
}

static void require_same(const struct evidence *a, const struct evidence *b)
{
    require(a->kind == b->kind && a->has_quote == b->has_quote && a->has_log == b->has_log);
    require(bytes_equal(buf_view(&a->bytes), buf_view(&b->bytes)));
    require(bytes_equal(a->certificate_app_id, b->certificate_app_id));
    require(a->log.n == b->log.n && a->n_claims == b->n_claims);
    for (size_t i = 0; i < a->log.n; i++) {
        require(text_equal(a->log.events[i].name, b->log.events[i].name));
        require(bytes_equal(a->log.events[i].payload, b->log.events[i].payload));
    }
    for (size_t i = 0; i < a->n_claims; i++) {
        require(bytes_equal(a->claims[i].value, b->claims[i].value));
    }
}

static enum check_result judge_key(const struct evidence *evidence)
{
    const struct appraise_options options = {.hardware_only = true};
    struct report *report = mem_new(sizeof *report);
    evidence_appraise(evidence, NULL, &options, report);
    require(report->verdict != VERDICT_VERIFIED);
    enum check_result result = report->checks.of[CHECK_RA_TLS_KEY].result;
    report_free(report);
    return result;
}

/* The quote is made to be for the key of the certificate; each other report data is for none. */
static void check_key(struct evidence *evidence)
{
    struct certificate_view leaf;
    struct err e = {0};
    AUTO(buf_done) struct buf tagged = buf_start(WRITTEN_MAX);
    require(certificate_view_parse(evidence->certificates[0], &leaf, &e));
    buf_text(&tagged, "ratls-cert:");
    buf_add(&tagged, leaf.spki);
    struct sha512 right = sha512_of(buf_view(&tagged));
    bool is_right = bytes_equal(quote_report_data(&evidence->quote), BYTES_OF(right.at));
    require(judge_key(evidence) == (is_right ? RESULT_PASS : RESULT_FAIL));
    if (evidence->quote.tee == TEE_TDX) {
        evidence->quote.td[TD_REPORT_DATA] = BYTES_OF(right.at);
        require(judge_key(evidence) == RESULT_PASS);
        right.at[tagged.len % sizeof right.at] ^= 1;
        require(judge_key(evidence) == RESULT_FAIL);
    }
}

/* As it stands, as PEM, and recognised by its content. */
static bool check_certificate(struct bytes der, struct evidence *out)
{
    AUTO(evidence_done) struct evidence as_pem = {0};
    AUTO(evidence_done) struct evidence any = {0};
    AUTO(buf_done) struct buf pem = buf_start(2 * WRITTEN_MAX);
    bool ok = recognise(der, FORM_RA_TLS, out);
    pem_write("CERTIFICATE", der, &pem);
    require(recognise(buf_view(&pem), FORM_RA_TLS, &as_pem) == ok);
    require(!form_is_certificate(der) || recognise(der, FORM_ANY, &any) == ok);
    if (ok) {
        check_places(out);
        require_same(out, &as_pem);
        require_same(out, &any);
    }
    return ok;
}

/* A log that is compressed to more than the limit is the only one that may not be read then. */
static void check_packing(struct bytes recipe, const struct evidence *plain)
{
    AUTO(buf_done) struct buf der = buf_start(WRITTEN_MAX);
    AUTO(evidence_done) struct evidence packed = {0};
    require(make_certificate(recipe, ALL_COMPRESSED, ONE_EACH, &der));
    if (recognise(buf_view(&der), FORM_RA_TLS, &packed)) {
        check_places(&packed);
        require_same(plain, &packed);
    } else {
        require(recipe.left > PACKED_LOG_MAX / 2 || memmem(recipe.at, recipe.left, "ELGZv1", 6));
    }
}

static void try_recipe(struct bytes recipe)
{
    AUTO(buf_done) struct buf der = buf_start(WRITTEN_MAX);
    AUTO(buf_done) struct buf doubled = buf_start(WRITTEN_MAX);
    AUTO(evidence_done) struct evidence evidence = {0};
    AUTO(evidence_done) struct evidence twice = {0};
    if (!make_certificate(recipe, AS_SAID, ONE_EACH, &der) ||
        !check_certificate(buf_view(&der), &evidence)) {
        return;
    }
    require(make_certificate(recipe, AS_SAID, FIRST_TWICE, &doubled));
    require(!recognise(buf_view(&doubled), FORM_RA_TLS, &twice));
    check_packing(recipe, &evidence);
    if (evidence.has_quote) {
        check_key(&evidence);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    AUTO(evidence_done) struct evidence evidence = {0};
    if (!form_is_certificate(in)) {
        try_recipe(in);
    } else if (recognise(in, FORM_RA_TLS, &evidence)) {
        check_places(&evidence);
        if (evidence.has_quote) {
            check_key(&evidence);
        }
    }
    return 0;
}
