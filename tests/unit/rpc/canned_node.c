/* SPDX-License-Identifier: Apache-2.0 */
#include "canned_node.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/clock.h"
#include "base/hex.h"
#include "chain/transaction.h"
#include "http/http.h"

enum { RULES_MAX = 64, METHODS_MAX = 4096, OK = 200, METHOD = 40, ID = 20 };

static struct {
    const struct canned_rule *rules; /* NULL: there is no node */
    unsigned used[RULES_MAX];
    const char *asked[METHODS_MAX];
    size_t n_asked;
    unsigned requests;
    int64_t now;
} node;

void canned_node(const struct canned_rule *rules)
{
    memset(&node, 0, sizeof node);
    node.rules = rules;
}

struct rpc *canned_rpc(void)
{
    return rpc_new(NULL, "https://node");
}

struct rpc *canned_plain_rpc(void)
{
    return rpc_new(NULL, "http://127.0.0.1/");
}

unsigned canned_asked(const char *method)
{
    unsigned n = 0;
    for (size_t i = 0; i < node.n_asked; i++) {
        n += strcmp(node.asked[i], method) == 0 ? 1 : 0;
    }
    return n;
}

unsigned canned_requests(void)
{
    return node.requests;
}

int64_t canned_now(void)
{
    return node.now;
}

/* What stands behind `key` in a question, up to one of the ends. */
static void copy_member(const char *question, const char *key, const char *ends, char *out,
                        size_t room)
{
    const char *found = strstr(question, key);
    cr_assert_not_null(found, "%s", question);
    const char *value = found + strlen(key);
    const size_t n = strcspn(value, ends);
    cr_assert_lt(n, room, "%s", question);
    memcpy(out, value, n);
    out[n] = 0;
}

static const struct canned_rule *rule_for(const char *question)
{
    char method[METHOD];
    copy_member(question, "\"method\":\"", "\"", method, sizeof method);
    for (size_t i = 0; node.rules[i].method != NULL; i++) {
        const struct canned_rule *rule = &node.rules[i];
        cr_assert_lt(i, RULES_MAX);
        if (strcmp(method, rule->method) != 0 || (rule->times > 0 && node.used[i] >= rule->times) ||
            (rule->about != NULL && strstr(question, rule->about) == NULL)) {
            continue;
        }
        node.used[i]++;
        cr_assert_lt(node.n_asked, METHODS_MAX);
        node.asked[node.n_asked++] = rule->method;
        return rule;
    }
    cr_assert_fail("nobody answers %s", question);
    return NULL;
}

/* Of the transaction that the question is about, or that it brings. */
static void add_hash(const char *question, struct buf *out)
{
    static char first[2 * TRANSACTION_ROOM];
    static uint8_t raw[TRANSACTION_ROOM];
    copy_member(question, "\"params\":[\"0x", "\"", first, sizeof first);
    struct keccak256 hash;
    const size_t n = strlen(first) / 2;
    cr_assert(hex_decode(text_of(first), raw, n), "%s", first);
    if (n == sizeof hash.at) {
        memcpy(hash.at, raw, n);
    } else {
        hash = keccak256_of(bytes_of(raw, n));
    }
    buf_text(out, "0x");
    buf_hex(out, BYTES_OF(hash.at));
}

/* False: the whole request is not answered. */
static bool answer(const char *question, struct buf *out)
{
    static const char place[] = "$HASH";
    char id[ID];
    const struct canned_rule *rule = rule_for(question);
    const char *rest = rule->answer;
    if (rule->then != NULL) {
        rule->then();
    }
    if (rest == NULL) {
        return false;
    }
    copy_member(question, "\"id\":", ",", id, sizeof id);
    buf_printf(out, "{\"jsonrpc\":\"2.0\",\"id\":%s,", id);
    for (const char *at = strstr(rest, place); at != NULL; at = strstr(rest, place)) {
        buf_add(out, bytes_of(rest, (size_t)(at - rest)));
        add_hash(question, out);
        rest = at + strlen(place);
    }
    buf_text(out, rest);
    buf_char(out, '}');
    return true;
}

/* Requests are written as rpc_request_write does: where one question ends and the next begins is
 * plain to see. */
static bool answer_all(char *request, struct buf *out)
{
    static const char begin[] = "{\"jsonrpc\":";
    const bool is_batch = request[0] == '[';
    char *next = NULL;
    if (is_batch) {
        buf_char(out, '[');
    }
    for (char *question = strstr(request, begin); question != NULL; question = next) {
        next = strstr(question + 1, begin);
        if (next != NULL) {
            next[-1] = 0;
        }
        TRY(answer(question, out));
        buf_text(out, next != NULL ? "," : "");
    }
    if (is_batch) {
        buf_char(out, ']');
    }
    return true;
}

/* What the linker puts in the places of these (--wrap), and where it puts those. */
bool __wrap_http_post(struct http *http, const char *url, const struct http_post *post,
                      struct http_response *out, struct err *e);
int64_t __wrap_clock_monotonic_ms(void);
int64_t __real_clock_monotonic_ms(void);
void __wrap_clock_sleep_ms(int64_t ms);
void __real_clock_sleep_ms(int64_t ms);

static bool answer_request(struct bytes request, struct buf *out)
{
    AUTO(buf_done) struct buf text = buf_start(MIB);
    buf_add(&text, request);
    buf_char(&text, 0);
    node.requests++;
    *out = buf_start(MIB);
    return answer_all((char *)text.at, out);
}

bool __wrap_http_post(struct http *http, const char *url, const struct http_post *post,
                      struct http_response *out, struct err *e)
{
    AUTO(buf_done) struct buf body = {0};
    cr_assert(http == NULL && node.rules != NULL, "%s", url);
    const bool is_answered = answer_request(post->body, &body);
    if (post->beside != NULL) {
        post->beside->was_asked = true;
        post->beside->is_answered = answer_request(post->beside->body, &post->beside->answer);
    }
    if (!is_answered) {
        return err_set(e, ERR_NETWORK, "cannot reach 'https://node'");
    }
    *out = (struct http_response){.status = OK, .body = body};
    body = (struct buf){0};
    return true;
}

int64_t __wrap_clock_monotonic_ms(void)
{
    return node.rules != NULL ? node.now : __real_clock_monotonic_ms();
}

void __wrap_clock_sleep_ms(int64_t ms)
{
    if (node.rules == NULL) {
        __real_clock_sleep_ms(ms);
    } else {
        node.now += ms;
    }
}
