/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_DIGEST_LIST_H
#define PHALA_ATTEST_OS_DIGEST_LIST_H

#include <stddef.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/digest.h"

/* sha256sum.txt, the list of an image's files, whose own hash is the name of the image: its
 * os_image_hash (specification section 9). */

#define DIGEST_LIST_FILE "sha256sum.txt"

/* The list has at most so many bytes and lines. */
#define DIGEST_LIST_SIZE (64 * KIB)
enum { DIGEST_LIST_LINES = 64, DIGEST_LIST_NAME = 128 };

struct digest_line {
    struct text name; /* of a file: no folder, at most DIGEST_LIST_NAME printable characters */
    struct sha256 hash;
};

struct digest_list {
    struct digest_line lines[DIGEST_LIST_LINES]; /* in order; each name once */
    size_t n;
    struct sha256 hash; /* of the whole list: the os_image_hash */
};

/* A name that a line can have: one of a file in the same folder. */
bool digest_list_is_name(struct text name);

/* Reads lines of 64 hex digits, two spaces and a name; views look into `file`. ERR_MALFORMED names
 * the line that is not so, that names a path, the list itself, or a file for the second time; also
 * for an empty list. ERR_TOO_BIG. */
MUST_CHECK bool digest_list_parse(struct bytes file, struct digest_list *out, struct err *e);

/* The line of that name; NULL when there is none. */
const struct digest_line *digest_list_find(const struct digest_list *list, struct text name);

/* A file of that name is listed with that hash. ERR_MALFORMED says which it is not. */
MUST_CHECK bool digest_list_expect(const struct digest_list *list, struct text name,
                                   const struct sha256 *hash, struct err *e);

#endif
