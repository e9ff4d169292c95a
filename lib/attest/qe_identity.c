/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/qe_identity.h"

#include <inttypes.h>

#include "attest/member.h"
#include "base/mem.h"

/* What the steps of qe_identity_parse share. */
struct reading {
    struct bytes text;
    enum tee tee; /* of the quote */
    const struct json_value *root;
    struct text id;
    struct qe_identity identity;
};

static void reading_done(struct reading *r)
{
    qe_identity_done(&r->identity);
}

/* The values that the QE report is compared with. */
static bool read_values(const struct json_value *root, struct qe_identity *out, struct err *e)
{
    uint64_t prod_id = 0;
    TRY(member_hex(root, "miscselect", out->misc_select, sizeof out->misc_select, e));
    TRY(member_hex(root, "miscselectMask", out->misc_select_mask, sizeof out->misc_select_mask, e));
    TRY(member_hex(root, "attributes", out->attributes, sizeof out->attributes, e));
    TRY(member_hex(root, "attributesMask", out->attributes_mask, sizeof out->attributes_mask, e));
    TRY(member_hex(root, "mrsigner", out->mrsigner, sizeof out->mrsigner, e));
    TRY(member_uint(root, "isvprodid", UINT16_MAX, &prod_id, e));
    out->isv_prod_id = (uint16_t)prod_id;
    return true;
}

static bool read_form(struct reading *r, struct err *e)
{
    struct qe_identity *identity = &r->identity;
    if (r->text.left > LIMIT_TCB_JSON) {
        return err_set(e, ERR_TOO_BIG, "%zu bytes are more than %zu", r->text.left, LIMIT_TCB_JSON);
    }
    identity->json = json_parse(r->text, e);
    TRY(identity->json != NULL);
    r->root = json_root(identity->json);
    TRY(member_text(r->root, "id", &r->id, e));
    if (json_member(r->root, "version") == NULL) {
        return err_set(e, ERR_MALFORMED, "'version' is missing");
    }
    TRY(member_instant(r->root, "issueDate", &identity->issue_date, e));
    TRY(member_instant(r->root, "nextUpdate", &identity->next_update, e));
    TRY(member_uint(r->root, "tcbEvaluationDataNumber", UINT64_MAX,
                    &identity->evaluation_data_number, e));
    TRY(read_values(r->root, identity, e));
    return isv_levels_read(r->root, &identity->levels, &identity->n_levels, e);
}

static bool read_version(struct reading *r, struct err *e)
{
    uint64_t version = 0;
    TRY(member_uint(r->root, "version", UINT64_MAX, &version, e));
    if (version != 2 && !(version == 3 && r->tee == TEE_TDX)) {
        return err_set(e, ERR_MALFORMED, "version %" PRIu64 " is not %s", version,
                       r->tee == TEE_TDX ? "2 or 3" : "2");
    }
    r->identity.version = version;
    return true;
}

static bool check_id(struct reading *r, struct err *e)
{
    const char *expected = r->tee == TEE_TDX ? "TD_QE" : "QE";
    if (!text_is(r->id, expected)) {
        struct text shown = {r->id.at, r->id.len < 64 ? r->id.len : 64};
        return err_set(e, ERR_MALFORMED, "id '%.*s' is not '%s'", TEXT_ARG(shown), expected);
    }
    return true;
}

static bool check_duplicates(struct reading *r, struct err *e)
{
    return isv_levels_check_duplicates(r->identity.levels, r->identity.n_levels, e);
}

static bool check_statuses(struct reading *r, struct err *e)
{
    return tcb_levels_check_statuses(json_member(r->root, "tcbLevels"), tcb_status_is_isv, e);
}

/* The order of asking. */
static const struct step {
    enum check_id check;
    bool (*run)(struct reading *r, struct err *e);
} steps[] = {
    {CHECK_QE_IDENTITY_JSON, read_form},
    {CHECK_QE_IDENTITY_VERSION, read_version},
    {CHECK_QE_IDENTITY_ID, check_id},
    {CHECK_QE_IDENTITY_DUPLICATES, check_duplicates},
    {CHECK_QE_IDENTITY_STATUSES, check_statuses},
};

bool qe_identity_parse(struct bytes json, enum tee tee, struct qe_identity *out,
                       enum check_id *which, struct err *e)
{
    AUTO(reading_done) struct reading r = {.text = json, .tee = tee};
    for (size_t i = 0; i < COUNT(steps); i++) {
        if (!steps[i].run(&r, e)) {
            *which = steps[i].check;
            return false;
        }
    }
    *out = r.identity;
    r.identity = (struct qe_identity){0};
    return true;
}

void qe_identity_done(struct qe_identity *identity)
{
    mem_free(identity->levels);
    json_free(identity->json);
    *identity = (struct qe_identity){0};
}
