/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/pcs.h"

#include <string.h>

#include "attest/collateral.h"
#include "attest/limits.h"
#include "attest/model.h"
#include "attest/quote/quote.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/pem.h"
#include "crypto/crl.h"
#include "crypto/digest.h"
#include "http/url.h"

static const char intel_host[] = "api.trustedservices.intel.com";
static const char intel_root_crl[] =
    "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der";

#define PCK_CERTIFICATE_MAX (16 * KIB)

enum { PIECES_OF_OBJECT = 3, QE_ID_SIZE = 16, SVN_SIZE = 2, NAME_MAX_LEN = 512 };

static const struct {
    const char *word;
    const char *header[2];
    size_t cap;
    size_t n;
    enum collateral_piece pieces[PIECES_OF_OBJECT];
} objects[PCS_OBJECTS] = {
    [PCS_PCK_CERTIFICATE] = {"PCK certificate",
                             {"SGX-PCK-Certificate-Issuer-Chain", NULL},
                             PCK_CERTIFICATE_MAX,
                             1,
                             {PIECE_PCK_CERTIFICATE_CHAIN}},
    [PCS_TCB_INFO] = {"TCB Info",
                      {"TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain"},
                      LIMIT_TCB_JSON,
                      3,
                      {PIECE_TCB_INFO, PIECE_TCB_INFO_SIGNATURE, PIECE_TCB_INFO_ISSUER_CHAIN}},
    [PCS_QE_IDENTITY] = {"QE identity",
                         {"SGX-Enclave-Identity-Issuer-Chain", "Enclave-Identity-Issuer-Chain"},
                         LIMIT_TCB_JSON,
                         3,
                         {PIECE_QE_IDENTITY, PIECE_QE_IDENTITY_SIGNATURE,
                          PIECE_QE_IDENTITY_ISSUER_CHAIN}},
    [PCS_PCK_CRL] = {"PCK CRL",
                     {"SGX-PCK-CRL-Issuer-Chain", "PCK-CRL-Issuer-Chain"},
                     LIMIT_CRL,
                     2,
                     {PIECE_PCK_CRL, PIECE_PCK_CRL_ISSUER_CHAIN}},
    [PCS_ROOT_CRL] = {"root CRL", {NULL, NULL}, LIMIT_CRL, 1, {PIECE_ROOT_CA_CRL}},
};

void pcs_request_done(struct pcs_request *request)
{
    buf_done(&request->url);
    buf_done(&request->name);
}

const char *pcs_word(enum pcs_object object)
{
    return objects[object].word;
}

const char *pcs_header(enum pcs_object object, unsigned which)
{
    return which < COUNT(objects[object].header) ? objects[object].header[which] : NULL;
}

size_t pcs_cap(enum pcs_object object)
{
    return objects[object].cap;
}

bool pcs_is_there(enum pcs_object object, const struct collateral *collateral)
{
    for (size_t i = 0; i < objects[object].n; i++) {
        if (!collateral->has[objects[object].pieces[i]]) {
            return false;
        }
    }
    return true;
}

static struct text without_end(struct text text, const char *end)
{
    size_t n = strlen(end);
    if (text.len >= n && text_is((struct text){text.at + (text.len - n), n}, end)) {
        text.len -= n;
    }
    return text;
}

bool pcs_service_parse(const char *url, struct pcs_service *out, struct err *e)
{
    struct url parsed;
    TRY(url_parse(url, &parsed, e));
    if (parsed.origin.len + parsed.path.len != strlen(url)) {
        (void)err_set(e, ERR_USAGE, "'%.200s' is not the address of a collateral service", url);
        return err_hint(e, "expected a URL without query, such as https://pccs.example.org");
    }
    struct text base = without_end(text_of(url), "/");
    base = without_end(without_end(base, "/sgx/certification/v4"), "/tdx/certification/v4");
    *out = (struct pcs_service){
        .base = without_end(base, "/"),
        .authority = parsed.authority,
        .is_intel = text_equal_ignoring_case(parsed.host, text_of(intel_host)),
    };
    return true;
}

/* pcs_request_for: the parts of a URL. */

static void add_hex(struct buf *url, const char *key, struct bytes value)
{
    buf_text(url, key);
    for (size_t i = 0; i < value.left; i++) {
        buf_printf(url, "%02X", value.at[i]);
    }
}

static struct bytes part(struct bytes of, size_t offset, size_t n)
{
    struct bytes out = {NULL, 0};
    return bytes_slice(of, offset, n, &out) ? out : (struct bytes){NULL, 0};
}

/* Encrypted PPID, CPUSVN, PCESVN and PCE id stand one behind the other (specification section 2).
 */
static void add_pck_query(struct buf *url, const struct quote *quote)
{
    struct bytes data = quote->signature.certification_data;
    size_t behind = CPU_SVN_SIZE + SVN_SIZE + PCE_ID_SIZE;
    size_t ppid = data.left > behind ? data.left - behind : 0;
    add_hex(url, "?qeid=", part(quote->header[HEADER_USER_DATA], 0, QE_ID_SIZE));
    add_hex(url, "&encrypted_ppid=", part(data, 0, ppid));
    add_hex(url, "&cpusvn=", part(data, ppid, CPU_SVN_SIZE));
    add_hex(url, "&pcesvn=", part(data, ppid + CPU_SVN_SIZE, SVN_SIZE));
    add_hex(url, "&pceid=", part(data, ppid + CPU_SVN_SIZE + SVN_SIZE, PCE_ID_SIZE));
}

/* `update` is left out where it is the default: older services do not know it. */
static void add_path(const struct pcs_service *service, enum pcs_object object,
                     const struct quote *quote, const struct model *model, struct buf *url)
{
    const char *tee = tee_word(quote->tee);
    bool is_early = service->update == TCB_UPDATE_EARLY;
    switch (object) {
    case PCS_PCK_CERTIFICATE:
        buf_text(url, "/sgx/certification/v4/pckcert");
        add_pck_query(url, quote);
        break;
    case PCS_TCB_INFO:
        buf_printf(url, "/%s/certification/v4/tcb", tee);
        add_hex(url, "?fmspc=", BYTES_OF(model->fmspc));
        buf_text(url, is_early ? "&update=early" : "");
        break;
    case PCS_QE_IDENTITY:
        buf_printf(url, "/%s/certification/v4/qe/identity%s", tee, is_early ? "?update=early" : "");
        break;
    case PCS_PCK_CRL:
        buf_printf(url, "/sgx/certification/v4/pckcrl?ca=%s&encoding=der",
                   model->is_processor_ca ? "processor" : "platform");
        break;
    case PCS_ROOT_CRL:
        buf_text(url, "/sgx/certification/v4/rootcacrl");
        break;
    case PCS_OBJECTS:
        break;
    }
}

/* A name of a folder that is a plain one on every file system, and never "..". */
static void add_folder(struct text authority, struct buf *name)
{
    for (size_t i = 0; i < authority.len; i++) {
        char c = authority.at[i];
        bool is_plain = c != ':' && c != '[' && c != ']' && (c != '.' || i > 0);
        buf_char(name, is_plain ? c : '_');
    }
}

static void add_name(const struct pcs_service *service, enum pcs_object object,
                     const struct quote *quote, const struct model *model, struct pcs_request *out)
{
    struct buf *name = &out->name;
    const char *tee = tee_word(quote->tee);
    const char *update = service->update == TCB_UPDATE_EARLY ? "early" : "standard";
    buf_text(name, "pccs/");
    add_folder(service->authority, name);
    buf_char(name, '/');
    switch (object) {
    case PCS_PCK_CERTIFICATE: {
        struct sha256 digest = sha256_of(buf_view(&out->url));
        buf_text(name, "pck-");
        buf_hex(name, BYTES_OF(digest.at));
        break;
    }
    case PCS_TCB_INFO:
        buf_printf(name, "tcb-%s-", tee);
        buf_hex(name, BYTES_OF(model->fmspc));
        buf_printf(name, "-%s", update);
        break;
    case PCS_QE_IDENTITY:
        buf_printf(name, "qe-identity-%s-%s", tee, update);
        break;
    case PCS_PCK_CRL:
        buf_printf(name, "pck-crl-%s", model->is_processor_ca ? "processor" : "platform");
        break;
    case PCS_ROOT_CRL:
        buf_text(name, "root-crl");
        break;
    case PCS_OBJECTS:
        break;
    }
    buf_text(name, ".json");
}

struct pcs_request pcs_request_for(const struct pcs_service *service, enum pcs_object object,
                                   const struct quote *quote, const struct model *model)
{
    struct pcs_request out = {.url = buf_start(URL_MAX + 1), .name = buf_start(NAME_MAX_LEN)};
    if (object == PCS_ROOT_CRL && service->is_intel) {
        buf_text(&out.url, intel_root_crl);
    } else {
        buf_slice(&out.url, service->base);
        add_path(service, object, quote, model, &out.url);
    }
    add_name(service, object, quote, model, &out);
    buf_char(&out.url, 0);
    buf_char(&out.name, 0);
    return out;
}

static bool read_body(enum pcs_object object, struct bytes body, struct collateral *out,
                      struct err *e)
{
    TRY(collateral_add_body(out, body, e));
    enum collateral_piece piece = objects[object].pieces[0];
    return out->has[piece] ||
           err_set(e, ERR_MALFORMED, "it is something else than %s", pcs_word(object));
}

static bool read_crl(enum pcs_object object, struct bytes body, struct collateral *out,
                     struct err *e)
{
    enum collateral_piece piece = objects[object].pieces[0];
    struct crl crl;
    collateral_set(out, piece, body);
    return crl_parse(collateral_piece_bytes(out, piece), &crl, e);
}

static bool read_certificate(struct bytes body, struct text issuer_chain, struct collateral *out,
                             struct err *e)
{
    struct model model;
    AUTO(buf_done) struct buf chain = buf_start(LIMIT_CHAIN + PCK_CERTIFICATE_MAX);
    buf_slice(&chain, text_trim(text_of_bytes(body)));
    buf_char(&chain, '\n');
    buf_slice(&chain, issuer_chain);
    collateral_set(out, PIECE_PCK_CERTIFICATE_CHAIN, buf_view(&chain));
    return model_parse(buf_view_text(&chain), &model, e);
}

static enum collateral_piece chain_piece(enum pcs_object object)
{
    return objects[object].pieces[objects[object].n - 1];
}

bool pcs_read(enum pcs_object object, struct bytes body, struct text issuer_chain,
              struct collateral *out, struct err *e)
{
    if (pcs_header(object, 0) != NULL && !pem_is(issuer_chain)) {
        return err_set(e, ERR_MALFORMED, "no certificates in the header %s", pcs_header(object, 0));
    }
    switch (object) {
    case PCS_PCK_CERTIFICATE:
        return read_certificate(body, issuer_chain, out, e);
    case PCS_TCB_INFO:
    case PCS_QE_IDENTITY:
        TRY(read_body(object, body, out, e));
        break;
    case PCS_PCK_CRL:
        TRY(read_crl(object, body, out, e));
        break;
    case PCS_ROOT_CRL:
    case PCS_OBJECTS:
        return read_crl(object, body, out, e);
    }
    collateral_set(out, chain_piece(object), text_bytes(issuer_chain));
    return true;
}
