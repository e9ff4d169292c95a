/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: unsigned_file_parse, unsigned_file_format. What is read is written, and
 * read again as the same; each transaction is one that may be signed. What is taken strictly is
 * taken as_cast, too, and what is taken as_cast alone has a fault. */
#include "target.h"

#include <stdlib.h>

#include "deploy/unsigned_file.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool may_be_signed(const struct unsigned_file *file)
{
    struct err e = {0};
    for (size_t i = 0; i < file->n; i++) {
        if (!transaction_check(&file->at[i].transaction, &e)) {
            return false;
        }
    }
    return true;
}

static void check_transactions(const struct unsigned_file *file)
{
    struct err e = {0};
    require(file->n > 0);
    for (size_t i = 0; i < file->n; i++) {
        require(transaction_check_room(&file->at[i].transaction, &e));
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
    require(buf_is_whole(&json) && unsigned_file_parse(buf_view(&json), true, &again, &e));
    unsigned_file_format(&again, &same);
    require(bytes_equal(buf_view(&json), buf_view(&same)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct err of_cast = {0};
    AUTO(unsigned_file_done) struct unsigned_file file = {0};
    AUTO(unsigned_file_done) struct unsigned_file strict = {0};
    const bool is_strict = unsigned_file_parse(bytes_of(data, size), false, &strict, &e);
    const bool is_read = unsigned_file_parse(bytes_of(data, size), true, &file, &of_cast);
    require(is_strict == (is_read && may_be_signed(&file)));
    if (!is_strict) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
    }
    if (!is_read) {
        return 0;
    }
    check_transactions(&file);
    check_again(&file);
    return 0;
}
