/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_TOPIC_H
#define PHALA_CLI_TOPIC_H

#include "base/buf.h"
#include "base/text.h"

/* Help that is about no command. */
struct topic {
    const char *name;
    const char *summary;
    void (*write)(struct buf *out);
};

extern const struct topic topics[];
extern const unsigned n_topics;

/* NULL when there is no such topic. */
const struct topic *topic_find(struct text name);

/* An environment variable that the program reads. */
struct variable {
    const char *name;
    const char *meaning;
};

extern const struct variable variables[];
extern const unsigned n_variables;

#endif
