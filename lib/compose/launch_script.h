/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_LAUNCH_SCRIPT_H
#define PHALA_COMPOSE_LAUNCH_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/macro.h"
#include "base/text.h"

/* Looks for commands that start containers in a shell script, by its words alone: what the shell
 * would make of variables, quotes and functions is not known. */
struct launch_script {
    struct text rest;
    size_t line;
};

struct launch_command {
    struct text text; /* to the end of the command, without comments in front */
    size_t line;      /* of its first word, from 1 */
    bool is_privileged;
    bool has_digest; /* some word of it names an image by digest */
};

struct launch_script launch_script_of(struct text script);

/* The next `docker … run` or `docker … create`; false when there is none left. */
MUST_CHECK bool launch_script_next(struct launch_script *script, struct launch_command *out);

#endif
