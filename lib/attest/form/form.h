/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_FORM_FORM_H
#define PHALA_ATTEST_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/evidence.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"

/* For lib/attest alone: the readers of each form that evidence comes in. All fill the evidence that
 * they are given, which the caller frees on failure, too. */

/* An object of a document, where it stands there, and what is filled from it. */
struct place {
    struct evidence *out;
    const struct json_value *object; /* NULL: it is not there */
    struct text path;                /* "info.tcb_info"; empty at the top */
};

/* The path of a member: "tcb_info.rtmr3". */
struct text place_path(const struct place *place, const char *name);

/* The member is there, and neither null nor an empty text. */
bool place_has(const struct place *place, const char *name);

/* A string; `at` NULL when it is absent, null or empty. ERR_MALFORMED for another type. */
MUST_CHECK bool place_text(const struct place *place, const char *name, struct text *out,
                           struct err *e);

/* An object, or a string that holds one as JSON; its `object` is NULL when it is absent, null or
 * empty. ERR_MALFORMED for another type. */
MUST_CHECK bool place_enter(const struct place *place, const char *name, struct place *inner,
                            struct err *e);

/* Goes through an array, `next` being NULL at its end. */
struct place_array {
    const char *name;
    const struct json_value *next;
    size_t index; /* of `next` */
};

/* An array; at its end when it is absent or null. ERR_MALFORMED for another type. */
MUST_CHECK bool place_array(const struct place *place, const char *name, struct place_array *out,
                            struct err *e);

/* Takes `next`, which has to be an object: "instances[1]". */
MUST_CHECK bool place_element(const struct place *place, struct place_array *array,
                              struct place *out, struct err *e);

/* 1 to 64 bytes in hex (with or without 0x), kept; empty when absent. ERR_MALFORMED unless their
 * number is one of `sizes` (ends in 0). */
MUST_CHECK bool place_bytes(const struct place *place, const char *name, const size_t *sizes,
                            struct bytes *out, struct err *e);

/* Every member of the object that the verifier can prove becomes a claim. ERR_MALFORMED names one
 * that is no hex of its size. */
MUST_CHECK bool place_claims(const struct place *place, struct err *e);

/* The event log, as an array or a string; one without events is none. ERR_MALFORMED for one that
 * does not agree with the log that is there before it. */
MUST_CHECK bool place_log(const struct place *place, const char *name, struct err *e);

/* vm_config and mr_config, from the member of that name. */
MUST_CHECK bool place_config(const struct place *place, const char *name, struct err *e);

/* The same from text: vm_config itself, or a sys-config that carries it (specification sections 10
 * and 11). `path` is for messages. */
MUST_CHECK bool form_config(struct evidence *out, struct text path, struct text config,
                            struct err *e);

/* Hex (0x and white space may be in it) or base64, at most `cap` bytes; hex first, since all of it
 * could be base64, too. */
MUST_CHECK bool form_decode_text(struct text text, size_t cap, struct buf *out);

/* A new part of that role at that place. ERR_TOO_BIG over LIMIT_PARTS, and when all before it are
 * over LIMIT_WEIGHT. */
MUST_CHECK bool form_add_part(const struct place *owner, enum part_role role, struct place *part,
                              struct err *e);

/* Takes over a binary quote, in place of one that is there; the evidence's kind becomes that of its
 * TEE. */
MUST_CHECK bool form_take_quote(struct buf *bytes, struct evidence *out, struct err *e);

/* The same from that member, hex or base64, which may be absent. */
MUST_CHECK bool place_quote(const struct place *place, const char *name, struct err *e);

/* What is said of bytes that nothing knows. */
bool form_no_quote(struct err *e);

/* Finds the one quote in the members quote, intel_quote, tdx_quote and sgx_quote of the object and
 * of objects one or two levels below, and takes it; `beside` becomes the object that it was in,
 * whose `object` is NULL when there is none. Where there are several, they have to be equal. */
MUST_CHECK bool form_find_quote(const struct place *place, struct place *beside, struct err *e);

/* A JSON document of any form. */
MUST_CHECK bool form_document(struct bytes in, struct evidence *out, struct err *e);

/* One form each; `place` is the object. They set the kind. The first one is for what
 * form_find_quote has found, and reads what is beside the quote. */
MUST_CHECK bool form_get_quote(const struct place *beside, struct err *e);
MUST_CHECK bool form_attestation_document(const struct place *place, struct err *e);
MUST_CHECK bool form_info_document(const struct place *place, struct err *e);
MUST_CHECK bool form_tcb_info_document(const struct place *place, struct err *e);
MUST_CHECK bool form_cloud_app(const struct place *place, struct err *e);
MUST_CHECK bool form_cloud_cvm(const struct place *place, struct err *e);
MUST_CHECK bool form_inference(const struct place *place, struct err *e);

/* What an Info document holds, beside a quote that is there already or with that of its
 * certificate. */
MUST_CHECK bool form_info(const struct place *place, struct err *e);
MUST_CHECK bool form_tcb_info(const struct place *place, struct err *e);

/* A VersionedAttestation (specification section 11). `bytes` has to be in the evidence's keep. */
bool form_is_versioned(struct bytes bytes);
MUST_CHECK bool form_versioned(struct bytes bytes, struct evidence *out, struct err *e);

/* Certificates (section 14) as PEM or DER, leaf first; the leaf has to carry a quote or an
 * attestation. */
bool form_is_certificate(struct bytes in);
MUST_CHECK bool form_ra_tls(struct bytes in, struct evidence *out, struct err *e);

/* A PEM chain beside other things: its quote is taken where there is none yet. */
MUST_CHECK bool form_certificate_chain(struct text pem, struct evidence *out, struct err *e);

/* Evidence of TEEs that are named and not judged; EVIDENCE_KIND_COUNT for what is none. */
enum evidence_kind form_other_tee(struct bytes in);
enum evidence_kind form_other_document(const struct json_value *root);

#endif
