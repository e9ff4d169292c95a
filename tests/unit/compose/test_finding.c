/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/finding.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/json.h"
#include "codec/json_write.h"
#include "compose/docker_compose.h"

TestSuite(finding, .timeout = 60);

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* "ID MEMBER:LINE SERVICE DETAIL", one a line. */
static void show(const struct app_compose *app, struct buf *out)
{
    AUTO(findings_done) struct findings findings;
    struct err e = {0};
    cr_assert(findings_of(app, &findings, &e), "%s", e.text);
    cr_expect_eq(e.kind, ERR_NONE);
    for (size_t i = 0; i < findings.n; i++) {
        const struct finding *f = &findings.at[i];
        buf_printf(out, "%s %s:%zu %s %s\n", finding_id(f->kind), f->member, f->line,
                   f->service != NULL ? f->service : "-", f->detail != NULL ? f->detail : "-");
    }
}

static void expect_of(struct bytes file, const char *want)
{
    AUTO(app_compose_done) struct app_compose app = {.json = NULL};
    AUTO(buf_done) struct buf out = buf_start(64 * KIB);
    struct err e = {0};
    cr_assert(app_compose_parse(file, &app, &e), "%s", e.text);
    show(&app, &out);
    cr_expect(text_is(buf_view_text(&out), want), "is\n%.*snot\n%s", TEXT_ARG(buf_view_text(&out)),
              want);
}

/* app-compose.json with that docker-compose file and pre-launch script (or none). */
static void expect(const char *compose, const char *script, const char *want)
{
    AUTO(buf_done) struct buf file = buf_start(64 * KIB);
    struct json_writer w = json_writer_to(&file, false);
    json_begin_object(&w);
    json_member_uint(&w, "manifest_version", 2);
    json_member_string(&w, "name", "n");
    json_member_string(&w, "runner", "docker-compose");
    if (compose != NULL) {
        json_member_string(&w, "docker_compose_file", compose);
    }
    if (script != NULL) {
        json_member_string(&w, "pre_launch_script", script);
    }
    json_end_object(&w);
    expect_of(buf_view(&file), want);
}

Test(finding, a_pinned_application_has_none)
{
    expect("services:\n  a:\n    image: x@sha256:" HEX64 "\n    volumes: ['d:/d', "
           "'/var/run/dstack.sock:/var/run/dstack.sock']\n",
           "docker login\n", "");
}

Test(finding, images)
{
    expect("services:\n"
           "  a:\n    image: nginx:1.2\n"
           "  b:\n    image: r/${X}@sha256:" HEX64 "\n"
           "  c:\n    build: .\n    image: c\n",
           NULL,
           "images.unpinned docker_compose_file:3 a 'nginx:1.2'\n"
           "images.variable docker_compose_file:5 b 'r/${X}@sha256:" HEX64 "' depends on 'X'\n"
           "images.built docker_compose_file:7 c -\n");
}

Test(finding, containers)
{
    expect("services:\n  a:\n    image: x@sha256:" HEX64 "\n    privileged: true\n    pid: host\n"
           "    network_mode: ${N}\n    use_api_socket: true\n    extends: {file: b.yml}\n",
           NULL,
           "compose.external docker_compose_file:8 a -\n"
           "containers.privileged docker_compose_file:4 a -\n"
           "containers.host_pid docker_compose_file:5 a -\n"
           "containers.host_network docker_compose_file:6 a '${N}' depends on 'N'\n"
           "mounts.docker_socket docker_compose_file:7 a -\n");
}

Test(finding, mounts)
{
    expect("services:\n  a:\n    volumes:\n    - /:/h\n    - /run/docker.sock:/s\n    - ${D}:/d\n"
           "    - /data:/d\nvolumes:\n  v: {driver_opts: {device: /}}\n",
           NULL,
           "mounts.root docker_compose_file:4 a '/'\n"
           "mounts.docker_socket docker_compose_file:5 a '/run/docker.sock'\n"
           "mounts.variable docker_compose_file:6 a '${D}' depends on 'D'\n"
           "mounts.root docker_compose_file:9 - '/'\n");
}

Test(finding, scripts)
{
    expect("services: {}", "#!/bin/sh\ndocker run --privileged \\\n\ta\ndocker run x@sha256:" HEX64,
           "scripts.privileged pre_launch_script:2 - 'docker run --privileged \\  a' (found by a "
           "search in the text)\n"
           "scripts.unpinned pre_launch_script:2 - 'docker run --privileged \\  a' (found by a "
           "search in the text)\n");
}

Test(finding, other_scripts_and_flags)
{
    expect_of(
        text_bytes(text_of("{\"manifest_version\":2,\"name\":\"n\",\"runner\":\"bash\","
                           "\"bash_script\":\"docker run b\",\"init_script\":[\"\","
                           "\"docker run i\"],\"public_logs\":true,\"public_sysinfo\":true}")),
        "scripts.unpinned init_script:1 - 'docker run i' (found by a search in the text)\n"
        "scripts.unpinned bash_script:1 - 'docker run b' (found by a search in the text)\n"
        "public.logs public_logs:0 - -\n"
        "public.sysinfo public_sysinfo:0 - -\n");
}

Test(finding, a_file_that_cannot_be_read_is_one)
{
    expect(NULL, NULL, "compose.unreadable docker_compose_file:0 - there is none\n");
    expect("services: [", NULL,
           "compose.unreadable docker_compose_file:0 - line 2, column 1: did not find expected "
           "node content\n");
    expect("include: x\n", NULL, "compose.external docker_compose_file:1 - -\n");
}

/* What is shown has no control characters, one line, and an end. */
Test(finding, details_are_fit_for_a_terminal)
{
    expect("services:\n  \"a\\e\": {image: \"x\\e[31m\\ny\"}\n", NULL,
           "images.unpinned docker_compose_file:2 a\\x1b 'x\\x1b[31m y'\n");
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_text(&text, "services:\n  a: {image: \"");
    buf_repeat(&text, 'x', 159);
    buf_text(&text, "\xc3\xa9zzz\"}\n");
    buf_char(&text, 0);
    AUTO(buf_done) struct buf want = buf_start(KIB);
    buf_text(&want, "images.unpinned docker_compose_file:2 a '");
    buf_repeat(&want, 'x', 159);
    buf_text(&want, "…'\n");
    buf_char(&want, 0);
    expect((const char *)text.at, NULL, (const char *)want.at);
}

Test(finding, every_kind_has_an_id_and_a_text)
{
    for (size_t i = 0; i < FINDING_KIND_COUNT; i++) {
        const char *id = finding_id((enum finding_kind)i);
        cr_expect_gt(text_of(finding_text((enum finding_kind)i)).len, 10);
        for (size_t k = 0; k < i; k++) {
            cr_expect_str_neq(id, finding_id((enum finding_kind)k));
        }
    }
}

/* Real files: dstack's simulator and an application that was deployed. */
static bool read_shared(const char *name, struct buf *out)
{
    const char *shared = getenv("PHALA_SHARED");
    AUTO(mem_freep)
    char *path = path_join(shared != NULL ? shared : PHALA_SHARED_DIR, name);
    struct err e = {0};
    *out = buf_start(MIB);
    return fs_exists(path) && fs_read(path, out, &e);
}

Test(finding, the_simulator)
{
    AUTO(buf_done) struct buf old = {0};
    AUTO(buf_done) struct buf agent = {0};
    if (!read_shared("vectors/attest/dstack/simulator/app-compose.69d5645d.json", &old) ||
        !read_shared("vectors/attest/dstack/simulator/app-compose.8fb0d5be.json", &agent)) {
        cr_skip_test("no real app-compose.json at '%s'", PHALA_SHARED_DIR);
    }
    expect_of(buf_view(&old), "images.unpinned docker_compose_file:3 jupyter "
                              "'quay.io/jupyter/base-notebook'\n"
                              "mounts.root docker_compose_file:10 jupyter '/'\n"
                              "public.logs public_logs:0 - -\n"
                              "public.sysinfo public_sysinfo:0 - -\n");
    static const char *const command =
        "'docker run --rm --privileged --pid=host --net=host -v /:/host \\   -e "
        "SSH_GITHUB_USER=\"kvinwang\" \\   kvin/dstack-openssh-installer:latest' (found by a "
        "search in the text)";
    AUTO(buf_done) struct buf want = buf_start(4 * KIB);
    buf_printf(&want,
               "images.unpinned docker_compose_file:3 dstack-agent 'ubuntu'\n"
               "containers.host_network docker_compose_file:5 dstack-agent -\n"
               "mounts.root docker_compose_file:7 dstack-agent '/'\n"
               "images.unpinned docker_compose_file:18 dstack-verifier "
               "'dstacktee/dstack-verifier:0.5.4'\n"
               "scripts.privileged pre_launch_script:1 - %s\n"
               "scripts.unpinned pre_launch_script:1 - %s\n"
               "public.logs public_logs:0 - -\n"
               "public.sysinfo public_sysinfo:0 - -\n",
               command, command);
    buf_char(&want, 0);
    expect_of(buf_view(&agent), (const char *)want.at);
}

Test(finding, a_deployed_application)
{
    AUTO(buf_done) struct buf info = {0};
    struct err e = {0};
    if (!read_shared("vectors/attest/phala/vllm-proxy/sample_dstack_info.json", &info)) {
        cr_skip_test("no real application at '%s'", PHALA_SHARED_DIR);
    }
    AUTO(json_freep) struct json *json = json_parse(buf_view(&info), &e);
    cr_assert_not_null(json, "%s", e.text);
    const struct json_value *tcb_info = json_member(json_root(json), "tcb_info");
    struct text text;
    AUTO(json_freep) struct json *inner = NULL;
    if (json_text(tcb_info, &text)) {
        inner = json_parse(text_bytes(text), &e);
        cr_assert_not_null(inner, "%s", e.text);
        tcb_info = json_root(inner);
    }
    cr_assert(json_text(json_member(tcb_info, "app_compose"), &text));
    expect_of(text_bytes(text),
              "images.unpinned docker_compose_file:5 aio-sandbox "
              "'ghcr.io/agent-infra/sandbox:v1'\n"
              "images.unpinned docker_compose_file:292 nginx-auth 'nginx:alpine'\n"
              "public.logs public_logs:0 - -\n"
              "public.sysinfo public_sysinfo:0 - -\n");
}
