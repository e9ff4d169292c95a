/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/utf8.h"
#include "report/html/html.h"

void html_raw(struct html *h, const char *markup)
{
    buf_text(h->out, markup);
}

static void put_character(struct buf *out, char c)
{
    static const struct {
        char c;
        const char *entity;
    } entities[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"},
    };
    for (size_t i = 0; i < COUNT(entities); i++) {
        if (c == entities[i].c) {
            buf_text(out, entities[i].entity);
            return;
        }
    }
    buf_char(out, c);
}

void html_text(struct html *h, struct text text)
{
    AUTO(buf_done) struct buf plain = buf_start(4 * MIB);
    utf8_escape(text, &plain);
    for (size_t i = 0; i < plain.len; i++) {
        put_character(h->out, (char)plain.at[i]);
    }
}

void html_string(struct html *h, const char *zero_terminated)
{
    html_text(h, text_of(zero_terminated));
}

void html_hex(struct html *h, struct bytes bytes)
{
    html_raw(h, "<code>");
    buf_hex(h->out, bytes);
    html_raw(h, "</code>");
}

void html_anchor(struct html *h, const char *name)
{
    if (h->part > 0) {
        buf_printf(h->out, "part-%u-", h->part);
    }
    html_raw(h, name);
}

const struct html_badge *html_result_badge(enum check_result result)
{
    static const struct html_badge badges[] = {
        [RESULT_UNDECIDED] = {"unknown", "?", "undecided"},
        [RESULT_PASS] = {"good", "✓", "pass"},
        [RESULT_FAIL] = {"bad", "✗", "fail"},
        [RESULT_WARN] = {"warn", "!", "warning"},
        [RESULT_SKIP] = {"absent", "–", "skipped"},
    };
    return &badges[result];
}

const struct html_badge *html_verdict_badge(enum verdict verdict)
{
    static const struct html_badge badges[] = {
        [VERDICT_UNDECIDED] = {"unknown", "?", "Undecided"},
        [VERDICT_VERIFIED] = {"good", "✓", "Verified"},
        [VERDICT_REJECTED] = {"bad", "✗", "Rejected"},
    };
    return &badges[verdict];
}

const struct html_badge *html_state_badge(enum link_state state)
{
    static const struct html_badge badges[] = {
        [STATE_ABSENT] = {"absent", "–", "not part of it"},
        [STATE_UNCOMPARED] = {"plain", "–", "not compared"},
        [STATE_HOLDS] = {"good", "✓", "holds"},
        [STATE_WARNS] = {"warn", "!", "with a warning"},
        [STATE_UNDECIDED] = {"unknown", "?", "undecided"},
        [STATE_FAILS] = {"bad", "✗", "fails"},
    };
    return &badges[state];
}
