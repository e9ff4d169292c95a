/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_BINDING_CONVENTION_H
#define PHALA_ATTEST_BINDING_CONVENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/binding.h"
#include "base/buf.h"

/* For binding.c alone: the tables of conventions (dstack specification sections 6 and 18). */

/* What a convention computes. */
struct binding_part {
    uint8_t at[REPORT_DATA_SIZE];
    size_t from, n; /* which bytes of report data these are */
};

/* One that is no hash of a tag and one value. `lay` is false for values that it is not for. */
struct binding_convention {
    const char *name;
    unsigned takes; /* bits 1 << BINDING_…: kinds; each of them is bound as a whole */
    bool (*lay)(const struct binding_values *values, struct binding_part *part);
};

enum { BINDING_CONVENTIONS = 17 };
extern const struct binding_convention binding_conventions[BINDING_CONVENTIONS];

/* H(tag ":" value), zeros behind it: each tag with each hash. */
enum spelling { AS_BYTES, AS_HEX };

struct binding_tag {
    const char *word;
    unsigned kinds;
    enum spelling spelling;
    bool is_of_spki; /* for values in DER only */
};

struct binding_hash {
    const char *name;
    bool (*lay)(struct binding_part *part, struct bytes message);
};

enum { BINDING_TAGS = 5, BINDING_HASHES = 9, BINDING_MESSAGE_CAP = 2 * BINDING_VALUE_MAX + 64 };
extern const struct binding_tag binding_tags[BINDING_TAGS];
extern const struct binding_hash binding_hashes[BINDING_HASHES];

/* What is hashed. */
void binding_tag_write(const struct binding_tag *tag, struct bytes content, struct buf *message);

#endif
