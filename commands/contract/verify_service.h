/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_SERVICE_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_SERVICE_H

#include "base/secret.h"
#include "commands/contract/verify_subject.h"

/* The service that verifies. */
struct verify_service {
    struct explorer explorer;
    struct secret key; /* Etherscan's, where it came from a file; the explorer looks into it */
};
void verify_service_done(struct verify_service *service);

/* What --explorer and --explorer-url name, else the network's. ERR_USAGE where none is known,
 * ERR_DENIED without the key that Etherscan wants. `verify_service_done` also when it failed. */
MUST_CHECK bool verify_service_choose(const struct context *context,
                                      const struct verify_source_args *args,
                                      const struct node *node, struct verify_service *out,
                                      struct err *e);

#endif
