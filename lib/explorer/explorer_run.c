/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/explorer_run.h"

#include <string.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "http/url.h"

enum { FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 8000, SLICE_MS = 50 };

const char *explorer_kind_name(enum explorer_kind kind)
{
    static const char *const names[EXPLORER_KINDS] = {
        [EXPLORER_BLOCKSCOUT] = "blockscout",
        [EXPLORER_ETHERSCAN] = "etherscan",
        [EXPLORER_SOURCIFY] = "sourcify",
    };
    return names[kind];
}

static const struct explorer_service *service_of(const struct explorer_run *run)
{
    static const struct explorer_service *const services[EXPLORER_KINDS] = {
        [EXPLORER_BLOCKSCOUT] = &explorer_blockscout,
        [EXPLORER_ETHERSCAN] = &explorer_etherscan,
        [EXPLORER_SOURCIFY] = &explorer_sourcify,
    };
    return services[run->explorer->kind];
}

static void run_done(struct explorer_run *run)
{
    mem_free(run->base);
    mem_free(run->form_url);
}

/* A service that says the key back does not make us say it. */
static void hide_key(const struct explorer_run *run, struct explorer_answer *answer)
{
    AUTO(mem_freep) char *key = text_dup(run->explorer->api_key);
    if (key[0] != 0 && strstr(answer->words, key) != NULL) {
        answer->words[0] = 0;
    }
    mem_wipe(key, strlen(key));
}

static void read_response(const struct explorer_run *run, struct http_response *response,
                          explorer_reader *read, struct explorer_answer *out)
{
    read(response->status, buf_view(&response->body), out);
    hide_key(run, out);
    log_line(run->explorer->log, "%s: %ld%s%s", service_of(run)->title, out->status,
             out->words[0] != 0 ? ": " : "", out->words);
    http_response_done(response);
}

/* A file that is too big is one of ours; this is an answer. */
static bool fail_request(struct err *e)
{
    e->kind = e->kind == ERR_TOO_BIG ? ERR_SERVICE : e->kind;
    return false;
}

bool run_get(const struct explorer_run *run, const char *url, explorer_reader *read,
             struct explorer_answer *out, struct err *e)
{
    struct http_response response;
    if (!http_get_any(run->explorer->http, url, EXPLORER_ANSWER_MAX, &response, e)) {
        return fail_request(e);
    }
    read_response(run, &response, read, out);
    return true;
}

bool run_post(const struct explorer_run *run, const struct explorer_post *post,
              struct explorer_answer *out, struct err *e)
{
    struct http_response response;
    const struct http_post sent = {
        .cap = EXPLORER_ANSWER_MAX,
        .content_type = post->type,
        .body = post->body,
        .is_repeatable = true,
        .any_status = true,
    };
    if (!http_post(run->explorer->http, post->url, &sent, &response, e)) {
        return fail_request(e);
    }
    read_response(run, &response, post->read, out);
    return true;
}

/* Waits, longer each time; false when the time is over, or there is an interruption. */
static bool pause_run(const struct explorer_run *run, int64_t *pause)
{
    int64_t now = clock_monotonic_ms();
    int64_t end = now + *pause;
    *pause = *pause * 3 / 2 < LONGEST_PAUSE_MS ? *pause * 3 / 2 : LONGEST_PAUSE_MS;
    if (now >= run->deadline) {
        return false;
    }
    end = end < run->deadline ? end : run->deadline;
    for (; now < end && !is_interrupted(run->explorer->interrupted); now = clock_monotonic_ms()) {
        clock_sleep_ms(end - now < SLICE_MS ? end - now : SLICE_MS);
    }
    return !is_interrupted(run->explorer->interrupted);
}

static bool fail_words(const struct explorer_run *run, enum err_kind kind, const char *what,
                       const struct explorer_answer *answer, struct err *e)
{
    return err_set(e, kind, "%s %s%s%s", service_of(run)->title, what,
                   answer->words[0] != 0 ? ": " : "", answer->words);
}

static bool fail_no_answer(const struct explorer_run *run, const struct explorer_answer *answer,
                           struct err *e)
{
    (void)err_set(e, ERR_SERVICE, "'%s' answered %ld, and nothing that %s answers", run->base,
                  answer->status, service_of(run)->title);
    return err_hint(e, "--explorer and --explorer-url name the service");
}

static bool fail_rejected(const struct explorer_run *run, const struct explorer_answer *answer,
                          struct err *e)
{
    (void)fail_words(run, ERR_REFUSED, "did not verify the source", answer, e);
    return err_hint(e,
                    "are source, settings, libraries and constructor arguments those of the "
                    "contract at %s?",
                    run->address);
}

static bool fail_denied(const struct explorer_run *run, const struct explorer_answer *answer,
                        struct err *e)
{
    (void)fail_words(run, ERR_DENIED, "does not take the API key", answer, e);
    return err_hint(e, "ETHERSCAN_API_KEY or --api-key-file gives it");
}

static bool fail_unable(const struct explorer_run *run, const struct explorer_answer *answer,
                        struct err *e)
{
    return answer->words[0] != 0
               ? fail_words(run, ERR_SERVICE, "cannot verify it", answer, e)
               : err_set(e, ERR_SERVICE, "'%s' answered %ld", run->base, answer->status);
}

/* An answer that ends it. */
static bool fail(const struct explorer_run *run, const struct explorer_answer *answer,
                 struct err *e)
{
    if (answer->state == EXPLORER_REJECTED) {
        return fail_rejected(run, answer, e);
    }
    if (answer->state == EXPLORER_DENIED) {
        return fail_denied(run, answer, e);
    }
    return answer->state == EXPLORER_UNABLE ? fail_unable(run, answer, e)
                                            : fail_no_answer(run, answer, e);
}

/* The time is over, or somebody does not want to wait any more. */
static bool fail_late(const struct explorer_run *run, const struct explorer_answer *last,
                      struct err *e)
{
    long long seconds = (long long)(run->explorer->wait_ms / 1000);
    if (is_interrupted(run->explorer->interrupted)) {
        return err_set(e, ERR_INTERRUPTED, "interrupted");
    }
    if (last->state == EXPLORER_NOT_INDEXED) {
        (void)fail_words(run, ERR_NOT_FOUND, "has not seen the contract", last, e);
        return err_hint(e, "it may not have come to its block: the same command later");
    }
    (void)err_set(e, ERR_TIMEOUT, "%s has not said within %lld s whether %s is verified%s%s",
                  service_of(run)->title, seconds, run->address, last->words[0] != 0 ? ": " : "",
                  last->words);
    return err_hint(e, "the same command goes on; --wait-timeout waits longer");
}

static bool is_later(enum explorer_state state)
{
    return state == EXPLORER_NOT_INDEXED || state == EXPLORER_BUSY || state == EXPLORER_PENDING;
}

/* Asks for verification until the request is taken, or it turns out to be done. */
static bool submit(struct explorer_run *run, int64_t *pause, struct explorer_answer *out,
                   struct err *e)
{
    do {
        TRY(service_of(run)->submit(run, out, e));
        /* Somebody else's request for the same contract is as good. */
        if (out->state == EXPLORER_TAKEN || out->state == EXPLORER_ALREADY ||
            out->state == EXPLORER_PENDING) {
            return true;
        }
        if (!is_later(out->state)) {
            return fail(run, out, e);
        }
    } while (pause_run(run, pause));
    return fail_late(run, out, e);
}

/* A poll that got no answer is made again: what was asked for goes on meanwhile. */
static bool poll_once(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    if (service_of(run)->poll(run, out, e)) {
        return true;
    }
    bool may_pass = e->kind == ERR_NETWORK || e->kind == ERR_TIMEOUT || e->kind == ERR_SERVICE;
    *out = (struct explorer_answer){.state = EXPLORER_PENDING};
    return may_pass;
}

static bool is_done(const struct explorer_answer *answer)
{
    return answer->state == EXPLORER_VERIFIED || answer->state == EXPLORER_ALREADY;
}

/* It is not verified so far. What came before the contract was seen is asked for again. */
static bool go_on(struct explorer_run *run, int64_t *pause, struct explorer_answer *out,
                  struct err *e)
{
    if (out->state == EXPLORER_NOT_INDEXED) {
        return submit(run, pause, out, e);
    }
    return is_later(out->state) || out->state == EXPLORER_UNABLE || fail(run, out, e);
}

static bool wait_for_end(struct explorer_run *run, int64_t *pause, struct explorer_answer *out,
                         struct err *e)
{
    while (pause_run(run, pause)) {
        TRY(poll_once(run, out, e));
        if (is_done(out)) {
            return true;
        }
        TRY(go_on(run, pause, out, e));
    }
    return fail_late(run, out, e);
}

/* What is verified may be so exactly or in part: some say it only when they are looked at. */
static void look_again(struct explorer_run *run, struct explorer_answer *answer)
{
    struct err why;
    struct explorer_answer seen;
    bool is_open = answer->match == EXPLORER_MATCH_UNKNOWN && service_of(run)->says_match;
    if (is_open && service_of(run)->look(run, &seen, &why) && seen.state == EXPLORER_VERIFIED) {
        answer->match = seen.match;
    }
}

bool run_is_before(const struct explorer_run *run, const struct explorer_answer *answer)
{
    return run->is_again && answer->state == EXPLORER_VERIFIED &&
           answer->match == EXPLORER_MATCH_PARTIAL;
}

/* Verified in part, of what others have sent, perhaps; what is here is all of it. */
static bool may_become_exact(const struct explorer_run *run, const struct explorer_answer *answer)
{
    const struct explorer_contract *contract = run->contract;
    const bool is_as_compiled = service_of(run)->takes_unlinked ||
                                bytes_equal(contract->input, contract->unlinked_input);
    return answer->state == EXPLORER_VERIFIED && answer->match == EXPLORER_MATCH_PARTIAL &&
           contract->is_exact && is_as_compiled;
}

/* What comes of it is no worse than what is there. */
static bool verify_again(struct explorer_run *run, struct explorer_answer *answer,
                         struct explorer_result *out, struct err *e)
{
    struct err why = {0};
    int64_t pause = FIRST_PAUSE_MS;
    const struct explorer_answer before = *answer;
    run->is_again = true;
    log_line(run->explorer->log, "%s: verified in part; asked for once more",
             service_of(run)->title);
    if (submit(run, &pause, answer, &why) &&
        (is_done(answer) || run->explorer->no_wait || wait_for_end(run, &pause, answer, &why))) {
        out->was_already = answer->state == EXPLORER_ALREADY;
        out->is_submitted = run->explorer->no_wait && !is_done(answer);
        return true;
    }
    if (why.kind == ERR_INTERRUPTED) {
        *e = why;
        return false;
    }
    log_line(run->explorer->warnings, "it is verified in part, and stays so: %s", why.text);
    *answer = before;
    out->was_already = true;
    return true;
}

static bool verify(struct explorer_run *run, struct explorer_answer *answer,
                   struct explorer_result *out, struct err *e)
{
    int64_t pause = FIRST_PAUSE_MS;
    TRY(service_of(run)->look(run, answer, e));
    if (may_become_exact(run, answer)) {
        return verify_again(run, answer, out, e);
    }
    if (!is_done(answer)) {
        if (answer->state != EXPLORER_ABSENT && !is_later(answer->state)) {
            return fail(run, answer, e);
        }
        TRY(submit(run, &pause, answer, e));
    }
    out->was_already = is_done(answer);
    out->is_submitted = !out->was_already && run->explorer->no_wait;
    return out->was_already || out->is_submitted || wait_for_end(run, &pause, answer, e);
}

/* Without what people leave at the end of it. */
static bool read_url(struct explorer_run *run, struct err *e)
{
    struct url url;
    struct text text = text_of(run->explorer->url);
    while (text.len > 0 && (text.at[text.len - 1] == '/' || text.at[text.len - 1] == '?')) {
        text.len--;
    }
    run->base = text_dup(text);
    TRY(url_parse(run->base, &url, e));
    if (strpbrk(run->base, "?#") != NULL) {
        return err_set(e, ERR_USAGE, "'%.200s' is not the address of a service: it has a query",
                       run->base);
    }
    return true;
}

bool explorer_verify(const struct explorer *explorer, const struct explorer_contract *contract,
                     struct explorer_result *out, struct err *e)
{
    AUTO(run_done)
    struct explorer_run run = {
        .explorer = explorer,
        .contract = contract,
        .deadline = clock_monotonic_ms() + explorer->wait_ms,
    };
    struct explorer_answer answer = {0};
    *out = (struct explorer_result){0};
    (void)address_format(&contract->address, run.address);
    TRY(read_url(&run, e));
    TRY(verify(&run, &answer, out, e));
    if (!out->is_submitted) {
        look_again(&run, &answer);
    }
    out->match = answer.match;
    out->was_already = out->was_already ||
                       (run.is_again && !out->is_submitted && out->match != EXPLORER_MATCH_EXACT);
    memcpy(out->job, run.job, sizeof out->job);
    return true;
}
