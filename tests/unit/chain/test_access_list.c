/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/access_list.h"

#include <criterion/criterion.h>
#include <string.h>

#include "chain/rlp.h"
#include "vectors.h"

#define A     "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
#define A_HEX "70997970c51812dc3a010c7d01b50e0d17dc79c8"
#define B     "0x5FbDB2315678afecb367f032d93F642f64180aa3"
#define B_HEX "5fbdb2315678afecb367f032d93f642f64180aa3"
#define ZEROS "00000000000000000000000000000000000000000000000000000000000000"
#define K1    ZEROS "01"
#define K2    ZEROS "ff"
/* Two entries, the first with two keys. */
#define RLP                                                                                        \
    "f872"                                                                                         \
    "f85994" A_HEX "f842a0" K1 "a0" K2 "d694" B_HEX "c0"

static void expect_rlp(const struct access_list *list, const char *hex)
{
    AUTO(buf_done) struct buf wanted = vector_unhex(text_of(hex));
    AUTO(buf_done) struct buf out = buf_start(MIB);
    access_list_encode(list, &out);
    cr_expect(bytes_equal(buf_view(&out), buf_view(&wanted)), "%s", hex);
}

Test(access_list, from_json_and_rlp)
{
    static const struct {
        const char *json, *rlp;
        uint64_t gas;
    } cases[] = {
        {"[]", "c0", 0},
        {" [{\"storageKeys\": [], \"address\": \"" B "\"}]", "d7d694" B_HEX "c0", 2400},
        {"[{\"address\":\"" A "\",\"storageKeys\":[\"0x" K1 "\",\"0x" K2 "\"]},"
         "{\"address\":\"" B "\",\"storageKeys\":[]}]",
         RLP, 8600},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(access_list_done) struct access_list parsed = {0};
        AUTO(access_list_done) struct access_list decoded = {0};
        AUTO(buf_done) struct buf rlp = vector_unhex(text_of(cases[i].rlp));
        struct bytes from = buf_view(&rlp);
        struct bytes items;
        struct err e = {0};
        cr_assert(access_list_parse(text_of(cases[i].json), &parsed, &e), "%s", e.text);
        expect_rlp(&parsed, cases[i].rlp);
        cr_expect_eq(access_list_gas(&parsed), cases[i].gas);
        cr_assert(rlp_list(&from, &items) && access_list_decode(items, &decoded));
        expect_rlp(&decoded, cases[i].rlp);
        cr_expect_eq(decoded.n_keys, parsed.n_keys);
    }
}

Test(access_list, other_json_is_refused)
{
    static const struct {
        const char *json, *why;
    } cases[] = {
        {"", "line 1, column 1: unexpected end"},
        {"{}", "not an array of at most 10000 entries"},
        {"[1]", "entry 1: not an object with 'address', 'storageKeys' and no more"},
        {"[{\"address\":\"" A "\"}]",
         "entry 1: not an object with 'address', 'storageKeys' and no more"},
        {"[{\"storageKeys\":[]}]",
         "entry 1: not an object with 'address', 'storageKeys' and no more"},
        {"[{\"address\":\"" A "\",\"storageKeys\":{}}]",
         "entry 1: not an object with 'address', 'storageKeys' and no more"},
        {"[{\"address\":\"" A "\",\"storageKeys\":[],\"more\":1}]",
         "entry 1: not an object with 'address', 'storageKeys' and no more"},
        {"[{\"address\":\"" A "\",\"storageKeys\":[]},{\"address\":\"0x12\",\"storageKeys\":[]}]",
         "entry 2: an address has 40 hex digits"},
        {"[{\"address\":\"0x70997970c51812dc3A010C7d01b50e0d17dc79C8\",\"storageKeys\":[]}]",
         "entry 1: the checksum of the address is wrong"},
        {"[{\"address\":\"" A "\",\"storageKeys\":[\"0x" K1 "\",\"0x01\"]}]",
         "entry 1: storage key 2 is not 0x and 64 hex digits"},
        {"[{\"address\":\"" A "\",\"storageKeys\":[\"" K1 "\"]}]",
         "entry 1: storage key 1 is not 0x and 64 hex digits"},
        {"[{\"address\":\"" A "\",\"storageKeys\":[1]}]",
         "entry 1: storage key 1 is not 0x and 64 hex digits"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(access_list_done) struct access_list list = {0};
        struct err e = {0};
        cr_expect_not(access_list_parse(text_of(cases[i].json), &list, &e), "%s", cases[i].json);
        cr_expect_str_eq(e.text, cases[i].why);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}

static bool decodes(struct bytes items)
{
    AUTO(access_list_done) struct access_list list = {0};
    return access_list_decode(items, &list);
}

Test(access_list, other_rlp_is_refused)
{
    static const char *const refused[] = {
        "80",                          /* an entry that is a string */
        "c0",                          /* without its fields */
        "d594" A_HEX,                  /* without keys */
        "d693" A_HEX "c0",             /* an address of 19 bytes */
        "d694" A_HEX "80",             /* keys that are a string */
        "d794" A_HEX "c080",           /* a third field */
        "d794" A_HEX "c180",           /* a key that is too short */
        "f83794" A_HEX "e1a1" K1,      /* too long for its list */
        "f83894" A_HEX "e2a1" K1 "00", /* a key of 33 bytes */
        "f83794" A_HEX "e1c0" K1 "",   /* a list of its size */
        "d694" B_HEX "c001",           /* an entry that is a byte */
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        AUTO(buf_done) struct buf items = vector_unhex(text_of(refused[i]));
        cr_expect_not(decodes(buf_view(&items)), "%s", refused[i]);
    }
}

Test(access_list, truncation_anywhere)
{
    AUTO(buf_done) struct buf rlp = vector_unhex(text_of(RLP));
    struct bytes items = {rlp.at + 2, rlp.len - 2};
    const size_t first_entry = 2 + 0x59;
    cr_assert(decodes(items));
    for (size_t n = 0; n < items.left; n++) {
        cr_expect_eq(decodes(bytes_of(items.at, n)), n == 0 || n == first_entry, "%zu", n);
    }
}

Test(access_list, the_most_entries_and_keys)
{
    AUTO(buf_done) struct buf items = buf_start(MIB);
    AUTO(buf_done) struct buf entry = vector_unhex(text_of("d694" B_HEX "c0"));
    for (size_t i = 0; i < ACCESS_ENTRIES_MAX; i++) {
        buf_add(&items, buf_view(&entry));
    }
    cr_expect(decodes(buf_view(&items)));
    buf_add(&items, buf_view(&entry));
    cr_expect_not(decodes(buf_view(&items)));

    AUTO(buf_done) struct buf key = vector_unhex(text_of("a0" K1));
    for (size_t n = ACCESS_KEYS_MAX; n <= ACCESS_KEYS_MAX + 1; n++) {
        AUTO(buf_done) struct buf keys = buf_start(MIB);
        AUTO(buf_done) struct buf fields = vector_unhex(text_of("94" A_HEX));
        AUTO(buf_done) struct buf list = buf_start(MIB);
        for (size_t i = 0; i < n; i++) {
            buf_add(&keys, buf_view(&key));
        }
        rlp_add_list(&fields, buf_view(&keys));
        rlp_add_list(&list, buf_view(&fields));
        cr_expect_eq(decodes(buf_view(&list)), n == ACCESS_KEYS_MAX);
    }
}
