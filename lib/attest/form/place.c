/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/limits.h"
#include "base/hex.h"

/* Members of documents about an app. Those that are null or empty are not there. */

enum { VALUE_MAX = 64 };

struct text place_path(const struct place *place, const char *name)
{
    if (place->path.len == 0) {
        return text_of(name);
    }
    return keep_printf(&place->out->keep, "%.*s.%s", TEXT_ARG(place->path), name);
}

bool place_has(const struct place *place, const char *name)
{
    struct text text;
    const struct json_value *value = json_member(place->object, name);
    return value != NULL && !json_is_null(value) && (!json_text(value, &text) || text.len > 0);
}

static bool is_not(const struct place *place, const char *name, const char *what, struct err *e)
{
    return err_set(e, ERR_MALFORMED, "'%.*s' is not %s", TEXT_ARG(place_path(place, name)), what);
}

bool place_text(const struct place *place, const char *name, struct text *out, struct err *e)
{
    *out = (struct text){NULL, 0};
    return !place_has(place, name) || json_text(json_member(place->object, name), out) ||
           is_not(place, name, "a string", e);
}

/* The object that a string holds. */
static bool enter_text(struct text text, struct place *inner, struct err *e)
{
    struct json *json = json_parse(text_bytes(text), e);
    if (json == NULL) {
        return err_wrap(e, "'%.*s' is not JSON", TEXT_ARG(inner->path));
    }
    inner->object = keep_json(&inner->out->keep, json);
    return true;
}

bool place_enter(const struct place *place, const char *name, struct place *inner, struct err *e)
{
    struct text text;
    *inner = (struct place){place->out, NULL, place_path(place, name)};
    if (!place_has(place, name)) {
        return true;
    }
    inner->object = json_member(place->object, name);
    if (json_text(inner->object, &text)) {
        TRY(enter_text(text, inner, e));
    }
    return json_is_object(inner->object) || is_not(place, name, "an object", e);
}

bool place_array(const struct place *place, const char *name, struct place_array *out,
                 struct err *e)
{
    const struct json_value *array = place_has(place, name) ? json_member(place->object, name)
                                                            : NULL;
    *out = (struct place_array){name, json_first(array), 0};
    return array == NULL || json_is_array(array) || is_not(place, name, "an array", e);
}

bool place_element(const struct place *place, struct place_array *array, struct place *out,
                   struct err *e)
{
    struct text path = keep_printf(&place->out->keep, "%.*s[%zu]",
                                   TEXT_ARG(place_path(place, array->name)), array->index++);
    *out = (struct place){place->out, array->next, path};
    array->next = json_next(array->next);
    return json_is_object(out->object) ||
           err_set(e, ERR_MALFORMED, "'%.*s' is not an object", TEXT_ARG(path));
}

static size_t weigh(const struct evidence *evidence)
{
    size_t weight = keep_weight(&evidence->keep);
    for (size_t i = 0; i < evidence->n_parts; i++) {
        weight += keep_weight(&evidence->parts[i].evidence.keep);
    }
    return weight;
}

bool form_add_part(const struct place *owner, enum part_role role, struct place *part,
                   struct err *e)
{
    if (owner->out->n_parts == LIMIT_PARTS) {
        return err_set(e, ERR_TOO_BIG, "more than %d attestations in one document", LIMIT_PARTS);
    }
    if (weigh(owner->out) > LIMIT_WEIGHT) {
        return err_set(e, ERR_TOO_BIG,
                       "the attestations of one document take more than %zu bytes of memory",
                       LIMIT_WEIGHT);
    }
    part->out = evidence_add_part(owner->out, role, part->path);
    return true;
}

static struct text without_prefix(struct text text, const char *prefix)
{
    struct bytes rest = text_bytes(text);
    return bytes_expect(&rest, prefix, text_of(prefix).len) ? text_of_bytes(rest) : text;
}

/* At most VALUE_MAX bytes of hex into `room`. */
static bool decode_value(struct text hex, uint8_t *room, size_t *size)
{
    hex = without_prefix(without_prefix(hex, "0x"), "app_");
    *size = hex.len / 2;
    return *size <= VALUE_MAX && hex_is(hex) && hex_decode(hex, room, *size);
}

static bool is_no_hex(struct text path, const size_t *sizes, struct err *e)
{
    (void)err_set(e, ERR_MALFORMED, "%.*s is no hex of %zu", TEXT_ARG(path), sizes[0]);
    for (size_t i = 1; sizes[i] != 0; i++) {
        (void)err_add(e, sizes[i + 1] != 0 ? ", %zu" : " or %zu", sizes[i]);
    }
    return err_add(e, " bytes");
}

bool place_bytes(const struct place *place, const char *name, const size_t *sizes,
                 struct bytes *out, struct err *e)
{
    struct text text;
    uint8_t value[VALUE_MAX];
    size_t size = 0;
    *out = (struct bytes){NULL, 0};
    TRY(place_text(place, name, &text, e));
    bool ok = text.len > 0 && decode_value(text, value, &size);
    for (size_t i = 0; ok && sizes[i] != 0; i++) {
        if (sizes[i] == size) {
            *out = keep_copy(&place->out->keep, bytes_of(value, size));
        }
    }
    return text.len == 0 || out->left > 0 || is_no_hex(place_path(place, name), sizes, e);
}

/* Members that are hex of a fixed size. */
static const struct {
    const char *name;
    size_t size;
} hex_claims[] = {
    {"mrtd", 48},        {"rtmr0", 48},         {"rtmr1", 48},     {"rtmr2", 48},
    {"rtmr3", 48},       {"mr_aggregated", 32}, {"mr_system", 32}, {"os_image_hash", 32},
    {"rootfs_hash", 32}, {"compose_hash", 32},  {"device_id", 32}, {"app_id", 20},
    {"instance_id", 20},
};

/* Report data may be written without the zeros behind it. */
static bool claim_report_data(const struct place *place, struct err *e)
{
    static const char name[] = "report_data";
    struct text text;
    uint8_t value[VALUE_MAX] = {0};
    size_t size = 0;
    TRY(place_text(place, name, &text, e));
    if (text.len == 0) {
        return true;
    }
    struct text path = place_path(place, name);
    if (!decode_value(text, value, &size)) {
        return err_set(e, ERR_MALFORMED, "%.*s is no hex of up to %d bytes", TEXT_ARG(path),
                       VALUE_MAX);
    }
    evidence_claim(place->out, name, path, keep_copy(&place->out->keep, BYTES_OF(value)));
    return true;
}

/* The payload of the key-provider event is JSON, of which documents have the text. */
static bool claim_key_provider(const struct place *place, struct err *e)
{
    static const char name[] = "key_provider_info";
    struct text text;
    TRY(place_text(place, name, &text, e));
    if (text.len > 0) {
        evidence_claim(place->out, name, place_path(place, name), text_bytes(text));
    }
    return true;
}

bool place_claims(const struct place *place, struct err *e)
{
    for (size_t i = 0; i < COUNT(hex_claims); i++) {
        struct bytes value;
        const char *name = hex_claims[i].name;
        TRY(place_bytes(place, name, (const size_t[]){hex_claims[i].size, 0}, &value, e));
        if (value.left > 0) {
            evidence_claim(place->out, name, place_path(place, name), value);
        }
    }
    return claim_report_data(place, e) && claim_key_provider(place, e);
}

/* Where a document has several logs of a machine, the first one is judged. */
static bool take_log(const struct place *place, const char *name, struct event_log *log,
                     struct err *e)
{
    struct evidence *out = place->out;
    if (!out->has_log) {
        out->log = *log;
        out->has_log = log->n > 0;
        *log = (struct event_log){0};
        return true;
    }
    return event_log_agrees(&out->log, log) ||
           err_set(e, ERR_MALFORMED, "'%.*s' is not the event log that is there before it",
                   TEXT_ARG(place_path(place, name)));
}

bool place_log(const struct place *place, const char *name, struct err *e)
{
    struct text text;
    AUTO(event_log_done) struct event_log log = {0};
    struct evidence *out = place->out;
    const struct json_value *value = json_member(place->object, name);
    if (!place_has(place, name)) {
        return true;
    }
    bool ok = json_text(value, &text) ? event_log_parse(text_bytes(text), &out->keep, &log, e)
                                      : event_log_read(value, &out->keep, &log, e);
    if (!ok) {
        return err_wrap(e, "%.*s", TEXT_ARG(place_path(place, name)));
    }
    return take_log(place, name, &log, e);
}

bool form_config(struct evidence *out, struct text path, struct text config, struct err *e)
{
    struct place outer = {out, NULL, path};
    struct place inner = {0};
    if (config.len == 0) {
        return true;
    }
    TRY(enter_text(config, &outer, e));
    TRY(out->mr_config.at != NULL || place_text(&outer, "mr_config", &out->mr_config, e));
    TRY(place_text(&outer, "vm_config", &out->vm_config, e));
    if (out->vm_config.at == NULL) {
        out->vm_config = config;
        return true;
    }
    TRY(place_enter(&outer, "vm_config", &inner, e));
    return out->mr_config.at != NULL || place_text(&inner, "mr_config", &out->mr_config, e);
}

bool place_config(const struct place *place, const char *name, struct err *e)
{
    struct text config;
    TRY(place_text(place, name, &config, e));
    return place->out->vm_config.at != NULL ||
           form_config(place->out, place_path(place, name), config, e);
}
