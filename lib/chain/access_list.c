/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/access_list.h"

#include "base/hex.h"
#include "base/mem.h"
#include "chain/address.h"
#include "chain/rlp.h"
#include "codec/json.h"

enum { ENTRY_GAS = 2400, KEY_GAS = 1900 };
/* In RLP: a key, the keys of an entry with their head, and all of it. */
enum { KEY_ROOM = 1 + ACCESS_KEY_SIZE, HEAD_ROOM = 9, ADDRESS_ROOM = 1 + ETH_ADDRESS_SIZE };

void access_list_done(struct access_list *list)
{
    for (size_t i = 0; i < list->n_entries; i++) {
        mem_free(list->entries[i].keys);
    }
    mem_free(list->entries);
    *list = (struct access_list){0};
}

static bool make_entries(struct access_list *list, size_t n)
{
    TRY(n <= ACCESS_ENTRIES_MAX);
    list->entries = mem_array(n, sizeof *list->entries);
    list->n_entries = n;
    return true;
}

static bool make_keys(struct access_list *list, struct access_entry *entry, size_t n)
{
    TRY(n <= ACCESS_KEYS_MAX - list->n_keys);
    entry->keys = mem_array(n, sizeof *entry->keys);
    entry->n_keys = n;
    list->n_keys += n;
    return true;
}

static bool parse_key(const struct json_value *value, struct access_key *out)
{
    struct text text;
    TRY(json_text(value, &text) && text_starts(text, "0x"));
    return hex_decode(text_behind(text, 2), out->at, sizeof out->at);
}

static bool parse_keys(struct access_list *list, struct access_entry *entry,
                       const struct json_value *array, struct err *e)
{
    if (!make_keys(list, entry, json_count(array))) {
        return err_set(e, ERR_USAGE, "more than %d keys", ACCESS_KEYS_MAX);
    }
    const struct json_value *value = json_first(array);
    for (size_t i = 0; i < entry->n_keys; i++, value = json_next(value)) {
        if (!parse_key(value, &entry->keys[i])) {
            return err_set(e, ERR_USAGE, "storage key %zu is not 0x and 64 hex digits", i + 1);
        }
    }
    return true;
}

static bool parse_entry(struct access_list *list, struct access_entry *entry,
                        const struct json_value *value, struct err *e)
{
    struct text address;
    const struct json_value *keys = json_member(value, "storageKeys");
    if (!json_text(json_member(value, "address"), &address) || !json_is_array(keys) ||
        json_count(value) != 2) {
        return err_set(e, ERR_USAGE, "not an object with 'address', 'storageKeys' and no more");
    }
    return address_parse(address, &entry->address, e) && parse_keys(list, entry, keys, e);
}

bool access_list_parse(struct text json, struct access_list *out, struct err *e)
{
    AUTO(json_freep) struct json *document = json_parse(text_bytes(json), e);
    if (document == NULL) {
        e->kind = ERR_USAGE;
        return false;
    }
    const struct json_value *value = json_root(document);
    if (!json_is_array(value) || !make_entries(out, json_count(value))) {
        return err_set(e, ERR_USAGE, "not an array of at most %d entries", ACCESS_ENTRIES_MAX);
    }
    value = json_first(value);
    for (size_t i = 0; i < out->n_entries; i++, value = json_next(value)) {
        if (!parse_entry(out, &out->entries[i], value, e)) {
            return err_wrap(e, "entry %zu", i + 1);
        }
    }
    return true;
}

static bool decode_entry(struct bytes *from, struct access_list *list, struct access_entry *entry)
{
    struct bytes fields;
    struct bytes keys;
    TRY(rlp_list(from, &fields) && rlp_copy(&fields, entry->address.at, sizeof entry->address.at) &&
        rlp_list(&fields, &keys) && bytes_end(fields));
    TRY(keys.left % KEY_ROOM == 0 && make_keys(list, entry, keys.left / KEY_ROOM));
    for (size_t i = 0; i < entry->n_keys; i++) {
        TRY(rlp_copy(&keys, entry->keys[i].at, sizeof entry->keys[i].at));
    }
    return true;
}

static bool count(struct bytes items, size_t *n)
{
    struct rlp_item item;
    for (*n = 0; !bytes_end(items); (*n)++) {
        TRY(rlp_item(&items, &item));
    }
    return true;
}

bool access_list_decode(struct bytes items, struct access_list *out)
{
    size_t n = 0;
    TRY(count(items, &n) && make_entries(out, n));
    for (size_t i = 0; i < n; i++) {
        TRY(decode_entry(&items, out, &out->entries[i]));
    }
    return true;
}

static void encode_entry(const struct access_entry *entry, struct buf *out)
{
    size_t room = entry->n_keys * KEY_ROOM;
    AUTO(buf_done) struct buf keys = buf_start(room);
    AUTO(buf_done) struct buf fields = buf_start(ADDRESS_ROOM + HEAD_ROOM + room);
    for (size_t i = 0; i < entry->n_keys; i++) {
        rlp_add_string(&keys, BYTES_OF(entry->keys[i].at));
    }
    rlp_add_string(&fields, BYTES_OF(entry->address.at));
    rlp_add_list(&fields, buf_view(&keys));
    rlp_add_list(out, buf_view(&fields));
}

void access_list_encode(const struct access_list *list, struct buf *out)
{
    size_t entry_room = ADDRESS_ROOM + HEAD_ROOM + HEAD_ROOM;
    AUTO(buf_done)
    struct buf items = buf_start(list->n_entries * entry_room + list->n_keys * KEY_ROOM);
    for (size_t i = 0; i < list->n_entries; i++) {
        encode_entry(&list->entries[i], &items);
    }
    rlp_add_list(out, buf_view(&items));
}

uint64_t access_list_gas(const struct access_list *list)
{
    return (uint64_t)list->n_entries * ENTRY_GAS + (uint64_t)list->n_keys * KEY_GAS;
}
