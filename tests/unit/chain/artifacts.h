/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_CHAIN_ARTIFACTS_H
#define PHALA_TESTS_CHAIN_ARTIFACTS_H

#include "chain/artifact.h"

/* The files of tests/vectors/chain-artifacts. What is not as it should be fails the test. */

/* One of them, or of `text` itself, which is JSON. The caller ends it. */
struct artifact artifact_of_file(const char *path, const char *name);
struct artifact artifact_of_text(const char *text, const char *name);

/* What reading `text` fails with. */
struct err artifact_error(const char *text, const char *name);

/* The file's content; the caller ends it. */
struct buf artifact_file_content(const char *path);

/* 20 times the byte. */
struct eth_address address_of(uint8_t byte);

#endif
