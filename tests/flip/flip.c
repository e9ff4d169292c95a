/* SPDX-License-Identifier: Apache-2.0 */
/* Turns one bit at a time of all that a verification is made from: the evidence, what is expected
 * of it, the files beside it. Prints "kept INPUT BYTE BIT" for each flip that is still verified,
 * and "tried INPUT N" behind those of an input; inputs are counted in the order of the command
 * line, the evidence is 0.
 *
 *   flip AT ROOT COLLATERAL BITS SEED EVIDENCE [ROLE VALUE]…
 *
 * BITS at random of each input that has more, else every one. ROLE is one of `roles` below; of a
 * file VALUE is the path, else the text itself, as the options of `phala verify` have it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attest/appraise.h"
#include "attest/binding.h"
#include "attest/collateral.h"
#include "attest/limits.h"
#include "attest/recognise.h"
#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "crypto/signature_memory.h"

enum { INPUTS_MAX = 16, EXPECTED_MAX = 8, BITS_OF_BYTE = 8 };

/* What one verification is made of, as the inputs say it. */
struct request {
    struct evidence evidence;
    struct expectation expected[EXPECTED_MAX];
    struct appraise_options options;
    struct buf bindings[BINDING_KINDS];
};

typedef bool take(struct text value, struct request *request, struct err *e);

struct input {
    take *take;
    struct buf content;
};

struct job {
    struct appraise_options options;
    struct platform *platform;
    struct input inputs[INPUTS_MAX];
    size_t n;
    size_t bits;
    uint64_t random;
};

static bool take_evidence(struct text value, struct request *request, struct err *e)
{
    return evidence_recognise(text_bytes(value), FORM_ANY, &request->evidence, e);
}

static bool take_expect(struct text value, struct request *request, struct err *e)
{
    struct text key;
    struct text hex;
    size_t *n = &request->options.n_expectations;
    NEED(text_split(value, '=', &key, &hex) && *n < EXPECTED_MAX, e, "an expectation");
    return expectation_parse(key, hex, &request->expected[(*n)++], e);
}

static bool take_bind(struct text value, struct request *request, struct err *e)
{
    enum binding_kind kind = BINDING_NONCE;
    struct text hex;
    TRY(binding_parse(value, &kind, &hex, e));
    request->bindings[kind] = buf_start(BINDING_VALUE_MAX);
    TRY(binding_value(kind, hex, &request->bindings[kind], e));
    request->options.app.bindings[kind] = (struct binding){true,
                                                           buf_view(&request->bindings[kind])};
    return true;
}

static bool take_report_data(struct text value, struct request *request, struct err *e)
{
    struct expected_report_data *to = &request->options.report_data;
    *to = (struct expected_report_data){.is_given = true, .is_whole = true};
    to->size = value.len / 2;
    NEED(to->size <= sizeof to->value && hex_decode(value, to->value, to->size), e, "report data");
    return true;
}

static bool take_app_compose(struct text value, struct request *request, struct err *e)
{
    (void)e;
    request->options.app.app_compose = value;
    return true;
}

static bool take_compose(struct text value, struct request *request, struct err *e)
{
    (void)e;
    request->options.app.compose = value;
    request->options.app.compose_name = "docker-compose.yml";
    return true;
}

static bool take_event_log(struct text value, struct request *request, struct err *e)
{
    struct evidence *evidence = &request->evidence;
    TRY(event_log_parse(text_bytes(value), &evidence->keep, &evidence->log, e));
    evidence->has_log = evidence->log.n > 0;
    return evidence->has_log;
}

static const struct {
    const char *word;
    take *take;
    bool is_file;
} roles[] = {
    {"expect", take_expect, false},           {"bind", take_bind, false},
    {"report-data", take_report_data, false}, {"app-compose", take_app_compose, true},
    {"compose", take_compose, true},          {"event-log", take_event_log, true},
};

static void request_done(struct request *request)
{
    evidence_done(&request->evidence);
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        buf_done(&request->bindings[i]);
    }
}

/* What is wrong with the inputs as they are, when they are not verified, goes to `e`. */
static bool is_verified(const struct job *job, struct err *e)
{
    AUTO(request_done) struct request request = {.options = job->options};
    request.options.expectations = request.expected;
    for (size_t i = 0; i < job->n; i++) {
        TRY(job->inputs[i].take(buf_view_text(&job->inputs[i].content), &request, e));
    }
    AUTO(report_freep) struct report *report = mem_new(sizeof *report);
    evidence_appraise(&request.evidence, job->platform, &request.options, report);
    return report->verdict == VERDICT_VERIFIED || err_set(e, ERR_MALFORMED, "%s", report->summary);
}

static void flip_bit(struct job *job, size_t input, size_t bit)
{
    struct err e;
    uint8_t *byte = &job->inputs[input].content.at[bit / BITS_OF_BYTE];
    uint8_t mask = (uint8_t)(1U << bit % BITS_OF_BYTE);
    *byte ^= mask;
    if (is_verified(job, &e)) {
        (void)printf("kept %zu %zu %zu\n", input, bit / BITS_OF_BYTE, bit % BITS_OF_BYTE);
    }
    *byte ^= mask;
}

/* xorshift64: the same flips for the same seed, everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void flip_input(struct job *job, size_t input)
{
    size_t all = job->inputs[input].content.len * BITS_OF_BYTE;
    bool is_whole = all <= job->bits;
    size_t n = is_whole ? all : job->bits;
    for (size_t i = 0; i < n; i++) {
        flip_bit(job, input, is_whole ? i : (size_t)(next_random(&job->random) % all));
    }
    (void)printf("tried %zu %zu\n", input, n);
}

static bool load(const char *path, struct buf *out, struct err *e)
{
    *out = buf_start(LIMIT_COLLATERAL);
    return fs_read(path, out, e);
}

static bool add_input(struct job *job, const char *word, const char *value, struct err *e)
{
    struct input *input = &job->inputs[job->n];
    size_t role = 0;
    while (role < COUNT(roles) && strcmp(word, roles[role].word) != 0) {
        role++;
    }
    if (role == COUNT(roles) || job->n == INPUTS_MAX) {
        return err_set(e, ERR_USAGE, "there is no role '%s', or it is one too many", word);
    }
    job->n++;
    input->take = roles[role].take;
    if (roles[role].is_file) {
        return load(value, &input->content, e);
    }
    input->content = buf_start(LIMIT_COLLATERAL);
    buf_text(&input->content, value);
    return true;
}

static bool run(struct job *job, struct err *e)
{
    if (!is_verified(job, e)) {
        return err_wrap(e, "before any flip");
    }
    for (size_t i = 0; i < job->n; i++) {
        flip_input(job, i);
    }
    /* Every flip was undone. */
    return is_verified(job, e) || err_wrap(e, "after the flips");
}

static void job_done(struct job *job)
{
    platform_free(job->platform);
    for (size_t i = 0; i < job->n; i++) {
        buf_done(&job->inputs[i].content);
    }
}

static bool start(struct job *job, char **words, struct buf *root, struct err *e)
{
    AUTO(buf_done) struct buf file = {0};
    AUTO(collateral_done) struct collateral collateral = {0};
    job->options.at = (instant)strtoll(words[0], NULL, 10);
    *root = buf_start(LIMIT_COLLATERAL);
    TRY(strcmp(words[1], "-") == 0 || fs_read(words[1], root, e));
    job->options.root_der = buf_view(root);
    TRY(load(words[2], &file, e) && collateral_add(&collateral, buf_view(&file), e));
    job->platform = platform_new(&collateral, TEE_TDX);
    job->bits = (size_t)strtoull(words[3], NULL, 10);
    job->random = strtoull(words[4], NULL, 10);
    job->inputs[0].take = take_evidence;
    job->n = 1;
    return load(words[5], &job->inputs[0].content, e);
}

int main(int argc, char **argv)
{
    enum { FIXED = 7 };
    struct err e = {0};
    AUTO(buf_done) struct buf root = {0};
    AUTO(job_done) struct job job = {0};
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    struct signature_check check = signature_memory_check(memory);
    if (argc < FIXED || argc % 2 != FIXED % 2) {
        (void)fprintf(stderr, "usage: flip AT ROOT COLLATERAL BITS SEED EVIDENCE [ROLE VALUE]…\n");
        return 2;
    }
    bool ok = start(&job, argv + 1, &root, &e);
    job.options.signatures = &check;
    for (int i = FIXED; ok && i < argc; i += 2) {
        ok = add_input(&job, argv[i], argv[i + 1], &e);
    }
    if (!ok || !run(&job, &e)) {
        (void)fprintf(stderr, "flip: %s: %s\n", argv[FIXED - 1], e.text);
        return 1;
    }
    return 0;
}
