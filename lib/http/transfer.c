/* SPDX-License-Identifier: Apache-2.0 */
#include "http/transfer.h"

#include <signal.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/macro.h"
#include "base/mem.h"
#include "http/libcurl.h"
#include "http/line.h"

#define CA_FILE_MAX (8 * MIB)

enum {
    SLICE_MS = 100, /* between two looks at whether it was interrupted */
    /* What is beside is waited for so long after the first has its answer: half of what that took,
     * but not less and not more than these. */
    BESIDE_LEAST_MS = 20,
    BESIDE_MOST_MS = 200,
};

struct transfer {
    CURLM *multi;        /* keeps the connections */
    const char *ca_file; /* NULL for the system's */
    struct buf ca;       /* PEM, once it was read */
    struct line first;
    struct line beside; /* its handle is made at the first need */
};

static bool open_line(struct transfer *transfer, struct line *line)
{
    if (line->easy == NULL) {
        *line = (struct line){
            .easy = CURL(easy_init)(),
            .ca_file = transfer->ca_file,
            .ca = &transfer->ca,
        };
    }
    return line->easy != NULL;
}

struct transfer *transfer_new(const char *ca_file, struct err *e)
{
    if (!libcurl_need(e)) {
        return NULL;
    }
    struct transfer *transfer = mem_new(sizeof *transfer);
    *transfer = (struct transfer){.ca_file = ca_file, .ca = buf_start(CA_FILE_MAX)};
    transfer->multi = CURL(multi_init)();
    if (transfer->multi == NULL || !open_line(transfer, &transfer->first)) {
        transfer_free(transfer);
        (void)err_set(e, ERR_INTERNAL, "libcurl does not start");
        return NULL;
    }
    return transfer;
}

void transfer_free(struct transfer *transfer)
{
    if (transfer == NULL) {
        return;
    }
    CURL(easy_cleanup)(transfer->first.easy);
    CURL(easy_cleanup)(transfer->beside.easy);
    (void)CURL(multi_cleanup)(transfer->multi);
    buf_done(&transfer->ca);
    mem_free(transfer);
}

bool transfer_read_ca(struct transfer *transfer, struct err *e)
{
    return transfer->ca_file == NULL || transfer->ca.len > 0 ||
           fs_read(transfer->ca_file, &transfer->ca, e) || err_wrap(e, "CA file");
}

/* What is on its way at the same time. */
struct run {
    CURLM *multi;
    const volatile sig_atomic_t *interrupted;
    struct line *first;
    struct line *beside; /* or NULL */
    int64_t began_at;
    int64_t beside_at; /* when it is asked, unless the first has its answer by then */
    int64_t over_at;   /* when it is waited for no more: known once the first is done */
};

static void start(struct run *run, struct line *line)
{
    line->is_started = CURL(multi_add_handle)(run->multi, line->easy) == CURLM_OK;
    if (!line->is_started) {
        line->code = CURLE_OUT_OF_MEMORY;
        line->is_done = true;
    }
}

static void take_messages(struct run *run)
{
    int left = 0;
    for (const CURLMsg *message = CURL(multi_info_read)(run->multi, &left); message != NULL;
         message = CURL(multi_info_read)(run->multi, &left)) {
        const bool is_beside = run->beside != NULL && message->easy_handle == run->beside->easy;
        struct line *line = is_beside ? run->beside : run->first;
        line->code = message->data.result;
        line->is_done = true;
    }
}

static int64_t patience(int64_t took)
{
    const int64_t half = took / 2;
    return half < BESIDE_LEAST_MS ? BESIDE_LEAST_MS : half > BESIDE_MOST_MS ? BESIDE_MOST_MS : half;
}

static bool is_to_start(const struct run *run)
{
    return run->beside != NULL && !run->beside->is_started && !run->beside->is_done;
}

/* Milliseconds until there is something to look at, whatever the network does. */
static int64_t pause_of(const struct run *run, int64_t now)
{
    int64_t until = now + SLICE_MS;
    if (run->first->is_done) {
        until = run->over_at;
    } else if (is_to_start(run)) {
        until = run->beside_at;
    }
    return until < now + SLICE_MS ? until - now : SLICE_MS;
}

/* Goes on as far as it can be gone without waiting; true when all is over. */
static bool go_on(struct run *run)
{
    int running = 0;
    const bool was_done = run->first->is_done;
    bool is_good = CURL(multi_perform)(run->multi, &running) == CURLM_OK;
    take_messages(run);
    const int64_t now = clock_monotonic_ms();
    if (run->first->is_done && !was_done) {
        run->over_at = now + patience(now - run->began_at);
    } else if (is_to_start(run) && now >= run->beside_at) {
        start(run, run->beside);
    }
    const bool is_alone = run->beside == NULL || !run->beside->is_started || run->beside->is_done;
    return !is_good || (run->first->is_done && (is_alone || now >= run->over_at));
}

static void run_all(struct run *run)
{
    start(run, run->first);
    while (!go_on(run)) {
        const int64_t pause = pause_of(run, clock_monotonic_ms());
        const bool is_stopped = is_interrupted(run->interrupted);
        run->first->is_interrupted = is_stopped && !run->first->is_done;
        if (is_stopped ||
            CURL(multi_poll)(run->multi, NULL, 0, pause > 0 ? (int)pause : 0, NULL) != CURLM_OK) {
            break;
        }
    }
}

/* What is not done by now is given up. */
static enum transfer_end end(struct run *run, struct line *line)
{
    if (line->is_started) {
        (void)CURL(multi_remove_handle)(run->multi, line->easy);
    }
    return line_end(line);
}

enum transfer_end transfer_run(struct transfer *transfer, const struct transfer_request *request,
                               struct transfer_answer *answer, struct transfer_beside *beside)
{
    struct run run = {
        .multi = transfer->multi,
        .interrupted = request->options->interrupted,
        .first = &transfer->first,
        .began_at = clock_monotonic_ms(),
    };
    struct transfer_request other = *request;
    line_begin(run.first, request, answer);
    if (beside != NULL && open_line(transfer, &transfer->beside)) {
        other.post = beside->post;
        run.beside = &transfer->beside;
        run.beside_at = run.began_at + beside->after_ms;
        line_begin(run.beside, &other, beside->answer);
    }
    if (!run.first->is_done) {
        run_all(&run);
    }
    const enum transfer_end how = end(&run, run.first);
    if (beside != NULL && run.beside != NULL) {
        beside->was_asked = run.beside->is_started;
        beside->end = end(&run, run.beside);
    }
    return how;
}
