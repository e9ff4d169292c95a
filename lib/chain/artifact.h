/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ARTIFACT_H
#define PHALA_CHAIN_ARTIFACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "chain/abi_item.h"
#include "codec/json.h"
#include "crypto/secp256k1.h"

/* What a compiler made of a contract: code, where libraries have to be put into it, its ABI. */

#define ARTIFACT_FILE_MAX (64 * MIB)

enum {
    ARTIFACT_RUNTIME_MAX = 24576,  /* bytes (EIP-170) */
    ARTIFACT_INIT_MAX = 49152,     /* bytes (EIP-3860), arguments included */
    ARTIFACT_CODE_MAX = 512 * KIB, /* bytes that are read at all */
    ARTIFACT_PLACES_MAX = 4096,
};

enum artifact_format {
    ARTIFACT_FOUNDRY,  /* out/X.sol/X.json */
    ARTIFACT_HARDHAT2, /* artifacts/contracts/X.sol/X.json, hh-sol-artifact-1 */
    ARTIFACT_HARDHAT3, /* hh3-artifact-1 */
    ARTIFACT_SOLC,     /* the output for standard JSON */
    ARTIFACT_BIN,      /* hex alone (solc --bin), with an ABI from elsewhere or none */
};

const char *artifact_format_name(enum artifact_format format);

/* Bytes of the code that something else is put into. */
struct code_place {
    size_t at, length;
};

/* A library that has to be linked: 20 bytes at each place. */
struct code_link {
    char *source, *name; /* "contracts/Linked.sol", "Texts"; source is empty where not known */
    struct code_place *places;
    size_t n_places;
    bool is_linked;
    struct eth_address address; /* of a linked one */
};

struct code {
    uint8_t *at; /* places of libraries are zeros until they are linked */
    size_t n;
    struct code_link *links;
    size_t n_links;
    struct code_place *immutables; /* of runtime code: zeros that the constructor fills */
    size_t n_immutables;
    bool has_immutables_listed; /* the artifact says where they are, be it nowhere */
};

struct artifact {
    enum artifact_format format;
    char *name;     /* "Counter"; never NULL, may be empty */
    char *source;   /* "src/Counter.sol", as the compiler calls it: of Hardhat 3 with "project/"
                       before it; never NULL, may be empty */
    char *compiler; /* "0.8.28+commit.7893614a"; "0.8.28" where only the code's metadata says
                       it; NULL where nothing does */
    char *build_id; /* Hardhat 3: the name of its build-info; or NULL */
    struct abi abi;
    bool has_abi;
    struct code init;    /* creation code, without arguments */
    struct code runtime; /* n is 0 where the artifact has none */
};

void artifact_done(struct artifact *artifact);

/* Parses the text of such a document (also of a tool's build-info) as json_parse does, after it has
 * left out syntax trees and the like, which may be large and deep, and are not looked at. */
MUST_CHECK struct json *artifact_parse(struct bytes text, struct err *e);

/* Reads an artifact of any of the JSON formats, which it recognises by its members; of a document
 * with more than one contract the one that is `name` ("Counter" or "src/Counter.sol:Counter").
 * ERR_USAGE when the name has to be given (the error lists some), ERR_NOT_FOUND when there is none
 * of that name, ERR_MALFORMED when the document is none of them; when code is not hex, or is cut;
 * when a link reference or a placeholder is outside of the code or does not agree with the other
 * (placeholders are __$34 digits of Keccak-256 of SOURCE:NAME$__, and the older __SOURCE:NAME____);
 * when an immutable is outside. Interfaces and abstract contracts have no code: ERR_REFUSED. */
MUST_CHECK bool artifact_read(const struct json_value *document, struct text name,
                              struct artifact *out, struct err *e);

/* Takes from the build-info of the same compilation what the artifact does not say: the compiler,
 * and, where the runtime code is the same byte for byte, where immutables are. What does not fit is
 * not taken. */
void artifact_add_build_info(struct artifact *artifact, const struct json_value *build_info);

/* From hex with or without 0x and with placeholders, and a JSON ABI (NULL: none). Lines of
 * `// $34 digits$ -> SOURCE:NAME` behind it, as solc writes them, name the libraries. */
MUST_CHECK bool artifact_from_bin(struct text hex, const struct json_value *abi, struct text name,
                                  struct artifact *out, struct err *e);

/* The first library of init code that is not linked yet; NULL when all are. */
const struct code_link *artifact_unlinked(const struct artifact *artifact);

/* Puts the address at every place of that library, in init and runtime code. `name` is "Texts" or
 * "src/Linked.sol:Texts", where the end of the path is enough; ERR_USAGE for one that two sources
 * have, ERR_NOT_FOUND for one that the
 * code does not use. */
MUST_CHECK bool artifact_link(struct artifact *artifact, struct text name,
                              const struct eth_address *address, struct err *e);

/* The constructor, or NULL: it takes no arguments. */
const struct abi_item *artifact_constructor(const struct artifact *artifact);

#endif
