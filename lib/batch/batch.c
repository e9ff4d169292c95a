/* SPDX-License-Identifier: Apache-2.0 */
#include "batch/batch.h"

#include "base/mem.h"
#include "base/pool.h"
#include "batch/reader.h"

/* Threads hand each other groups of lines: a line alone is so quickly judged that the handing over
 * would count. A group ends when it is full, or with the line that makes it as long as this. */
enum { GROUP_LINES = 16, GROUP_BYTES = 128 * 1024, WINDOW_PER_JOB = 6 };

/* An answer is the report of one quote; the longest one is far below this. */
#define ANSWER_MAX MIB

struct group {
    struct group *next_idle;
    struct buf text; /* of its lines, one behind the other */
    size_t n;
    struct {
        size_t len;
        bool too_long; /* and then empty */
    } lines[GROUP_LINES];
    struct buf answers;
    struct batch_counts counts;
};

struct run {
    const struct batch *batch;
    struct batch_counts *counts;
    struct reader *reader;
    struct judge **judges;
    struct group *idle; /* delivered; their memory serves again */
};

static void group_free(void *group)
{
    struct group *g = group;
    buf_done(&g->text);
    buf_done(&g->answers);
    mem_free(g);
}

static struct group *take_group(struct run *run)
{
    struct group *group = run->idle;
    if (group != NULL) {
        run->idle = group->next_idle;
        buf_clear(&group->text);
        buf_clear(&group->answers);
        group->n = 0;
        group->counts = (struct batch_counts){0};
        return group;
    }
    group = mem_new(sizeof *group);
    group->text = buf_start(GROUP_BYTES + BATCH_LINE_MAX);
    group->answers = buf_start(GROUP_LINES * ANSWER_MAX);
    return group;
}

static void give_back(struct run *run, struct group *group)
{
    group->next_idle = run->idle;
    run->idle = group;
}

/* Reads one line more; what is blank is passed over. */
static bool read_line(struct run *run, struct group *group, bool *found, struct err *e)
{
    if (*run->batch->interrupted != 0) {
        return err_set(e, ERR_INTERRUPTED, "interrupted");
    }
    size_t start = group->text.len;
    bool too_long = false;
    TRY(reader_next(run->reader, &group->text, found, &too_long, e));
    struct bytes line = buf_view(&group->text);
    if (!bytes_skip(&line, start)) {
        return err_set(e, ERR_INTERNAL, "a line ends before its start");
    }
    if (too_long || text_trim(text_of_bytes(line)).len > 0) {
        group->lines[group->n].len = line.left;
        group->lines[group->n].too_long = too_long;
        group->n++;
    } else {
        group->text.len = start;
    }
    return true;
}

static bool fill(struct run *run, struct group *group, struct err *e)
{
    bool found = true;
    while (found && group->n < GROUP_LINES && group->text.len < GROUP_BYTES) {
        TRY(read_line(run, group, &found, e));
    }
    return true;
}

/* A group of at least one line; NULL at the end. */
static bool next(void *job, void **out, struct err *e)
{
    struct run *run = job;
    struct group *group = take_group(run);
    bool ok = fill(run, group, e);
    *out = ok && group->n > 0 ? group : NULL;
    if (*out == NULL) {
        give_back(run, group);
    }
    return ok;
}

static enum line_result refuse_long(struct buf *out)
{
    struct err e = {0};
    (void)err_set(&e, ERR_TOO_BIG, "a line is longer than %zu bytes", BATCH_LINE_MAX);
    judge_write_error(NULL, &e, out);
    return LINE_MALFORMED;
}

static void work(void *job, unsigned worker, void *item)
{
    const struct run *run = job;
    struct group *group = item;
    struct bytes rest = buf_view(&group->text);
    struct bytes line;
    for (size_t i = 0; i < group->n && bytes_take(&rest, group->lines[i].len, &line); i++) {
        enum line_result result = group->lines[i].too_long
                                      ? refuse_long(&group->answers)
                                      : judge_line(run->judges[worker], line, &group->answers);
        group->counts.of[result]++;
    }
}

static bool deliver(void *job, void *item, struct err *e)
{
    struct run *run = job;
    struct group *group = item;
    for (size_t i = 0; i < LINE_RESULTS; i++) {
        run->counts->of[i] += group->counts.of[i];
    }
    bool ok = buf_is_whole(&group->answers)
                  ? run->batch->write(run->batch->where, buf_view(&group->answers), e)
                  : err_set(e, ERR_INTERNAL, "an answer is longer than %zu bytes", ANSWER_MAX);
    give_back(run, group);
    return ok;
}

static void run_done(struct run *run)
{
    while (run->idle != NULL) {
        struct group *group = run->idle;
        run->idle = group->next_idle;
        group_free(group);
    }
    for (unsigned i = 0; i < run->batch->jobs; i++) {
        judge_free(run->judges[i]);
    }
    mem_free(run->judges);
    reader_free(run->reader);
}

bool batch_run(const struct batch *batch, struct batch_counts *counts, struct err *e)
{
    *counts = (struct batch_counts){0};
    struct run run = {.batch = batch, .counts = counts};
    run.reader = reader_new(batch->fd, batch->name, BATCH_LINE_MAX);
    run.judges = mem_array(batch->jobs, sizeof(struct judge *));
    for (unsigned i = 0; i < batch->jobs; i++) {
        run.judges[i] = judge_new(batch->defaults);
    }
    const struct pool_job job = {
        .workers = batch->jobs,
        .window = (size_t)batch->jobs * WINDOW_PER_JOB,
        .next = next,
        .work = work,
        .deliver = deliver,
        .drop = group_free,
        .job = &run,
    };
    bool ok = pool_run(&job, e);
    run_done(&run);
    return ok;
}
