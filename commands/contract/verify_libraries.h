/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_LIBRARIES_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_LIBRARIES_H

#include "chain/artifact.h"
#include "cli/option.h"
#include "deploy/lock_file.h"

/* The libraries that a contract was linked with. */

/* As options name them, NAME=ADDRESS each; all of them have to be of use. */
MUST_CHECK bool verify_link_given(const struct option_list *given, struct artifact *artifact,
                                  struct err *e);

/* The rest: as their addresses stand in the code on the chain, and those of which only the
 * constructor makes use as the lock file (`entry`, or NULL) has them. One may stay unlinked. */
MUST_CHECK bool verify_link_known(struct bytes code, const struct lock_contract *entry,
                                  struct artifact *artifact, struct err *e);

#endif
