/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/pck.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/quote/quote.h"
#include "base/hex.h"
#include "cases.h"
#include "crypto/chain.h"

#define ARC   "2a864886f84d010d01"
#define ZERO4 "00000000"

/* The value of an entry as hex DER, by the number below .1 or .2; NULL keeps it, "" drops it. */
struct recipe {
    unsigned table;  /* 1: the extension, 2: TCB, 7: configuration */
    unsigned number; /* 0: none */
    const char *value;
    const char *behind; /* more entries behind the table's */
};

static void add_hex(struct buf *out, const char *hex)
{
    struct text text = text_of(hex);
    uint8_t *to = text.len > 0 ? buf_extend(out, text.len / 2) : NULL;
    cr_assert(text.len == 0 || hex_decode(text, to, text.len / 2));
}

static void add_element(struct buf *out, uint8_t tag, struct bytes content)
{
    buf_char(out, (char)tag);
    if (content.left > 127) {
        buf_char(out, (char)0x82);
        buf_char(out, (char)(content.left >> 8));
    }
    buf_char(out, (char)content.left);
    buf_add(out, content);
}

static void add_entry(struct buf *out, const char *arc, unsigned number, const char *value)
{
    AUTO(buf_done) struct buf entry = buf_start(4 * KIB);
    AUTO(buf_done) struct buf oid = buf_start(KIB);
    add_hex(&oid, arc);
    buf_char(&oid, (char)number);
    add_element(&entry, 0x06, buf_view(&oid));
    add_hex(&entry, value);
    add_element(out, 0x30, buf_view(&entry));
}

struct entries {
    unsigned table, n;
    const char *arc;
    const char *const *values;
};

static void add_table(struct buf *out, const struct entries *entries, const struct recipe *recipe)
{
    for (unsigned i = 1; i <= entries->n; i++) {
        bool is_it = recipe->table == entries->table && recipe->number == i;
        const char *value = is_it && recipe->value != NULL ? recipe->value : entries->values[i - 1];
        if (value[0] != 0) {
            add_entry(out, entries->arc, i, value);
        }
    }
    if (recipe->table == entries->table && recipe->behind != NULL) {
        add_hex(out, recipe->behind);
    }
}

#define OCTETS_16 "0410000102030405060708090a0b0c0d0e0f"
static const char *const tcb_values[] = {"020101",   "020102",     "020103", "020104", "020105",
                                         "020106",   "020107",     "020108", "020109", "02010a",
                                         "02010b",   "02010c",     "02010d", "02010e", "02020080",
                                         "020200ff", "020300ffff", OCTETS_16};
static const char *const configuration_values[] = {"0101ff", "010100", "0101ff"};

static struct buf extension(const struct recipe *recipe)
{
    char hex[2][2 * KIB];
    const struct entries nested[] = {{2, 18, ARC "02", tcb_values},
                                     {7, 3, ARC "07", configuration_values}};
    for (size_t i = 0; i < COUNT(nested); i++) {
        AUTO(buf_done) struct buf content = buf_start(4 * KIB);
        AUTO(buf_done) struct buf element = buf_start(4 * KIB);
        add_table(&content, &nested[i], recipe);
        add_element(&element, 0x30, buf_view(&content));
        hex_encode(buf_view(&element), hex[i]);
        hex[i][2 * element.len] = 0;
    }
    const char *const values[] = {OCTETS_16, hex[0],    "04020102", "0406aabbccddeeff",
                                  "0a0101",  OCTETS_16, hex[1]};
    AUTO(buf_done) struct buf content = buf_start(4 * KIB);
    struct buf out = buf_start(4 * KIB);
    add_table(&content, &(struct entries){1, 7, ARC, values}, recipe);
    add_element(&out, 0x30, buf_view(&content));
    return out;
}

Test(pck, reads_every_value)
{
    AUTO(buf_done) struct buf right = extension(&(struct recipe){0});
    struct pck pck;
    struct err e = {0};
    cr_assert(pck_parse_extension(buf_view(&right), &pck, &e), "%s", e.text);
    for (unsigned i = 0; i < 14; i++) {
        cr_expect(pck.components[i] == i + 1);
    }
    cr_expect(pck.components[14] == 0x80 && pck.components[15] == 0xff);
    cr_expect(pck.pce_svn == 0xffff && pck.sgx_type == 1);
    cr_expect(pck.ppid[15] == 15 && pck.cpu_svn[15] == 15);
    cr_expect(bytes_equal(BYTES_OF(pck.pce_id), bytes_of("\x01\x02", 2)));
    cr_expect(bytes_equal(BYTES_OF(pck.fmspc), bytes_of("\xaa\xbb\xcc\xdd\xee\xff", 6)));
}

static void expect_refused(const struct recipe *recipe)
{
    AUTO(buf_done) struct buf wrong = extension(recipe);
    struct pck pck;
    struct err e = {0};
    cr_expect_not(pck_parse_extension(buf_view(&wrong), &pck, &e), "table %u, .%u = %s",
                  recipe->table, recipe->number, recipe->value);
    cr_expect(e.kind == ERR_MALFORMED && e.text[0] != 0);
}

Test(pck, each_entry_is_needed_but_the_last_two)
{
    for (unsigned number = 1; number <= 5; number++) {
        expect_refused(&(struct recipe){1, number, "", NULL});
    }
    for (unsigned number = 1; number <= 18; number++) {
        expect_refused(&(struct recipe){2, number, "", NULL});
    }
    for (unsigned number = 6; number <= 7; number++) {
        AUTO(buf_done) struct buf without = extension(&(struct recipe){1, number, "", NULL});
        struct pck pck;
        struct err e = {0};
        cr_expect(pck_parse_extension(buf_view(&without), &pck, &e), "%s", e.text);
    }
}

Test(pck, wrong_values)
{
    static const struct recipe wrong[] = {
        {1, 1, "0400", NULL},                               /* PPID of no byte */
        {1, 1, "040f000102030405060708090a0b0c0d0e", NULL}, /* one short */
        {1, 1, "0411000102030405060708090a0b0c0d0e0f10", NULL},
        {1, 1, "0c10000102030405060708090a0b0c0d0e0f", NULL}, /* UTF8String */
        {1, 1, OCTETS_16 "0500", NULL},                       /* and something else */
        {1, 2, "0500", NULL},
        {1, 2, "3000", NULL},
        {1, 3, "040101", NULL},
        {1, 3, "0403010203", NULL},
        {1, 3, "02020102", NULL},
        {1, 4, "0405aabbccddee", NULL},
        {1, 4, "0407aabbccddeeff00", NULL},
        {1, 5, "020101", NULL}, /* INTEGER */
        {1, 5, "0a0103", NULL},
        {1, 5, "0a01ff", NULL},
        {1, 6, "0400", NULL},
        {1, 7, "0101ff", NULL},
        {2, 1, "02020100", NULL}, /* 256 */
        {2, 1, "0201ff", NULL},   /* -1 */
        {2, 1, "02020001", NULL}, /* not minimal */
        {2, 1, "040101", NULL},
        {2, 16, "02020100", NULL},
        {2, 17, "0203010000", NULL}, /* 65536 */
        {2, 17, "0a0101", NULL},
        {2, 18, "0400", NULL},
        {2, 18, "0410000102030405060708090a0b0c0d0e", NULL},
        {7, 1, "010101", NULL}, /* neither 00 nor FF */
        {7, 3, "020101", NULL},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        expect_refused(&wrong[i]);
    }
}

Test(pck, entries_once_and_known)
{
    static const struct recipe wrong[] = {
        {1, 0, NULL,
         "301006"
         "0a" ARC "03"
         "04020102"}, /* .3 twice */
        {1, 0, NULL,
         "301006"
         "0a" ARC "08"
         "04020102"}, /* .8 */
        {1, 0, NULL,
         "301006"
         "0a" ARC "00"
         "04020102"}, /* .0 */
        {1, 0, NULL,
         "300f06"
         "09" ARC "04020102"}, /* the arc itself */
        {1, 0, NULL,
         "301006"
         "0a"
         "2a864886f84d010d02"
         "03"
         "04020102"}, /* another arc */
        {1, 0, NULL, "0500"},
        {2, 0, NULL,
         "301006"
         "0b" ARC "0201"
         "020101"}, /* component 1 twice */
        {2, 0, NULL,
         "301006"
         "0b" ARC "0213"
         "020101"}, /* .2.19 */
        {7, 0, NULL,
         "301006"
         "0b" ARC "0701"
         "010100"}, /* dynamic platform twice */
        {7, 0, NULL,
         "301006"
         "0b" ARC "0704"
         "010100"}, /* .7.4 */
        {7, 0, NULL,
         "301006"
         "0b" ARC "0700"
         "010100"}, /* .7.0 */
        {1, 3, "",
         "3007"
         "060103"
         "04020102"}, /* 0.3 in place of .3 */
        {1, 3, "",
         "301106"
         "0b" ARC "0301"
         "04020102"}, /* .3.1 in place of .3 */
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        expect_refused(&wrong[i]);
    }
}

Test(pck, to_the_last_byte)
{
    AUTO(buf_done) struct buf right = extension(&(struct recipe){0});
    struct pck pck;
    struct err e = {0};
    for (size_t n = 0; n < right.len; n++) {
        cr_assert_not(pck_parse_extension(bytes_of(right.at, n), &pck, &e), "%zu", n);
    }
    buf_char(&right, 0);
    cr_expect_not(pck_parse_extension(buf_view(&right), &pck, &e));
}

Test(pck, certificates_of_quotes)
{
    static const char *const names[] = {"valid_sgx_v3", "valid_tdx_v4", "pck_chain_crlf_and_nul"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(buf_done) struct buf file = case_read(names[i], "quote.bin");
        AUTO(chain_done) struct chain chain = {0};
        struct quote q;
        struct pck pck;
        struct err e = {0};
        cr_assert(quote_parse(buf_view(&file), &q, &e));
        struct text pem = text_of_bytes(q.signature.certification_data);
        cr_assert(chain_parse(pem, 3, &chain, &e), "%s", e.text);
        cr_assert(pck_parse_extension(chain_leaf(&chain)->sgx_extension, &pck, &e), "%s", e.text);
        cr_expect(pck.fmspc[0] == 0xaa && pck.fmspc[5] == 0xff && pck.pce_svn >= 11);
    }
}

Test(pck, truncated_extension_of_a_certificate)
{
    AUTO(buf_done) struct buf file = case_read("pck_sgx_extension_truncated", "quote.bin");
    AUTO(chain_done) struct chain chain = {0};
    struct quote q;
    struct pck pck;
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&file), &q, &e));
    cr_assert(chain_parse(text_of_bytes(q.signature.certification_data), 3, &chain, &e), "%s",
              e.text);
    cr_expect_not(pck_parse_extension(chain_leaf(&chain)->sgx_extension, &pck, &e));
}

static size_t n_real;

static void expect_real(const char *path, struct bytes content)
{
    AUTO(chain_done) struct chain chain = {0};
    struct quote q;
    struct pck pck;
    struct err e = {0};
    cr_assert(quote_parse(content, &q, &e), "%s: %s", path, e.text);
    bool is_chain = q.signature.certification_type == CERTIFICATION_PCK_CHAIN;
    if (!is_chain || strstr(path, "/intel_sample_tdx/") != NULL) {
        return; /* that one holds DER where PEM belongs */
    }
    cr_assert(chain_parse(text_of_bytes(q.signature.certification_data), 3, &chain, &e), "%s: %s",
              path, e.text);
    cr_expect(pck_parse_extension(chain_leaf(&chain)->sgx_extension, &pck, &e), "%s: %s", path,
              e.text);
    n_real++;
}

Test(pck, real_certificates)
{
    if (!visit_shared("quote.bin", expect_real)) {
        cr_skip_test("no real quotes at '%s'", PHALA_SHARED_DIR);
    }
    cr_expect(n_real >= 10, "%zu", n_real);
}
