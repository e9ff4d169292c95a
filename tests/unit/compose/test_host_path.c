/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/host_path.h"

#include <criterion/criterion.h>

#include "base/macro.h"

TestSuite(host_path, .timeout = 60);

Test(host_path, what_a_mount_reaches)
{
    static const struct {
        const char *path;
        enum host_reach reach;
    } cases[] = {
        {"/", REACH_ROOT},
        {"//", REACH_ROOT},
        {"/.", REACH_ROOT},
        {"/etc/..", REACH_ROOT},
        {"/a/b/..", REACH_ELSEWHERE},
        {"/run/b/..", REACH_DOCKER},
        {"/../../", REACH_ROOT},
        {"..", REACH_ROOT},
        {"./..", REACH_ROOT},
        {"../../", REACH_ROOT},
        {".", REACH_ELSEWHERE},
        {"./data", REACH_ELSEWHERE},
        {"~", REACH_ELSEWHERE},
        {"/data", REACH_ELSEWHERE},
        {"/...", REACH_ELSEWHERE},
        {"/var/run/docker.sock", REACH_DOCKER},
        {"/run/docker.sock", REACH_DOCKER},
        {"/var/run", REACH_DOCKER},
        {"/run/", REACH_DOCKER},
        {"/var//run/./docker.sock", REACH_DOCKER},
        {"../run/docker.sock", REACH_DOCKER},
        {"../var/run/docker.sock", REACH_DOCKER},
        {"/run/containerd/containerd.sock", REACH_DOCKER},
        {"/var/run/containerd", REACH_DOCKER},
        {"/var/run/dstack.sock", REACH_ELSEWHERE},
        {"/var/running/docker.sock", REACH_ELSEWHERE},
        {"/run/docker.sock2", REACH_ELSEWHERE},
        {"/data/run/docker.sock", REACH_ELSEWHERE},
        {"run/docker.sock", REACH_ELSEWHERE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_expect_eq(host_reach_of(text_of(cases[i].path)), cases[i].reach, "%s", cases[i].path);
    }
}
