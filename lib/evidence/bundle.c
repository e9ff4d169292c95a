/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/bundle.h"

#include <string.h>

#include "base/base64.h"
#include "base/hex.h"
#include "base/mem.h"
#include "codec/json.h"
#include "codec/json_write.h"
#include "crypto/equal.h"

#define SCHEMA "phala.bundle/1"

bool bundle_is(struct bytes text)
{
    struct text start = text_trim(text_of_bytes(text));
    enum { HEAD = 64 };
    start.len = start.len < HEAD ? start.len : HEAD;
    return text_starts(start, "{") && memmem(start.at, start.len, SCHEMA, strlen(SCHEMA)) != NULL;
}

static void write_base64(struct json_writer *w, const char *key, struct bytes content)
{
    AUTO(buf_done) struct buf text = buf_start(BUNDLE_CAP);
    base64_encode(content, &text);
    json_member_text(w, key, buf_view_text(&text));
}

static void write_inputs(const struct inputs *inputs, struct json_writer *w)
{
    json_key(w, "inputs");
    json_begin_array(w);
    for (size_t i = 0; i < inputs->n; i++) {
        const struct report_input *input = &inputs->at[i];
        json_begin_object(w);
        json_member_string(w, "role", input->role);
        json_member_string(w, "name", input->name);
        json_member_string(w, "origin", input->origin);
        json_member_hex(w, "sha256", BYTES_OF(input->sha256.at));
        if (strcmp(input->role, "collateral") != 0) {
            write_base64(w, "content", buf_view(&inputs->contents[i]));
        }
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_words(const struct buf *words, struct json_writer *w)
{
    json_key(w, "options");
    json_begin_array(w);
    for (size_t at = 0; at < words->len; at += strlen((const char *)words->at + at) + 1) {
        json_write_string(w, (const char *)words->at + at);
    }
    json_end_array(w);
}

static bool has_any(const struct collateral *collateral)
{
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        if (collateral->has[i]) {
            return true;
        }
    }
    return false;
}

static bool check_whole(const struct collateral *collateral, struct err *e)
{
    for (size_t i = 0; has_any(collateral) && i < PIECE_COUNT; i++) {
        if (!collateral->has[i] && i != PIECE_PCK_CERTIFICATE_CHAIN) {
            return err_set(e, ERR_NOT_FOUND, "no bundle: the collateral has no %s",
                           collateral_piece_key((enum collateral_piece)i));
        }
    }
    return true;
}

static void write_others(const struct bundle_parts *parts, struct json_writer *w)
{
    if (parts->n_others == 0) {
        return;
    }
    json_key(w, "other_collateral");
    json_begin_array(w);
    for (size_t i = 1; i <= parts->n_others; i++) {
        collateral_write(&parts->collateral[i], w);
    }
    json_end_array(w);
}

bool bundle_write(const struct bundle_parts *parts, struct buf *out, struct err *e)
{
    for (size_t i = 0; i <= parts->n_others; i++) {
        TRY(check_whole(&parts->collateral[i], e));
    }
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", SCHEMA);
    json_member_instant(&w, "at", parts->at);
    write_words(parts->words, &w);
    if (parts->trust_root.left > 0) {
        write_base64(&w, "trust_root", parts->trust_root);
    }
    write_inputs(parts->inputs, &w);
    if (has_any(parts->collateral)) {
        json_key(&w, "collateral");
        collateral_write(parts->collateral, &w);
    }
    write_others(parts, &w);
    json_end_object(&w);
    buf_char(out, '\n');
    return buf_is_whole(out) ||
           err_set(e, ERR_TOO_BIG, "a bundle of more than %d bytes", BUNDLE_CAP);
}

static bool read_text(const struct json_value *object, const char *key, struct text *out,
                      struct err *e)
{
    return json_text(json_member(object, key), out) ||
           err_set(e, ERR_MALFORMED, "%s is no text", key);
}

static bool read_base64(const struct json_value *value, const char *key, struct buf *out,
                        struct err *e)
{
    struct text text;
    *out = buf_start(BUNDLE_CAP);
    if (!json_text(value, &text) || !base64_decode(text, out)) {
        buf_done(out);
        return err_set(e, ERR_MALFORMED, "%s is no base64", key);
    }
    return true;
}

/* Roles that are not collateral carry what was read; it has to be of its digest. */
static bool read_content(const struct json_value *input, struct bundle_file *file,
                         const struct sha256 *digest, struct err *e)
{
    TRY(read_base64(json_member(input, "content"), "content", &file->content, e));
    struct sha256 found = sha256_of(buf_view(&file->content));
    return equal_bytes(BYTES_OF(found.at), BYTES_OF(digest->at)) ||
           err_set(e, ERR_MALFORMED, "the content of '%.*s' is not of its digest",
                   TEXT_ARG(file->name));
}

static const char *const roles[] = {"evidence", "collateral", "app-compose", "compose", "event-log",
                                    "policy",   "kms",        "os-image",    "binding"};

static bool read_input(const struct json_value *value, struct bundle *out, struct err *e)
{
    struct text role;
    struct text name = {NULL, 0};
    struct text origin = {NULL, 0};
    struct text hex = {NULL, 0};
    struct sha256 digest;
    TRY(read_text(value, "role", &role, e) && read_text(value, "name", &name, e) &&
        read_text(value, "origin", &origin, e) && read_text(value, "sha256", &hex, e));
    if (!hex_decode(hex, digest.at, sizeof digest.at)) {
        return err_set(e, ERR_MALFORMED, "sha256 is no hex of %d bytes", SHA256_SIZE);
    }
    const char *known = NULL;
    for (size_t i = 0; i < COUNT(roles); i++) {
        known = text_is(role, roles[i]) ? roles[i] : known;
    }
    if (known == NULL || !inputs_restore(&out->inputs, known, name, origin, &digest)) {
        return err_set(e, ERR_MALFORMED, "unknown role or origin");
    }
    if (text_is(role, "collateral")) {
        return true;
    }
    struct bundle_file *file = &out->files[out->n_files++];
    *file = (struct bundle_file){.role = role, .name = name};
    return read_content(value, file, &digest, e);
}

static bool read_inputs(const struct json_value *array, struct bundle *out, struct err *e)
{
    size_t n = json_count(array);
    out->files = mem_array(n, sizeof *out->files);
    size_t i = 0;
    for (const struct json_value *v = json_first(array); v != NULL; v = json_next(v), i++) {
        if (!read_input(v, out, e)) {
            return err_wrap(e, "inputs[%zu]", i);
        }
    }
    return json_is_array(array) || err_set(e, ERR_MALFORMED, "inputs is no array");
}

static bool read_words(const struct json_value *array, struct bundle *out, struct err *e)
{
    out->words = mem_array(json_count(array), sizeof *out->words);
    for (const struct json_value *v = json_first(array); v != NULL; v = json_next(v)) {
        struct text word;
        if (!json_text(v, &word) || !text_starts(word, "--")) {
            return err_set(e, ERR_MALFORMED, "options[%zu] is no option", out->n_words);
        }
        out->words[out->n_words++] = word;
    }
    return json_is_array(array) || err_set(e, ERR_MALFORMED, "options is no array");
}

static bool read_others(const struct json_value *array, struct bundle *out, struct err *e)
{
    if (array != NULL && (!json_is_array(array) || json_count(array) >= LIMIT_PLATFORMS)) {
        return err_set(e, ERR_MALFORMED, "other_collateral is no array of less than %d",
                       LIMIT_PLATFORMS);
    }
    for (const struct json_value *v = json_first(array); v != NULL; v = json_next(v)) {
        TRY(collateral_add_json(&out->collateral[++out->n_others], v, e));
    }
    return true;
}

static bool read_members(const struct json_value *root, struct bundle *out, struct err *e)
{
    struct text at;
    const struct json_value *trust_root = json_member(root, "trust_root");
    const struct json_value *collateral = json_member(root, "collateral");
    TRY(read_text(root, "at", &at, e));
    if (!instant_parse(at, &out->at)) {
        return err_set(e, ERR_MALFORMED, "at is no instant");
    }
    TRY(read_words(json_member(root, "options"), out, e));
    TRY(trust_root == NULL || read_base64(trust_root, "trust_root", &out->trust_root, e));
    TRY(read_inputs(json_member(root, "inputs"), out, e));
    TRY(collateral == NULL || collateral_add_json(&out->collateral[0], collateral, e));
    return read_others(json_member(root, "other_collateral"), out, e);
}

bool bundle_read(struct bytes text, struct bundle *out, struct err *e)
{
    *out = (struct bundle){.json = json_parse(text, e)};
    struct text schema;
    if (out->json == NULL) {
        return err_wrap(e, "bundle");
    }
    const struct json_value *root = json_root(out->json);
    bool is_bundle = json_text(json_member(root, "schema"), &schema) && text_is(schema, SCHEMA);
    if (!is_bundle || !read_members(root, out, e)) {
        bundle_done(out);
        return is_bundle ? err_wrap(e, "bundle") : err_set(e, ERR_MALFORMED, "no bundle");
    }
    return true;
}

void bundle_done(struct bundle *bundle)
{
    for (size_t i = 0; i < bundle->n_files; i++) {
        buf_done(&bundle->files[i].content);
    }
    mem_free(bundle->files);
    mem_free(bundle->words);
    buf_done(&bundle->trust_root);
    inputs_done(&bundle->inputs);
    for (size_t i = 0; i <= bundle->n_others; i++) {
        collateral_done(&bundle->collateral[i]);
    }
    json_free(bundle->json);
    *bundle = (struct bundle){0};
}

const struct bundle_file *bundle_find(const struct bundle *bundle, const char *role,
                                      const char *name)
{
    for (size_t i = 0; i < bundle->n_files; i++) {
        if (text_is(bundle->files[i].role, role) && text_is(bundle->files[i].name, name)) {
            return &bundle->files[i];
        }
    }
    return NULL;
}
