/* SPDX-License-Identifier: Apache-2.0 */
#include "chain_write.h"

#include <string.h>

#include "base/base64.h"
#include "must.h"

/* See struct chain_spec. */
static const char CHAIN_LETTERS[] = "lmirsop";

enum { CERT_MAX = 16384, PEM_LINE = 64 };

void pem_write(struct buf *to, const char *label, struct bytes der, const char *eol)
{
    struct buf encoded = buf_start(4 * CERT_MAX);
    base64_encode(der, &encoded);
    must(buf_is_whole(&encoded), "PEM too long");
    buf_printf(to, "-----BEGIN %s-----%s", label, eol);
    for (size_t i = 0; i < encoded.len; i += PEM_LINE) {
        size_t left = encoded.len - i;
        buf_add(to, bytes_of(encoded.at + i, left < PEM_LINE ? left : PEM_LINE));
        buf_text(to, eol);
    }
    buf_printf(to, "-----END %s-----%s", label, eol);
    buf_done(&encoded);
}

static struct cert_spec cert_of(char letter, const struct platform *p, const struct cert_spec *leaf)
{
    static const char OTHER_SERIAL[] = "3300000000000000000000000000000000000099";
    const struct cert_spec *const certs[] = {leaf,     leaf,     &p->intermediate, &p->root,
                                             &p->root, &p->root, &p->pck};
    const char *found = strchr(CHAIN_LETTERS, letter);
    must(found != NULL, "a letter that stands for no certificate");
    struct cert_spec cert = *certs[found - CHAIN_LETTERS];
    if (letter == 'm' || letter == 's') {
        cert.serial = OTHER_SERIAL;
    }
    if (letter == 'o') {
        cert.key.label = cert.issuer_key.label = "another root";
    }
    return cert;
}

void chain_write(struct buf *to, const struct platform *p, const struct chain_spec *spec,
                 const struct cert_spec *leaf)
{
    const char *eol = spec->eol != NULL ? spec->eol : "\n";
    buf_text(to, spec->head != NULL ? spec->head : "");
    size_t start = to->len;
    for (const char *letter = spec->order; *letter != '\0'; letter++) {
        struct cert_spec cert = cert_of(*letter, p, leaf);
        struct buf der = buf_start(CERT_MAX);
        cert_write(&der, &cert);
        must(buf_is_whole(&der), "certificate too long");
        pem_write(to, "CERTIFICATE", buf_view(&der), eol);
        buf_text(to, spec->gap != NULL && letter[1] != '\0' ? spec->gap : "");
        buf_done(&der);
    }
    buf_text(to, spec->tail != NULL ? spec->tail : "");
    if (spec->ends_in_nul) {
        buf_char(to, '\0');
    }
    if (spec->broken > 0) {
        to->at[start + spec->broken] = '*';
    }
}
