/* SPDX-License-Identifier: Apache-2.0 */
#include "http/http.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

TestSuite(http, .timeout = 60);

static struct http *new_http(const struct http_options *options)
{
    struct http_options all = *options;
    all.user_agent = "phala/test";
    return http_new(&all);
}

static struct http_response response_with(const char *headers)
{
    struct http_response response = {.headers = buf_start(KIB)};
    buf_text(&response.headers, headers);
    return response;
}

Test(http, headers_are_found_in_any_case)
{
    AUTO(http_response_done)
    struct http_response response = response_with("TCB-Info-Issuer-Chain: a%20b\r\nEmpty:\r\n"
                                                  "x-twice: first\r\nX-Twice: second\r\n"
                                                  "X-Colon: a:b \r\nno colon\r\n\r\n");
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"TCB-Info-Issuer-Chain", "a%20b"},
        {"tcb-info-issuer-chain", "a%20b"},
        {"empty", ""},
        {"X-TWICE", "first"},
        {"x-colon", "a:b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text value;
        cr_assert(http_header(&response, cases[i].name, &value), "%s", cases[i].name);
        cr_assert(text_is(value, cases[i].value), "%s", cases[i].name);
    }
}

Test(http, headers_that_are_not_there)
{
    AUTO(http_response_done) struct http_response response = response_with("Name: value\r\n\r\n");
    static const char *const absent[] = {"", "Nam", "Name:", "value", " Name", "Name "};
    struct text value = text_of("untouched");
    for (size_t i = 0; i < COUNT(absent); i++) {
        cr_assert_not(http_header(&response, absent[i], &value), "'%s'", absent[i]);
    }
    cr_assert(text_is(value, "untouched"));
    struct http_response empty = {0};
    cr_assert_not(http_header(&empty, "Name", &value));
}

Test(http, unprotected_urls_are_refused_before_anything_is_opened)
{
    AUTO(http_freep) struct http *http = new_http(&(struct http_options){.ca_file = "/absent"});
    struct http_response response;
    struct err e;
    cr_assert_not(http_get(http, "http://192.0.2.1/", KIB, &response, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
}

Test(http, an_absent_ca_file_is_named)
{
    AUTO(http_freep) struct http *http = new_http(&(struct http_options){.ca_file = "/absent.pem"});
    struct http_response response;
    struct err e;
    cr_assert_not(http_get(http, "https://127.0.0.1:1/", KIB, &response, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
    cr_assert_not_null(strstr(e.text, "/absent.pem"));
}

static void count_line(void *where, const char *text)
{
    (void)text;
    ++*(unsigned *)where;
}

Test(http, nobody_listens)
{
    unsigned lines = 0;
    struct log log = {count_line, &lines};
    AUTO(http_freep) struct http *http = new_http(&(struct http_options){.log = &log});
    struct http_response response;
    struct err e;
    cr_assert_not(http_get(http, "http://127.0.0.1:1/a?secret=1", KIB, &response, &e));
    cr_assert_eq(e.kind, ERR_NETWORK, "%s", e.text);
    cr_assert_not_null(strstr(e.text, "'http://127.0.0.1:1/a'"), "%s", e.text);
    cr_assert_eq(lines, 7, "four attempts and three waits, not %u lines", lines);
}

/* What a log has, whole. */
static void keep_line(void *where, const char *text)
{
    buf_text(where, text);
    buf_char(where, '\n');
}

Test(http, what_is_sent_is_sent_again_only_where_that_does_no_harm)
{
    static const struct {
        bool is_repeatable;
        unsigned attempts;
    } cases[] = {{true, 4}, {false, 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf lines = buf_start(KIB);
        struct log log = {keep_line, &lines};
        AUTO(http_freep) struct http *http = new_http(&(struct http_options){.log = &log});
        const struct http_post post = {.content_type = "application/json",
                                       .body = bytes_of("{}", 2),
                                       .cap = KIB,
                                       .is_repeatable = cases[i].is_repeatable};
        struct http_response response;
        struct err e;
        cr_assert_not(http_post(http, "http://127.0.0.1:1/v2/KEY?key=KEY", &post, &response, &e));
        cr_assert_eq(e.kind, ERR_NETWORK, "%s", e.text);
        cr_assert_not_null(strstr(e.text, "'http://127.0.0.1:1'"), "%s", e.text);
        buf_char(&lines, 0);
        unsigned attempts = 0;
        const char *at = (const char *)lines.at;
        for (; (at = strstr(at, "POST http://127.0.0.1:1: ")) != NULL; at++) {
            attempts++;
        }
        cr_assert_eq(attempts, cases[i].attempts, "%s", (const char *)lines.at);
        cr_assert_null(strstr((const char *)lines.at, "KEY"), "%s", (const char *)lines.at);
    }
}

Test(http, urls_that_are_refused_are_not_shown_where_a_key_may_be_in_them)
{
    static const char *const urls[] = {
        "http://192.0.2.1/KEY",
        "ftp://node/KEY",
        "https://user:KEY@node/",
        "https://node:0/KEY",
        "https://node/\tKEY",
        "KEY",
        "",
    };
    AUTO(http_freep) struct http *http = new_http(&(struct http_options){0});
    for (size_t i = 0; i < COUNT(urls); i++) {
        const struct http_post post = {.content_type = "text/plain", .cap = KIB};
        struct http_response response;
        struct err e;
        cr_assert_not(http_post(http, urls[i], &post, &response, &e));
        cr_assert_eq(e.kind, ERR_USAGE, "%s", urls[i]);
        cr_assert(strstr(e.text, "KEY") == NULL && strstr(e.hint, "KEY") == NULL, "%s", e.text);
    }
}

Test(http, the_timeout_bounds_retries)
{
    AUTO(http_freep) struct http *http = new_http(&(struct http_options){.timeout_ms = 250});
    struct http_response response;
    struct err e;
    int64_t start = clock_monotonic_ms();
    cr_assert_not(http_get(http, "http://127.0.0.1:1/", KIB, &response, &e));
    cr_assert_lt(clock_monotonic_ms() - start, 1000);
}

Test(http, an_interrupt_ends_it_at_once)
{
    volatile sig_atomic_t interrupted = 1;
    AUTO(http_freep)
    struct http *http = new_http(&(struct http_options){.interrupted = &interrupted});
    struct http_response response;
    struct err e;
    cr_assert_not(http_get(http, "http://127.0.0.1:1/", KIB, &response, &e));
    cr_assert_eq(e.kind, ERR_INTERRUPTED);
}
