/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: evidence_recognise, quote_parse. What is taken is taken to its last byte: the
 * fields lie one behind the other, and the quote without what follows it is the same quote. */
#include "target.h"

#include <stdlib.h>

#include "attest/recognise.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The next field begins where the last one ended. */
static void follow(struct bytes *rest, struct bytes field, size_t size)
{
    struct bytes expected;
    require(field.left == size && bytes_take(rest, size, &expected) && expected.at == field.at);
}

static void follow_layout(struct bytes *rest, const struct quote_fields *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        follow(rest, fields->at[i], fields->layout[i].size);
    }
}

static void check_signature(struct bytes rest, const struct quote *quote)
{
    const struct quote_signature *s = &quote->signature;
    uint32_t size = 0;
    struct bytes data;
    require(bytes_u32le(&rest, &size) && bytes_take(&rest, size, &data));
    require(rest.left == quote->trailing.left);
    require(rest.left == 0 || rest.at == quote->trailing.at);
    size_t head = quote->version == 3 ? 128 : 134;
    require(quote->version != 3 || s->outer_type == CERTIFICATION_QE_REPORT);
    require(s->has_qe == (s->outer_type == CERTIFICATION_QE_REPORT));
    if (!s->has_qe) {
        return;
    }
    require(data.left ==
            head + 384 + 64 + 2 + s->qe_auth_data.left + 6 + s->certification_data.left);
    require(s->qe_report_raw.at == data.at + head);
    struct bytes report = s->qe_report_raw;
    follow_layout(&report, &(struct quote_fields){sgx_layout, s->qe_report, SGX_FIELDS});
    require(bytes_end(report));
}

static void check_quote(const struct quote *quote)
{
    struct bytes rest = quote->raw;
    struct quote_fields body = quote_body_fields(quote);
    follow_layout(&rest, &(struct quote_fields){header_layout, quote->header, HEADER_FIELDS});
    require(quote->version != 5 || bytes_skip(&rest, 6));
    follow_layout(&rest, &body);
    require(quote->signed_region.at == quote->raw.at &&
            quote->signed_region.left == bytes_before(quote->raw, rest).left);
    require(quote_report_data(quote).left == 64);
    require(quote->has_signature == (quote->key_type == KEY_TYPE_ECDSA_P256));
    if (quote->has_signature) {
        check_signature(rest, quote);
    }
}

/* Cut right behind its end it is the same; one byte shorter it is none. */
static void check_cut(const struct quote *quote)
{
    size_t size = quote->raw.left - quote->trailing.left;
    struct quote again;
    struct err e = {0};
    if (quote->has_signature) {
        require(quote_parse(bytes_of(quote->raw.at, size), &again, &e));
        require(bytes_end(again.trailing) && again.body == quote->body);
        require(!quote_parse(bytes_of(quote->raw.at, size - 1), &again, &e));
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct evidence evidence;
    struct quote quote;
    struct err e = {0};
    if (quote_parse(bytes_of(data, size), &quote, &e)) {
        check_quote(&quote);
        check_cut(&quote);
    } else {
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
    }
    e = (struct err){0};
    if (evidence_recognise(bytes_of(data, size), FORM_ANY, &evidence, &e)) {
        require(evidence.quote.raw.at == evidence.bytes.at &&
                evidence.quote.raw.left == evidence.bytes.len);
        check_quote(&evidence.quote);
        evidence_done(&evidence);
    } else {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
    }
    return 0;
}
