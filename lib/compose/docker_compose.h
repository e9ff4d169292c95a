/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_DOCKER_COMPOSE_H
#define PHALA_COMPOSE_DOCKER_COMPOSE_H

#include <stddef.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/yaml.h"
#include "compose/image.h"

/* What a docker-compose file (compose-spec) says about images and about what its containers get of
 * the machine. Lines count from 1; 0 means that it is not there. */

/* Something of the machine that is taken into containers. */
struct compose_mount {
    struct text source; /* as it is written: a path, or what becomes one by a variable */
    size_t line;
};

struct compose_mounts {
    struct compose_mount *at;
    size_t n;
    size_t room;
};

/* A setting that is on, or may become so by a variable. */
struct compose_setting {
    struct text value;
    size_t line;
};

struct compose_service {
    struct text name;
    size_t line;
    struct image_reference image; /* when image_line is not 0 */
    size_t image_line;
    size_t build_line;    /* of its build section */
    size_t external_line; /* of an `extends` that names another file */
    struct compose_setting privileged;
    struct compose_setting host_pid;
    struct compose_setting host_network;
    struct compose_setting api_socket; /* use_api_socket, which mounts docker's */
    struct compose_mounts mounts;
};

/* Texts are owned by `yaml`. */
struct docker_compose {
    struct yaml_tree *yaml;
    struct compose_service *services; /* in the order of the file */
    size_t n;
    struct compose_mounts mounts; /* of volumes, configs and secrets, which services share */
    size_t include_line;          /* of an `include` of other files */
};

/* Reads a docker-compose file. ERR_MALFORMED ("line 3: …", or yaml_parse's) also for what docker
 * compose itself refuses: no services, a service or a member of another type. */
MUST_CHECK bool docker_compose_parse(struct text text, struct docker_compose *out, struct err *e);
void docker_compose_done(struct docker_compose *compose);

#endif
