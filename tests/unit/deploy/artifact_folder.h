/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_DEPLOY_ARTIFACT_FOLDER_H
#define PHALA_TESTS_DEPLOY_ARTIFACT_FOLDER_H

#include "deploy/artifact_file.h"

/* A folder of the test's own, with artifacts in it. */
struct artifact_folder {
    char path[64];
};
struct artifact_folder artifact_folder_new(void);
void artifact_folder_remove(struct artifact_folder *folder);

/* "FOLDER/NAME", to be freed with mem_free. */
char *artifact_folder_path(const struct artifact_folder *folder, const char *name);

/* Writes a file, and makes the folders above it. */
void artifact_folder_write(const struct artifact_folder *folder, const char *name,
                           const char *content);

/* Writes FOLDER/out/NAME.sol/NAME.json as Foundry does, of source src/NAME.sol: a contract that
 * uses these libraries (names with commas between them; may be empty). */
void artifact_folder_contract(const struct artifact_folder *folder, const char *name,
                              const char *libraries);

#endif
