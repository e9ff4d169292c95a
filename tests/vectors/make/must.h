/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_MUST_H
#define VECTORS_MUST_H

#include <stdbool.h>

/* Ends the program with a message unless `holds`: a generator that goes on after a failure would
 * write vectors that say something else than their names. */
void must(bool holds, const char *what);

#endif
