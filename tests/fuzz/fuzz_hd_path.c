/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: hd_path_parse, hd_path_parse_as_cast, hd_path_format. What is taken strictly
 * cast takes, too, and as the same; either is written so that it is read again as it was. */
#include "target.h"

#include <stdlib.h>

#include "chain/hd.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_same(const struct hd_path *a, const struct hd_path *b)
{
    return bytes_equal(bytes_of(a->at, a->n * sizeof a->at[0]),
                       bytes_of(b->at, b->n * sizeof b->at[0]));
}

static void check_again(const struct hd_path *path)
{
    struct err e = {0};
    struct hd_path again;
    AUTO(buf_done) struct buf text = buf_start(SIZE_MAX);
    hd_path_format(path, &text);
    require(hd_path_parse(buf_view_text(&text), &again, &e) && is_same(path, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct err of_cast = {0};
    struct hd_path path;
    struct hd_path as_cast;
    const struct text text = text_of_bytes(bytes_of(data, size));
    bool is_strict = hd_path_parse(text, &path, &e);
    if (!hd_path_parse_as_cast(text, &as_cast, &of_cast)) {
        require(!is_strict && e.kind == ERR_USAGE && of_cast.kind == ERR_USAGE);
        return 0;
    }
    check_again(&as_cast);
    require(!is_strict || is_same(&path, &as_cast));
    return 0;
}
