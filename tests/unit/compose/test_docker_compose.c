/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/docker_compose.h"

#include <criterion/criterion.h>

#include "base/buf.h"

TestSuite(docker_compose, .timeout = 60);

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct docker_compose parse(const char *text)
{
    struct docker_compose compose;
    struct err e = {0};
    cr_assert(docker_compose_parse(text_of(text), &compose, &e), "%s: %s", text, e.text);
    return compose;
}

static void refuse(const char *text, const char *want)
{
    struct docker_compose compose;
    struct err e = {0};
    cr_expect_not(docker_compose_parse(text_of(text), &compose, &e), "%s", text);
    cr_expect_eq(e.kind, ERR_MALFORMED);
    cr_expect_str_eq(e.text, want, "%s: %s", text, e.text);
}

Test(docker_compose, images_are_read_with_their_lines)
{
    AUTO(docker_compose_done)
    struct docker_compose c = parse("services:\n"
                                    "  web:\n"
                                    "    image: nginx:1.2\n"
                                    "  db:\n"
                                    "    environment: [A=1]\n"
                                    "    image: pg@sha256:" HEX64 "\n"
                                    "  own:\n"
                                    "    build: .\n"
                                    "  var:\n"
                                    "    image: \"${REPO}:$TAG\"\n"
                                    "    build:\n"
                                    "      context: .\n");
    cr_assert_eq(c.n, 4);
    cr_expect(text_is(c.services[0].name, "web"));
    cr_expect_eq(c.services[0].line, 2);
    cr_expect(text_is(c.services[0].image.text, "nginx:1.2"));
    cr_expect_eq(c.services[0].image_line, 3);
    cr_expect_not(c.services[0].image.has_digest);
    cr_expect(c.services[1].image.has_digest);
    cr_expect_eq(c.services[1].image_line, 6);
    cr_expect_eq(c.services[2].image_line, 0);
    cr_expect_eq(c.services[2].build_line, 8);
    cr_expect(text_is(c.services[3].image.variable, "REPO"));
    cr_expect_eq(c.services[3].build_line, 12);
    cr_expect_eq(c.include_line, 0);
}

Test(docker_compose, settings_that_are_on_have_a_line)
{
    static const struct {
        const char *line;
        bool privileged, pid, network, socket;
    } cases[] = {
        {"privileged: true", .privileged = true},
        {"privileged: \"true\"", .privileged = true},
        {"privileged: YES", .privileged = true},
        {"privileged: on", .privileged = true},
        {"privileged: ${P}", .privileged = true},
        {"privileged: what", .privileged = true},
        {"privileged: false", .privileged = false},
        {"privileged: \"False\"", .privileged = false},
        {"privileged: no", .privileged = false},
        {"privileged: off", .privileged = false},
        {"privileged:", .privileged = false},
        {"privileged: ~", .privileged = false},
        {"pid: host", .pid = true},
        {"pid: ${P:-}", .pid = true},
        {"pid: service:x", .privileged = false},
        {"network_mode: \"host\"", .network = true},
        {"network_mode: bridge", .privileged = false},
        {"use_api_socket: true", .socket = true},
        {"Privileged: true", .privileged = false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf text = buf_start(KIB);
        buf_printf(&text, "services:\n  a:\n    %s\n", cases[i].line);
        buf_char(&text, 0);
        AUTO(docker_compose_done) struct docker_compose c = parse((const char *)text.at);
        const struct compose_service *s = &c.services[0];
        cr_expect_eq(s->privileged.line, cases[i].privileged ? 3 : 0, "%s", cases[i].line);
        cr_expect_eq(s->host_pid.line, cases[i].pid ? 3 : 0, "%s", cases[i].line);
        cr_expect_eq(s->host_network.line, cases[i].network ? 3 : 0, "%s", cases[i].line);
        cr_expect_eq(s->api_socket.line, cases[i].socket ? 3 : 0, "%s", cases[i].line);
    }
}

static void expect_mount(const char *entry, const char *source)
{
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text, "services:\n  a:\n    volumes:\n    - %s\n", entry);
    buf_char(&text, 0);
    AUTO(docker_compose_done) struct docker_compose c = parse((const char *)text.at);
    const struct compose_mounts *mounts = &c.services[0].mounts;
    cr_expect_eq(mounts->n, source != NULL ? 1 : 0, "%s", entry);
    if (mounts->n > 0 && source != NULL) {
        cr_expect(text_is(mounts->at[0].source, source), "%s: %.*s", entry,
                  TEXT_ARG(mounts->at[0].source));
        cr_expect_eq(mounts->at[0].line, 4, "%s", entry);
    }
}

Test(docker_compose, mounts_of_the_machine_are_told_from_volumes)
{
    expect_mount("/:/host", "/");
    expect_mount("/:/host:ro", "/");
    expect_mount("./x:/y", "./x");
    expect_mount("~/x:/y", "~/x");
    expect_mount("data:/y", NULL);
    expect_mount("/y", NULL);
    expect_mount("${X:-/}:/y", "${X:-/}");
    expect_mount("data${X}:/y", "data${X}");
    expect_mount("data:/y/${X}", NULL);
    expect_mount("${X}", "${X}");
    expect_mount("/${A:-b}:/y", "/${A:-b}");
    expect_mount("{type: bind, source: /z, target: /y}", "/z");
    expect_mount("{type: \"${T}\", source: z, target: /y}", "z");
    expect_mount("{type: volume, source: z, target: /y}", NULL);
    expect_mount("{type: tmpfs, target: /y}", NULL);
}

Test(docker_compose, shared_sections_mount_too)
{
    AUTO(docker_compose_done)
    struct docker_compose c = parse("services:\n"
                                    "  a: {image: x}\n"
                                    "volumes:\n"
                                    "  plain:\n"
                                    "  root:\n"
                                    "    driver_opts: {type: none, o: bind, device: /}\n"
                                    "configs:\n"
                                    "  c:\n"
                                    "    file: /var/run/docker.sock\n"
                                    "secrets:\n"
                                    "  s: {file: ./s}\n"
                                    "  t: {environment: T}\n");
    cr_assert_eq(c.mounts.n, 3);
    cr_expect(text_is(c.mounts.at[0].source, "/"));
    cr_expect_eq(c.mounts.at[0].line, 6);
    cr_expect(text_is(c.mounts.at[1].source, "/var/run/docker.sock"));
    cr_expect_eq(c.mounts.at[1].line, 9);
    cr_expect(text_is(c.mounts.at[2].source, "./s"));
}

Test(docker_compose, what_is_merged_counts_as_written)
{
    AUTO(docker_compose_done)
    struct docker_compose c = parse("x-base: &base\n"
                                    "  image: a\n"
                                    "  privileged: true\n"
                                    "services:\n"
                                    "  one:\n"
                                    "    <<: *base\n"
                                    "  two:\n"
                                    "    <<: *base\n"
                                    "    privileged: false\n"
                                    "  three: *base\n");
    cr_assert_eq(c.n, 3);
    cr_expect_eq(c.services[0].privileged.line, 3);
    cr_expect_eq(c.services[0].image_line, 2);
    cr_expect_eq(c.services[1].privileged.line, 0);
    cr_expect_eq(c.services[2].privileged.line, 3);
    cr_expect_eq(c.services[2].line, 10);
}

Test(docker_compose, other_files_are_noticed)
{
    AUTO(docker_compose_done) struct docker_compose c = parse("include:\n  - other.yml\n");
    cr_expect_eq(c.n, 0);
    cr_expect_eq(c.include_line, 2);
    AUTO(docker_compose_done)
    struct docker_compose d = parse(
        "services:\n  a:\n    extends:\n      file: b.yml\n      service: b\n  c: {extends: a}\n");
    cr_expect_eq(d.services[0].external_line, 4);
    cr_expect_eq(d.services[1].external_line, 0);
}

Test(docker_compose, other_types_are_refused)
{
    refuse("[]", "line 1: a mapping has to stand here");
    refuse("a", "line 1: a mapping has to stand here");
    refuse("x: 1", "there are no services");
    refuse("services:\n", "there are no services");
    refuse("services: [a]", "line 1: 'services' is not a mapping");
    refuse("services:\n  a: x", "line 2: 'a' is not a service");
    refuse("services:\n  a:\n", "line 2: 'a' is not a service");
    refuse("services:\n  a:\n    image: [x]", "line 3: 'image' is not a text");
    refuse("services:\n  a:\n    privileged: {}", "line 3: 'privileged' is not a text");
    refuse("services:\n  a:\n    use_api_socket: []", "line 3: 'use_api_socket' is not a text");
    refuse("services:\n  a:\n    pid: []", "line 3: 'pid' is not a text");
    refuse("services:\n  a:\n    network_mode: []", "line 3: 'network_mode' is not a text");
    refuse("services:\n  a:\n    volumes: x", "line 3: 'volumes' is not a list");
    refuse("services:\n  a:\n    volumes: [[]]", "line 3: 'volumes' is not a list of mounts");
    refuse("services:\n  a:\n    volumes: [{source: []}]", "line 3: 'source' is not a text");
    refuse("services:\n  a:\n    volumes: [{type: []}]", "line 3: 'type' is not a text");
    refuse("services: {}\nvolumes: []", "line 2: 'volumes' is not a mapping");
    refuse("services: {}\nconfigs: {a: {file: []}}", "line 2: 'file' is not a text");
    refuse("services:\n  a: {}\n  a: {}", "line 3, column 3: duplicate key 'a'");
    refuse("services:\n  a:\n    privileged: !reset true",
           "line 3, column 17: the tag '!reset' is not supported");
}
