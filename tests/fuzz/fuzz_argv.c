/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: options_parse, complete_write, help_write. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/complete.h"
#include "cli/help.h"
#include "cli/options.h"
#include "tests/unit/cli/sample.h"

enum { WORDS_MAX = 256, OUTPUT_CAP = 1024 * 1024 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Words as the kernel hands them over: each ends in a zero byte. */
static size_t split(char *text, size_t size, const char **words)
{
    size_t n = 0;
    for (size_t at = 0; at < size && n < WORDS_MAX; at += strlen(text + at) + 1) {
        words[n++] = text + at;
    }
    return n;
}

static void check_list(const struct option_list *list, size_t n)
{
    require(list->n <= n && (list->n == 0 || list->at != NULL));
    for (size_t i = 0; i < list->n; i++) {
        require(list->at[i] != NULL);
    }
}

static void check_args(const struct sample_args *args, const struct globals *globals, size_t n)
{
    require(args->first != NULL || globals->help || globals->version);
    const struct option_list *lists[] = {&args->list, &args->chosen, &args->files, &args->pairs,
                                         &args->rest};
    for (size_t i = 0; i < COUNT(lists); i++) {
        check_list(lists[i], n);
    }
    for (size_t i = 0; i < args->pairs.n; i++) {
        require(strchr(args->pairs.at[i], '=') != NULL);
    }
    require(!args->duration.given || args->duration.value > 0);
    require(args->choice == NULL || strlen(args->choice) >= 3);
}

static void check_help(const struct options *options)
{
    AUTO(buf_done) struct buf name = buf_start(KIB);
    AUTO(buf_done) struct buf help = buf_start(OUTPUT_CAP);
    options_command_name(options, &name);
    help_write(options_command(options), buf_view_text(&name), &help);
    require(buf_is_whole(&name) && buf_is_whole(&help) && help.len > name.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(mem_freep) char *text = mem_copy(data, size);
    const char *words[WORDS_MAX];
    size_t n = split(text, size, words);

    struct options options;
    struct err e = {0};
    bool ok = options_parse(&sample_root, n, words, &options, &e);
    require(options.depth >= 1 && options.depth <= COUNT(options.path));
    require(ok ? e.kind == ERR_NONE : e.kind == ERR_USAGE && e.text[0] != 0);
    if (ok && options_command(&options) == &sample_paint) {
        check_args(options.args, &options.globals, n);
    }
    check_help(&options);
    options_done(&options);

    AUTO(buf_done) struct buf out = buf_start(OUTPUT_CAP);
    complete_write(&sample_root, n, words, &out);
    require(out.len == 0 || out.at[out.len - 1] == '\n');
    return 0;
}
