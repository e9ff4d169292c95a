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
