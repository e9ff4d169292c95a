/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/hidden/man_checks.h"

#include "attest/explain.h"
#include "cli/man.h"

/* What a check proves, as a sentence. */
static void write_proves(enum check_id id, struct buf *out)
{
    const char *proves = check_catalogue[id].proves;
    char first = proves[0] >= 'a' && proves[0] <= 'z' ? (char)(proves[0] - 'a' + 'A') : proves[0];
    buf_printf(out, "%c%s.\n", first, proves + 1);
}

static void write_check(enum check_id id, struct buf *out)
{
    const struct explanation *explanation = explain_check(id);
    buf_printf(out, ".It Sy %s\n", explain_name(id));
    write_proves(id, out);
    buf_printf(out, "Category\n.Cm %s .\n.Pp\n", check_catalogue[id].category);
    man_line(explanation->why, out);
    buf_text(out, ".Pp\n.Em Without it :\n");
    man_line(explanation->attack, out);
    buf_text(out, ".Pp\n.Em When it does not pass :\n");
    man_line(explanation->mend, out);
}

void man_write_checks(struct buf *out)
{
    const char *last = NULL;
    buf_text(out, ".Sh CHECKS\n"
                  "Each check has an id that does not change, and a category that failures are "
                  "sorted by.\n"
                  "Reports list them in this order, by groups: those that the evidence has "
                  "something to say about, or that something was asked of.\n"
                  ".Xr phala-explain 1\n"
                  "shows one of them.\n");
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        const char *heading = explain_heading((enum check_id)id);
        if (heading != last) {
            buf_printf(out, "%s.Ss %s\n.Bl -tag -width Ds\n", last != NULL ? ".El\n" : "", heading);
            last = heading;
        }
        write_check((enum check_id)id, out);
    }
    buf_text(out, ".El\n");
}
