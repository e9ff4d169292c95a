/* SPDX-License-Identifier: Apache-2.0 */
#include "document_make.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/recognise.h"
#include "attestation_write.h"
#include "cases.h"
#include "ra_tls_make.h"

enum { CAP = 1024 * 1024 };

/* The first certificate of a chain; looks into it. */
static struct buf first_of(const struct buf *pem)
{
    static const char end[] = "-----END CERTIFICATE-----\n";
    struct buf first = *pem;
    const uint8_t *found = memmem(pem->at, pem->len, end, sizeof end - 1);
    cr_assert_not_null(found);
    first.len = (size_t)(found - pem->at) + sizeof end - 1;
    return first;
}

static struct buf snp_chain(void)
{
    static const uint8_t report_data[64];
    const struct attestation_recipe recipe = {.platform = 3,
                                              .quote = bytes_of("report", 6),
                                              .report_data = BYTES_OF(report_data),
                                              .config = text_of("{}")};
    AUTO(buf_done) struct buf attestation = buf_start(CAP);
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    struct buf pem = buf_start(CAP);
    attestation_write_v1(&recipe, &attestation);
    ra_tls_extension(8, buf_view(&attestation), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem);
    return pem;
}

struct buf document_fill(const char *template)
{
    static const uint8_t app_id[20] = "wwwwwwwwwwwwwwwwwwww";
    static const uint8_t report_data[64];
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    AUTO(buf_done) struct buf other = case_read("valid_tdx_v5_td15", "quote.bin");
    AUTO(buf_done) struct buf attestation = buf_start(CAP);
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    AUTO(buf_done) struct buf pem_without = buf_start(CAP);
    const struct attestation_recipe recipe = {
        .quote = buf_view(&quote), .report_data = BYTES_OF(report_data), .config = text_of("{}")};
    struct buf out = buf_start(CAP);
    attestation_write_v0(&recipe, &attestation);
    ra_tls_extension(3, bytes_of(app_id, 20), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem_without);
    ra_tls_extension(1, buf_view(&quote), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem);
    const struct buf leaf = first_of(&pem);
    AUTO(buf_done) struct buf of_snp = snp_chain();
    for (const char *at = template; *at != 0; at++) {
        if (*at != '%') {
            buf_char(&out, *at);
            continue;
        }
        at++;
        if (strchr("cdls", *at) != NULL) {
            const struct buf *chain = *at == 'c'   ? &pem
                                      : *at == 'd' ? &pem_without
                                      : *at == 'l' ? &leaf
                                                   : &of_snp;
            AUTO(buf_done) struct buf escaped = edit(buf_view(chain), "\n", "\\n");
            buf_add(&out, buf_view(&escaped));
        } else {
            buf_hex(&out, *at == 'q'   ? buf_view(&quote)
                          : *at == 'r' ? buf_view(&other)
                                       : buf_view(&attestation));
        }
    }
    return out;
}

bool document_recognise(const char *template, struct evidence *out, struct err *e)
{
    AUTO(buf_done) struct buf text = document_fill(template);
    *e = (struct err){0};
    return evidence_recognise(buf_view(&text), FORM_ANY, out, e);
}

bool document_is_quote(const struct evidence *evidence, const char *name)
{
    AUTO(buf_done) struct buf quote = case_read(name, "quote.bin");
    return evidence->has_quote && bytes_equal(evidence->quote.raw, buf_view(&quote));
}

void document_expect_part(const struct evidence *evidence, size_t index, enum part_role role,
                          const char *path, const char *quote)
{
    cr_assert(index < evidence->n_parts);
    const struct evidence_part *part = &evidence->parts[index];
    cr_expect(part->role == role && text_is(part->path, path), "%s", path);
    cr_expect(document_is_quote(&part->evidence, quote), "%s", path);
}
