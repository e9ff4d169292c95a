/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/qe_identity.h"

#include <criterion/criterion.h>

#include "cases.h"

struct document_edit {
    const char *from, *to;
    enum check_id check; /* CHECK_NONE: it holds */
};

static void expect_edits(const char *name, enum tee tee, const struct document_edit *edits,
                         size_t n)
{
    AUTO(buf_done) struct buf valid = case_piece(name, PIECE_QE_IDENTITY);
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) struct buf text = edit(buf_view(&valid), edits[i].from, edits[i].to);
        struct qe_identity identity = {0};
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        bool ok = qe_identity_parse(buf_view(&text), tee, &identity, &which, &e);
        cr_expect(ok == (edits[i].check == CHECK_NONE), "'%s' for '%s': %s", edits[i].to,
                  edits[i].from, e.text);
        cr_expect(which == edits[i].check, "'%s' for '%s': %s: %s", edits[i].to, edits[i].from,
                  which < CHECK_COUNT ? check_catalogue[which].id : "none", e.text);
        qe_identity_done(&identity);
    }
}

Test(qe_identity, reads_every_value)
{
    AUTO(buf_done) struct buf text = case_piece("valid_tdx_v4", PIECE_QE_IDENTITY);
    AUTO(qe_identity_done) struct qe_identity id = {0};
    enum check_id which = CHECK_NONE;
    struct err e = {0};
    cr_assert(qe_identity_parse(buf_view(&text), TEE_TDX, &id, &which, &e), "%s", e.text);
    cr_expect(id.version == 2 && id.evaluation_data_number == 18 && id.isv_prod_id == 2);
    cr_expect(id.issue_date == 1767225600 && id.next_update == 1769817600);
    cr_expect(bytes_all_zero(BYTES_OF(id.misc_select)));
    cr_expect(bytes_equal(BYTES_OF(id.misc_select_mask), bytes_of("\xff\xff\xff\xff", 4)));
    cr_expect(id.attributes[0] == 0x11 && id.attributes_mask[0] == 0xfb);
    cr_expect(id.mrsigner[0] == 0xdc && id.mrsigner[31] == 0xc5);
    cr_assert(id.n_levels == 1);
    cr_expect(id.levels[0].isv_svn == 4 && id.levels[0].status == STATUS_UP_TO_DATE);
}

Test(qe_identity, form)
{
    static const struct document_edit edits[] = {
        {"}]}", "}]}}", CHECK_QE_IDENTITY_JSON},
        {"\"id\":\"TD_QE\",", "", CHECK_QE_IDENTITY_JSON},
        {"\"id\":\"TD_QE\"", "\"id\":1", CHECK_QE_IDENTITY_JSON},
        {"\"version\":2,", "", CHECK_QE_IDENTITY_JSON},
        {"2026-01-01T00:00:00Z", "2026-01-01T24:00:00Z", CHECK_QE_IDENTITY_JSON},
        {"\"nextUpdate\":\"2026-01-31T00:00:00Z\",", "", CHECK_QE_IDENTITY_JSON},
        {"DataNumber\":18", "DataNumber\":1e1", CHECK_QE_IDENTITY_JSON},
        {"\"miscselect\":\"00000000\"", "\"miscselect\":\"000000\"", CHECK_QE_IDENTITY_JSON},
        {"\"miscselectMask\":\"FFFFFFFF\",", "", CHECK_QE_IDENTITY_JSON},
        {"\"miscselectMask\":\"FFFFFFFF\"", "\"miscselectMask\":\"0xFFFFFF\"",
         CHECK_QE_IDENTITY_JSON},
        {"\"attributes\":\"11", "\"attributes\":\"", CHECK_QE_IDENTITY_JSON},
        {"\"attributesMask\":\"FB", "\"attributesMask\":\"FBFB", CHECK_QE_IDENTITY_JSON},
        {"DC9E2A7C", "dc9e2a7c", CHECK_NONE},
        {"DC9E2A7C", "DC9E2A7", CHECK_QE_IDENTITY_JSON},
        {"\"isvprodid\":2", "\"isvprodid\":65535", CHECK_NONE},
        {"\"isvprodid\":2", "\"isvprodid\":65536", CHECK_QE_IDENTITY_JSON},
        {"\"isvprodid\":2", "\"isvprodid\":\"2\"", CHECK_QE_IDENTITY_JSON},
        {"\"tcbLevels\":[", "\"tcbLevels\":[],\"x\":[", CHECK_QE_IDENTITY_JSON},
        {"\"tcbLevels\":[",
         "\"tcbLevels\":{\"a\":{\"tcb\":{\"isvsvn\":4},\"tcbDate\":\"2025-06-01T00:00:00Z\","
         "\"tcbStatus\":\"UpToDate\"}},\"x\":[",
         CHECK_QE_IDENTITY_JSON},
        {"\"isvsvn\":4", "\"isvsvn\":65535", CHECK_NONE},
        {"\"isvsvn\":4", "\"isvsvn\":65536", CHECK_QE_IDENTITY_JSON},
        {"\"isvsvn\":4", "\"isvsvn\":-4", CHECK_QE_IDENTITY_JSON},
        {"\"tcbDate\":\"2025-06-01T00:00:00Z\"", "\"tcbDate\":0", CHECK_QE_IDENTITY_JSON},
        {"\"tcbDate\":", "\"advisoryIDs\":{},\"tcbDate\":", CHECK_QE_IDENTITY_JSON},
        {"\"tcbDate\":", "\"advisoryIDs\":[\"INTEL-SA-1\"],\"tcbDate\":", CHECK_NONE},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, edits, COUNT(edits));
}

Test(qe_identity, version_and_id)
{
    static const struct document_edit tdx[] = {
        {"\"version\":2", "\"version\":3", CHECK_NONE},
        {"\"version\":2", "\"version\":1", CHECK_QE_IDENTITY_VERSION},
        {"\"version\":2", "\"version\":4", CHECK_QE_IDENTITY_VERSION},
        {"\"version\":2", "\"version\":2.0", CHECK_QE_IDENTITY_VERSION},
        {"\"version\":2", "\"version\":\"2\"", CHECK_QE_IDENTITY_VERSION},
        {"TD_QE", "QE", CHECK_QE_IDENTITY_ID},
        {"TD_QE", "td_qe", CHECK_QE_IDENTITY_ID},
        {"TD_QE", "QVE", CHECK_QE_IDENTITY_ID},
        {"TD_QE", "", CHECK_QE_IDENTITY_ID},
    };
    static const struct document_edit sgx[] = {
        {"\"version\":2", "\"version\":3", CHECK_QE_IDENTITY_VERSION},
        {"\"id\":\"QE\"", "\"id\":\"TD_QE\"", CHECK_QE_IDENTITY_ID},
        {"\"id\":\"QE\"", "\"id\":\"QE\"", CHECK_NONE},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, tdx, COUNT(tdx));
    expect_edits("valid_sgx_v3", TEE_SGX, sgx, COUNT(sgx));
}

#define LEVEL(svn, status)                                                                         \
    "{\"tcb\":{\"isvsvn\":" svn "},\"tcbDate\":\"2025-06-01T00:00:00Z\",\"tcbStatus\":\"" status   \
    "\"}"

Test(qe_identity, levels)
{
    static const struct document_edit edits[] = {
        {LEVEL("4", "UpToDate"), LEVEL("4", "OutOfDate"), CHECK_NONE},
        {LEVEL("4", "UpToDate"), LEVEL("4", "Revoked"), CHECK_NONE},
        {LEVEL("4", "UpToDate"), LEVEL("4", "SWHardeningNeeded"), CHECK_QE_IDENTITY_STATUSES},
        {LEVEL("4", "UpToDate"), LEVEL("4", "ConfigurationNeeded"), CHECK_QE_IDENTITY_STATUSES},
        {LEVEL("4", "UpToDate"), LEVEL("4", "NotSupported"), CHECK_QE_IDENTITY_STATUSES},
        {LEVEL("4", "UpToDate"), LEVEL("4", ""), CHECK_QE_IDENTITY_STATUSES},
        {LEVEL("4", "UpToDate"), LEVEL("4", "UpToDate") "," LEVEL("4", "OutOfDate"),
         CHECK_QE_IDENTITY_DUPLICATES},
        {LEVEL("4", "UpToDate"), LEVEL("4", "UpToDate") "," LEVEL("3", "OutOfDate"), CHECK_NONE},
        {LEVEL("4", "UpToDate"), LEVEL("4", "UpToDate") "," LEVEL("3", "Unknown"),
         CHECK_QE_IDENTITY_STATUSES},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, edits, COUNT(edits));
}

Test(qe_identity, levels_are_sorted)
{
    AUTO(buf_done) struct buf valid = case_piece("valid_tdx_v4", PIECE_QE_IDENTITY);
    AUTO(buf_done)
    struct buf text = edit(
        buf_view(&valid), LEVEL("4", "UpToDate"),
        LEVEL("1", "Revoked") "," LEVEL("500", "UpToDate") "," LEVEL("3", "OutOfDate"));
    AUTO(qe_identity_done) struct qe_identity id = {0};
    enum check_id which = CHECK_NONE;
    struct err e = {0};
    cr_assert(qe_identity_parse(buf_view(&text), TEE_TDX, &id, &which, &e), "%s", e.text);
    cr_assert(id.n_levels == 3);
    cr_expect(id.levels[0].isv_svn == 500 && id.levels[0].status == STATUS_UP_TO_DATE);
    cr_expect(id.levels[1].isv_svn == 3 && id.levels[2].isv_svn == 1);
}

Test(qe_identity, cut_at_every_length)
{
    AUTO(buf_done) struct buf text = case_piece("valid_sgx_v3", PIECE_QE_IDENTITY);
    for (size_t n = 0; n < text.len; n++) {
        struct qe_identity identity;
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        cr_assert_not(qe_identity_parse(bytes_of(text.at, n), TEE_SGX, &identity, &which, &e));
        cr_assert(which == CHECK_QE_IDENTITY_JSON);
    }
}
