/* SPDX-License-Identifier: Apache-2.0 */
/* A batch on several threads answers every line, in the order of the lines, with what each
 * deserves. */
#include "batch/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/json.h"

enum { LINES = 400, JOBS = 4, FILE_CAP = 1024 * 1024, INPUT_CAP = 64 * 1024 * 1024 };

#define JUDGED_AT ((instant)1768435200)

struct answers {
    size_t n;
    size_t wrong;
};

/* Every tenth line is broken, every third of the others has no collateral. */
static enum line_result deserved(size_t number)
{
    if (number % 10 == 0) {
        return LINE_MALFORMED;
    }
    return number % 3 == 0 ? LINE_UNDECIDED : LINE_VERIFIED;
}

static void read_file(const char *folder, const char *name, struct buf *out)
{
    struct err e;
    AUTO(mem_freep) char *path = path_join(folder, name);
    *out = buf_start(FILE_CAP);
    if (!fs_read(path, out, &e)) {
        (void)fprintf(stderr, "%s\n", e.text);
        _exit(1);
    }
}

static void write_line(size_t number, const struct buf *quote, const struct buf *collateral,
                       struct buf *out)
{
    buf_printf(out, "{\"id\":\"%zu\",\"quote\":\"", number);
    buf_hex(out, buf_view(quote));
    buf_char(out, '"');
    if (deserved(number) == LINE_VERIFIED) {
        buf_text(out, ",\"collateral\":");
        /* The file is JSON on several lines. */
        for (size_t i = 0; i < collateral->len; i++) {
            if (collateral->at[i] != '\n') {
                buf_char(out, (char)collateral->at[i]);
            }
        }
    }
    buf_text(out, deserved(number) == LINE_MALFORMED ? "\n" : "}\n");
}

static bool is_due(struct text line, size_t number)
{
    char start[64];
    (void)snprintf(start, sizeof start, "{\"id\":\"%zu\",", number);
    bool is_malformed = deserved(number) == LINE_MALFORMED;
    return text_starts(line, is_malformed ? "{\"id\":null," : start);
}

static bool take(void *where, struct bytes bytes, struct err *e)
{
    (void)e;
    struct answers *answers = where;
    struct text rest = text_of_bytes(bytes);
    struct text line;
    while (rest.len > 0) {
        (void)text_split(rest, '\n', &line, &rest);
        answers->wrong += is_due(line, answers->n++) ? 0 : 1;
    }
    return true;
}

static int make_input(const char *folder)
{
    char path[] = "/tmp/phala-batch.XXXXXX";
    AUTO(buf_done) struct buf quote = {0};
    AUTO(buf_done) struct buf collateral = {0};
    AUTO(buf_done) struct buf input = buf_start(INPUT_CAP);
    struct err e;
    read_file(folder, "quote.bin", &quote);
    read_file(folder, "collateral.json", &collateral);
    for (size_t i = 0; i < LINES; i++) {
        write_line(i, &quote, &collateral, &input);
    }
    int fd = mkstemp(path);
    if (fd < 0 || unlink(path) != 0 || !fs_write_fd(fd, buf_view(&input), path, &e) ||
        lseek(fd, 0, SEEK_SET) != 0) {
        return -1;
    }
    return fd;
}

int main(void)
{
    static volatile sig_atomic_t interrupted;
    const char *vectors = getenv("VECTORS");
    AUTO(mem_freep) char *folder = path_join(vectors, "negative/valid_tdx_v4");
    AUTO(buf_done) struct buf root = {0};
    read_file(vectors, "negative/root_ca.der", &root);
    const struct appraise_options options = {
        .at = JUDGED_AT, .hardware_only = true, .root_der = buf_view(&root)};
    const struct judge_defaults defaults = {.options = &options, .origin = "file"};
    struct answers answers = {0};
    const struct batch batch = {
        .fd = make_input(folder),
        .name = "lines",
        .jobs = JOBS,
        .defaults = &defaults,
        .interrupted = &interrupted,
        .write = take,
        .where = &answers,
    };
    struct batch_counts counts;
    struct err e = {0};
    if (batch.fd < 0 || !batch_run(&batch, &counts, &e)) {
        (void)fprintf(stderr, "the batch did not run: %s\n", e.text);
        return 1;
    }
    for (size_t i = 0; i < LINES; i++) {
        counts.of[deserved(i)]--;
    }
    bool is_right = answers.n == LINES && answers.wrong == 0;
    for (size_t i = 0; i < LINE_RESULTS; i++) {
        is_right = is_right && counts.of[i] == 0;
    }
    (void)printf("%zu answers, %zu of them wrong\n", answers.n, answers.wrong);
    return is_right ? 0 : 1;
}
