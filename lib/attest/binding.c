/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/binding.h"

#include <stdio.h>

#include "attest/binding_convention.h"
#include "attest/binding_key.h"
#include "codec/der.h"

static bool is_followed(const struct binding_part *part, struct bytes report_data)
{
    struct bytes actual;
    return bytes_slice(report_data, part->from, part->n, &actual) &&
           bytes_equal(actual, bytes_of(part->at, part->n));
}

static bool has_all(const struct binding_values *values, unsigned kinds)
{
    bool has = true;
    for (unsigned i = 0; i < BINDING_KINDS; i++) {
        has = has && ((kinds >> i & 1) == 0 || values->of[i].left > 0);
    }
    return has;
}

static bool find_plain(unsigned kind, const struct binding_values *values, struct bytes report_data,
                       struct binding_match *out)
{
    for (size_t i = 0; i < BINDING_CONVENTIONS; i++) {
        const struct binding_convention *one = &binding_conventions[i];
        struct binding_part part;
        if ((one->takes >> kind & 1) != 0 && has_all(values, one->takes) &&
            one->lay(values, &part) && is_followed(&part, report_data)) {
            *out = (struct binding_match){.from = part.from, .n = part.n};
            (void)snprintf(out->name, sizeof out->name, "%s", one->name);
            return true;
        }
    }
    return false;
}

static bool is_spki(struct bytes value)
{
    return der_is_next(value, DER_SEQUENCE);
}

static bool try_hashes(const struct binding_tag *tag, unsigned kind, struct bytes content,
                       struct bytes report_data, struct binding_match *out)
{
    AUTO(buf_done) struct buf message = buf_start(BINDING_MESSAGE_CAP);
    binding_tag_write(tag, content, &message);
    for (size_t i = 0; i < BINDING_HASHES && buf_is_whole(&message); i++) {
        struct binding_part part;
        if (binding_hashes[i].lay(&part, buf_view(&message)) && is_followed(&part, report_data)) {
            *out = (struct binding_match){.from = part.from, .n = part.n};
            (void)snprintf(out->name, sizeof out->name, "%s of %s:<%s%s>", binding_hashes[i].name,
                           tag->word, tag->spelling == AS_HEX ? "hex of " : "",
                           binding_kind_word((enum binding_kind)kind));
            return true;
        }
    }
    return false;
}

static bool find_tagged(unsigned kind, const struct binding_values *values,
                        struct bytes report_data, struct binding_match *out)
{
    struct bytes content = values->of[kind];
    for (size_t i = 0; i < BINDING_TAGS && content.left > 0; i++) {
        bool fits = (binding_tags[i].kinds >> kind & 1) != 0 &&
                    (!binding_tags[i].is_of_spki || is_spki(content));
        if (fits && try_hashes(&binding_tags[i], kind, content, report_data, out)) {
            return true;
        }
    }
    return false;
}

bool binding_find(enum binding_kind kind, const struct binding_values *values,
                  struct bytes report_data, struct binding_match *out)
{
    struct key_forms forms = {.n = 1};
    struct binding_values form = *values;
    if (values->of[BINDING_PUBLIC_KEY].left > 0) {
        key_forms_of(values->of[BINDING_PUBLIC_KEY], &forms);
    }
    for (size_t i = 0; i < forms.n; i++) {
        form.of[BINDING_PUBLIC_KEY] = forms.at[i];
        if (find_plain(kind, &form, report_data, out) ||
            find_tagged(kind, &form, report_data, out)) {
            return true;
        }
    }
    return false;
}
