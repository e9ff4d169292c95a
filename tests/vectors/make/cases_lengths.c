/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* Quotes that end early, lengths that lie, and bytes behind the end. */

static const struct {
    const char *name;
    enum base base;
} BASES[] = {
    {"tdx_v4", TDX_V4}, {"sgx_v3", SGX_V3},       {"sgx_v4", SGX_V4},
    {"sgx_v5", SGX_V5}, {"td10_v5", TDX_V5_TD10}, {"td15_v5", TDX_V5_TD15},
};

enum anchor { AT_START, AT_BODY, AT_BODY_END, AT_SIGNATURE, AT_QE_REPORT, AT_AUTH_LEN };

static const struct {
    const char *name;
    enum anchor anchor;
    int offset;
} CUTS[] = {
    {"at_0", AT_START, 0},
    {"at_1", AT_START, 1},
    {"at_2", AT_START, 2},
    {"in_header", AT_START, 47},
    {"behind_header", AT_START, 48},
    {"before_body", AT_BODY, -1},
    {"in_body", AT_BODY, 100},
    {"before_body_end", AT_BODY_END, -1},
    {"at_body_end", AT_BODY_END, 0},
    {"in_signature_len", AT_SIGNATURE, -1},
    {"at_signature", AT_SIGNATURE, 0},
    {"in_signature", AT_SIGNATURE, 63},
    {"in_key", AT_SIGNATURE, 127},
    {"before_qe_report", AT_QE_REPORT, -1},
    {"in_qe_report", AT_QE_REPORT, 383},
    {"in_qe_signature", AT_QE_REPORT, 447},
    {"in_auth_len", AT_AUTH_LEN, 1},
    {"in_auth", AT_AUTH_LEN, 33},
    {"in_inner_type", AT_AUTH_LEN, 35},
    {"in_inner_len", AT_AUTH_LEN, 39},
    {"at_certification", AT_AUTH_LEN, 40},
};

static long anchor_at(const struct quote_spec *quote, enum anchor anchor)
{
    size_t signature = quote_signature_at(quote);
    size_t qe_report = signature + 128 + (quote_is_nested(quote) ? 6 : 0);
    const size_t at[] = {
        [AT_START] = 0,
        [AT_BODY] = quote_body_at(quote),
        [AT_BODY_END] = signature - 4,
        [AT_SIGNATURE] = signature,
        [AT_QE_REPORT] = qe_report,
        [AT_AUTH_LEN] = qe_report + 448,
    };
    return (long)at[anchor];
}

static void cut(struct platform *p, const struct test_case *c)
{
    p->quote.cut = anchor_at(&p->quote, CUTS[c->number].anchor) + CUTS[c->number].offset;
}

static void cut_last(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.cut = CUT_NOTHING - 1;
}

static void add_cuts(struct case_list *to, size_t base)
{
    for (size_t i = 0; i < COUNT(CUTS); i++) {
        struct test_case one = {
            .name = case_name("truncated_%s_%s", CUTS[i].name, BASES[base].name),
            .group = "truncated",
            .base = BASES[base].base,
            .category = "decode",
            .rule = "1: every field is inside the quote",
            .change = cut,
            .number = (long long)i,
        };
        case_add(to, &one);
    }
    struct test_case last = {
        .name = case_name("truncated_last_byte_%s", BASES[base].name),
        .group = "truncated",
        .base = BASES[base].base,
        .category = "decode",
        .rule = "1.5: the signature data is inside the quote",
        .change = cut_last,
    };
    case_add(to, &last);
}

/* `from` names the fields that grow by `number`, by their first letters. */
static void lie(struct platform *p, const struct test_case *c)
{
    static const char LETTERS[] = {
        [LEN_SIGNATURE] = 's', [LEN_OUTER] = 'o', [LEN_AUTH] = 'a', [LEN_INNER] = 'i'};
    for (const char *letter = c->from; *letter != '\0'; letter++) {
        for (size_t i = 0; i < LEN_FIELDS; i++) {
            p->quote.lie[i] += LETTERS[i] == *letter ? c->number : 0;
        }
    }
    p->quote.trailing = c->to;
}

static void trail(struct platform *p, const struct test_case *c)
{
    p->quote.trailing = c->to;
}

static void auth_len(struct platform *p, const struct test_case *c)
{
    p->quote.auth_len = (uint16_t)c->number;
}

#define EXACT    "1.5: each length is consumed exactly"
#define INSIDE   "1.5: lengths are computed without wrapping and checked"
#define WRAPPING (-0x8000)

static const struct test_case CASES_LENGTHS[] = {
    REFUSED("len_signature_less", "decode", EXACT, .change = lie, .from = "s", .number = -1),
    REFUSED("len_signature_more", "decode", EXACT, .change = lie, .from = "s", .number = 1,
            .to = "00"),
    REFUSED("len_signature_big", "decode", INSIDE, .change = lie, .from = "s",
            .number = 0x7fffffff),
    REFUSED("len_signature_near_max", "decode", INSIDE, .change = lie, .from = "s",
            .number = WRAPPING),
    REFUSED("len_signature_less_v3", "decode", EXACT, .base = SGX_V3, .change = lie, .from = "s",
            .number = -1),
    REFUSED("len_signature_more_v3", "decode", EXACT, .base = SGX_V3, .change = lie, .from = "s",
            .number = 1, .to = "00"),
    REFUSED("len_signature_near_max_v3", "decode", INSIDE, .base = SGX_V3, .change = lie,
            .from = "s", .number = WRAPPING),
    REFUSED("len_outer_less", "decode", EXACT, .change = lie, .from = "o", .number = -1),
    REFUSED("len_outer_more", "decode", EXACT, .change = lie, .from = "o", .number = 1, .to = "00"),
    REFUSED("len_outer_near_max", "decode", INSIDE, .change = lie, .from = "o", .number = WRAPPING),
    REFUSED("len_outer_and_signature_more", "decode", EXACT, .change = lie, .from = "so",
            .number = 1, .to = "00"),
    REFUSED("len_inner_less", "decode", EXACT, .change = lie, .from = "i", .number = -1,
            .note = "the byte that is left over is the NUL behind the chain"),
    REFUSED("len_inner_more", "decode", EXACT, .change = lie, .from = "i", .number = 1, .to = "00"),
    REFUSED("len_inner_near_max", "decode", INSIDE, .change = lie, .from = "i", .number = WRAPPING),
    REFUSED("len_inner_less_v3", "decode", EXACT, .base = SGX_V3, .change = lie, .from = "i",
            .number = -1),
    REFUSED("len_inner_more_v3", "decode", EXACT, .base = SGX_V3, .change = lie, .from = "i",
            .number = 1, .to = "00"),
    REFUSED("len_inner_near_max_v3", "decode", INSIDE, .base = SGX_V3, .change = lie, .from = "i",
            .number = WRAPPING),
    REFUSED("len_auth_big", "decode", INSIDE, .change = lie, .from = "a", .number = 0x8000),
    REFUSED("len_auth_big_v3", "decode", INSIDE, .base = SGX_V3, .change = lie, .from = "a",
            .number = 0x8000),
    ACCEPTED("len_all_more", "2: a chain can end in NULs", .change = lie, .from = "soi",
             .number = 3, .to = "000000"),
    ACCEPTED("trailing_zero_tdx", "16: zero bytes may trail", .change = trail, .to = "0000000000"),
    ACCEPTED("trailing_zero_sgx", "16: zero bytes may trail", .base = SGX_V3, .change = trail,
             .to = "00"),
    REFUSED("trailing_nonzero_tdx", "trailing", "16: other trailing bytes are a warning",
            .change = trail, .to = "01"),
    REFUSED("trailing_nonzero_sgx", "trailing", "16: other trailing bytes are a warning",
            .base = SGX_V3, .change = trail, .to = "ff"),
    REFUSED("trailing_nonzero_last", "trailing", "16: other trailing bytes are a warning",
            .change = trail, .to = "000000000001"),
    ACCEPTED("auth_data_0", "1.5: authentication data of any length", .change = auth_len,
             .number = 0),
    ACCEPTED("auth_data_1", "1.5: authentication data of any length", .change = auth_len,
             .number = 1),
    ACCEPTED("auth_data_31", "1.5: authentication data of any length", .change = auth_len,
             .number = 31),
    ACCEPTED("auth_data_64", "1.5: authentication data of any length", .change = auth_len,
             .number = 64),
    ACCEPTED("auth_data_0_sgx", "1.5: authentication data of any length", .base = SGX_V3,
             .change = auth_len, .number = 0),
    ACCEPTED("auth_data_33_sgx", "1.5: authentication data of any length", .base = SGX_V3,
             .change = auth_len, .number = 33),
};

void cases_lengths(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(BASES); i++) {
        add_cuts(to, i);
    }
    case_add_all(to, "lengths", CASES_LENGTHS, COUNT(CASES_LENGTHS));
}
