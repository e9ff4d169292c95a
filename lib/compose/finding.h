/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_FINDING_H
#define PHALA_COMPOSE_FINDING_H

#include <stddef.h>

#include "base/err.h"
#include "base/macro.h"
#include "compose/app_compose.h"

/* What a measured app-compose.json leaves open, or lets out: things that somebody who relies on the
 * measurement should know. None of them is an error. */

/* Name, id, and what it means. */
#define FINDING_KINDS(X)                                                                           \
    X(UNREADABLE, "compose.unreadable", "the docker-compose file cannot be understood")            \
    X(EXTERNAL, "compose.external",                                                                \
      "the docker-compose file takes in a file that is not measured")                              \
    X(IMAGE_UNPINNED, "images.unpinned", "the image has no digest: its content can be replaced")   \
    X(IMAGE_VARIABLE, "images.variable", "the image is named by a variable that is not measured")  \
    X(IMAGE_BUILT, "images.built",                                                                 \
      "the image is built on the machine: its content is not measured")                            \
    X(PRIVILEGED, "containers.privileged", "the container is privileged")                          \
    X(HOST_PID, "containers.host_pid", "the container sees all processes of the machine")          \
    X(HOST_NETWORK, "containers.host_network", "the container uses the network of the machine")    \
    X(ROOT_MOUNTED, "mounts.root", "the root of the machine's file system is mounted")             \
    X(DOCKER_MOUNTED, "mounts.docker_socket",                                                      \
      "docker's socket is mounted: it commands the machine")                                       \
    X(MOUNT_VARIABLE, "mounts.variable",                                                           \
      "what is mounted depends on a variable that is not measured")                                \
    X(SCRIPT_PRIVILEGED, "scripts.privileged", "a script starts a privileged container")           \
    X(SCRIPT_UNPINNED, "scripts.unpinned",                                                         \
      "a script starts a container of an image without digest")                                    \
    X(PUBLIC_LOGS, "public.logs", "the logs of the containers are public")                         \
    X(PUBLIC_SYSINFO, "public.sysinfo", "the state of the machine is public")

enum finding_kind {
#define X(name, id, text) FINDING_##name,
    FINDING_KINDS(X)
#undef X
        FINDING_KIND_COUNT,
};

struct finding {
    enum finding_kind kind;
    const char *member; /* of app-compose.json, whose text `line` counts in */
    char *service;      /* or NULL; fit for a terminal, as `detail` */
    size_t line;        /* from 1; 0 when the member is not a text of lines */
    char *detail;       /* the words that it is about, and how sure it is; or NULL */
};

struct findings {
    struct finding *at;
    size_t n;
    size_t room;
};

/* Looks for all of them: those of the docker-compose file in its order, then scripts, then flags.
 * False, with nothing in `out`, only when there is no memory for the YAML (ERR_INTERNAL): a file
 * that cannot be read is itself a finding. */
MUST_CHECK bool findings_of(const struct app_compose *app, struct findings *out, struct err *e);
void findings_done(struct findings *findings);

/* "images.unpinned", and the sentence of the table. */
const char *finding_id(enum finding_kind kind);
const char *finding_text(enum finding_kind kind);

#endif
