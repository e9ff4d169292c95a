/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: bundle_read, bundle_write, bundle_find. Input: a bundle; or lines to make one
 * of: those that begin with "--" are options, of the others every second is the content of a file.
 * What is read is written again and read as the same; no content passes that is not of its digest.
 * By Intel's root nothing in a bundle is ever verified. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "attest/appraise.h"
#include "attest/recognise.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "evidence/bundle.h"

enum { ROOM = 16 * 1024 * 1024 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_collateral(const struct report_input *input)
{
    return strcmp(input->role, "collateral") == 0;
}

/* Each input that is no collateral has its file, in the same order, and is found by its name. */
static void check_files(const struct bundle *bundle)
{
    size_t n = 0;
    require(!bundle->inputs.keeps);
    for (size_t i = 0; i < bundle->inputs.n; i++) {
        const struct report_input *input = &bundle->inputs.at[i];
        if (is_collateral(input)) {
            continue;
        }
        const struct bundle_file *file = &bundle->files[n++];
        struct sha256 digest = sha256_of(buf_view(&file->content));
        require(bytes_equal(BYTES_OF(digest.at), BYTES_OF(input->sha256.at)));
        require(text_is(file->role, input->role) && text_is(file->name, input->name));
        const struct bundle_file *found = bundle_find(bundle, input->role, input->name);
        require(found != NULL && found <= file && text_equal(found->name, file->name));
    }
    require(n == bundle->n_files && bundle_find(bundle, "collateral", "") == NULL);
    for (size_t i = 0; i < bundle->n_words; i++) {
        require(text_starts(bundle->words[i], "--"));
    }
}

static void require_same(const struct bundle *a, const struct bundle *b)
{
    require(a->at == b->at && a->inputs.n == b->inputs.n && a->n_files == b->n_files);
    require(bytes_equal(buf_view(&a->trust_root), buf_view(&b->trust_root)));
    for (size_t i = 0; i < a->inputs.n; i++) {
        const struct report_input *x = &a->inputs.at[i];
        const struct report_input *y = &b->inputs.at[i];
        require(strcmp(x->role, y->role) == 0 && strcmp(x->origin, y->origin) == 0);
        require(strcmp(x->name, y->name) == 0);
        require(bytes_equal(BYTES_OF(x->sha256.at), BYTES_OF(y->sha256.at)));
    }
    for (size_t i = 0; i < a->n_files; i++) {
        require(bytes_equal(buf_view(&a->files[i].content), buf_view(&b->files[i].content)));
    }
    require(a->n_words == b->n_words);
    for (size_t i = 0; i < a->n_words; i++) {
        require(text_equal(a->words[i], b->words[i]));
    }
    require(a->n_others == b->n_others && a->n_others < LIMIT_PLATFORMS);
    for (size_t i = 0; i <= a->n_others; i++) {
        require(memcmp(a->collateral[i].has, b->collateral[i].has, sizeof a->collateral[i].has) ==
                0);
    }
}

/* The bundle as who saves one has its parts. */
static void write_again(struct bundle *bundle, struct buf *out)
{
    AUTO(buf_done) struct buf words = buf_start(ROOM);
    AUTO(inputs_done) struct inputs inputs = {.keeps = true};
    size_t file = 0;
    struct err e = {0};
    for (size_t i = 0; i < bundle->n_words; i++) {
        buf_slice(&words, bundle->words[i]);
        buf_char(&words, 0);
    }
    for (size_t i = 0; i < bundle->inputs.n; i++) {
        const struct report_input *input = &bundle->inputs.at[i];
        bool has_file = !is_collateral(input);
        inputs_add(&inputs, input->role, input->name, ORIGIN_FILE,
                   has_file ? buf_view(&bundle->files[file++].content) : (struct bytes){NULL, 0});
        inputs.at[i].origin = input->origin;
        inputs.at[i].sha256 = input->sha256;
    }
    const struct bundle_parts parts = {
        bundle->at,         &inputs,         &words, buf_view(&bundle->trust_root),
        bundle->collateral, bundle->n_others};
    require(bundle_write(&parts, out, &e) && buf_is_whole(out));
}

static void check_round_trip(struct bundle *bundle)
{
    AUTO(buf_done) struct buf text = buf_start(ROOM);
    AUTO(buf_done) struct buf second = buf_start(ROOM);
    AUTO(bundle_done) struct bundle again = {0};
    struct err e = {0};
    write_again(bundle, &text);
    require(bundle_is(buf_view(&text)) && bundle_read(buf_view(&text), &again, &e));
    require_same(bundle, &again);
    write_again(&again, &second);
    require(bytes_equal(buf_view(&text), buf_view(&second)));
}

static void judge(struct bundle *bundle)
{
    for (size_t i = 0; i < bundle->n_files; i++) {
        struct evidence evidence = {0};
        struct err e = {0};
        if (!text_is(bundle->files[i].role, "evidence") ||
            !evidence_recognise(buf_view(&bundle->files[i].content), FORM_ANY, &evidence, &e)) {
            continue;
        }
        const struct appraise_options options = {.at = bundle->at};
        struct platform *platform = evidence.has_quote
                                        ? platform_new(bundle->collateral, evidence.quote.tee)
                                        : NULL;
        struct report *report = mem_new(sizeof *report);
        evidence_appraise(&evidence, platform, &options, report);
        require(report->verdict != VERDICT_VERIFIED);
        report_free(report);
        platform_free(platform);
        evidence_done(&evidence);
    }
}

/* One character of a content is another one: the digest is not of it. */
static void check_change(const struct buf *text, struct bytes content)
{
    AUTO(buf_done) struct buf encoded = buf_start(ROOM);
    AUTO(buf_done) struct buf changed = buf_start(ROOM);
    base64_encode(content, &encoded);
    buf_add(&changed, buf_view(text));
    uint8_t *at = encoded.len == 0 ? NULL
                                   : memmem(changed.at, changed.len, encoded.at, encoded.len);
    if (at != NULL && encoded.len > 8) {
        struct bundle bundle = {0};
        struct err e = {0};
        at[0] = at[0] == 'A' ? 'B' : 'A';
        require(!bundle_read(buf_view(&changed), &bundle, &e));
        require(bundle.json == NULL && e.kind == ERR_MALFORMED);
    }
}

/* A bundle of these lines; names and options are read as they were written. */
static void try_lines(struct text rest)
{
    static const char *const roles[] = {"evidence", "compose", "policy", "os-image", "kms"};
    AUTO(buf_done) struct buf words = buf_start(ROOM);
    AUTO(buf_done) struct buf text = buf_start(ROOM);
    AUTO(inputs_done) struct inputs inputs = {.keeps = true};
    AUTO(collateral_done) struct collateral none = {0};
    AUTO(bundle_done) struct bundle bundle = {0};
    struct text line;
    struct bytes last = {NULL, 0};
    struct err e = {0};
    for (bool more = rest.len > 0; more;) {
        more = text_split(rest, '\n', &line, &rest);
        AUTO(mem_freep) char *shown = text_dup(line);
        if (text_starts(line, "--")) {
            buf_text(&words, shown);
            buf_char(&words, 0);
        } else if (more) {
            more = text_split(rest, '\n', &line, &rest);
            last = text_bytes(line);
            inputs_add(&inputs, roles[inputs.n % COUNT(roles)], shown,
                       (enum input_origin)(inputs.n % 4), last);
        }
    }
    const struct bundle_parts parts = {0, &inputs, &words, bytes_of("0", 1), &none, 0};
    require(bundle_write(&parts, &text, &e));
    require(bundle_read(buf_view(&text), &bundle, &e));
    check_files(&bundle);
    require(bundle.inputs.n == inputs.n);
    for (size_t i = 0; i < inputs.n; i++) {
        struct text name = text_of(inputs.at[i].name);
        require(bytes_equal(buf_view(&bundle.files[i].content), buf_view(&inputs.contents[i])));
        require(!utf8_is_valid(name) || text_is(bundle.files[i].name, inputs.at[i].name));
    }
    check_round_trip(&bundle);
    check_change(&text, last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    struct text text = text_of_bytes(bytes_of(size > 0 ? data : (const uint8_t *)"", size));
    AUTO(bundle_done) struct bundle bundle = {0};
    struct err e = {0};
    if (bundle_read(in, &bundle, &e)) {
        check_files(&bundle);
        check_round_trip(&bundle);
        judge(&bundle);
        return 0;
    }
    require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
    require(e.text[0] != 0 && bundle.json == NULL && bundle.n_files == 0);
    if (!text_starts(text, "{")) {
        try_lines(text);
    }
    return 0;
}
