/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/judge.h"

#include <string.h>

#include "attest/os/digest_list.h"
#include "base/hex.h"
#include "crypto/equal.h"

/* Which image it is: its names, its documents, and whether anybody asked for it. */

enum { SHORT_HASH = 6 };

struct short_hash {
    char at[2 * SHORT_HASH + 1];
};

static struct short_hash shorten(struct bytes hash)
{
    struct short_hash out = {{0}};
    struct bytes start;
    if (bytes_take(&hash, SHORT_HASH, &start)) {
        hex_encode(start, out.at);
    }
    return out;
}

/* A finding that some want to be a failure. */
static void find(const struct os_case *c, enum check_id id, bool is_demanded, const char *detail)
{
    check_set(&c->t->checks->of[id], is_demanded ? RESULT_FAIL : RESULT_WARN, "%s", detail);
}

/* os.measurement */

static void judge_given_document(const struct os_case *c)
{
    const enum check_id id = CHECK_OS_MEASUREMENT;
    if (c->given == NULL || c->given->origin != OS_DOCUMENT) {
        (void)check_skip(c->t->checks, id,
                         c->config.has_other_measurement
                             ? "the machine's measurement document is of a form that is not known"
                             : "no measurement document is there");
    } else if (!c->given->has_hash) {
        (void)check_skip(c->t->checks, id, "the document that was given came without its %s",
                         DIGEST_LIST_FILE);
    } else {
        (void)check_pass(c->t->checks, id, "the document that was given is that of image %s…",
                         shorten(BYTES_OF(c->given->hash.at)).at);
    }
}

static void judge_measurement(const struct os_case *c)
{
    const enum check_id id = CHECK_OS_MEASUREMENT;
    if (c->carried_state == CARRIED_BOUND) {
        (void)check_pass(c->t->checks, id, "the machine's document is that of image %s…",
                         shorten(BYTES_OF(c->carried.hash.at)).at);
    } else if (c->carried_state == CARRIED_WRONG) {
        (void)check_fail(c->t->checks, id, "the machine's document: %s", c->carried_error.text);
    } else if (c->carried_state == CARRIED_UNREADABLE) {
        (void)check_warn(c->t->checks, id, "%s", c->carried_error.text);
    } else {
        judge_given_document(c);
    }
}

/* os.image_hash */

struct mention {
    const char *by;
    struct bytes hash; /* empty: it says nothing */
};

enum { BY_CONFIG, BY_EVENT, MENTIONS };

static void compare_mentions(const struct os_case *c, const struct mention *mentions)
{
    const enum check_id id = CHECK_OS_IMAGE_HASH;
    const struct mention *config = &mentions[BY_CONFIG];
    const struct mention *event = &mentions[BY_EVENT];
    if (config->hash.left == 0 && event->hash.left == 0) {
        (void)check_skip(c->t->checks, id, "nothing names the image");
    } else if (config->hash.left == 0 || event->hash.left == 0) {
        const struct mention *only = config->hash.left > 0 ? config : event;
        (void)check_skip(c->t->checks, id, "only %s names the image: %s…", only->by,
                         shorten(only->hash).at);
    } else if (equal_bytes(config->hash, event->hash)) {
        (void)check_pass(c->t->checks, id, "%s and %s name image %s…", config->by, event->by,
                         shorten(config->hash).at);
    } else {
        struct check *check = check_warn(c->t->checks, id, "%s and %s name different images",
                                         config->by, event->by);
        check_set_bytes(check, config->hash, event->hash);
    }
}

/* With the hash that the caller gave. Where the machine's own two differ, one of them may be it. */
static void compare_given(const struct os_case *c, const struct mention *mentions,
                          struct bytes given)
{
    const enum check_id id = CHECK_OS_IMAGE_HASH;
    const struct mention *other = NULL;
    size_t equal = 0;
    for (size_t i = 0; i < MENTIONS; i++) {
        bool is_equal = equal_bytes(mentions[i].hash, given);
        equal += is_equal ? 1 : 0;
        other = is_equal || mentions[i].hash.left == 0 ? other : &mentions[i];
    }
    if (other == NULL && equal == 0) {
        (void)check_skip(c->t->checks, id, "the evidence does not name its image");
    } else if (other == NULL) {
        (void)check_pass(c->t->checks, id, "the evidence names image %s…, as was given",
                         shorten(given).at);
    } else {
        struct check *check =
            equal > 0 ? check_warn(c->t->checks, id, "%s names another image", other->by)
                      : check_fail(c->t->checks, id, "%s names another image", other->by);
        check_set_bytes(check, given, other->hash);
    }
}

static void judge_image_hash(const struct os_case *c)
{
    const struct app *app = c->t->app;
    struct bytes none = {NULL, 0};
    struct bytes of_config = c->config.has_os_image_hash ? BYTES_OF(c->config.os_image_hash.at)
                             : c->carried_state == CARRIED_BOUND ? BYTES_OF(c->carried.hash.at)
                                                                 : none;
    const struct mention mentions[MENTIONS] = {
        [BY_CONFIG] = {"vm_config", of_config},
        [BY_EVENT] = {"the event log", app != NULL ? app->value[APP_KEY_OS_IMAGE_HASH] : none},
    };
    if (c->given != NULL && c->given->has_hash) {
        compare_given(c, mentions, BYTES_OF(c->given->hash.at));
    } else {
        compare_mentions(c, mentions);
    }
}

/* os.development */

/* "dstack-dev-0.5.3", "dstack-nvidia-dev-0.5.3": the host's word, which nobody would give to be
 * trusted less. */
static bool is_named_dev(struct text image)
{
    return image.len > 0 && memmem(image.at, image.len, "-dev", 4) != NULL;
}

static void judge_development(const struct os_case *c)
{
    const enum check_id id = CHECK_OS_DEVELOPMENT;
    bool is_demanded = c->t->options->app.demand_production_os;
    bool has_files = c->given != NULL && c->given->origin == OS_FILES;
    if ((has_files && c->given->is_dev) || is_named_dev(c->config.image)) {
        find(c, id, is_demanded, "it is an image for development: its operator can log in");
    } else if (has_files) {
        (void)check_pass(c->t->checks, id, "by the metadata of the image files");
    } else {
        check_set(&c->t->checks->of[id], is_demanded ? RESULT_UNDECIDED : RESULT_SKIP,
                  "only the files of an image tell whether it is one for development");
    }
}

void os_judge_image(const struct os_case *c)
{
    judge_measurement(c);
    judge_image_hash(c);
    judge_development(c);
}

/* os.identity */

static const struct expectation *expectation_of(const struct trial *t, const char *key)
{
    for (size_t i = 0; i < t->options->n_expectations; i++) {
        if (text_is(t->options->expectations[i].key, key)) {
            return &t->options->expectations[i];
        }
    }
    return NULL;
}

/* The worst of the registers that say which system it is; RTMR0 is about the machine, too. */
static enum check_result worst_register(const struct trial *t)
{
    static const enum check_id ids[] = {CHECK_OS_MRTD, CHECK_OS_RTMR1, CHECK_OS_RTMR2};
    enum check_result worst = RESULT_PASS;
    for (size_t i = 0; i < COUNT(ids); i++) {
        enum check_result result = t->checks->of[ids[i]].result;
        bool is_worse = result != RESULT_PASS && worst != RESULT_FAIL;
        worst = is_worse ? result : worst;
    }
    return worst;
}

/* The hash that is expected is the one of the image that the machine's document belongs to. */
static bool expects_carried(const struct os_case *c)
{
    const struct expectation *hash = expectation_of(c->t, "os_image_hash");
    return hash != NULL && c->is_own_word &&
           expectation_accepts(hash, BYTES_OF(c->carried.hash.at));
}

static bool expects_registers(const struct trial *t)
{
    return expectation_of(t, "mrtd") != NULL && expectation_of(t, "rtmr1") != NULL &&
           expectation_of(t, "rtmr2") != NULL;
}

static void judge_compared(const struct os_case *c, const char *with)
{
    const enum check_id id = CHECK_OS_IDENTITY;
    enum check_result worst = worst_register(c->t);
    if (worst == RESULT_PASS) {
        (void)check_pass(c->t->checks, id, "it is that of the %s", with);
    } else if (worst == RESULT_FAIL) {
        (void)check_fail(c->t->checks, id, "it is not that of the %s", with);
    } else {
        struct check *check = &c->t->checks->of[id];
        bool is_demanded = c->t->options->app.demand_os;
        check_set(check, is_demanded ? RESULT_UNDECIDED : RESULT_WARN,
                  "not all of MRTD, RTMR1 and RTMR2 could be compared with the %s", with);
    }
}

void os_judge_identity(const struct os_case *c)
{
    const enum check_id id = CHECK_OS_IDENTITY;
    if (c->t->options->hardware_only) {
        (void)check_skip(c->t->checks, id, "only the hardware was asked for");
    } else if (c->image != NULL && !c->is_own_word) {
        judge_compared(c, c->image == c->given ? os_origin_word(c->given->origin)
                                               : "image whose hash was given");
    } else if (expects_carried(c)) {
        judge_compared(c, "image whose hash was expected");
    } else if (expects_registers(c->t)) {
        (void)check_pass(c->t->checks, id,
                         "MRTD, RTMR1 and RTMR2 were compared with what was "
                         "expected");
    } else if (c->given != NULL) {
        find(c, id, c->t->options->app.demand_os,
             "nothing ties the registers to the image hash that was given");
        check_set_hint(&c->t->checks->of[id], "give the image's files or measurement document");
    } else {
        find(c, id, c->t->options->app.demand_os,
             "the operating system was not compared with a reference of yours");
        check_set_hint(&c->t->checks->of[id], "give one with --os-image FILE|FOLDER");
    }
}
