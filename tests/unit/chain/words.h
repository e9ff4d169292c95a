/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_CHAIN_WORDS_H
#define PHALA_TESTS_CHAIN_WORDS_H

#include "chain/call.h"

/* Words of the EVM in hex, as cast prints them: 32 bytes each. */

/* 0xf39F…2266, and vPHA's 0x21d6…0ec0. */
#define WORD_OWNER "000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define WORD_VPHA  "00000000000000000000000021d6ec8fc14caacc55afa23cba66798dab3a0ec0"
#define WORD_32    "0000000000000000000000000000000000000000000000000000000000000020"
#define WORD_3     "0000000000000000000000000000000000000000000000000000000000000003"
#define WORD_2     "0000000000000000000000000000000000000000000000000000000000000002"
#define WORD_1     "0000000000000000000000000000000000000000000000000000000000000001"
#define WORD_0     "0000000000000000000000000000000000000000000000000000000000000000"
#define WORD_MAX   "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

#define OWNER "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
#define VPHA  "0x21d6eC8fc14CaAcc55aFA23cBa66798DAB3a0ec0"

struct eth_address words_address(const char *text);

/* The bytes of such words; the caller ends the buffer. */
struct buf words_of(const char *hex);

/* The calldata is these words behind a selector. */
void words_expect_call(struct call call, const char *hex);

#endif
