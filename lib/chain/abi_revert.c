/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_revert.h"

#include "base/mem.h"
#include "base/utf8.h"

/* Solidity, "Panic via assert and Error via require". */
static const struct panic {
    uint64_t code;
    const char *meaning;
} panics[] = {
    {0x00, "a check that the compiler made"},
    {0x01, "assertion failed"},
    {0x11, "arithmetic overflow or underflow"},
    {0x12, "division by zero"},
    {0x21, "a number that is no value of the enum"},
    {0x22, "storage bytes that are not encoded as they have to be"},
    {0x31, "pop of an empty array"},
    {0x32, "index out of bounds"},
    {0x41, "too much memory, or too long an array"},
    {0x51, "call of a function variable that is not set"},
};

static const char reason_signature[] = "Error(string reason)";
static const char panic_signature[] = "Panic(uint256 code)";

void abi_revert_done(struct abi_revert *revert)
{
    abi_value_done(&revert->arguments);
    if (revert->own != NULL) {
        abi_item_done(revert->own);
        mem_free(revert->own);
    }
    *revert = (struct abi_revert){0};
}

/* Decodes as that error, when its selector is the data's. */
static bool read_as(struct abi_revert *revert, const struct abi_item *error)
{
    struct err e;
    size_t unread = 0;
    struct bytes arguments = revert->data;
    struct keccak256 hash = abi_item_hash(error);
    if (!bytes_expect(&arguments, hash.at, ABI_SELECTOR) ||
        !abi_decode(&error->inputs, arguments, &revert->arguments, &unread, &e)) {
        return false;
    }
    revert->kind = ABI_REVERT_CUSTOM;
    revert->error = error;
    return true;
}

static bool read_as_known(struct abi_revert *revert, const char *signature)
{
    struct err e;
    struct abi_item item;
    if (!abi_item_parse(text_of(signature), ABI_ITEM_ERROR, &item, &e)) {
        return false;
    }
    struct abi_item *own = mem_copy(&item, sizeof item);
    if (!read_as(revert, own)) {
        abi_item_done(own);
        mem_free(own);
        return false;
    }
    revert->own = own;
    return true;
}

static bool read_known(struct abi_revert *revert)
{
    for (size_t i = 0; abi_known_errors[i] != NULL; i++) {
        if (read_as_known(revert, abi_known_errors[i])) {
            return true;
        }
    }
    return false;
}

struct abi_revert abi_revert_read(struct bytes data, const struct abi *abi)
{
    struct abi_revert revert = {.kind = ABI_REVERT_UNKNOWN, .data = data};
    if (data.left == 0) {
        revert.kind = ABI_REVERT_EMPTY;
    } else if (read_as_known(&revert, reason_signature)) {
        revert.kind = ABI_REVERT_REASON;
    } else if (read_as_known(&revert, panic_signature)) {
        revert.kind = ABI_REVERT_PANIC;
    } else if (data.left >= ABI_SELECTOR) {
        const struct abi_item *error = abi != NULL ? abi_find_selector(abi, ABI_ITEM_ERROR, data.at)
                                                   : NULL;
        if (error == NULL || !read_as(&revert, error)) {
            (void)read_known(&revert);
        }
    }
    return revert;
}

static void write_panic(const struct abi_revert *revert, struct buf *out)
{
    struct u256 code = u256_zero;
    uint64_t small = 0;
    const char *meaning = "of a kind that is not known";
    bool is_small = u256_from_bytes(BYTES_OF(revert->arguments.items[0].word), &code) &&
                    u256_to_u64(&code, &small);
    for (size_t i = 0; i < COUNT(panics) && is_small; i++) {
        meaning = panics[i].code == small ? panics[i].meaning : meaning;
    }
    if (is_small) {
        buf_printf(out, "reverted: panic 0x%02llx: %s", (unsigned long long)small, meaning);
    } else {
        char decimal[U256_DECIMAL];
        buf_printf(out, "reverted: panic %s: %s", u256_format(&code, decimal), meaning);
    }
}

static void write_custom(const struct abi_revert *revert, struct buf *out)
{
    const struct abi_params *inputs = &revert->error->inputs;
    buf_printf(out, "reverted: %s(", revert->error->name);
    for (size_t i = 0; i < inputs->n; i++) {
        const char *name = inputs->at[i].name;
        buf_printf(out, "%s%s%s", i > 0 ? ", " : "", name, name[0] != 0 ? ": " : "");
        abi_value_write(&inputs->at[i].type, &revert->arguments.items[i], out);
    }
    buf_char(out, ')');
}

static void write_unknown(const struct abi_revert *revert, struct buf *out)
{
    bool has_selector = revert->data.left >= ABI_SELECTOR;
    size_t n = has_selector ? ABI_SELECTOR : revert->data.left;
    buf_text(out, "reverted: an error that is not known, 0x");
    buf_hex(out, bytes_of(revert->data.at, n));
    buf_printf(out, " and %zu bytes", revert->data.left - n);
}

void abi_revert_write(const struct abi_revert *revert, struct buf *out)
{
    switch (revert->kind) {
    case ABI_REVERT_EMPTY:
        buf_text(out, "reverted without a reason");
        break;
    case ABI_REVERT_REASON: {
        const struct abi_value *reason = &revert->arguments.items[0];
        buf_text(out, "reverted: ");
        utf8_escape(text_of_bytes(bytes_of(reason->bytes, reason->n)), out);
        break;
    }
    case ABI_REVERT_PANIC:
        write_panic(revert, out);
        break;
    case ABI_REVERT_CUSTOM:
        write_custom(revert, out);
        break;
    case ABI_REVERT_UNKNOWN:
        write_unknown(revert, out);
        break;
    }
}
