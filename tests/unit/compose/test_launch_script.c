/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/launch_script.h"

#include <criterion/criterion.h>

#include "base/macro.h"

TestSuite(launch_script, .timeout = 60);

#define PINNED "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

struct found {
    size_t line;
    bool is_privileged;
    bool has_digest;
};

static void expect(const char *script, size_t n, const struct found *want)
{
    struct launch_script at = launch_script_of(text_of(script));
    struct launch_command command;
    for (size_t i = 0; i < n; i++) {
        cr_assert(launch_script_next(&at, &command), "%s: %zu", script, i);
        cr_expect_eq(command.line, want[i].line, "%s: line %zu", script, command.line);
        cr_expect_eq(command.is_privileged, want[i].is_privileged, "%s", script);
        cr_expect_eq(command.has_digest, want[i].has_digest, "%s", script);
    }
    cr_expect_not(launch_script_next(&at, &command), "%s: %.*s", script, TEXT_ARG(command.text));
}

Test(launch_script, commands_that_start_containers_are_found)
{
    expect("docker run a", 1, (struct found[]){{1, false, false}});
    expect("docker run " PINNED, 1, (struct found[]){{1, false, true}});
    expect("\n  sudo /usr/bin/docker -H x container create --privileged " PINNED " sh\n", 1,
           (struct found[]){{2, true, true}});
    expect("x=$(docker run a)", 1, (struct found[]){{1, false, false}});
    expect("if true; then docker run a; docker run --privileged=true b; fi", 2,
           (struct found[]){{1, false, false}, {1, true, false}});
    expect("a\ndocker run \\\n  --privileged \\\n  b\n\ndocker run c", 2,
           (struct found[]){{2, true, false}, {6, false, false}});
    expect("docker pull a && docker run " PINNED " | tee x\r\n", 1,
           (struct found[]){{1, false, true}});
    expect("docker compose run a", 1, (struct found[]){{1, false, false}});
}

Test(launch_script, other_commands_are_not)
{
    expect("", 0, NULL);
    expect("docker", 0, NULL);
    expect("docker info\ndocker image prune -af\n", 0, NULL);
    expect("# docker run a\n  # docker run --privileged b", 0, NULL);
    expect("run docker", 0, NULL);
    expect("docker ps\nrun", 0, NULL);
    expect("docker ps; run", 0, NULL);
    expect("mydocker run a", 0, NULL);
    expect("docker rerun a", 0, NULL);
    expect("docker\\", 0, NULL);
}

/* One command's options say nothing of the next one. */
Test(launch_script, what_only_looks_like_a_command)
{
    expect("podman run a", 0, NULL);
    expect("# a; docker run a | docker run b\n", 0, NULL);
    expect("xdocker run a", 0, NULL);
    expect("# a\ndocker run b", 1, (struct found[]){{2, false, false}});
}

Test(launch_script, commands_are_kept_apart)
{
    expect("docker run a; echo --privileged", 1, (struct found[]){{1, false, false}});
    expect("docker run a\necho " PINNED, 1, (struct found[]){{1, false, false}});
    expect("docker run --privileged=false a", 1, (struct found[]){{1, false, false}});
}
