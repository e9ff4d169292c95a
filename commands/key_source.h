/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_KEY_SOURCE_H
#define PHALA_COMMANDS_KEY_SOURCE_H

#include "cli/command.h"
#include "commands/as_cast.h"
#include "crypto/secp256k1_sign.h"

/* Where the secret key of an account comes from: the options of every command that signs. */
struct key_args {
    const char *keystore, *password_file, *key_file, *mnemonic_file, *passphrase_file, *path;
    const char *private_key;
    struct option_number index;
    bool key_stdin, as_cast;
};

/* Rows of an options table, for a member `field` of type struct key_args. */
#define KEY_OPTIONS(args, field)                                                                   \
    {.name = "keystore",                                                                           \
     .kind = OPTION_FILE,                                                                          \
     .value = "FILE|NAME",                                                                         \
     .at = OPTION_AT(args, field.keystore, const char *),                                          \
     .help = "an encrypted key (keystore v3), or its name"},                                       \
        {.name = "password-file",                                                                  \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE",                                                                          \
         .at = OPTION_AT(args, field.password_file, const char *),                                 \
         .help = "the keystore's password, instead of a prompt"},                                  \
        {.name = "key-file",                                                                       \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE",                                                                          \
         .at = OPTION_AT(args, field.key_file, const char *),                                      \
         .help = "the key in hex, in a file that only you can read"},                              \
        {.name = "key-stdin",                                                                      \
         .kind = OPTION_FLAG,                                                                      \
         .at = OPTION_AT(args, field.key_stdin, bool),                                             \
         .help = "the key in hex, from stdin"},                                                    \
        {.name = "mnemonic-file",                                                                  \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE",                                                                          \
         .at = OPTION_AT(args, field.mnemonic_file, const char *),                                 \
         .help = "the words of a mnemonic (BIP-39)"},                                              \
        {.name = "passphrase-file",                                                                \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE",                                                                          \
         .at = OPTION_AT(args, field.passphrase_file, const char *),                               \
         .help = "the mnemonic's passphrase, if it has one"},                                      \
        {.name = "index",                                                                          \
         .kind = OPTION_COUNT,                                                                     \
         .value = "N",                                                                             \
         .at = OPTION_AT(args, field.index, struct option_number),                                 \
         .help = "which account of the mnemonic, from 0"},                                         \
        {.name = "path",                                                                           \
         .kind = OPTION_TEXT,                                                                      \
         .value = "PATH",                                                                          \
         .at = OPTION_AT(args, field.path, const char *),                                          \
         .help = "its path instead of m/44'/60'/0'/0/INDEX (BIP-32)"},                             \
        {.name = "private-key",                                                                    \
         .kind = OPTION_TEXT,                                                                      \
         .value = "HEX",                                                                           \
         .at = OPTION_AT(args, field.private_key, const char *),                                   \
         .help = "the key itself, which others see in the process list"},                          \
        AS_CAST_OPTION(OPTION_AT(args, field.as_cast, bool))

/* The key that these options name, or, where they name none, PRIVATE_KEY or ETH_KEYSTORE. More than
 * one source is ERR_USAGE, and so is none, or an option that belongs to another source. The caller
 * wipes it; what it was read from is wiped already, the argument and the variable, too, so that it
 * can be had once. After it the process makes no core file. */
MUST_CHECK bool key_source_load(const struct context *context, const struct key_args *args,
                                struct secp256k1_secret *out, struct err *e);

/* The name of one of these options that is given ("key-file"); NULL: none is. */
const char *key_source_named(const struct key_args *args);

/* One of these options reads stdin, which is then not to be had for anything else. */
bool key_source_takes_stdin(const struct key_args *args);

#endif
