/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_OS_VECTORS_H
#define PHALA_TESTS_OS_VECTORS_H

#include "attest/event_log.h"
#include "attest/os/image.h"
#include "base/buf.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* tests/vectors/os/NAME; the test fails when it is not there. */
struct buf vector(const char *name);

/* tests/vectors/os/expected.json, which another implementation computed. It is freed at the end of
 * the test's process. */
const struct json_value *expected(void);

/* A hash in hex under that name. */
struct sha384 member_384(const struct json_value *object, const char *name);

/* The numbers of an object. */
uint64_t member_number(const struct json_value *object, const char *name);

void assert_equal_384(struct sha384 found, struct sha384 wanted, const char *what);

/* Of hex digits. */
struct sha384 hash_of(const char *hex);
struct buf bytes_of_hex(const char *hex);

/* What expected.json has for a machine with that size of memory. */
const struct json_value *machine_of(uint64_t memory_size);

/* A log with the events of RTMR0 of that machine and firmware, and one of RTMR1 in between. Only
 * the events about tables have their digests. Not to be copied. */
enum { EVENTS = 32 };
struct log {
    struct event events[EVENTS];
    struct event_log log;
};
void log_of(const struct json_value *machine, const char *ovmf, struct log *out);

/* The files of tests/vectors/os/image; to be ended with image_files_done. */
struct image_files {
    struct buf list, digest, metadata, firmware, initrd;
    struct os_files files;
};
struct image_files image_files(void);
void image_files_done(struct image_files *all);

/* A file below $PHALA_SHARED (or ../shared), where real evidence is; skips the test when it is not
 * there. */
struct buf shared(const char *path);

#endif
