/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/digest_list.h"

#include "base/hex.h"
#include "crypto/equal.h"

enum { HASH_DIGITS = 2 * SHA256_SIZE };

bool digest_list_is_name(struct text name)
{
    for (size_t i = 0; i < name.len; i++) {
        TRY(name.at[i] > ' ' && name.at[i] < 0x7f && name.at[i] != '/' && name.at[i] != '\\');
    }
    return name.len > 0 && name.len <= DIGEST_LIST_NAME && !text_is(name, ".") &&
           !text_is(name, "..");
}

static bool parse_line(struct text line, struct digest_line *out)
{
    struct bytes rest = text_bytes(line);
    struct bytes digits;
    TRY(bytes_take(&rest, HASH_DIGITS, &digits) && bytes_expect(&rest, "  ", 2));
    out->name = text_of_bytes(rest);
    return hex_decode(text_of_bytes(digits), out->hash.at, SHA256_SIZE) &&
           digest_list_is_name(out->name);
}

static bool add_line(struct digest_list *list, struct text line, struct err *e)
{
    struct digest_line parsed;
    if (list->n == DIGEST_LIST_LINES) {
        return err_set(e, ERR_TOO_BIG, "%s has more than %d lines", DIGEST_LIST_FILE,
                       DIGEST_LIST_LINES);
    }
    if (!parse_line(line, &parsed)) {
        return err_set(e, ERR_MALFORMED,
                       "%s: line %zu is not 64 hex digits, two spaces and a file's name",
                       DIGEST_LIST_FILE, list->n + 1);
    }
    if (text_is(parsed.name, DIGEST_LIST_FILE)) {
        return err_set(e, ERR_MALFORMED, "%s lists itself", DIGEST_LIST_FILE);
    }
    if (digest_list_find(list, parsed.name) != NULL) {
        return err_set(e, ERR_MALFORMED, "%s lists '%.*s' twice", DIGEST_LIST_FILE,
                       TEXT_ARG(parsed.name));
    }
    list->lines[list->n++] = parsed;
    return true;
}

bool digest_list_parse(struct bytes file, struct digest_list *out, struct err *e)
{
    if (file.left > DIGEST_LIST_SIZE) {
        return err_set(e, ERR_TOO_BIG, "%s is larger than %zu bytes", DIGEST_LIST_FILE,
                       DIGEST_LIST_SIZE);
    }
    struct text rest = text_of_bytes(file);
    struct text line;
    out->hash = sha256_of(file);
    out->n = 0;
    while (rest.len > 0) {
        (void)text_split(rest, '\n', &line, &rest);
        TRY(add_line(out, line, e));
    }
    return out->n > 0 || err_set(e, ERR_MALFORMED, "%s is empty", DIGEST_LIST_FILE);
}

const struct digest_line *digest_list_find(const struct digest_list *list, struct text name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (text_equal(list->lines[i].name, name)) {
            return &list->lines[i];
        }
    }
    return NULL;
}

bool digest_list_expect(const struct digest_list *list, struct text name, const struct sha256 *hash,
                        struct err *e)
{
    const struct digest_line *line = digest_list_find(list, name);
    if (line == NULL) {
        return err_set(e, ERR_MALFORMED, "'%.*s' is not in %s", TEXT_ARG(name), DIGEST_LIST_FILE);
    }
    return equal_bytes(BYTES_OF(line->hash.at), BYTES_OF(hash->at)) ||
           err_set(e, ERR_MALFORMED, "'%.*s' is not the file that %s lists", TEXT_ARG(name),
                   DIGEST_LIST_FILE);
}
