/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/quote/header.h"

#include <inttypes.h>

enum { TEE_TYPE_SGX = 0x00000000, TEE_TYPE_TDX = 0x00000081 };

/* A layout, and where its fields go. */
struct section {
    const struct layout_field *fields;
    size_t n;
    struct bytes *out;
};

/* Says which field is the first that is not all there; `offset` is where `from` begins. */
static bool truncated(const struct section *section, struct bytes from, size_t offset,
                      struct err *e)
{
    const struct layout_field *field = section->fields;
    for (; bytes_skip(&from, field->size); field++) {
        offset += field->size;
    }
    return err_set(e, ERR_MALFORMED, "truncated at %s (byte %zu)",
                   field->name != NULL ? field->name : "a reserved field", offset);
}

/* Reads a section from what is left of a quote. */
static bool read_section(struct bytes quote, struct bytes *from, const struct section *section,
                         struct err *e)
{
    if (!layout_read(from, section->fields, section->n, section->out)) {
        return truncated(section, *from, bytes_before(quote, *from).left, e);
    }
    return true;
}

static bool read_tee_type(struct bytes field, uint16_t version, enum tee *tee, struct err *e)
{
    uint32_t type = 0;
    NEED(bytes_u32le(&field, &type), e, "tee type");
    if (type != TEE_TYPE_SGX && type != TEE_TYPE_TDX) {
        return err_set(e, ERR_MALFORMED, "tee type 0x%08" PRIx32 " is neither SGX nor TDX", type);
    }
    if (version == 3 && type != TEE_TYPE_SGX) {
        return err_set(e, ERR_MALFORMED,
                       "tee type 0x%08" PRIx32 " in a version 3 quote, which is for SGX alone",
                       type);
    }
    *tee = type == TEE_TYPE_TDX ? TEE_TDX : TEE_SGX;
    return true;
}

/* Specification section 1.1. */
bool quote_header_read(struct bytes *from, struct quote *out, struct err *e)
{
    TRY(read_section(out->raw, from, &(struct section){header_layout, HEADER_FIELDS, out->header},
                     e));
    struct bytes version = out->header[HEADER_VERSION];
    NEED(bytes_u16le(&version, &out->version), e, "version");
    if (out->version < 3 || out->version > 5) {
        return err_set(e, ERR_MALFORMED, "version %u is not 3, 4 or 5", out->version);
    }
    struct bytes key_type = out->header[HEADER_KEY_TYPE];
    NEED(bytes_u16le(&key_type, &out->key_type), e, "attestation key type");
    return read_tee_type(out->header[HEADER_TEE_TYPE], out->version, &out->tee, e);
}

/* What a body descriptor can name. */
struct body_kind {
    uint16_t type;
    enum tee tee;
    enum quote_body body;
    uint32_t size;
};

static const struct body_kind body_kinds[] = {
    {1, TEE_SGX, BODY_SGX, SGX_REPORT_SIZE},
    {2, TEE_TDX, BODY_TD_10, TD_REPORT_10_SIZE},
    {3, TEE_TDX, BODY_TD_15, TD_REPORT_15_SIZE},
};

static const struct body_kind *find_body_kind(uint16_t type)
{
    for (size_t i = 0; i < COUNT(body_kinds); i++) {
        if (body_kinds[i].type == type) {
            return &body_kinds[i];
        }
    }
    return NULL;
}

/* Specification section 1.2, version 5. */
static bool read_descriptor(struct bytes *from, struct quote *out, struct err *e)
{
    uint16_t type = 0;
    uint32_t size = 0;
    NEED(bytes_u16le(from, &type), e, "body type (byte 48)");
    NEED(bytes_u32le(from, &size), e, "body size (byte 50)");
    const struct body_kind *kind = find_body_kind(type);
    if (kind == NULL) {
        return err_set(e, ERR_MALFORMED, "body type %u is not 1, 2 or 3", type);
    }
    if (kind->tee != out->tee) {
        return err_set(e, ERR_MALFORMED, "body type %u is for %s, the header's tee type for %s",
                       type, tee_word(kind->tee), tee_word(out->tee));
    }
    if (size != kind->size) {
        return err_set(e, ERR_MALFORMED, "body size %" PRIu32 " is not %" PRIu32 " of body type %u",
                       size, kind->size, type);
    }
    out->body = kind->body;
    return true;
}

bool quote_body_read(struct bytes *from, struct quote *out, struct err *e)
{
    out->body = out->tee == TEE_TDX ? BODY_TD_10 : BODY_SGX;
    if (out->version == 5) {
        TRY(read_descriptor(from, out, e));
    }
    struct section section = {td_layout, TD_FIELDS, out->td};
    if (out->body == BODY_SGX) {
        section = (struct section){sgx_layout, SGX_FIELDS, out->sgx};
    } else if (out->body == BODY_TD_10) {
        section.n = TD_FIELDS_10;
    }
    return read_section(out->raw, from, &section, e);
}
