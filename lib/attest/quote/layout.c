/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/quote/layout.h"

const struct layout_field header_layout[HEADER_FIELDS] = {QUOTE_HEADER_FIELDS(LAYOUT_ROW)};
const struct layout_field sgx_layout[SGX_FIELDS] = {SGX_REPORT_FIELDS(LAYOUT_ROW)};
const struct layout_field td_layout[TD_FIELDS] = {TD_REPORT_10_FIELDS(LAYOUT_ROW)
                                                      TD_REPORT_15_FIELDS(LAYOUT_ROW)};

bool layout_read(struct bytes *from, const struct layout_field *fields, size_t n, struct bytes *out)
{
    struct bytes rest = *from;
    for (size_t i = 0; i < n; i++) {
        if (!bytes_skip(&rest, fields[i].size)) {
            return false;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (!bytes_take(from, fields[i].size, &out[i])) {
            return false;
        }
    }
    return true;
}
