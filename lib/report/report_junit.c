/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_junit.h"

#include <string.h>

#include "attest/evidence.h"
#include "attest/explain.h"
#include "base/utf8.h"

/* U+FFFE and U+FFFF, the only well-formed sequences of more than one byte that XML 1.0 refuses. */
static bool is_noncharacter(struct text sequence)
{
    return text_is(sequence, "\xEF\xBF\xBE") || text_is(sequence, "\xEF\xBF\xBF");
}

static void put_sequence(struct text sequence, struct buf *out)
{
    static const struct {
        char c;
        const char *entity;
    } entities[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"},
    };
    unsigned char first = (unsigned char)sequence.at[0];
    if (first < 0x20 || first == 0x7f || is_noncharacter(sequence)) {
        return;
    }
    for (size_t i = 0; i < COUNT(entities); i++) {
        if (sequence.at[0] == entities[i].c) {
            buf_text(out, entities[i].entity);
            return;
        }
    }
    buf_slice(out, sequence);
}

/* Escaped for text and attributes; control characters and what is not UTF-8 are left out. */
static void put_text(struct text text, struct buf *out)
{
    while (text.len > 0) {
        size_t n = utf8_sequence(text);
        size_t used = n > 0 ? n : 1;
        /* C1 control characters are C2 80 to C2 9F. */
        bool is_c1 = n == 2 && (unsigned char)text.at[0] == 0xc2 &&
                     (unsigned char)text.at[1] < 0xa0;
        if (n > 0 && !is_c1) {
            put_sequence((struct text){text.at, n}, out);
        }
        text = (struct text){text.at + used, text.len - used};
    }
}

static void put(const char *from, struct buf *out)
{
    put_text(text_of(from), out);
}

static void attribute(const char *name, const char *value, struct buf *out)
{
    buf_printf(out, " %s=\"", name);
    put(value, out);
    buf_char(out, '"');
}

/* <failure> and <error>: the category as type, and all that is known about it. */
static void write_problem(const char *element, const struct check *check, struct buf *out)
{
    buf_printf(out, "      <%s", element);
    attribute("type", check_catalogue[check->id].category, out);
    attribute("message", check->detail, out);
    buf_char(out, '>');
    put(check->detail, out);
    static const char *const labels[] = {"expected: ", "actual: ", "next: "};
    const char *const values[] = {check->expected, check->actual, check->hint};
    for (size_t i = 0; i < COUNT(values); i++) {
        if (values[i][0] != 0) {
            buf_printf(out, "\n%s", labels[i]);
            put(values[i], out);
        }
    }
    buf_printf(out, "</%s>\n", element);
}

static void write_outcome(const struct check *check, struct buf *out)
{
    switch (check->result) {
    case RESULT_FAIL:
        write_problem("failure", check, out);
        return;
    case RESULT_UNDECIDED:
        write_problem("error", check, out);
        return;
    case RESULT_SKIP:
        buf_text(out, "      <skipped");
        attribute("message", check->detail, out);
        buf_text(out, "/>\n");
        return;
    case RESULT_WARN:
        buf_text(out, "      <system-out>warning: ");
        put(check->detail, out);
        buf_text(out, "</system-out>\n");
        return;
    case RESULT_PASS:
        return;
    }
}

static void write_case(const struct check *check, struct buf *out)
{
    struct text subject = check_subject(check_catalogue[check->id].id);
    buf_printf(out, "    <testcase classname=\"phala.verify.%.*s\"", TEXT_ARG(subject));
    attribute("name", check->name, out);
    if (check->result == RESULT_PASS) {
        buf_text(out, " time=\"0\"/>\n");
        return;
    }
    buf_text(out, " time=\"0\">\n");
    write_outcome(check, out);
    buf_text(out, "    </testcase>\n");
}

/* How many checks there are, and how many of each result that JUnit counts. */
struct counts {
    size_t all, of[RESULT_SKIP + 1];
};

static void count(const struct check *check, struct counts *counts)
{
    counts->all++;
    counts->of[check->result]++;
}

static void count_group(const struct report *report, enum check_group group, struct counts *counts)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check_group(check->id) == group) {
            count(check, counts);
        }
    }
}

static void count_all(const struct report *report, struct counts *counts)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        count(check, counts);
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        count_all(report->parts[i].report, counts);
    }
}

static void write_counts(const struct counts *counts, struct buf *out)
{
    buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"", counts->all,
               counts->of[RESULT_FAIL], counts->of[RESULT_UNDECIDED], counts->of[RESULT_SKIP]);
}

static void write_property(const char *name, const char *value, struct buf *out)
{
    buf_text(out, "      <property");
    attribute("name", name, out);
    attribute("value", value, out);
    buf_text(out, "/>\n");
}

static void write_suite(const struct report *report, enum check_group group, struct text path,
                        struct buf *out)
{
    char at[INSTANT_TEXT];
    struct counts counts = {0};
    count_group(report, group, &counts);
    buf_text(out, "  <testsuite name=\"");
    put_text(path, out);
    buf_printf(out, "%s%s\"", path.len > 0 ? ": " : "", explain_group_word(group));
    write_counts(&counts, out);
    /* The form has no zone: an xs:dateTime of UTC. */
    buf_printf(out, " time=\"0\" timestamp=\"%.19s\">\n    <properties>\n",
               instant_format(report->at, at));
    write_property("verdict", verdict_word(report->verdict), out);
    write_property("summary", report->summary, out);
    buf_text(out, "    </properties>\n");
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check_group(check->id) == group) {
            write_case(check, out);
        }
    }
    buf_text(out, "  </testsuite>\n");
}

static void write_suites(const struct report *report, struct text path, struct buf *out)
{
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        if (report_lists(report, (enum check_group)group)) {
            write_suite(report, (enum check_group)group, path, out);
        }
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        write_suites(report->parts[i].report, report->parts[i].part->path, out);
    }
}

void report_write_junit(const struct report *report, struct buf *out)
{
    struct counts counts = {0};
    count_all(report, &counts);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"phala verify\"");
    write_counts(&counts, out);
    buf_text(out, ">\n");
    write_suites(report, (struct text){NULL, 0}, out);
    buf_text(out, "</testsuites>\n");
}
