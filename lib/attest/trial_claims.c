/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "attest/aggregated.h"
#include "attest/dstack.h"

/* What a document says beside its quote is not believed, but has to be true where it can be told
 * (specification sections 11 and 17). */

static bool is_equal(struct sha256 value, struct bytes claimed)
{
    return bytes_equal(BYTES_OF(value.at), claimed);
}

/* Of two values there is a second form, made when the boot was done: without the events behind it,
 * and without a key provider. */
static bool is_of_boot(const struct trial *t, enum app_key key, struct bytes claimed)
{
    const struct quote *quote = &t->evidence->quote;
    struct sha384 booted = event_log_replay_until(t->events, "boot-mr-done");
    struct sha256 none = {{0}};
    if (key == APP_KEY_MR_SYSTEM) {
        return is_equal(mr_system_of(quote, &none), claimed);
    }
    return key == APP_KEY_MR_AGGREGATED &&
           is_equal(mr_aggregated_of(quote, BYTES_OF(booted.at)), claimed);
}

/* The value that is proved, or an empty one. */
static struct bytes find_proved(const struct trial *t, const struct claim *claim)
{
    struct bytes proved = {NULL, 0};
    struct text name = text_of(claim->key);
    enum app_key key = app_key_find(name);
    if (t->evidence->has_quote && quote_field(&t->evidence->quote, name, &proved)) {
        return proved;
    }
    if (app_unproved(t->report).detail != NULL) {
        return (struct bytes){NULL, 0};
    }
    if (key != APP_KEY_COUNT) {
        return t->app->value[key];
    }
    bool is_info = text_is(name, "key_provider_info");
    return is_info ? text_bytes(t->app->key_provider_info) : (struct bytes){NULL, 0};
}

static bool is_true(const struct trial *t, const struct claim *claim, struct bytes proved)
{
    enum app_key key = app_key_find(text_of(claim->key));
    return bytes_equal(proved, claim->value) ||
           (key != APP_KEY_COUNT && is_of_boot(t, key, claim->value));
}

static void fail(struct trial *t, const struct claim *claim, struct bytes proved)
{
    struct check *check = check_fail(t->checks, CHECK_DOCUMENT_CLAIMS,
                                     "%.*s is not what is proved of %s", TEXT_ARG(claim->path),
                                     claim->key);
    if (proved.left <= CHECK_VALUE_BYTES && claim->value.left <= CHECK_VALUE_BYTES) {
        check_set_bytes(check, proved, claim->value);
    }
}

static void say(struct trial *t, size_t agreeing, size_t unknown)
{
    char rest[48] = "";
    if (agreeing + unknown == 0) {
        (void)check_skip(t->checks, CHECK_DOCUMENT_CLAIMS,
                         "the document says nothing beside the quote");
        return;
    }
    if (agreeing == 0) {
        (void)check_undecided(t->checks, CHECK_DOCUMENT_CLAIMS,
                              "nothing proves what it says: %zu %s", unknown,
                              unknown == 1 ? "value" : "values");
        return;
    }
    if (unknown > 0) {
        (void)snprintf(rest, sizeof rest, "; %zu not compared", unknown);
    }
    (void)check_pass(t->checks, CHECK_DOCUMENT_CLAIMS, "%zu %s%s", agreeing,
                     agreeing == 1 ? "value agrees" : "values agree", rest);
}

void trial_claims(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    size_t agreeing = 0;
    size_t unknown = 0;
    for (size_t i = 0; i < evidence->n_claims; i++) {
        const struct claim *claim = &evidence->claims[i];
        struct bytes proved = find_proved(t, claim);
        if (bytes_end(claim->value)) {
            continue;
        }
        if (bytes_end(proved)) {
            unknown++;
        } else if (is_true(t, claim, proved)) {
            agreeing++;
        } else {
            fail(t, claim, proved);
            return;
        }
    }
    say(t, agreeing, unknown);
}
