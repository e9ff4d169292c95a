/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: plan_file_parse, plan_file_format. What is read is written, and
 * read again as the same. */
#include "target.h"

#include <stdlib.h>

#include "deploy/plan_file.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_again(const struct plan_file *file)
{
    struct err e = {0};
    AUTO(plan_file_done) struct plan_file again = {0};
    AUTO(buf_done) struct buf json = buf_start((4 * PLAN_FILE_MAX));
    AUTO(buf_done) struct buf same = buf_start((4 * PLAN_FILE_MAX));
    plan_file_format(file, &json);
    require(buf_is_whole(&json) && plan_file_parse(buf_view(&json), &again, &e));
    plan_file_format(&again, &same);
    require(bytes_equal(buf_view(&json), buf_view(&same)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(plan_file_done) struct plan_file file = {0};
    if (!plan_file_parse(bytes_of(data, size), &file, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    check_again(&file);
    return 0;
}
