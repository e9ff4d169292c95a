/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_REVERT_H
#define PHALA_CHAIN_ABI_REVERT_H

#include "chain/abi_codec.h"

/* What a call that was reverted gave back. */

enum abi_revert_kind {
    ABI_REVERT_EMPTY,   /* nothing: no reason, no such function, out of gas */
    ABI_REVERT_REASON,  /* Error(string): require, revert("…") */
    ABI_REVERT_PANIC,   /* Panic(uint256): the compiler's own checks */
    ABI_REVERT_CUSTOM,  /* an error of the contract's ABI, or one that many contracts share */
    ABI_REVERT_UNKNOWN, /* of another selector, or data that does not fit it */
};

struct abi_revert {
    enum abi_revert_kind kind;
    const struct abi_item *error; /* of the ABI, or `own`; NULL for EMPTY and UNKNOWN */
    struct abi_item *own;
    struct abi_value arguments; /* of `error` */
    struct bytes data;          /* as given, not owned */
};

void abi_revert_done(struct abi_revert *revert);

/* Looks among Error and Panic, the errors of the ABI (may be NULL), then those of OpenZeppelin's
 * contracts 5, which dstack's contracts and most others use. Never fails: what is not understood is
 * UNKNOWN. */
struct abi_revert abi_revert_read(struct bytes data, const struct abi *abi);

/* One line without a full stop: `reverted: the reason`, `reverted: panic 0x11: arithmetic overflow
 * or underflow`, `reverted: Name(who: 0x…, amount: 5)`, `reverted without a reason`. */
void abi_revert_write(const struct abi_revert *revert, struct buf *out);

/* Signatures of the errors that are known without an ABI; ends in NULL. */
extern const char *const abi_known_errors[];

#endif
