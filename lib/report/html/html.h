/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_HTML_HTML_H
#define PHALA_REPORT_HTML_HTML_H

#include "attest/report.h"
#include "base/buf.h"
#include "report/html/links.h"

/* For lib/report alone: pieces of the page. */

/* The page as far as it is written. Ids are unique on a page, so those of parts have a number. */
struct html {
    struct buf *out;
    unsigned part; /* 0: the whole */
    unsigned n_parts;
};

/* Markup as it is. */
void html_raw(struct html *h, const char *markup);

/* Text for content and quoted attributes: what is markup becomes entities; what a terminal would
 * not show, and what turns the direction of text, becomes an escape that can be read. */
void html_text(struct html *h, struct text text);
void html_string(struct html *h, const char *zero_terminated);
void html_hex(struct html *h, struct bytes bytes);

/* "platform" as an id of the page, or of a part of it: "part-2-platform". */
void html_anchor(struct html *h, const char *name);

/* The class, the sign and the word of a result or a verdict. */
struct html_badge {
    const char *css, *sign, *word;
};
const struct html_badge *html_result_badge(enum check_result result);
const struct html_badge *html_verdict_badge(enum verdict verdict);
const struct html_badge *html_state_badge(enum link_state state);

/* The symbols that pictures of the chain are made of: once a page, before them. */
void html_symbols(struct html *h);

/* The chain of trust as pictures, a wide one and a tall one, of which the style shows one. */
void html_chain(struct html *h, const struct report *report);

/* What decided: each failed or undecided check and each warning, a reason once. */
void html_reasons(struct html *h, const struct report *report);

/* The checks of a link: those that did not pass, and the others, under headings. In a part the
 * explanations of those that pass are left out. */
void html_problems(struct html *h, const struct report *report, enum chain_link link);
void html_calm_checks(struct html *h, const struct report *report, enum chain_link link);

/* What is known at a link, as a table of values; nothing when there are none. */
void html_facts(struct html *h, const struct report *report, enum chain_link link);

/* What was handed in, and the difference of what was expected and what was measured. */
void html_inputs(struct html *h, const struct report *report);
void html_differences(struct html *h, const struct report *report);

#endif
