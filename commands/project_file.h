/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_PROJECT_FILE_H
#define PHALA_COMMANDS_PROJECT_FILE_H

#include "base/log.h"
#include "chain/network.h"
#include "codec/toml.h"

/* What phala.toml of the folder says of networks:
 *
 *   [contract]
 *   network = "staging"
 *
 *   [networks.staging]
 *   chain_id = 20350
 *   rpc_url = "https://…"
 *   explorer = "blockscout"            # or "etherscan", "none"
 *   explorer_url = "https://…"
 *
 * A network that is known by its name may be given another rpc_url or explorer, and no other id. */

#define PROJECT_FILE_NAME "phala.toml"

struct project_file {
    struct toml *toml; /* NULL: there is no such file */
    char *name;        /* of the network that [contract] names; or NULL */
    struct network *networks;
    size_t n;
    char **texts; /* that the networks have */
    size_t n_texts;
};

/* An absent file has nothing in it. ERR_MALFORMED says where it is not what it should be; keys that
 * are not known are warned of. */
MUST_CHECK bool project_file_read(const struct log *warnings, struct project_file *out,
                                  struct err *e);
void project_file_done(struct project_file *project);

/* NULL when there is none. */
const struct network *project_network(const struct project_file *project, struct text name);
const struct network *project_network_by_chain_id(const struct project_file *project,
                                                  uint64_t chain_id);

#endif
