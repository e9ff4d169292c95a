/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_IMAGE_H
#define PHALA_ATTEST_OS_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "attest/os/measurement.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* A release of the operating system as somebody has it: what its files, its measurement document,
 * its list of files or published values say of the registers (specification sections 8 and 9). */

enum os_origin { OS_FILES, OS_DOCUMENT, OS_LIST, OS_VALUES };

/* "image files", "measurement document", "image hash", "measured values". */
const char *os_origin_word(enum os_origin origin);

/* The registers that an image is compared by. */
enum os_register { OS_MRTD, OS_RTMR0, OS_RTMR1, OS_RTMR2, OS_REGISTERS };

/* "mrtd", "rtmr0", … */
const char *os_register_word(enum os_register which);

enum { OS_VERSION = 48 };

/* Zeroed: nothing is known. */
struct os_image {
    enum os_origin origin;
    bool has_hash;
    struct sha256 hash;   /* the os_image_hash: of sha256sum.txt */
    bool has_measurement; /* of OS_FILES and OS_DOCUMENT */
    struct os_measurement measurement;
    struct buf kernel;            /* of OS_FILES, owned: for machines with little memory */
    uint64_t initrd_size;         /* with it */
    bool has_value[OS_REGISTERS]; /* of OS_VALUES */
    struct sha384 value[OS_REGISTERS];
    bool is_dev;              /* of OS_FILES: made for development */
    char version[OS_VERSION]; /* of OS_FILES; may be empty */
};

void os_image_done(struct os_image *image);

/* What metadata.json says. Names are of files in the same folder. */
struct os_metadata {
    struct json *document; /* owned; texts look into it */
    struct text command_line, firmware, kernel, initrd, version;
    bool is_dev;
    enum ovmf_variant ovmf; /* OVMF_UNKNOWN: not said */
};

#define OS_METADATA_FILE "metadata.json"
#define OS_METADATA_SIZE (64 * KIB)

/* ERR_MALFORMED for what is missing or not as it must be. To be ended with os_metadata_done, also
 * on failure. */
MUST_CHECK bool os_metadata_parse(struct bytes json, struct os_metadata *out, struct err *e);
void os_metadata_done(struct os_metadata *metadata);

/* Of a file: its size and digests. */
struct os_file {
    uint64_t size;
    struct sha256 sha256;
    struct sha384 sha384;
};

/* The files of an image that registers follow from. */
struct os_files {
    struct bytes list;   /* sha256sum.txt; `at` NULL: there is none */
    struct bytes digest; /* digest.txt; `at` NULL: there is none */
    struct bytes metadata;
    struct bytes firmware;
    struct buf kernel; /* handed over on success */
    struct os_file initrd;
};

/* Measures an image's files, each of which has to be in the list, and digest.txt the list's hash.
 * Without a list the image has no hash. All of these: ERR_MALFORMED or ERR_TOO_BIG for what cannot
 * be taken; on failure nothing has to be freed. */
MUST_CHECK bool os_image_of_files(struct os_files *files, struct os_image *out, struct err *e);

/* A measurement document and the sha256sum.txt that lists it (`at` NULL: not at hand). */
MUST_CHECK bool os_image_of_document(struct bytes document, struct bytes list, struct os_image *out,
                                     struct err *e);

/* One file by itself, recognised by its content: a measurement document; sha256sum.txt; digest.txt
 * or other text of 64 hex digits; JSON with some of mrtd, rtmr0, rtmr1, rtmr2 and os_image_hash in
 * hex. */
MUST_CHECK bool os_image_of_file(struct bytes file, struct os_image *out, struct err *e);

#endif
