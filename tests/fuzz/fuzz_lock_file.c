/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: lock_file_parse, lock_file_format. What is read is written, and
 * read again as the same; contracts are found, stand in the order of their names, and can be put
 * in their own place. */
#include "target.h"

#include <stdlib.h>

#include "deploy/lock_file.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_contracts(struct lock_file *lock)
{
    for (size_t i = 0; i < lock->n; i++) {
        const struct lock_network *network = &lock->networks[i];
        require(lock_file_network(lock, network->chain_id) == network);
        require(i == 0 || lock->networks[i - 1].chain_id < network->chain_id);
        for (size_t k = 0; k < network->n; k++) {
            struct lock_contract *contract = &network->contracts[k];
            const struct text name = text_of(contract->name);
            require(lock_network_contract(network, name) == contract);
            require(k == 0 || bytes_compare(text_bytes(text_of(network->contracts[k - 1].name)),
                                            text_bytes(name)) < 0);
            lock_contract_verified(contract, "fuzz", "exact");
            require(contract->verified != NULL);
        }
    }
}

static void check_again(const struct lock_file *file)
{
    struct err e = {0};
    AUTO(lock_file_done) struct lock_file again = {0};
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    AUTO(buf_done) struct buf same = buf_start(LOCK_FILE_MAX);
    lock_file_format(file, &json);
    require(buf_is_whole(&json) && lock_file_parse(buf_view(&json), &again, &e));
    lock_file_format(&again, &same);
    require(bytes_equal(buf_view(&json), buf_view(&same)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(lock_file_done) struct lock_file file = {0};
    if (!lock_file_parse(bytes_of(data, size), &file, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    check_contracts(&file);
    check_again(&file);
    return 0;
}
