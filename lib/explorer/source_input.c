/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_input.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void source_input_done(struct source_input *input)
{
    buf_done(&input->text);
    json_free(input->json);
    mem_free(input->compiler);
    mem_free(input->key);
    mem_free(input->name);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

/* Past digits, at least one. */
static bool skip_number(struct text *text)
{
    size_t n = 0;
    while (n < text->len && is_digit(text->at[n])) {
        n++;
    }
    text->at += n;
    text->len -= n;
    return n > 0;
}

static bool skip_word(struct text *text, const char *word)
{
    if (!text_starts(*text, word)) {
        return false;
    }
    text->at += strlen(word);
    text->len -= strlen(word);
    return true;
}

/* A build that was not released has more between number and commit: "-nightly.2025.1.2",
 * "-pre.1". */
static void skip_stage(struct text *text)
{
    if (text->len == 0 || *text->at != '-') {
        return;
    }
    while (text->len > 0 && *text->at != '+') {
        text->at++;
        text->len--;
    }
}

bool source_compiler(struct text version, char out[SOURCE_COMPILER_MAX])
{
    enum { COMMIT = 8 };
    (void)skip_word(&version, "v");
    struct text rest = version;
    bool ok = skip_number(&rest) && skip_word(&rest, ".") && skip_number(&rest) &&
              skip_word(&rest, ".") && skip_number(&rest);
    skip_stage(&rest);
    if (!ok || !skip_word(&rest, "+commit.") || rest.len < COMMIT) {
        return false;
    }
    for (size_t i = 0; i < COMMIT; i++) {
        TRY(is_hex(rest.at[i]));
    }
    size_t len = (size_t)(rest.at - version.at) + COMMIT;
    if (len >= SOURCE_COMPILER_MAX || (rest.len > COMMIT && rest.at[COMMIT] != '.')) {
        return false;
    }
    (void)snprintf(out, SOURCE_COMPILER_MAX, "%.*s", (int)len, version.at);
    return true;
}

static bool fail_short(struct err *e)
{
    (void)err_set(e, ERR_NOT_FOUND, "the build information has the names of sources alone");
    return err_hint(e, "make it whole: forge build --build-info --force");
}

/* Cuts the input out of the document: its member, or all of it. */
static bool cut_input(struct bytes document, struct bytes *out, struct err *e)
{
    struct bytes part = {NULL, 0};
    if (json_raw_member(document, "input", &part) && part.left > 0 && part.at[0] == '{') {
        *out = part;
        return true;
    }
    if (json_raw_member(document, "sources", &part) &&
        json_raw_member(document, "settings", &part)) {
        *out = document;
        return true;
    }
    if (json_raw_member(document, "source_id_to_path", &part)) {
        return fail_short(e);
    }
    return err_set(e, ERR_MALFORMED, "no standard-JSON input of a compiler is in it");
}

static bool check_sources(const struct json_value *sources, struct source_input *out, struct err *e)
{
    struct text content;
    for (const struct json_value *at = json_first(sources); at != NULL; at = json_next(at)) {
        if (!json_text(json_member(at, "content"), &content)) {
            return err_set(e, ERR_MALFORMED, "the content of source '%.*s' is not in it",
                           TEXT_ARG(json_name(at)));
        }
        out->n_sources++;
    }
    return out->n_sources > 0 || err_set(e, ERR_MALFORMED, "it has no source");
}

static bool check_form(struct source_input *out, struct err *e)
{
    struct text language;
    const struct json_value *root = json_root(out->json);
    if (!json_text(json_member(root, "language"), &language) ||
        !json_is_object(json_member(root, "settings")) ||
        !json_is_object(json_member(root, "sources"))) {
        return err_set(e, ERR_MALFORMED, "language, sources or settings are not in the input");
    }
    return check_sources(json_member(root, "sources"), out, e);
}

static bool ends_with_file(struct text key, const char *file)
{
    size_t len = strlen(file);
    return key.len >= len && text_is((struct text){key.at + key.len - len, len}, file) &&
           (key.len == len || key.at[key.len - len - 1] == '/');
}

/* The key that a source has: its own name, or, as Hardhat 3 has it, below "project/"; where the
 * artifact does not say, that of the only file with the contract's name. */
static char *find_key(const struct json_value *sources, const struct source_wish *wish)
{
    AUTO(mem_freep) char *source = text_dup(wish->source);
    AUTO(mem_freep) char *file = mem_new(wish->name.len + sizeof ".sol" + sizeof "project/");
    AUTO(mem_freep) char *below = mem_new(wish->source.len + sizeof "project/");
    const char *found = NULL;
    size_t n = 0;
    (void)snprintf(file, wish->name.len + sizeof ".sol", "%.*s.sol", TEXT_ARG(wish->name));
    (void)snprintf(below, wish->source.len + sizeof "project/", "project/%s", source);
    if (wish->source.len > 0 && json_member(sources, source) != NULL) {
        return TAKE(source);
    }
    if (wish->source.len > 0) {
        return json_member(sources, below) != NULL ? TAKE(below) : NULL;
    }
    for (const struct json_value *at = json_first(sources); at != NULL; at = json_next(at)) {
        if (ends_with_file(json_name(at), file)) {
            found = json_name(at).at;
            n++;
        }
    }
    return n == 1 ? text_dup(text_of(found)) : NULL;
}

/* Foundry says "0.8.28" here: the long form is then in the artifact. */
static void read_compiler(struct bytes document, struct source_input *out)
{
    struct bytes raw = {NULL, 0};
    char compiler[SOURCE_COMPILER_MAX];
    if (!json_raw_member(document, "solcLongVersion", &raw) || raw.left < 2) {
        return;
    }
    struct text version = {(const char *)raw.at + 1, raw.left - 2};
    if (source_compiler(version, compiler)) {
        out->compiler = text_dup(text_of(compiler));
    }
}

static bool read_into(struct bytes document, const struct source_wish *wish,
                      struct source_input *out, struct err *e)
{
    struct bytes input = {NULL, 0};
    TRY(cut_input(document, &input, e));
    if (input.left > SOURCE_INPUT_MAX) {
        return err_set(e, ERR_TOO_BIG, "the input is larger than %zu bytes", SOURCE_INPUT_MAX);
    }
    out->text = buf_start(input.left);
    buf_add(&out->text, input);
    out->json = json_parse(input, e);
    if (out->json == NULL || !check_form(out, e)) {
        return false;
    }
    out->key = find_key(json_member(json_root(out->json), "sources"), wish);
    if (out->key == NULL) {
        return err_set(e, ERR_NOT_FOUND, "the source of '%.*s' is not in the input",
                       TEXT_ARG(wish->name));
    }
    out->name = text_dup(wish->name);
    read_compiler(document, out);
    return true;
}

bool source_input_read(struct bytes document, const struct source_wish *wish,
                       struct source_input *out, struct err *e)
{
    struct source_input input = {0};
    if (!read_into(document, wish, &input, e)) {
        source_input_done(&input);
        return false;
    }
    *out = input;
    return true;
}
