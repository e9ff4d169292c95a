/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/artifact_parts.h"

/* What solc --bin writes: the code, then a line for each library,
 * "// $34 digits$ -> src/Linked.sol:Texts". */

#define ARROW " -> "

static void set_name(struct code_link *link, struct text name)
{
    struct text source;
    struct text rest;
    if (!text_split(name, ':', &source, &rest)) {
        return;
    }
    mem_free(link->source);
    mem_free(link->name);
    link->source = text_dup(source);
    link->name = text_dup(rest);
}

/* A line that says anything else is a comment, and one that is not true says nothing. */
static void read_line(struct text line, struct code *code)
{
    const size_t digits = LINK_DIGITS + 2;
    char wanted[LINK_DIGITS + 1];
    struct text source;
    struct text name;
    struct text mark;
    if (line.len < digits) {
        return;
    }
    mark = (struct text){line.at, digits};
    line = (struct text){&line.at[digits], line.len - digits};
    if (!text_starts(line, ARROW)) {
        return;
    }
    line = (struct text){&line.at[strlen(ARROW)], line.len - strlen(ARROW)};
    if (!text_split(line, ':', &source, &name)) {
        return;
    }
    artifact_link_digits(source, name, wanted);
    for (size_t i = 0; i < code->n_links; i++) {
        struct code_link *link = &code->links[i];
        if (text_is(mark, link->name) && strncmp(&link->name[1], wanted, LINK_DIGITS) == 0) {
            set_name(link, line);
        }
    }
}

/* Splits the code off; what is left are comments. */
static bool split_comments(struct text all, struct text *hex, struct text *comments, struct err *e)
{
    size_t at = bytes_find(text_bytes(all), '/');
    *hex = text_trim((struct text){all.at, at});
    *comments = (struct text){&all.at[at], all.len - at};
    struct text left = *comments;
    while (left.len > 0) {
        struct text line;
        (void)text_split(left, '\n', &line, &left);
        line = text_trim(line);
        if (line.len > 0 && !text_starts(line, "//")) {
            return err_set(e, ERR_MALFORMED, "there is more than hex and comments");
        }
    }
    return true;
}

static bool read_bin(struct text all, struct code *out, struct err *e)
{
    struct text comments;
    struct artifact_code from = {0};
    TRY(split_comments(all, &from.hex, &comments, e));
    TRY(artifact_code_read(&from, out, e));
    while (comments.len > 0) {
        struct text line;
        (void)text_split(comments, '\n', &line, &comments);
        line = text_trim(line);
        if (text_starts(line, "//")) {
            read_line(text_trim((struct text){&line.at[2], line.len - 2}), out);
        }
    }
    return true;
}

static bool read_all(struct text hex, const struct json_value *abi, struct text name,
                     struct artifact *out, struct err *e)
{
    artifact_take_name(out, name);
    return (read_bin(hex, &out->init, e) || err_wrap(e, "creation code")) &&
           artifact_finish(out, abi, e);
}

bool artifact_from_bin(struct text hex, const struct json_value *abi, struct text name,
                       struct artifact *out, struct err *e)
{
    *out = (struct artifact){.format = ARTIFACT_BIN};
    bool ok = read_all(hex, abi, name, out, e);
    if (!ok) {
        artifact_done(out);
    }
    return ok;
}
