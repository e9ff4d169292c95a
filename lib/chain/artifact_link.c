/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "chain/artifact_parts.h"

/* Linking: the address of a library at each of its places. */

/* Placeholders without references know a library only by the digits of its hash. */
static bool is_digits_of(const struct code_link *link, struct text wanted)
{
    char digits[LINK_DIGITS + 1];
    struct text head;
    struct text rest;
    if (link->name[0] != '$' || !text_split(wanted, ':', &head, &rest)) {
        return false;
    }
    artifact_link_digits(head, rest, digits);
    return strncmp(&link->name[1], digits, LINK_DIGITS) == 0;
}

/* All of SOURCE:NAME. */
static bool is_exactly(const struct code_link *link, struct text wanted)
{
    size_t source = strlen(link->source);
    return wanted.len == source + 1 + strlen(link->name) && text_starts(wanted, link->source) &&
           wanted.at[source] == ':' &&
           artifact_name_fits(wanted, text_of(link->source), text_of(link->name));
}

static bool is_wanted(const struct code_link *link, struct text wanted)
{
    return artifact_name_fits(wanted, text_of(link->source), text_of(link->name)) ||
           is_digits_of(link, wanted);
}

static bool is_same(const struct code_link *a, const struct code_link *b)
{
    return strcmp(a->source, b->source) == 0 && strcmp(a->name, b->name) == 0;
}

typedef bool link_test(const struct code_link *link, struct text wanted);

/* Finds the library in one of the codes; `*found` stays when it is not there. */
static bool find_in(const struct code *code, struct text name, link_test *fits,
                    const struct code_link **found, struct err *e)
{
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        if (!fits(link, name)) {
            continue;
        }
        if (*found != NULL && !is_same(*found, link)) {
            (void)err_set(e, ERR_USAGE, "more than one library is called '%.*s'", TEXT_ARG(name));
            return err_hint(e, "'%.80s:%s' or '%.80s:%s'", (*found)->source, (*found)->name,
                            link->source, link->name);
        }
        *found = link;
    }
    return true;
}

/* The one of that whole name, else the one whose name ends so. */
static bool find(const struct artifact *artifact, struct text name, const struct code_link **found,
                 struct err *e)
{
    link_test *const tests[] = {is_exactly, is_wanted};
    for (size_t i = 0; i < COUNT(tests) && *found == NULL; i++) {
        TRY(find_in(&artifact->init, name, tests[i], found, e) &&
            find_in(&artifact->runtime, name, tests[i], found, e));
    }
    return true;
}

static void fill(struct code *code, const struct code_link *which,
                 const struct eth_address *address)
{
    for (size_t i = 0; i < code->n_links; i++) {
        struct code_link *link = &code->links[i];
        if (!is_same(link, which)) {
            continue;
        }
        link->is_linked = true;
        link->address = *address;
        for (size_t j = 0; j < link->n_places; j++) {
            memcpy(&code->at[link->places[j].at], address->at, sizeof address->at);
        }
    }
}

bool artifact_link(struct artifact *artifact, struct text name, const struct eth_address *address,
                   struct err *e)
{
    const struct code_link *found = NULL;
    TRY(find(artifact, name, &found, e));
    if (found == NULL) {
        return err_set(e, ERR_NOT_FOUND, "'%.80s' uses no library '%.*s'", artifact->name,
                       TEXT_ARG(name));
    }
    fill(&artifact->init, found, address);
    fill(&artifact->runtime, found, address);
    return true;
}

const struct code_link *artifact_unlinked(const struct artifact *artifact)
{
    for (size_t i = 0; i < artifact->init.n_links; i++) {
        if (!artifact->init.links[i].is_linked) {
            return &artifact->init.links[i];
        }
    }
    return NULL;
}
