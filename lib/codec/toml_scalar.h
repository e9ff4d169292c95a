/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_TOML_SCALAR_H
#define PHALA_CODEC_TOML_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "codec/toml.h"

/* What a word of a TOML document that is no string stands for. For codec/toml.c alone. */
struct toml_scalar {
    enum toml_kind kind;
    bool boolean;
    int64_t integer;
};

/* NULL, or what is wrong with the word. */
const char *toml_scalar_read(struct text word, struct toml_scalar *out);

#endif
