/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/tcb_info.h"

#include <criterion/criterion.h>

#include "cases.h"

/* A valid document with `from` replaced by `to`, and the check that this has to fail. CHECK_NONE:
 * none. */
struct document_edit {
    const char *from, *to;
    enum check_id check;
};

static void expect_edits(const char *name, enum tee tee, const struct document_edit *edits,
                         size_t n)
{
    AUTO(buf_done) struct buf valid = case_piece(name, PIECE_TCB_INFO);
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) struct buf text = edit(buf_view(&valid), edits[i].from, edits[i].to);
        struct tcb_info info = {0};
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        bool ok = tcb_info_parse(buf_view(&text), tee, &info, &which, &e);
        cr_expect(ok == (edits[i].check == CHECK_NONE), "'%s' for '%s': %s", edits[i].to,
                  edits[i].from, e.text);
        cr_expect(which == edits[i].check, "'%s' for '%s': %s: %s", edits[i].to, edits[i].from,
                  which < CHECK_COUNT ? check_catalogue[which].id : "none", e.text);
        cr_expect(ok || e.text[0] != 0);
        tcb_info_done(&info);
    }
}

Test(tcb_info, reads_every_value)
{
    AUTO(buf_done) struct buf text = case_piece("tdx_module_v1_uptodate", PIECE_TCB_INFO);
    AUTO(tcb_info_done) struct tcb_info info = {0};
    enum check_id which = CHECK_NONE;
    struct err e = {0};
    cr_assert(tcb_info_parse(buf_view(&text), TEE_TDX, &info, &which, &e), "%s", e.text);
    cr_expect(info.version == 3 && info.tee == TEE_TDX && info.tcb_type == 0);
    cr_expect(info.issue_date == 1767225600 && info.next_update == 1769817600);
    cr_expect(info.evaluation_data_number == 18);
    cr_expect(bytes_equal(BYTES_OF(info.fmspc), bytes_of("\xaa\xbb\xcc\xdd\xee\xff", 6)));
    cr_expect(bytes_all_zero(BYTES_OF(info.pce_id)));
    cr_assert(info.has_module && info.module.levels == NULL);
    cr_expect(info.module.attributes_mask[7] == 0xff);
    cr_assert(info.n_modules == 1 && text_is(info.modules[0].id, "TDX_01"));
    cr_assert(info.modules[0].n_levels == 1 && info.modules[0].levels[0].isv_svn == 2);
    cr_assert(info.n_levels == 1);
    cr_expect(info.levels[0].pce_svn == 11 && info.levels[0].status == STATUS_UP_TO_DATE);
    cr_expect(info.levels[0].sgx[15] == 5 && info.levels[0].tdx[0] == 2 &&
              info.levels[0].tdx[1] == 1);
    cr_expect(info.levels[0].date == 1748736000 && info.levels[0].advisories == NULL);
}

Test(tcb_info, form)
{
    static const struct document_edit edits[] = {
        {"{\"id\"", "[{\"id\"", CHECK_TCB_INFO_JSON},
        {"}]}", "}]} x", CHECK_TCB_INFO_JSON},
        {"\"version\":3,", "", CHECK_TCB_INFO_JSON},
        {"\"tcbType\":0,", "", CHECK_TCB_INFO_JSON},
        {"\"tcbType\":0,", "\"tcbType\":0,\"tcbType\":0,", CHECK_TCB_INFO_JSON},
        {"\"issueDate\":\"2026-01-01T00:00:00Z\",", "", CHECK_TCB_INFO_JSON},
        {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00", CHECK_TCB_INFO_JSON},
        {"2026-01-01T00:00:00Z", "2026-01-01 00:00:00Z", CHECK_TCB_INFO_JSON},
        {"2026-01-31T00:00:00Z", "2026-02-31T00:00:00Z", CHECK_TCB_INFO_JSON},
        {"2026-01-31T00:00:00Z", "", CHECK_TCB_INFO_JSON},
        {"\"2026-01-31T00:00:00Z\"", "1769817600", CHECK_TCB_INFO_JSON},
        {"\"tcbDate\":\"2025-06-01T00:00:00Z\",", "", CHECK_TCB_INFO_JSON},
        {"2025-06-01T00:00:00Z", "2025-06-01", CHECK_TCB_INFO_JSON},
        {"AABBCCDDEEFF", "aabbccddeeff", CHECK_NONE},
        {"AABBCCDDEEFF", "AABBCCDDEEF", CHECK_TCB_INFO_JSON},
        {"AABBCCDDEEFF", "AABBCCDDEEFFFF", CHECK_TCB_INFO_JSON},
        {"AABBCCDDEEFF", "AABBCCDDEEFG", CHECK_TCB_INFO_JSON},
        {"\"pceId\":\"0000\"", "\"pceId\":\"000\"", CHECK_TCB_INFO_JSON},
        {"\"pceId\":\"0000\"", "\"pceId\":0", CHECK_TCB_INFO_JSON},
        {"\"tcbEvaluationDataNumber\":18,", "", CHECK_TCB_INFO_JSON},
        {"DataNumber\":18", "DataNumber\":18.0", CHECK_TCB_INFO_JSON},
        {"DataNumber\":18", "DataNumber\":\"18\"", CHECK_TCB_INFO_JSON},
        {"DataNumber\":18", "DataNumber\":-1", CHECK_TCB_INFO_JSON},
        {"DataNumber\":18", "DataNumber\":0", CHECK_NONE},
        {"\"tcbLevels\":[", "\"tcbLevels\":[],\"other\":[", CHECK_TCB_INFO_JSON},
        {"\"tcbLevels\":[", "\"other\":[", CHECK_TCB_INFO_JSON},
        {"\"tcbLevels\":[", "\"tcbLevels\":[1,", CHECK_TCB_INFO_JSON},
        {"\"tcb\":{", "\"other\":{", CHECK_TCB_INFO_JSON},
        {"\"tcb\":{", "\"tcb\":1,\"other\":{", CHECK_TCB_INFO_JSON},
        {"\"tcbStatus\":\"UpToDate\"", "\"x\":0", CHECK_TCB_INFO_JSON},
        {"\"tcbStatus\":\"UpToDate\"", "\"tcbStatus\":0", CHECK_TCB_INFO_JSON},
        {"{\"id\"", "{\"unknown\":[{}],\"id\"", CHECK_NONE},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, edits, COUNT(edits));
}

#define TEN(x) x x x x x x x x x x

Test(tcb_info, advisories)
{
#define AT "\"tcbDate\":"
    static const struct document_edit edits[] = {
        {AT, "\"advisoryIDs\":[]," AT, CHECK_NONE},
        {AT, "\"advisoryIDs\":[\"INTEL-SA-00001\",\"INTEL-SA-00002\"]," AT, CHECK_NONE},
        {AT, "\"advisoryIDs\":null," AT, CHECK_TCB_INFO_JSON},
        {AT, "\"advisoryIDs\":\"INTEL-SA-00001\"," AT, CHECK_TCB_INFO_JSON},
        {AT, "\"advisoryIDs\":[1]," AT, CHECK_TCB_INFO_JSON},
        {AT, "\"advisoryIDs\":[\"" TEN("123456") "1234\"]," AT, CHECK_NONE},
        {AT, "\"advisoryIDs\":[\"" TEN("123456") "12345\"]," AT, CHECK_TCB_INFO_JSON},
        {AT, "\"advisoryIDs\":[" TEN("\"\",\"\",\"\",\"\",\"\",\"\",") "\"\",\"\",\"\",\"\"]," AT,
         CHECK_NONE},
        {AT,
         "\"advisoryIDs\":[" TEN("\"\",\"\",\"\",\"\",\"\",\"\",") "\"\",\"\",\"\",\"\",\"\"]," AT,
         CHECK_TCB_INFO_JSON},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, edits, COUNT(edits));
}

Test(tcb_info, version_id_and_type)
{
    static const struct document_edit tdx[] = {
        {"\"version\":3", "\"version\":2", CHECK_TCB_INFO_VERSION},
        {"\"version\":3", "\"version\":4", CHECK_TCB_INFO_VERSION},
        {"\"version\":3", "\"version\":3.0", CHECK_TCB_INFO_VERSION},
        {"\"version\":3", "\"version\":\"3\"", CHECK_TCB_INFO_VERSION},
        {"\"id\":\"TDX\",\"version\":3", "\"version\":2", CHECK_TCB_INFO_VERSION},
        {"\"id\":\"TDX\",", "", CHECK_TCB_INFO_ID},
        {"\"id\":\"TDX\"", "\"id\":null", CHECK_TCB_INFO_ID},
        {"\"id\":\"TDX\"", "\"id\":\"tdx\"", CHECK_TCB_INFO_ID},
        {"\"id\":\"TDX\"", "\"id\":\"TDX \"", CHECK_TCB_INFO_ID},
        {"\"id\":\"TDX\"", "\"id\":\"SGX\"", CHECK_TCB_INFO_ID},
        {"\"tcbType\":0", "\"tcbType\":1", CHECK_TCB_INFO_TYPE},
        {"\"tcbType\":0", "\"tcbType\":0.0", CHECK_TCB_INFO_TYPE},
        {"\"tcbType\":0", "\"tcbType\":\"0\"", CHECK_TCB_INFO_TYPE},
        {"\"tcbType\":0", "\"tcbType\":null", CHECK_TCB_INFO_TYPE},
    };
    static const struct document_edit sgx[] = {
        {"\"id\":\"SGX\"", "\"id\":\"TDX\"", CHECK_TCB_INFO_ID},
        {"\"id\":\"SGX\",", "", CHECK_TCB_INFO_ID},
        {"\"version\":3", "\"version\":1", CHECK_TCB_INFO_VERSION},
        {"\"version\":3", "\"version\":2", CHECK_TCB_INFO_ID},
        {"\"id\":\"SGX\",\"version\":3", "\"version\":2", CHECK_TCB_INFO_COMPONENTS},
        {"{\"id\"", "{\"tdxModule\":1,\"tdxModuleIdentities\":1,\"id\"", CHECK_NONE},
        {"{\"id\"", "{\"tdxModuleIdentities\":[{\"tcbLevels\":[{\"tcbStatus\":\"?\"}]}],\"id\"",
         CHECK_NONE}, /* which SGX has not */
    };
    expect_edits("valid_tdx_v4", TEE_TDX, tdx, COUNT(tdx));
    expect_edits("valid_sgx_v3", TEE_SGX, sgx, COUNT(sgx));
}

Test(tcb_info, version_2_of_sgx)
{
    static const struct document_edit edits[] = {
        {"\"id\":null,", "", CHECK_NONE},
        {"\"id\":null", "\"id\":null", CHECK_TCB_INFO_ID},
        {"\"id\":null", "\"id\":\"SGX\"", CHECK_TCB_INFO_ID},
        {"\"id\":null,\"version\":2", "\"version\":3", CHECK_TCB_INFO_ID},
        {"\"id\":null,\"version\":2", "\"id\":\"SGX\",\"version\":3", CHECK_TCB_INFO_COMPONENTS},
    };
    expect_edits("tcb_info_version_2_sgx", TEE_SGX, edits, COUNT(edits));

    AUTO(buf_done) struct buf file = case_piece("tcb_info_version_2_sgx", PIECE_TCB_INFO);
    AUTO(buf_done) struct buf valid = edit(buf_view(&file), "\"id\":null,", "");
    static const struct document_edit components[] = {
        {"comp16svn\":5", "comp16svn\":255", CHECK_NONE},
        {"comp16svn\":5", "comp16svn\":256", CHECK_TCB_INFO_COMPONENTS},
        {"comp01svn\":5", "comp01svn\":-1", CHECK_TCB_INFO_COMPONENTS},
        {"comp10svn", "comp17svn", CHECK_TCB_INFO_COMPONENTS},
        {"pcesvn", "pceSvn", CHECK_TCB_INFO_COMPONENTS},
    };
    for (size_t i = 0; i < COUNT(components); i++) {
        AUTO(buf_done)
        struct buf text = edit(buf_view(&valid), components[i].from, components[i].to);
        struct tcb_info info = {0};
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        cr_expect(tcb_info_parse(buf_view(&text), TEE_SGX, &info, &which, &e) ==
                  (components[i].check == CHECK_NONE));
        cr_expect(which == components[i].check, "%s", components[i].to);
        tcb_info_done(&info);
    }
}

Test(tcb_info, components)
{
#define FOUR(a, b, c, d)                                                                           \
    "\"" a "\":{\"svn\":5},\"" b "\":{\"svn\":5},\"" c "\":{\"svn\":5},\"" d "\":{\"svn\":5}"
#define SIXTEEN                                                                                    \
    FOUR("a", "b", "c", "d")                                                                       \
    "," FOUR("e", "f", "g", "h") "," FOUR("i", "j", "k", "l") "," FOUR("m", "n", "o", "p")
#define LAST_TDX "{\"svn\":5}]},\"tcbDate\""
    static const struct document_edit edits[] = {
        {LAST_TDX, "{\"svn\":255,\"category\":1}]},\"tcbDate\"", CHECK_NONE},
        {LAST_TDX, "{\"svn\":256}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":-1}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":\"5\"}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":5.0}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":5e0}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":null}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "5]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {LAST_TDX, "{\"svn\":5},{\"svn\":5}]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {",{\"svn\":5}]},\"tcbDate\"", "]},\"tcbDate\"", CHECK_TCB_INFO_COMPONENTS},
        {"tdxtcbcomponents", "tdxTcbComponents", CHECK_TCB_INFO_COMPONENTS},
        {"\"sgxtcbcomponents\":[", "\"sgxtcbcomponents\":[{\"svn\":5},", CHECK_TCB_INFO_COMPONENTS},
        {"\"sgxtcbcomponents\":[{\"svn\":5},", "\"sgxtcbcomponents\":[", CHECK_TCB_INFO_COMPONENTS},
        {"sgxtcbcomponents", "x", CHECK_TCB_INFO_COMPONENTS},
        {"\"sgxtcbcomponents\":[", "\"sgxtcbcomponents\":{" SIXTEEN "},\"x\":[",
         CHECK_TCB_INFO_COMPONENTS}, /* not an array */
        {"\"pcesvn\":11", "\"pcesvn\":65535", CHECK_NONE},
        {"\"pcesvn\":11", "\"pcesvn\":65536", CHECK_TCB_INFO_COMPONENTS},
        {"\"pcesvn\":11", "\"pcesvn\":011", CHECK_TCB_INFO_JSON},
        {"\"pcesvn\":11", "\"pcesvn\":\"11\"", CHECK_TCB_INFO_COMPONENTS},
        {"\"pcesvn\":11,", "", CHECK_TCB_INFO_COMPONENTS},
    };
    expect_edits("valid_tdx_v4", TEE_TDX, edits, COUNT(edits));
}

Test(tcb_info, words_of_statuses)
{
    for (unsigned i = 0; i < STATUS_COUNT; i++) {
        enum tcb_status status = STATUS_COUNT;
        const char *word = tcb_status_word((enum tcb_status)i);
        cr_expect(tcb_status_parse(text_of(word), &status) && status == i, "%s", word);
        cr_expect(tcb_status_is_published(status) == (i <= STATUS_REVOKED));
    }
}

Test(tcb_info, statuses)
{
    static const char *const known[] = {
        "SWHardeningNeeded", "ConfigurationNeeded",          "ConfigurationAndSWHardeningNeeded",
        "OutOfDate",         "OutOfDateConfigurationNeeded", "Revoked",
        "UpToDate"};
    static const char *const unknown[] = {
        "TDRelaunchAdvised", "TDRelaunchAdvisedConfigurationNeeded",
        "NotSupported",      "uptodate",
        "UpToDate ",         ""};
    for (size_t i = 0; i < COUNT(known); i++) {
        struct document_edit one = {"UpToDate", known[i], CHECK_NONE};
        expect_edits("valid_tdx_v4", TEE_TDX, &one, 1);
    }
    for (size_t i = 0; i < COUNT(unknown); i++) {
        struct document_edit one = {"UpToDate", unknown[i], CHECK_TCB_INFO_STATUSES};
        expect_edits("valid_tdx_v4", TEE_TDX, &one, 1);
    }
}

#define MODULE_LEVEL "{\"tcb\":{\"isvsvn\":2},\"tcbDate\":\"2025-06-01T00:00:00Z\",\"tcbStatus\":"

Test(tcb_info, modules)
{
    static const struct document_edit edits[] = {
        {MODULE_LEVEL "\"UpToDate\"}", MODULE_LEVEL "\"OutOfDate\"}", CHECK_NONE},
        {MODULE_LEVEL "\"UpToDate\"}", MODULE_LEVEL "\"Revoked\"}", CHECK_NONE},
        {MODULE_LEVEL "\"UpToDate\"}", MODULE_LEVEL "\"SWHardeningNeeded\"}",
         CHECK_TCB_INFO_STATUSES},
        {MODULE_LEVEL "\"UpToDate\"}", MODULE_LEVEL "\"x\"}", CHECK_TCB_INFO_STATUSES},
        {MODULE_LEVEL "\"UpToDate\"}", MODULE_LEVEL "\"UpToDate\"}," MODULE_LEVEL "\"OutOfDate\"}",
         CHECK_TCB_INFO_DUPLICATES},
        {MODULE_LEVEL "\"UpToDate\"}", "", CHECK_TCB_INFO_JSON},
        {"\"isvsvn\":2", "\"isvsvn\":65536", CHECK_TCB_INFO_JSON},
        {"\"isvsvn\":2", "\"isvsvn\":\"2\"", CHECK_TCB_INFO_JSON},
        {"\"isvsvn\":2", "\"isv\":2", CHECK_TCB_INFO_JSON},
        {"\"id\":\"TDX_01\",", "", CHECK_TCB_INFO_JSON},
        {"\"tdxModuleIdentities\":[", "\"tdxModuleIdentities\":[],\"x\":[", CHECK_NONE},
        {"\"tdxModuleIdentities\":[", "\"x\":[", CHECK_NONE},
        {"\"tdxModuleIdentities\":[", "\"tdxModuleIdentities\":{},\"x\":[", CHECK_TCB_INFO_JSON},
        {"\"tdxModuleIdentities\":[", "\"tdxModuleIdentities\":[null,", CHECK_TCB_INFO_JSON},
        {"\"tdxModule\":{", "\"x\":{", CHECK_NONE},
        {"\"tdxModule\":{", "\"tdxModule\":null,\"x\":{", CHECK_TCB_INFO_JSON},
        {"\"attributesMask\":\"FF", "\"attributesMask\":\"", CHECK_TCB_INFO_JSON},
        {"\"attributes\":\"00", "\"attributes\":\"0000", CHECK_TCB_INFO_JSON},
        {"\"mrsigner\":\"00", "\"mrsigner\":\"", CHECK_TCB_INFO_JSON},
    };
    expect_edits("tdx_module_v1_uptodate", TEE_TDX, edits, COUNT(edits));
}

Test(tcb_info, two_modules_of_one_id)
{
    AUTO(buf_done) struct buf text = case_piece("tdx_module_v1_uptodate", PIECE_TCB_INFO);
    struct bytes list;
    cr_assert(json_raw_member(buf_view(&text), "tdxModuleIdentities", &list));
    static const char *const ids[] = {"TDX_01", "tdx_01", "TDX_02"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        AUTO(buf_done) struct buf second = edit(list, "TDX_01", ids[i]);
        AUTO(buf_done) struct buf key = buf_start(4 * KIB);
        buf_printf(&key, "\"tdxModuleIdentities\":[%.*s,", (int)second.len - 2,
                   (const char *)second.at + 1);
        buf_char(&key, 0);
        AUTO(buf_done)
        struct buf both = edit(buf_view(&text), "\"tdxModuleIdentities\":[", (const char *)key.at);
        struct tcb_info info = {0};
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        bool ok = tcb_info_parse(buf_view(&both), TEE_TDX, &info, &which, &e);
        cr_expect(ok == (i == 2), "%s: %s", ids[i], e.text);
        cr_expect(which == (i == 2 ? CHECK_NONE : CHECK_TCB_INFO_DUPLICATES), "%s", e.text);
        tcb_info_done(&info);
    }
}

Test(tcb_info, duplicate_levels)
{
    AUTO(buf_done) struct buf text = case_piece("valid_tdx_v4", PIECE_TCB_INFO);
    struct bytes list;
    cr_assert(json_raw_member(buf_view(&text), "tcbLevels", &list));
    static const struct document_edit edits[] = {
        {"UpToDate", "OutOfDate", CHECK_TCB_INFO_DUPLICATES},
        {"\"pcesvn\":11", "\"pcesvn\":10", CHECK_NONE},
        {"{\"svn\":5}]},", "{\"svn\":4}]},", CHECK_NONE},
        {"{\"svn\":5}],\"pcesvn\"", "{\"svn\":6}],\"pcesvn\"", CHECK_NONE},
    };
    for (size_t i = 0; i < COUNT(edits); i++) {
        AUTO(buf_done) struct buf second = edit(list, edits[i].from, edits[i].to);
        AUTO(buf_done) struct buf key = buf_start(8 * KIB);
        buf_printf(&key, "\"tcbLevels\":[%.*s,", (int)second.len - 2, (const char *)second.at + 1);
        buf_char(&key, 0);
        struct document_edit one = {"\"tcbLevels\":[", (const char *)key.at, edits[i].check};
        expect_edits("valid_tdx_v4", TEE_TDX, &one, 1);
    }
}

Test(tcb_info, levels_are_sorted)
{
    AUTO(buf_done) struct buf text = case_piece("levels_unsorted_lower_first", PIECE_TCB_INFO);
    AUTO(tcb_info_done) struct tcb_info info = {0};
    enum check_id which = CHECK_NONE;
    struct err e = {0};
    cr_assert(tcb_info_parse(buf_view(&text), TEE_TDX, &info, &which, &e), "%s", e.text);
    cr_assert(info.n_levels > 1);
    for (size_t i = 1; i < info.n_levels; i++) {
        const struct tcb_level *a = &info.levels[i - 1];
        const struct tcb_level *b = &info.levels[i];
        int sgx = bytes_compare(BYTES_OF(a->sgx), BYTES_OF(b->sgx));
        cr_expect(sgx > 0 || (sgx == 0 && a->pce_svn >= b->pce_svn));
    }
    cr_expect(info.levels[0].status == STATUS_UP_TO_DATE);
}

Test(tcb_info, more_levels_than_the_limit)
{
    AUTO(buf_done) struct buf text = case_piece("valid_tdx_v4", PIECE_TCB_INFO);
    for (size_t n = LIMIT_TCB_LEVELS - 1; n <= LIMIT_TCB_LEVELS; n++) {
        AUTO(buf_done) struct buf many = buf_start(MIB);
        buf_text(&many, "\"tcbLevels\":[");
        buf_repeat(&many, '{', 0);
        for (size_t i = 0; i < n; i++) {
            buf_text(&many, "{},");
        }
        buf_char(&many, 0);
        AUTO(buf_done)
        struct buf document = edit(buf_view(&text), "\"tcbLevels\":[", (const char *)many.at);
        struct tcb_info info;
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        cr_expect_not(tcb_info_parse(buf_view(&document), TEE_TDX, &info, &which, &e));
        cr_expect(e.kind == (n < LIMIT_TCB_LEVELS ? ERR_MALFORMED : ERR_TOO_BIG), "%s", e.text);
        cr_expect(which == CHECK_TCB_INFO_JSON);
    }
}

Test(tcb_info, cut_at_every_length)
{
    AUTO(buf_done) struct buf text = case_piece("tdx_module_v1_uptodate", PIECE_TCB_INFO);
    for (size_t n = 0; n < text.len; n++) {
        struct tcb_info info;
        enum check_id which = CHECK_NONE;
        struct err e = {0};
        cr_assert_not(tcb_info_parse(bytes_of(text.at, n), TEE_TDX, &info, &which, &e));
        cr_assert(which == CHECK_TCB_INFO_JSON);
    }
}
