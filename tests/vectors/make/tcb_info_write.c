/* SPDX-License-Identifier: Apache-2.0 */
#include "tcb_info_write.h"

#define TCB_DATE "\"tcbDate\":\"2025-06-01T00:00:00Z\""

enum { ARRAYS_VERSION = 3, EVALUATION_DATA_NUMBER = 18 };

static void hex_member(struct buf *to, const char *name, struct bytes value)
{
    buf_printf(to, "\"%s\":\"", name);
    json_hex_upper(to, value);
    buf_char(to, '"');
}

static void date_member(struct buf *to, const char *name, int64_t at)
{
    buf_printf(to, "\"%s\":", name);
    json_date(to, at);
    buf_char(to, ',');
}

static void status_write(struct buf *to, const char *status, const char *advisories)
{
    buf_printf(to, TCB_DATE ",\"tcbStatus\":\"%s\"", status);
    if (advisories != NULL) {
        buf_text(to, ",\"advisoryIDs\":");
        json_words(to, advisories);
    }
    buf_char(to, '}');
}

static void components_write(struct buf *to, const char *name, const uint8_t svn[N_COMPONENTS])
{
    buf_printf(to, "\"%s\":[", name);
    for (size_t i = 0; i < N_COMPONENTS; i++) {
        buf_printf(to, "%s{\"svn\":%u}", i > 0 ? "," : "", svn[i]);
    }
    buf_char(to, ']');
}

static void old_components_write(struct buf *to, const uint8_t svn[N_COMPONENTS])
{
    for (size_t i = 0; i < N_COMPONENTS; i++) {
        buf_printf(to, "%s\"sgxtcbcomp%02zusvn\":%u", i > 0 ? "," : "", i + 1, svn[i]);
    }
}

static void level_write(struct buf *to, const struct tcb_info_spec *spec,
                        const struct tcb_level *level)
{
    buf_text(to, "{\"tcb\":{");
    if (spec->version < ARRAYS_VERSION) {
        old_components_write(to, level->sgx);
    } else {
        components_write(to, "sgxtcbcomponents", level->sgx);
    }
    buf_printf(to, ",\"pcesvn\":%u", level->pcesvn);
    if (spec->has_tdx) {
        buf_char(to, ',');
        components_write(to, "tdxtcbcomponents", level->tdx);
    }
    buf_text(to, "},");
    status_write(to, level->status, level->advisories);
}

static void svn_levels_write(struct buf *to, const struct svn_levels *levels)
{
    buf_text(to, "\"tcbLevels\":[");
    for (size_t i = 0; i < levels->n; i++) {
        const struct svn_level *level = &levels->at[i];
        buf_printf(to, "%s{\"tcb\":{\"isvsvn\":%u},", i > 0 ? "," : "", level->isvsvn);
        status_write(to, level->status, level->advisories);
    }
    buf_char(to, ']');
}

static void module_write(struct buf *to, const struct module *module)
{
    hex_member(to, "mrsigner", BYTES_OF(module->mrsigner));
    buf_char(to, ',');
    hex_member(to, "attributes", BYTES_OF(module->attributes));
    buf_char(to, ',');
    hex_member(to, "attributesMask", BYTES_OF(module->mask));
}

static void identities_write(struct buf *to, const struct tcb_info_spec *spec)
{
    if (spec->n_identities == 0) {
        return;
    }
    buf_text(to, "\"tdxModuleIdentities\":[");
    for (size_t i = 0; i < spec->n_identities; i++) {
        buf_printf(to, "%s{\"id\":\"%s\",", i > 0 ? "," : "", spec->identities[i].id);
        module_write(to, &spec->identities[i]);
        buf_char(to, ',');
        svn_levels_write(to, &spec->identities[i].levels);
        buf_char(to, '}');
    }
    buf_text(to, "],");
}

static void tdx_write(struct buf *to, const struct tcb_info_spec *spec)
{
    if (spec->has_tdx) {
        buf_text(to, "\"tdxModule\":{");
        module_write(to, &spec->module);
        buf_text(to, "},");
        identities_write(to, spec);
    }
}

void tcb_info_write(struct buf *to, const struct tcb_info_spec *spec)
{
    buf_char(to, '{');
    if (spec->id != NULL) {
        buf_printf(to, "\"id\":\"%s\",", spec->id);
    }
    buf_printf(to, "\"version\":%u,", spec->version);
    date_member(to, "issueDate", spec->issue_date);
    date_member(to, "nextUpdate", spec->next_update);
    hex_member(to, "fmspc", BYTES_OF(spec->fmspc));
    buf_char(to, ',');
    hex_member(to, "pceId", BYTES_OF(spec->pceid));
    buf_printf(to, ",\"tcbType\":0,\"tcbEvaluationDataNumber\":%d,", EVALUATION_DATA_NUMBER);
    tdx_write(to, spec);
    buf_text(to, "\"tcbLevels\":[");
    for (size_t i = 0; i < spec->n_levels; i++) {
        buf_text(to, i > 0 ? "," : "");
        level_write(to, spec, &spec->levels[i]);
    }
    buf_text(to, "]}");
    edits_apply(&spec->edits, to);
}

static void masked_write(struct buf *to, const char *name, struct bytes value, struct bytes mask)
{
    hex_member(to, name, value);
    buf_printf(to, ",\"%sMask\":\"", name);
    json_hex_upper(to, mask);
    buf_text(to, "\",");
}

void qe_identity_write(struct buf *to, const struct qe_identity_spec *spec)
{
    buf_printf(to, "{\"id\":\"%s\",\"version\":%u,", spec->id, spec->version);
    date_member(to, "issueDate", spec->issue_date);
    date_member(to, "nextUpdate", spec->next_update);
    buf_printf(to, "\"tcbEvaluationDataNumber\":%d,", EVALUATION_DATA_NUMBER);
    masked_write(to, "miscselect", BYTES_OF(spec->miscselect), BYTES_OF(spec->miscselect_mask));
    masked_write(to, "attributes", BYTES_OF(spec->attributes), BYTES_OF(spec->attributes_mask));
    hex_member(to, "mrsigner", BYTES_OF(spec->mrsigner));
    buf_printf(to, ",\"isvprodid\":%u,", spec->isvprodid);
    svn_levels_write(to, &spec->levels);
    buf_char(to, '}');
    edits_apply(&spec->edits, to);
}
