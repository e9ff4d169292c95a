/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_item.h"

#include "base/mem.h"

void abi_item_done(struct abi_item *item)
{
    mem_free(item->name);
    abi_params_done(&item->inputs);
    abi_params_done(&item->outputs);
    *item = (struct abi_item){0};
}

void abi_done(struct abi *abi)
{
    for (size_t i = 0; i < abi->n; i++) {
        abi_item_done(&abi->items[i]);
    }
    mem_free(abi->items);
    *abi = (struct abi){0};
}

void abi_item_write(const struct abi_item *item, struct buf *out)
{
    buf_text(out, item->name);
    abi_params_write(&item->inputs, out);
}

struct keccak256 abi_item_hash(const struct abi_item *item)
{
    AUTO(buf_done) struct buf signature = buf_start(ABI_DATA_MAX);
    abi_item_write(item, &signature);
    return keccak256_of(buf_view(&signature));
}

const struct abi_item *abi_find_selector(const struct abi *abi, enum abi_item_kind kind,
                                         const uint8_t selector[ABI_SELECTOR])
{
    for (size_t i = 0; i < abi->n; i++) {
        if (abi->items[i].kind != kind) {
            continue;
        }
        struct keccak256 hash = abi_item_hash(&abi->items[i]);
        if (bytes_equal(bytes_of(hash.at, ABI_SELECTOR), bytes_of(selector, ABI_SELECTOR))) {
            return &abi->items[i];
        }
    }
    return NULL;
}
