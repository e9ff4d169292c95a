/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/app_compose.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/hex.h"

TestSuite(app_compose, .timeout = 60);

#define NEEDED "\"manifest_version\":2,\"name\":\"n\",\"runner\":\"docker-compose\""

static struct app_compose parse(const char *text)
{
    struct app_compose app;
    struct err e = {0};
    cr_assert(app_compose_parse(text_bytes(text_of(text)), &app, &e), "%s: %s", text, e.text);
    return app;
}

static void refuse(const char *text, const char *want)
{
    struct app_compose app;
    struct err e = {0};
    cr_expect_not(app_compose_parse(text_bytes(text_of(text)), &app, &e), "%s", text);
    cr_expect_eq(e.kind, ERR_MALFORMED, "%s", text);
    cr_expect_str_eq(e.text, want, "%s: %s", text, e.text);
}

/* The defaults of dstack's guest, which are not those of the cloud's API. */
Test(app_compose, what_is_absent_has_its_default)
{
    AUTO(app_compose_done) struct app_compose app = parse("{" NEEDED "}");
    cr_expect_eq(app.manifest_version, 2);
    cr_expect_eq(app.event_log_version, 1);
    cr_expect(text_is(app.name, "n"));
    cr_expect(text_is(app.runner, "docker-compose"));
    cr_expect_null(app.docker_compose_file.at);
    cr_expect_null(app.bash_script.at);
    cr_expect_null(app.pre_launch_script.at);
    cr_expect_null(app.key_provider_id.at);
    cr_expect_eq(app.init_scripts.n + app.features.n + app.allowed_envs.n, 0);
    cr_expect_not(app.public_logs || app.public_sysinfo || app.kms_enabled || app.gateway_enabled ||
                  app.local_key_provider_enabled || app.no_instance_id);
    cr_expect(app.public_tcbinfo && app.secure_time);
    cr_expect(text_is(app.key_provider, "none"));
}

Test(app_compose, every_member_is_read)
{
    AUTO(app_compose_done)
    struct app_compose app = parse(
        "{" NEEDED ",\"docker_compose_file\":\"services: {}\\n\",\"bash_script\":\"b\","
        "\"init_script\":[\"i\",\"j\"],\"pre_launch_script\":\"p\",\"features\":[\"kms\"],"
        "\"allowed_envs\":[\"A\",\"B\"],\"public_logs\":true,\"public_sysinfo\":true,"
        "\"public_tcbinfo\":false,\"kms_enabled\":true,\"gateway_enabled\":true,"
        "\"local_key_provider_enabled\":true,\"no_instance_id\":true,\"secure_time\":false,"
        "\"key_provider\":\"tpm\",\"key_provider_id\":\"00ff\",\"event_log_version\":2,"
        "\"what\":{\"is\":[\"new\"]}}");
    cr_expect(text_is(app.docker_compose_file, "services: {}\n"));
    cr_expect(text_is(app.bash_script, "b"));
    cr_expect(app.init_scripts.n == 2 && text_is(app.init_scripts.at[1], "j"));
    cr_expect(text_is(app.pre_launch_script, "p"));
    cr_expect(app.features.n == 1 && text_is(app.features.at[0], "kms"));
    cr_expect(app.allowed_envs.n == 2 && text_is(app.allowed_envs.at[1], "B"));
    cr_expect(app.public_logs && app.public_sysinfo && app.kms_enabled && app.gateway_enabled);
    cr_expect(app.local_key_provider_enabled && app.no_instance_id);
    cr_expect_not(app.public_tcbinfo || app.secure_time);
    cr_expect(text_is(app.key_provider, "tpm"));
    cr_expect(text_is(app.key_provider_id, "00ff"));
    cr_expect_eq(app.event_log_version, 2);
}

Test(app_compose, older_spellings_mean_the_same)
{
    static const struct {
        const char *text;
        bool gateway;
        const char *key_provider;
    } cases[] = {
        {"{" NEEDED ",\"tproxy_enabled\":true}", true, "none"},
        {"{" NEEDED ",\"features\":[\"kms\",\"tproxy-net\"]}", true, "none"},
        {"{" NEEDED ",\"gateway_enabled\":true,\"tproxy_enabled\":false}", true, "none"},
        {"{" NEEDED ",\"features\":[\"tproxy\"]}", false, "none"},
        {"{" NEEDED ",\"kms_enabled\":true}", false, "kms"},
        {"{" NEEDED ",\"kms_enabled\":true,\"local_key_provider_enabled\":true}", false, "kms"},
        {"{" NEEDED ",\"local_key_provider_enabled\":true}", false, "local"},
        {"{" NEEDED ",\"kms_enabled\":true,\"key_provider\":\"none\"}", false, "none"},
        {"{" NEEDED ",\"kms_enabled\":true,\"key_provider\":null}", false, "kms"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(app_compose_done) struct app_compose app = parse(cases[i].text);
        cr_expect_eq(app.gateway_enabled, cases[i].gateway, "%s", cases[i].text);
        cr_expect(text_is(app.key_provider, cases[i].key_provider), "%s", cases[i].text);
    }
    AUTO(app_compose_done)
    struct app_compose text = parse(
        "{\"manifest_version\":\"3\",\"name\":\"\",\"runner\":\"bash\",\"init_script\":\"i\"}");
    cr_expect_eq(text.manifest_version, 3);
    cr_expect(text.init_scripts.n == 1 && text_is(text.init_scripts.at[0], "i"));
}

Test(app_compose, other_types_are_refused)
{
    static const char *const flags[] = {
        "public_logs",     "public_sysinfo", "public_tcbinfo",
        "kms_enabled",     "tproxy_enabled", "local_key_provider_enabled",
        "gateway_enabled", "no_instance_id", "secure_time",
    };
    static const char *const texts[] = {"docker_compose_file", "bash_script", "pre_launch_script",
                                        "key_provider", "key_provider_id"};
    static const char *const lists[] = {"features", "allowed_envs", "init_script"};
    char text[300];
    char want[100];
    for (size_t i = 0; i < COUNT(flags); i++) {
        (void)snprintf(text, sizeof text, "{" NEEDED ",\"%s\":null}", flags[i]);
        (void)snprintf(want, sizeof want, "app-compose: '%s' is not true or false", flags[i]);
        refuse(text, want);
    }
    for (size_t i = 0; i < COUNT(texts); i++) {
        (void)snprintf(text, sizeof text, "{" NEEDED ",\"%s\":[]}", texts[i]);
        (void)snprintf(want, sizeof want, "app-compose: '%s' is not a text", texts[i]);
        refuse(text, want);
    }
    for (size_t i = 0; i < COUNT(lists); i++) {
        (void)snprintf(want, sizeof want, "app-compose: '%s' is not a list of texts", lists[i]);
        (void)snprintf(text, sizeof text, "{" NEEDED ",\"%s\":{}}", lists[i]);
        refuse(text, want);
        (void)snprintf(text, sizeof text, "{" NEEDED ",\"%s\":[\"a\",1]}", lists[i]);
        refuse(text, want);
    }
    refuse("{" NEEDED ",\"event_log_version\":true}",
           "app-compose: 'event_log_version' is not a version number");
    refuse("{\"manifest_version\":\"2.0\",\"name\":\"n\",\"runner\":\"r\"}",
           "app-compose: 'manifest_version' is not a version number");
    refuse("{\"manifest_version\":-1,\"name\":\"n\",\"runner\":\"r\"}",
           "app-compose: 'manifest_version' is not a version number");
}

Test(app_compose, what_is_needed_is_missed)
{
    refuse("{\"name\":\"n\",\"runner\":\"r\"}", "app-compose: 'manifest_version' is missing");
    refuse("{\"manifest_version\":2,\"runner\":\"r\"}", "app-compose: 'name' is missing");
    refuse("{\"manifest_version\":2,\"name\":\"n\"}", "app-compose: 'runner' is missing");
    refuse("{\"manifest_version\":2,\"name\":\"n\",\"runner\":null}",
           "app-compose: 'runner' is missing");
    refuse("[]", "app-compose: is not a JSON object");
    refuse("{" NEEDED ",\"name\":\"m\"}", "app-compose: duplicate key 'name'");
    refuse("", "app-compose: line 1, column 1: unexpected end");
}

Test(app_compose, a_mebibyte_is_taken_and_no_more)
{
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    struct err e = {0};
    struct app_compose app;
    buf_text(&b, "{" NEEDED "}");
    buf_repeat(&b, ' ', APP_COMPOSE_SIZE_MAX - b.len);
    cr_assert(app_compose_parse(buf_view(&b), &app, &e), "%s", e.text);
    app_compose_done(&app);
    buf_char(&b, ' ');
    cr_expect_not(app_compose_parse(buf_view(&b), &app, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    cr_expect_str_eq(e.text, "app-compose: more than 1048576 bytes");
}

Test(app_compose, no_part_of_a_file_is_one)
{
    const struct text text = text_of("{" NEEDED ",\"allowed_envs\":[\"A\"],\"public_logs\":true}");
    struct app_compose app;
    for (size_t n = 0; n < text.len; n++) {
        struct err e = {0};
        cr_expect_not(app_compose_parse(bytes_of(text.at, n), &app, &e), "%zu", n);
    }
}

/* sha256sum of the very bytes: a space more is another hash. */
Test(app_compose, the_hash_is_of_the_exact_bytes)
{
    static const char *const text = "{" NEEDED "}";
    static const char *const spaced = "{" NEEDED " }";
    AUTO(app_compose_done) struct app_compose app = parse(text);
    AUTO(app_compose_done) struct app_compose other = parse(spaced);
    uint8_t want[SHA256_SIZE];
    cr_assert(
        hex_decode(text_of("614d79feb954b645caaec4bb34e88276c603d0d5c10273c3af3e028350f2058f"),
                   want, sizeof want));
    cr_expect_arr_eq(app.hash.at, want, sizeof want);
    cr_assert(
        hex_decode(text_of("af9c90eea4164290ae9b7467f5256520384ce4022085e1e0ff1d2ed7d6ca08fd"),
                   want, sizeof want));
    cr_expect_arr_eq(other.hash.at, want, sizeof want);
    cr_expect_eq(app.raw.at, (const uint8_t *)text);
}
