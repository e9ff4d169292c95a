/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_HOST_PATH_H
#define PHALA_COMPOSE_HOST_PATH_H

#include "base/text.h"

/* What a container gets with a path of the machine that is mounted into it. */
enum host_reach {
    REACH_ELSEWHERE,
    REACH_ROOT,   /* everything */
    REACH_DOCKER, /* the socket of docker or containerd, or its folder: everything, one step on */
};

/* The path as it is written in a docker-compose file: relative ones start in the folder of dstack,
 * one below the root. Nothing is looked at, so symbolic links but /var/run are not known. */
enum host_reach host_reach_of(struct text path);

#endif
