/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_SOURCE_INPUT_H
#define PHALA_EXPLORER_SOURCE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "chain/address.h"
#include "codec/json.h"

/* What a compiler was given: the standard-JSON input (Solidity documentation, "Using the
 * compiler"), in the files that tools keep of their builds. Pure. */

#define SOURCE_INPUT_MAX (16 * MIB) /* bytes of an input */

enum { SOURCE_COMPILER_MAX = 64 };

struct source_input {
    struct buf text;   /* the input, as it stood in the file */
    struct json *json; /* of `text`; sources with their content, all of them */
    char *compiler;    /* "0.8.28+commit.7893614a" where the file says it in this long form */
    char *key;         /* the name that the contract's source has here: "src/Counter.sol" */
    char *name;        /* of the contract */
    size_t n_sources;
};

void source_input_done(struct source_input *input);

/* The contract that is looked for. */
struct source_wish {
    struct text source; /* "src/Counter.sol"; empty: the only source that ends in /NAME.sol */
    struct text name;   /* "Counter" */
};

/* Reads build information of Foundry (`input`, beside `_format` and others), of Hardhat 2 and 3
 * (`input`), or an input itself. ERR_NOT_FOUND for Foundry's short form, which has none (the hint
 * says what to do), and when the contract's source is not in it; ERR_MALFORMED for what is nothing
 * of this, or an input with a source that is named by a URL alone; ERR_TOO_BIG above the limits. */
MUST_CHECK bool source_input_read(struct bytes document, const struct source_wish *wish,
                                  struct source_input *out, struct err *e);

/* Long form of a compiler's version: "0.8.28+commit.7893614a", out of "v0.8.28+commit.7893614a",
 * "0.8.28+commit.7893614a.Linux.g++" and the like. False when the commit is not there. */
MUST_CHECK bool source_compiler(struct text version, char out[SOURCE_COMPILER_MAX]);

/* A library's address, under the source and the name that it has in the input. */
struct source_library {
    struct text source, name; /* source is empty where any will do */
    struct eth_address address;
};

/* Appends the input as it is sent: language, sources and settings, without what tools add for
 * themselves (paths of this machine are among it), all outputs selected, and with these addresses
 * in settings.libraries. Without libraries the code has the same metadata as before. ERR_NOT_FOUND
 * when no source has a library's name. */
MUST_CHECK bool source_input_write(const struct source_input *input,
                                   const struct source_library *libraries, size_t n,
                                   struct buf *out, struct err *e);

#endif
