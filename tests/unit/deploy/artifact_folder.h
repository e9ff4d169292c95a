/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_DEPLOY_ARTIFACT_FOLDER_H
#define PHALA_TESTS_DEPLOY_ARTIFACT_FOLDER_H

#include "deploy/artifact_file.h"
#include "evidence/scratch.h"

/* Writes FOLDER/out/NAME.sol/NAME.json as Foundry does, of source src/NAME.sol: a contract that
 * uses these libraries (names with commas between them; may be empty). */
void artifact_folder_contract(const struct scratch *folder, const char *name,
                              const char *libraries);

#endif
