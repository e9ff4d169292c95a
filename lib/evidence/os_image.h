/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_OS_IMAGE_H
#define PHALA_EVIDENCE_OS_IMAGE_H

#include <stdint.h>

#include "attest/os/image.h"
#include "base/err.h"
#include "base/macro.h"
#include "evidence/load.h"

/* What an image and its parts may measure at most. */
#define OS_FIRMWARE_CAP (16 * MIB)
#define OS_KERNEL_CAP   (64 * MIB)
#define OS_INITRD_CAP   (512 * MIB)
#define OS_OTHER_CAP    ((uint64_t)16 * 1024 * MIB) /* a file that is listed and measures nothing */

/* Reads a release of the operating system, as attest/os/image.h knows it: `operand` is a folder
 * with the files of an image (metadata.json and those that it names), a folder with a measurement
 * document, sha256sum.txt or digest.txt, or what load_operand takes: one of these files, or JSON
 * with measured values. Of a folder, every file that sha256sum.txt lists and that is there has to
 * be as listed; those that nothing measures may be left out. Links in it are not followed.
 *
 * Every file read is recorded in `used` (NULL: none is) under `load`'s role, as FOLDER/NAME;
 * where inputs come from a bundle, they are taken from there. `load`'s cap does not matter. Large
 * files that need not be kept pass through in pieces. Errors as load_operand and os_image_of_files,
 * with the name of the folder or file. `out` has to be ended with os_image_done; on failure nothing
 * has to be freed. */
MUST_CHECK bool os_image_load(const struct load *load, const char *operand, struct os_image *out,
                              struct inputs *used, struct err *e);

#endif
