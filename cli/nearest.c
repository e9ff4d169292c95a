/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

enum { NEAR = 2 };

struct nearest nearest_to(struct text wanted)
{
    return (struct nearest){.wanted = wanted, .distance = NEAR + 1};
}

void nearest_try(struct nearest *nearest, const char *name)
{
    size_t distance = text_distance(nearest->wanted, text_of(name), NEAR);
    /* A name of three letters is two edits from any other: ask for a real likeness. */
    if (distance < nearest->distance && distance < nearest->wanted.len) {
        nearest->name = name;
        nearest->distance = distance;
    }
}
