/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_IMAGE_H
#define PHALA_COMPOSE_IMAGE_H

#include <stdbool.h>

#include "base/macro.h"
#include "base/text.h"

/* What a docker-compose file, or a command line of docker, says an image is. */
struct image_reference {
    struct text text;     /* as it is written */
    bool has_digest;      /* it ends in @sha256: and 64 lower-case hex digits */
    struct text variable; /* the first variable that docker compose puts in; or empty */
};

struct image_reference image_reference_of(struct text text);

/* The first variable that docker compose would put into a text: $NAME or ${NAME…}; $$ is a dollar
 * sign. False when there is none. */
MUST_CHECK bool interpolation_find(struct text text, struct text *name);

/* The text has @sha256: and 64 lower-case hex digits somewhere. */
bool image_digest_is_in(struct text text);

#endif
