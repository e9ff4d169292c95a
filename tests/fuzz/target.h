/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_FUZZ_TARGET_H
#define PHALA_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* What every fuzz_NAME.c defines: has to come back, with 0, whatever the bytes are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
