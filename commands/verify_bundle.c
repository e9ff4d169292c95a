/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "commands/commands.h"
#include "commands/verify_options.h"
#include "evidence/bundle.h"

enum { WORDS_CAP = 64 * 1024, BUNDLE_MODE = 0644 };

/* The options that a judgement depends on, beside instant, trust root and collateral, which stand
 * in a bundle by themselves, and those that name digests of files, which are kept resolved. */
static const char *const judging[] = {
    "hardware-only",
    "allow-tcb",
    "allow-advisory",
    "allow-td-attribute",
    "min-tcb-evaluation-data-number",
    "min-tcb-date",
    "app-compose",
    "compose",
    "event-log",
    "policy",
    "kms",
    "os-image",
    "bind",
};

static void add_word(struct buf *words, const char *name, const char *value)
{
    buf_printf(words, "--%s", name);
    if (value != NULL) {
        buf_char(words, '=');
        buf_text(words, value);
    }
    buf_char(words, 0);
}

static void add_flag(struct buf *words, const char *name, const void *field)
{
    bool flag = false;
    memcpy(&flag, field, sizeof flag);
    if (flag) {
        add_word(words, name, NULL);
    }
}

static void add_text(struct buf *words, const char *name, const void *field)
{
    const char *text = NULL;
    memcpy(&text, field, sizeof text);
    if (text != NULL) {
        add_word(words, name, text);
    }
}

static void add_count(struct buf *words, const char *name, const void *field)
{
    struct option_number count;
    memcpy(&count, field, sizeof count);
    if (count.given) {
        buf_printf(words, "--%s=%" PRIu64, name, count.value);
        buf_char(words, 0);
    }
}

static void add_instant(struct buf *words, const char *name, const void *field)
{
    struct option_instant given;
    char at[INSTANT_TEXT];
    memcpy(&given, field, sizeof given);
    if (given.given) {
        add_word(words, name, instant_format(given.at, at));
    }
}

static void add_list(struct buf *words, const char *name, const void *field)
{
    struct option_list list;
    memcpy(&list, field, sizeof list);
    for (size_t i = 0; i < list.n; i++) {
        add_word(words, name, list.at[i]);
    }
}

/* Writes an option as it is typed, or nothing when it is not given. */
static void (*const adders[])(struct buf *words, const char *name, const void *field) = {
    [OPTION_FLAG] = add_flag,       [OPTION_TEXT] = add_text,      [OPTION_FILE] = add_text,
    [OPTION_CHOICE] = add_text,     [OPTION_COUNT] = add_count,    [OPTION_DURATION] = add_count,
    [OPTION_INSTANT] = add_instant, [OPTION_DATE] = add_instant,   [OPTION_LIST] = add_list,
    [OPTION_FILES] = add_list,      [OPTION_KEY_VALUE] = add_list,
};

static void add_resolved(struct buf *words, const struct verify_policy *policy)
{
    const struct appraise_options *options = &policy->options;
    for (size_t i = 0; i < policy->n_own_expectations; i++) {
        const struct expectation *expected = &options->expectations[i];
        buf_printf(words, "--expect=%.*s=", TEXT_ARG(expected->key));
        buf_hex(words, bytes_of(expected->value, expected->size));
        buf_char(words, 0);
    }
    const struct expected_report_data *data = &options->report_data;
    if (policy->has_own_report_data) {
        buf_printf(words, "--report-data%s=", data->is_whole ? "" : "-prefix");
        buf_hex(words, bytes_of(data->value, data->size));
        buf_char(words, 0);
    }
}

static void write_words(const struct verify_args *args, const struct verify_policy *policy,
                        struct buf *words)
{
    for (size_t i = 0; i < COUNT(judging); i++) {
        const struct option *option = option_find(&command_verify, text_of(judging[i]));
        if (option != NULL) {
            adders[option->kind](words, option->name, (const char *)args + option->at);
        }
    }
    add_resolved(words, policy);
}

bool verify_bundle_save(const struct verify_args *args, const struct verify_policy *policy,
                        const struct gathered *gathered, struct err *e)
{
    AUTO(buf_done) struct buf words = buf_start(WORDS_CAP);
    AUTO(buf_done) struct buf document = buf_start(BUNDLE_CAP);
    write_words(args, policy, &words);
    if (!buf_is_whole(&words)) {
        return err_set(e, ERR_TOO_BIG, "the options are more than a bundle takes");
    }
    const struct bundle_parts parts = {
        .at = policy->options.at,
        .inputs = &gathered->inputs,
        .words = &words,
        .trust_root = policy->options.root_der,
        .collateral = gathered->collateral,
        .n_others = gathered->n_others,
    };
    TRY(bundle_write(&parts, &document, e));
    return fs_write(args->save_bundle, buf_view(&document), BUNDLE_MODE, e);
}

bool verify_bundle_is_overruled(const struct verify_args *args, const struct verify_policy *policy)
{
    AUTO(buf_done) struct buf words = buf_start(WORDS_CAP);
    write_words(args, policy, &words);
    return words.len > 0 || policy->options.root_der.left > 0;
}

/* The bundle's options as if they had been typed. */
static bool parse_words(const struct bundle *bundle, struct options *out, struct err *e)
{
    static const struct command *const commands[] = {&command_verify, NULL};
    static const struct command root = {.name = "phala", .commands = commands};
    const char **words = mem_array(bundle->n_words + 2, sizeof *words);
    size_t n = 0;
    words[n++] = "verify";
    words[n++] = "-";
    for (size_t i = 0; i < bundle->n_words; i++) {
        words[n++] = bundle->words[i].at;
    }
    bool ok = options_parse(&root, n, words, out, e);
    mem_free(words);
    if (!ok) {
        e->kind = ERR_MALFORMED;
        return err_wrap(e, "bundle");
    }
    return true;
}

bool verify_bundle_options(const struct bundle *bundle, struct options *parsed,
                           struct verify_policy *policy, struct err *e)
{
    TRY(parse_words(bundle, parsed, e));
    struct verify_args *args = parsed->args;
    args->at = (struct option_instant){.given = true, .at = bundle->at};
    TRY(verify_policy_make(args, policy, e));
    policy->options.root_der = buf_view(&bundle->trust_root);
    return true;
}
