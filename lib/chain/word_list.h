/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_WORD_LIST_H
#define PHALA_CHAIN_WORD_LIST_H

#include <stdbool.h>

#include "base/macro.h"
#include "base/text.h"

enum { WORD_COUNT = 2048, WORD_SIZE = 9 /* of the longest, and a zero */, WORD_BITS = 11 };

/* The English words of BIP-39 (bip-0039/english.txt), in their order, which is that of ASCII. */
extern const char word_list[WORD_COUNT][WORD_SIZE];

/* The place of a word in the list, from 0; false when it is not in it. */
MUST_CHECK bool word_number(struct text text, unsigned *out);

#endif
