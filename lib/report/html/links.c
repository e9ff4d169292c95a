/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html/links.h"

#include <string.h>

#include "attest/app.h"
#include "report/subject.h"

static const struct {
    const char *anchor, *name, *says;
} links[LINK_COUNT] = {
#define X(name, anchor, title, says) [LINK_##name] = {(anchor), (title), (says)},
    CHAIN_LINKS(X)
#undef X
};

const char *link_anchor(enum chain_link link)
{
    return links[link].anchor;
}

const char *link_name(enum chain_link link)
{
    return links[link].name;
}

const char *link_says(enum chain_link link)
{
    return links[link].says;
}

static enum chain_link link_of_group(enum check_group group)
{
    static const enum chain_link of[GROUP_COUNT] = {
        [GROUP_DOCUMENT] = LINK_APP, [GROUP_HARDWARE] = LINK_PLATFORM,
        [GROUP_LOG] = LINK_APP,      [GROUP_APP] = LINK_APP,
        [GROUP_OS] = LINK_OS,        [GROUP_RA_TLS] = LINK_PURPOSE,
        [GROUP_KMS] = LINK_KMS,      [GROUP_BINDING] = LINK_PURPOSE,
        [GROUP_ASKED] = LINK_APP,
    };
    return of[group];
}

/* "expect.KEY": those that say nothing of the application itself. */
static enum chain_link link_of_expectation(const char *name)
{
    static const struct {
        const char *name;
        enum chain_link link;
    } apart[] = {
        {"expect.mrtd", LINK_OS},
        {"expect.rtmr0", LINK_OS},
        {"expect.rtmr1", LINK_OS},
        {"expect.rtmr2", LINK_OS},
        {"expect.os_image_hash", LINK_OS},
        {"expect.rootfs_hash", LINK_OS},
        {"expect.mr_system", LINK_OS},
        {"expect.mr_kms", LINK_KMS},
        {"expect.mr_key_provider", LINK_KMS},
        {"expect.device_id", LINK_PLATFORM},
        {"expect.tee_tcb_svn", LINK_PLATFORM},
        {"expect.tee_tcb_svn_2", LINK_PLATFORM},
        {"expect.mr_seam", LINK_PLATFORM},
        {"expect.mr_signer_seam", LINK_PLATFORM},
        {"expect.seam_attributes", LINK_PLATFORM},
        {"expect.cpu_svn", LINK_PLATFORM},
        {"expect.td_attributes", LINK_QUOTE},
        {"expect.xfam", LINK_QUOTE},
        {"expect.attributes", LINK_QUOTE},
        {"expect.misc_select", LINK_QUOTE},
        {"expect.mr_service_td", LINK_QUOTE},
        {"expect.report_data", LINK_PURPOSE},
    };
    for (size_t i = 0; i < COUNT(apart); i++) {
        if (strcmp(name, apart[i].name) == 0) {
            return apart[i].link;
        }
    }
    return LINK_APP;
}

enum chain_link link_of(const struct check *check)
{
    enum check_id id = check->id;
    if (id == CHECK_EXPECTATION) {
        return link_of_expectation(check->name);
    }
    /* Stretches of the catalogue that belong elsewhere than the rest of their group. */
    static const struct {
        enum check_id first, last;
        enum chain_link link;
    } apart[] = {
        {CHECK_EVIDENCE_QUOTE, CHECK_EVIDENCE_QUOTE, LINK_QUOTE},
        {CHECK_QUOTE_VENDOR_ID, CHECK_QUOTE_TRAILING, LINK_QUOTE},
        {CHECK_QUOTE_SIGNATURE, CHECK_QUOTE_SIGNATURE, LINK_QUOTE},
        {CHECK_TD_DEBUG, CHECK_ENCLAVE_DEBUG, LINK_QUOTE},
        {CHECK_PCK_ROOT, CHECK_PCK_ROOT, LINK_ROOT},
        {CHECK_TCB_INFO_ROOT, CHECK_TCB_INFO_ROOT, LINK_ROOT},
        {CHECK_QE_IDENTITY_ROOT, CHECK_QE_IDENTITY_ROOT, LINK_ROOT},
        {CHECK_LOG_RTMR0, CHECK_LOG_RTMR2, LINK_OS},
        {CHECK_REPORT_DATA, CHECK_REPORT_DATA, LINK_PURPOSE},
    };
    for (size_t i = 0; i < COUNT(apart); i++) {
        if (id >= apart[i].first && id <= apart[i].last) {
            return apart[i].link;
        }
    }
    return link_of_group(check_group(id));
}

/* This check, which passed, held the link against something that the caller knows. */
static bool compares(const struct check *check)
{
    static const enum check_id with_given[] = {
        CHECK_OS_IDENTITY, CHECK_KMS_ROOT,    CHECK_KMS_MR,
        CHECK_APP_FILE,    CHECK_APP_COMPOSE, CHECK_EXPECTATION,
    };
    for (size_t i = 0; i < COUNT(with_given); i++) {
        if (check->id == with_given[i] && check->result == RESULT_PASS) {
            return true;
        }
    }
    return false;
}

enum link_state link_state(const struct report *report, enum chain_link link)
{
    static const enum link_state states[] = {
        [RESULT_SKIP] = STATE_ABSENT,         [RESULT_PASS] = STATE_HOLDS,
        [RESULT_WARN] = STATE_WARNS,          [RESULT_FAIL] = STATE_FAILS,
        [RESULT_UNDECIDED] = STATE_UNDECIDED,
    };
    enum link_state worst = STATE_ABSENT;
    bool is_compared = link != LINK_OS && link != LINK_KMS && link != LINK_APP;
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (link_of(check) != link) {
            continue;
        }
        worst = states[check->result] > worst ? states[check->result] : worst;
        is_compared = is_compared || compares(check);
    }
    if (worst != STATE_HOLDS) {
        return worst;
    }
    if (link == LINK_ROOT && !report->trust_root_is_builtin) {
        return STATE_WARNS;
    }
    return is_compared ? STATE_HOLDS : STATE_UNCOMPARED;
}

static void note_quote(const struct report *report, struct buf *out)
{
    if (report->quote != NULL) {
        buf_printf(out, "%s, version %u", report->quote->tee == TEE_TDX ? "TDX" : "SGX",
                   (unsigned)report->quote->version);
    }
}

static void note_text(struct text text, struct buf *out)
{
    enum { NOTE = 18 };
    if (text.len > 0 && text.len <= NOTE) {
        buf_slice(out, text);
    }
}

/* The first bytes of what names the app. */
static void note_app(const struct app *app, struct buf *out)
{
    enum { SHOWN = 5 };
    if (app != NULL && app->value[APP_KEY_APP_ID].left >= SHOWN) {
        buf_hex(out, bytes_of(app->value[APP_KEY_APP_ID].at, SHOWN));
        buf_text(out, "…");
    }
}

static void note_value(const struct report *report, enum chain_link link, struct buf *out)
{
    const struct app *app = subject_app(report);
    switch (link) {
    case LINK_ROOT:
        buf_text(out, report->trust_root_is_builtin ? "Intel" : "not Intel's");
        return;
    case LINK_PLATFORM:
        note_text(text_of(report->tcb.has_status ? tcb_status_word(report->tcb.status) : ""), out);
        return;
    case LINK_QUOTE:
        note_quote(report, out);
        return;
    case LINK_OS:
        note_text(app != NULL ? app->os_version : text_of(""), out);
        return;
    case LINK_KMS:
        note_text(app != NULL ? app->key_provider : text_of(""), out);
        return;
    case LINK_APP:
        note_app(app, out);
        return;
    case LINK_PURPOSE:
    case LINK_COUNT:
        return;
    }
}

void link_note(const struct report *report, enum chain_link link, struct buf *out)
{
    static const char *const words[] = {
        [STATE_ABSENT] = "not part of it", [STATE_UNCOMPARED] = "not compared",
        [STATE_HOLDS] = "holds",           [STATE_WARNS] = "with a warning",
        [STATE_UNDECIDED] = "undecided",   [STATE_FAILS] = "fails",
    };
    enum link_state state = link_state(report, link);
    size_t before = out->len;
    if (state == STATE_HOLDS || state == STATE_WARNS) {
        note_value(report, link, out);
    }
    buf_text(out, out->len == before ? words[state] : "");
}
