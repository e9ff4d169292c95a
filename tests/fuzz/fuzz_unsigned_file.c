/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: unsigned_file_parse, unsigned_file_format. What is read is written, and
 * read again as the same; each transaction is one that may be signed. */
#include "target.h"

#include <stdlib.h>

#include "deploy/unsigned_file.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_transactions(const struct unsigned_file *file)
{
    struct err e = {0};
    require(file->n > 0);
    for (size_t i = 0; i < file->n; i++) {
        require(transaction_check(&file->at[i].transaction, &e));
        require(file->at[i].transaction.chain_id == file->chain_id);
    }
}

static void check_again(const struct unsigned_file *file)
{
    struct err e = {0};
    AUTO(unsigned_file_done) struct unsigned_file again = {0};
    AUTO(buf_done) struct buf json = buf_start(UNSIGNED_FILE_MAX);
    AUTO(buf_done) struct buf same = buf_start(UNSIGNED_FILE_MAX);
    unsigned_file_format(file, &json);
    require(buf_is_whole(&json) && unsigned_file_parse(buf_view(&json), &again, &e));
    unsigned_file_format(&again, &same);
    require(bytes_equal(buf_view(&json), buf_view(&same)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(unsigned_file_done) struct unsigned_file file = {0};
    if (!unsigned_file_parse(bytes_of(data, size), &file, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    check_transactions(&file);
    check_again(&file);
    return 0;
}
