/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_SOURCE_LIBRARIES_H
#define PHALA_EXPLORER_SOURCE_LIBRARIES_H

#include "chain/artifact.h"
#include "deploy/lock_file.h"

/* Links what nobody has named: as addresses of libraries stand in the code on the chain, and those
 * of which only the constructor makes use as the lock file (`entry`, or NULL) has them. One may
 * stay unlinked. */
MUST_CHECK bool source_link_known(struct bytes code, const struct lock_contract *entry,
                                  struct artifact *artifact, struct err *e);

#endif
