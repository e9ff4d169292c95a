/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_MR_CONFIG_H
#define PHALA_ATTEST_MR_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/keep.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/keccak.h"

/* What dstack puts into MRCONFIGID (specification section 7): a version, 32 bytes, and zeros. */

enum { MR_CONFIG_SCRIPTS = 16, MR_CONFIG_KEY = 1024 };

/* The version, 1 to 3, and its 32 bytes; 0 for a register that is zero. False for what is none. */
MUST_CHECK bool mr_config_split(struct bytes register_of_48, unsigned *version, struct bytes *hash);

/* The 32 bytes of version 2. `provider` is as in the key-provider event. False for one that has no
 * number here. */
MUST_CHECK bool mr_config_hash(struct bytes compose_hash, struct bytes app_id, struct text provider,
                               struct bytes provider_id, struct keccak256 *out);

/* The 32 bytes of version 3: of the document as it is. */
struct sha256 mr_config_document_hash(struct text document);

/* The document of version 3; what it does not have is empty. */
struct mr_config {
    struct bytes app_id;          /* 20 */
    struct bytes compose_hash;    /* 32 */
    struct bytes instance_id;     /* 20 */
    struct bytes gpu_policy_hash; /* 32 */
    struct text key_provider;     /* as the key-provider event names it: "local-sgx", not "local" */
    struct bytes key_provider_id;
    bool has_init_scripts;
    struct bytes init_scripts[MR_CONFIG_SCRIPTS]; /* 32 each */
    size_t n_init_scripts;
};

/* Reads it. Views look into `keep`. ERR_MALFORMED names the member: one that is not known, too. */
MUST_CHECK bool mr_config_parse(struct text document, struct keep *keep, struct mr_config *out,
                                struct err *e);

#endif
