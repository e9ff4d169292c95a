/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_ARTIFACT_FILE_H
#define PHALA_DEPLOY_ARTIFACT_FILE_H

#include "chain/artifact.h"
#include "crypto/digest.h"

/* Artifacts, from files. */

struct artifact_file {
    struct artifact artifact;
    char *path;           /* as given */
    struct sha256 digest; /* of the file */
};
void artifact_file_done(struct artifact_file *file);

/* Reads "PATH" or "PATH:NAME", where NAME may be "SOURCE:NAME". A file that ends in .bin is hex,
 * and its ABI is the file beside it that ends in .abi (or `abi_path`; without either there is
 * none); `abi_path` does not go with any other (ERR_USAGE). What Hardhat has in its build-info is
 * taken from there, where that is still to be found. Errors as fs_read and artifact_read do. */
MUST_CHECK bool artifact_file_read(const char *path_and_name, const char *abi_path,
                                   struct artifact_file *out, struct err *e);

/* The same with the two apart; an empty name is none. */
MUST_CHECK bool artifact_file_read_named(const char *path, struct text name, const char *abi_path,
                                         struct artifact_file *out, struct err *e);

/* The build-info of a Hardhat artifact: of version 2 what X.dbg.json beside it names, of version 3
 * build-info/ID.json, or with `is_output` ID.output.json, in a folder above. NULL when there is
 * none; the caller frees it with mem_free. */
char *artifact_build_info_path(const char *path, const struct artifact *artifact, bool is_output);

/* The artifact of a library that `user` links, verified by its own name and source; ERR_NOT_FOUND
 * names the library. */
MUST_CHECK bool artifact_file_find(const struct artifact_file *user, const struct code_link *link,
                                   struct artifact_file *out, struct err *e);

/* An artifact and the libraries that have to be deployed for it, each before who uses it; the
 * artifact is the last. Libraries for which there is an address are linked to it and are not in
 * the list. */
enum { ARTIFACT_SET_MAX = 64 };

struct artifact_set {
    struct artifact_file *at;
    size_t n;
};
void artifact_set_done(struct artifact_set *set);

/* "Texts=0x…" or "src/Linked.sol:Texts=0x…" (":" in place of "=" as forge has it). */
struct library_address {
    struct text name;
    struct eth_address address;
};
MUST_CHECK bool library_address_parse(struct text text, struct library_address *out, struct err *e);

struct library_addresses {
    const struct library_address *at;
    size_t n;
};

/* Reads the artifact, and finds the artifacts of its libraries where its tool puts them: Foundry
 * out/FILE.sol/NAME.json, Hardhat artifacts/SOURCE/NAME.json, solc in the same document. What
 * cannot be found is ERR_NOT_FOUND, with the hint to give --library NAME=ADDRESS; a cycle is
 * ERR_MALFORMED. Every address that was given has to be of use (ERR_USAGE). */
MUST_CHECK bool artifact_set_read(const char *path_and_name, const char *abi_path,
                                  const struct library_addresses *given, struct artifact_set *out,
                                  struct err *e);

#endif
