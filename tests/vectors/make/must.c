/* SPDX-License-Identifier: Apache-2.0 */
#include "must.h"

#include <stdio.h>
#include <stdlib.h>

void must(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "vectors-make: %s\n", what);
        exit(EXIT_FAILURE);
    }
}
