/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_NEAREST_H
#define PHALA_CLI_NEAREST_H

#include "base/text.h"

/* Looks for the nearest of several names: feed each, then read `name` (NULL: none is near). */
struct nearest {
    struct text wanted;
    const char *name;
    size_t distance;
};

struct nearest nearest_to(struct text wanted);
void nearest_try(struct nearest *nearest, const char *name);

#endif
