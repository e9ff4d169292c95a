/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/hex.h"
#include "chain/artifact_parts.h"

/* "Linked.sol" is the end of "src/Linked.sol", and so is all of it. */
static bool is_end_of_path(struct text end, struct text path)
{
    if (end.len >= path.len) {
        return text_equal(end, path);
    }
    size_t before = path.len - end.len;
    return end.len > 0 && path.at[before - 1] == '/' &&
           text_equal(end, (struct text){&path.at[before], end.len});
}

bool artifact_name_fits(struct text wanted, struct text source, struct text name)
{
    if (wanted.len < name.len ||
        !text_equal(name, (struct text){&wanted.at[wanted.len - name.len], name.len})) {
        return false;
    }
    struct text before = {wanted.at, wanted.len - name.len};
    return before.len == 0 || (before.at[before.len - 1] == ':' &&
                               is_end_of_path((struct text){before.at, before.len - 1}, source));
}

void artifact_link_digits(struct text source, struct text name, char out[LINK_DIGITS + 1])
{
    AUTO(buf_done) struct buf whole = buf_start(source.len + 1 + name.len);
    buf_slice(&whole, source);
    buf_char(&whole, ':');
    buf_slice(&whole, name);
    const struct keccak256 hash = keccak256_of(buf_view(&whole));
    hex_encode(bytes_of(hash.at, LINK_DIGITS / 2), out);
    out[LINK_DIGITS] = 0;
}
