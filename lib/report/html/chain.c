/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html/html.h"

/* The picture: a circle a link with what it is drawn in it and its state as a small sign, joined by
 * lines that have the state of the link they lead to. */

/* Drawn in a square of 24 units. */
static const char *const drawings[LINK_COUNT] = {
    [LINK_ROOT] = "<path d=\"M12 3l7 3v5c0 4.6-2.9 8.2-7 10-4.1-1.8-7-5.4-7-10V6z\"/>"
                  "<path d=\"M9 11.5l2.2 2.2L15.2 9.7\"/>",
    [LINK_PLATFORM] = "<rect x=\"6\" y=\"6\" width=\"12\" height=\"12\" rx=\"2\"/>"
                      "<rect x=\"10\" y=\"10\" width=\"4\" height=\"4\"/>"
                      "<path d=\"M9 2.5V6M15 2.5V6M9 18v3.5M15 18v3.5M2.5 9H6M2.5 15H6M18 9h3.5"
                      "M18 15h3.5\"/>",
    [LINK_QUOTE] = "<path d=\"M6.5 3H14l4 4v14H6.5z\"/><path d=\"M14 3v4h4\"/>"
                   "<path d=\"M9.5 11.5h5.5M9.5 14.5h3\"/><path d=\"M9.5 18c1.2-1.4 2-1.4 2.6 0 "
                   "1-1 1.8-.9 3.2-.2\"/>",
    [LINK_OS] = "<rect x=\"3\" y=\"4.5\" width=\"18\" height=\"15\" rx=\"2\"/>"
                "<path d=\"M7 9.5l3 2.7-3 2.8M12.5 15.2H17\"/>",
    [LINK_KMS] = "<circle cx=\"8\" cy=\"15.5\" r=\"4\"/><path d=\"M11 12.6L19.5 4M16 7.5l2.6 2.6"
                 "M13.6 10l1.8 1.8\"/>",
    [LINK_APP] = "<path d=\"M12 3l8 4.4v9.2L12 21l-8-4.4V7.4z\"/><path d=\"M4 7.4l8 4.5 8-4.5"
                 "M12 11.9V21\"/>",
    [LINK_PURPOSE] = "<path d=\"M10 14.2a4 4 0 0 0 6 .2l2.8-2.8a4.1 4.1 0 0 0-5.8-5.8l-1.5 1.5\"/>"
                     "<path d=\"M14 9.8a4 4 0 0 0-6-.2l-2.8 2.8a4.1 4.1 0 0 0 5.8 5.8l1.5-1.5\"/>",
};

void html_symbols(struct html *h)
{
    html_raw(h, "<svg class=\"symbols\" aria-hidden=\"true\">\n");
    for (unsigned link = 0; link < LINK_COUNT; link++) {
        buf_printf(h->out, "<symbol id=\"drawn-%s\" viewBox=\"0 0 24 24\">%s</symbol>\n",
                   link_anchor((enum chain_link)link), drawings[link]);
    }
    html_raw(h, "</svg>\n");
}

/* Where things are in one of the two pictures. */
struct plan {
    const char *css;
    unsigned width, height;
    unsigned x, y, step_x, step_y; /* the first circle, and from one to the next */
    unsigned radius;
    int name_x, name_y, note_y; /* from the middle of the circle */
    int left, top;              /* what can be clicked, from there too */
    unsigned across, down;
};

static const struct plan plans[] = {
    {"wide", 1064, 150, 76, 44, 152, 0, 32, 0, 64, 85, -72, -40, 144, 136},
    {"tall", 330, 478, 34, 34, 0, 68, 25, 44, -3, 17, -32, -32, 325, 64},
};

static void write_line(struct html *h, const struct plan *plan, unsigned link, const char *css)
{
    enum { GAP = 5 };
    unsigned x = plan->x + link * plan->step_x;
    unsigned y = plan->y + link * plan->step_y;
    unsigned clear = plan->radius + GAP;
    unsigned along_x = plan->step_x > 0 ? clear : 0;
    unsigned along_y = plan->step_y > 0 ? clear : 0;
    buf_printf(h->out, "<line class=\"%s\" x1=\"%u\" y1=\"%u\" x2=\"%u\" y2=\"%u\"/>\n", css,
               x - plan->step_x + along_x, y - plan->step_y + along_y, x - along_x, y - along_y);
}

static void write_circle(struct html *h, const struct plan *plan, enum chain_link link,
                         const struct html_badge *badge)
{
    enum { SIGN = 10 };
    unsigned x = plan->x + link * plan->step_x;
    unsigned y = plan->y + link * plan->step_y;
    unsigned side = plan->radius + 4;
    unsigned out = plan->radius * 3 / 4;
    buf_printf(h->out, "<rect class=\"all\" x=\"%d\" y=\"%d\" width=\"%u\" height=\"%u\"/>\n",
               (int)x + plan->left, (int)y + plan->top, plan->across, plan->down);
    buf_printf(h->out, "<circle class=\"body\" cx=\"%u\" cy=\"%u\" r=\"%u\"/>\n", x, y,
               plan->radius);
    buf_printf(h->out,
               "<use class=\"drawing\" href=\"#drawn-%s\" x=\"%u\" y=\"%u\" width=\"%u\" "
               "height=\"%u\"/>\n",
               link_anchor(link), x - side / 2, y - side / 2, side, side);
    if (badge->css == html_state_badge(STATE_ABSENT)->css) {
        return;
    }
    buf_printf(h->out,
               "<circle class=\"sign\" cx=\"%u\" cy=\"%u\" r=\"%d\"/>"
               "<text class=\"sign\" x=\"%u\" y=\"%u\">%s</text>\n",
               x + out, y + out, SIGN, x + out, y + out + 4, badge->sign);
}

static void write_label(struct html *h, const struct plan *plan, const struct report *report,
                        enum chain_link link)
{
    int x = (int)(plan->x + link * plan->step_x) + plan->name_x;
    int y = (int)(plan->y + link * plan->step_y);
    AUTO(buf_done) struct buf note = buf_start(KIB);
    link_note(report, link, &note);
    buf_printf(h->out, "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", x, y + plan->name_y,
               link_name(link));
    buf_printf(h->out, "<text class=\"note\" x=\"%d\" y=\"%d\">", x, y + plan->note_y);
    html_text(h, buf_view_text(&note));
    html_raw(h, "</text>\n");
}

static void write_link(struct html *h, const struct plan *plan, const struct report *report,
                       enum chain_link link)
{
    const struct html_badge *badge = html_state_badge(link_state(report, link));
    if (link > 0) {
        write_line(h, plan, link, badge->css);
    }
    buf_printf(h->out, "<a class=\"%s\" href=\"#", badge->css);
    html_anchor(h, link_anchor(link));
    buf_printf(h->out, "\" aria-label=\"%s: %s\">\n", link_name(link), badge->word);
    write_circle(h, plan, link, badge);
    write_label(h, plan, report, link);
    html_raw(h, "</a>\n");
}

static void write_picture(struct html *h, const struct plan *plan, const struct report *report)
{
    buf_printf(h->out,
               "<svg class=\"chain %s\" viewBox=\"0 0 %u %u\" role=\"group\" "
               "aria-label=\"Chain of trust\">\n",
               plan->css, plan->width, plan->height);
    for (unsigned link = 0; link < LINK_COUNT; link++) {
        write_link(h, plan, report, (enum chain_link)link);
    }
    html_raw(h, "</svg>\n");
}

void html_chain(struct html *h, const struct report *report)
{
    html_raw(h, "<nav class=\"picture\" aria-label=\"Chain of trust\">\n");
    for (size_t i = 0; i < COUNT(plans); i++) {
        write_picture(h, &plans[i], report);
    }
    html_raw(h, "</nav>\n");
}
