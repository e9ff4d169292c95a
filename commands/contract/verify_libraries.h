/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_LIBRARIES_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_LIBRARIES_H

#include "chain/artifact.h"
#include "cli/option.h"

/* The libraries that a contract was linked with, as options name them, NAME=ADDRESS each; all of
 * them have to be of use. */
MUST_CHECK bool verify_link_given(const struct option_list *given, struct artifact *artifact,
                                  struct err *e);

#endif
