/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_CALL_OPTION_H
#define PHALA_COMMANDS_CONTRACT_CALL_OPTION_H

#include "base/buf.h"
#include "chain/artifact.h"

/* An option that says what is called of a contract, in one text:
 *
 * - 'initialize(0x…,5)': a function of the artifact's ABI and its values, as a tuple is written, or
 * - 'initialize(address,uint256)' or initialize, with the values in another option, as JSON. */
struct call_option {
    const char *call, *json;      /* as given; `json` may be NULL */
    const char *name, *json_name; /* of the two options */
    const char *hint;             /* where there is no such function */
};

struct call_chosen {
    struct buf data; /* selector and arguments; the caller frees it */
    bool is_payable;
};

/* ERR_USAGE for what is no function of the artifact, and for values that do not fit. */
MUST_CHECK bool call_option_read(const struct call_option *option, const struct artifact *artifact,
                                 struct call_chosen *out, struct err *e);

#endif
