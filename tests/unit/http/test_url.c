/* SPDX-License-Identifier: Apache-2.0 */
#include "http/url.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(url);

Test(url, https_is_for_every_host_and_http_for_loopback)
{
    static const struct {
        const char *text;
        bool ok, loopback;
    } cases[] = {
        {"https://pccs.phala.network", true, false},
        {"https://pccs.phala.network:8081/sgx/certification/v4/", true, false},
        {"https://127.0.0.1/", true, true},
        {"http://127.0.0.1", true, true},
        {"http://127.0.0.1:8080/a?b=c", true, true},
        {"http://127.255.255.254/", true, true},
        {"http://localhost:1/", true, true},
        {"http://LocalHost/", true, true},
        {"http://[::1]:80/", true, true},
        {"https://[2001:db8::1]/", true, false},
        {"http://pccs.phala.network", false, false},
        {"http://128.0.0.1/", false, false},
        {"http://127.1/", false, false},
        {"http://127.0.0.1.example.org/", false, false},
        {"http://127.0.0.1./", false, false},
        {"http://127.0.0.01/", false, false},
        {"http://127.0.0.256/", false, false},
        {"http://0x7f.0.0.1/", false, false},
        {"http://2130706433/", false, false},
        {"http://localhost.example.org/", false, false},
        {"http://localhost./", false, false},
        {"http://[::]/", false, false},
        {"http://[::ffff:127.0.0.1]/", false, false},
        {"http://0.0.0.0/", false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct url url;
        struct err e;
        cr_assert_eq(url_parse(cases[i].text, &url, &e), cases[i].ok, "%s", cases[i].text);
        if (cases[i].ok) {
            cr_assert_eq(url.is_loopback, cases[i].loopback, "%s", cases[i].text);
        } else {
            cr_assert_eq(e.kind, ERR_USAGE, "%s", cases[i].text);
        }
    }
}

Test(url, what_is_no_plain_url_is_refused)
{
    static const char *const wrong[] = {
        "",
        "pccs.phala.network",
        "https:/x",
        "https://",
        "https:///path",
        "HTTPS://x",
        "ftp://x/",
        "file:///etc/passwd",
        "https://user@host/",
        "https://user:password@host/",
        "http://127.0.0.1@example.org/",
        "http://127.0.0.1\\@example.org/",
        "https://host:0/",
        "https://host:65536/",
        "https://host:/",
        "https://host:80x/",
        "https://ho st/",
        "https://host/\n",
        "https://host/\x7f",
        "https://h\xc3\xb6st/",
        "https://[::1/",
        "https://[]/",
        "https://[::1]x/",
        "https://[fe80::1%25eth0]/",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct url url;
        struct err e;
        cr_assert_not(url_parse(wrong[i], &url, &e), "%s", wrong[i]);
    }
}

Test(url, longer_than_the_limit_is_refused)
{
    char text[URL_MAX + 2];
    struct url url;
    struct err e;
    memset(text, 'a', sizeof text);
    memcpy(text, "https://h/", 10);
    text[URL_MAX] = 0;
    cr_assert(url_parse(text, &url, &e));
    text[URL_MAX] = 'a';
    text[URL_MAX + 1] = 0;
    cr_assert_not(url_parse(text, &url, &e));
}

Test(url, is_split_into_views)
{
    struct url url;
    struct err e;
    cr_assert(url_parse("https://[2001:db8::1]:8443/a/b?c=d#e", &url, &e));
    cr_assert(text_is(url.all, "https://[2001:db8::1]:8443/a/b?c=d"));
    cr_assert(text_is(url.origin, "https://[2001:db8::1]:8443"));
    cr_assert(text_is(url.authority, "[2001:db8::1]:8443"));
    cr_assert(text_is(url.host, "2001:db8::1"));
    cr_assert(text_is(url.path, "/a/b"));
    cr_assert(url.is_secure);
    cr_assert(url_parse("http://localhost?x", &url, &e));
    cr_assert(text_is(url.path, ""));
    cr_assert(text_is(url.host, "localhost"));
}

Test(url, redirects_never_lead_to_less_protection)
{
    static const struct {
        const char *from, *to;
        bool may;
    } cases[] = {
        {"https://a/", "https://b/", true},
        {"https://127.0.0.1/", "https://b/", true},
        {"https://127.0.0.1/", "https://127.0.0.2/", true},
        {"http://127.0.0.1/", "http://localhost/", true},
        {"http://127.0.0.1/", "https://b/", true},
        {"https://127.0.0.1/", "http://127.0.0.1/", false},
        {"https://a/", "http://127.0.0.1/", false},
        {"https://a/", "https://127.0.0.1/", false},
        {"https://a/", "https://localhost/", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct url from;
        struct url to;
        struct err e;
        cr_assert(url_parse(cases[i].from, &from, &e));
        cr_assert(url_parse(cases[i].to, &to, &e));
        cr_assert_eq(url_may_lead(&from, &to), cases[i].may, "%s -> %s", cases[i].from,
                     cases[i].to);
    }
}

Test(url, percent_decoding)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"", ""},
        {"abc", "abc"},
        {"-----BEGIN%20CERTIFICATE-----%0AMII%2B+/%3D%3d", "-----BEGIN CERTIFICATE-----\nMII++/=="},
        {"%25%32%35", "%25"},
        {"%", NULL},
        {"%4", NULL},
        {"a%4", NULL},
        {"%4g", NULL},
        {"%%41", NULL},
        {"% 41", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        bool ok = url_decode(text_of(cases[i].from), &out);
        cr_assert_eq(ok, cases[i].to != NULL, "%s", cases[i].from);
        cr_assert(!ok || text_is(buf_view_text(&out), cases[i].to), "%s", cases[i].from);
    }
}

Test(url, percent_decoding_keeps_the_cap)
{
    AUTO(buf_done) struct buf out = buf_start(3);
    cr_assert_not(url_decode(text_of("%41%42%43%44"), &out));
}
