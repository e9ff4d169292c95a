/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_ITEM_H
#define PHALA_CHAIN_ABI_ITEM_H

#include <stdint.h>

#include "chain/abi_type.h"
#include "codec/json.h"
#include "crypto/keccak.h"

/* What a contract offers: functions, events, errors, its constructor. */

enum { ABI_SELECTOR = 4 /* bytes */ };

enum abi_item_kind {
    ABI_ITEM_FUNCTION,
    ABI_ITEM_EVENT,
    ABI_ITEM_ERROR,
    ABI_ITEM_CONSTRUCTOR,
    ABI_ITEM_FALLBACK,
    ABI_ITEM_RECEIVE,
};

enum abi_mutability { ABI_NONPAYABLE, ABI_PAYABLE, ABI_VIEW, ABI_PURE };

struct abi_item {
    enum abi_item_kind kind;
    enum abi_mutability mutability;
    bool is_anonymous; /* of an event: no topic says which it is */
    char *name;
    struct abi_params inputs, outputs;
};

struct abi {
    struct abi_item *items;
    size_t n;
};

void abi_item_done(struct abi_item *item);
void abi_done(struct abi *abi);

/* Reads what people write: `transfer(address to, uint256)`, `function f(uint) view returns (bool)`,
 * `f()(uint256)`, `event E(address indexed who) anonymous`, `error Wrong(bytes4)`,
 * `constructor(string memory name)`. Without one of these words it is of `otherwise`, or an event
 * where something is indexed. Components of a tuple have no names. ERR_USAGE says where it is not
 * understood. */
MUST_CHECK bool abi_item_parse(struct text signature, enum abi_item_kind otherwise,
                               struct abi_item *out, struct err *e);

/* Reads a JSON ABI: the array that compilers write. ERR_MALFORMED names the item. */
MUST_CHECK bool abi_from_json(const struct json_value *json, struct abi *out, struct err *e);

/* `name(types)`, as it is hashed. */
void abi_item_write(const struct abi_item *item, struct buf *out);

/* Its hash: topic 0 of an event; the first 4 bytes are the selector of a function or an error. */
struct keccak256 abi_item_hash(const struct abi_item *item);

/* The item of that kind with that selector, or NULL. */
const struct abi_item *abi_find_selector(const struct abi *abi, enum abi_item_kind kind,
                                         const uint8_t selector[ABI_SELECTOR]);

#endif
