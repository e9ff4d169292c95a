/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/mr_config.h"
#include "attest/trial_app.h"
#include "base/hex.h"

/* MRCONFIGID says a second time, set by the host before the machine ran, which app it is
 * (specification section 7). */

static const enum check_id ID = CHECK_APP_MR_CONFIG;

/* The id of the key provider, which the event has as hex. */
static bool provider_id(const struct app *app, struct keep *keep, struct bytes *out)
{
    size_t n = app->key_provider_id.len / 2;
    struct buf id = buf_start(MR_CONFIG_KEY);
    uint8_t *room = buf_extend(&id, n);
    if (n > 0 && (room == NULL || !hex_decode(app->key_provider_id, room, n))) {
        buf_done(&id);
        return false;
    }
    *out = keep_buf(keep, &id);
    return true;
}

static void check_hash(struct trial *t, unsigned version, struct bytes found, struct bytes right)
{
    struct check *check = check_equal(t->checks, ID, right, found);
    check_set(check, check->result,
              check->result == RESULT_PASS ? "version %u" : "version %u, and of another app",
              version);
}

static void check_version_2(struct trial *t, struct bytes found)
{
    AUTO(keep_done) struct keep keep = {0};
    const struct app *app = t->app;
    struct keccak256 right;
    struct bytes id = {NULL, 0};
    if (!provider_id(app, &keep, &id) ||
        !mr_config_hash(app->value[APP_KEY_COMPOSE_HASH], app->value[APP_KEY_APP_ID],
                        app->key_provider, id, &right)) {
        (void)check_undecided(t->checks, ID,
                              "version 2 names the key provider, which the event log does not");
        return;
    }
    check_hash(t, 2, found, BYTES_OF(right.at));
}

/* What is in both has to be the same. */
static bool agrees(struct bytes said, struct bytes measured)
{
    return bytes_end(said) || bytes_end(measured) || bytes_equal(said, measured);
}

static bool agree_providers(const struct mr_config *said, const struct app *app)
{
    AUTO(keep_done) struct keep keep = {0};
    struct bytes id = {NULL, 0};
    if (app->key_provider_info.len == 0) {
        return true;
    }
    return text_equal(said->key_provider, app->key_provider) && provider_id(app, &keep, &id) &&
           (bytes_end(said->key_provider_id) || bytes_equal(said->key_provider_id, id));
}

/* The hashes of the scripts, in their order, are those of the events. */
static bool agree_scripts(const struct mr_config *said, const struct event_log *log)
{
    size_t n = 0;
    size_t ready = event_log_ready(log);
    bool agrees = true;
    for (size_t i = 0; i < ready; i++) {
        const struct event *event = &log->events[i];
        if (event_is_runtime(event) && text_is(event->name, "init-script-hash")) {
            agrees = agrees && n < said->n_init_scripts &&
                     bytes_equal(said->init_scripts[n], event->payload);
            n++;
        }
    }
    return !said->has_init_scripts || (agrees && n == said->n_init_scripts);
}

/* The member that disagrees, or NULL. */
static const char *find_disagreement(const struct trial *t, const struct mr_config *said)
{
    const struct bytes *app = t->app->value;
    const struct event *gpu = event_log_find(t->events, "gpu-policy-hash");
    struct bytes gpu_policy = gpu != NULL ? gpu->payload : (struct bytes){NULL, 0};
    const struct {
        const char *name;
        bool agrees;
    } members[] = {
        {"compose_hash", bytes_equal(said->compose_hash, app[APP_KEY_COMPOSE_HASH])},
        {"app_id", agrees(said->app_id, app[APP_KEY_APP_ID])},
        {"instance_id", agrees(said->instance_id, app[APP_KEY_INSTANCE_ID])},
        {"key_provider", agree_providers(said, t->app)},
        {"gpu_policy_hash", agrees(said->gpu_policy_hash, gpu_policy)},
        {"init_script_hashes", agree_scripts(said, t->events)},
    };
    for (size_t i = 0; i < COUNT(members); i++) {
        if (!members[i].agrees) {
            return members[i].name;
        }
    }
    return NULL;
}

static void check_version_3(struct trial *t, struct bytes found)
{
    AUTO(keep_done) struct keep keep = {0};
    struct text document = t->evidence->mr_config;
    struct mr_config said;
    struct err e = {0};
    if (document.at == NULL) {
        (void)check_warn(t->checks, ID, "version 3 is of a document that the evidence has not");
        return;
    }
    struct sha256 right = mr_config_document_hash(document);
    if (!bytes_equal(found, BYTES_OF(right.at))) {
        struct check *check = check_fail(t->checks, ID, "version 3, and of another document");
        check_set_bytes(check, BYTES_OF(right.at), found);
        return;
    }
    if (!mr_config_parse(document, &keep, &said, &e)) {
        (void)check_fail(t->checks, ID, "the document of version 3 cannot be read: %s", e.text);
        return;
    }
    const char *other = find_disagreement(t, &said);
    if (other != NULL) {
        (void)check_fail(t->checks, ID, "version 3, and of another app: %s differs", other);
    } else {
        (void)check_pass(t->checks, ID, "version 3");
    }
}

static void judge(struct trial *t)
{
    unsigned version = 0;
    struct bytes hash;
    if (!mr_config_split(t->evidence->quote.td[TD_MR_CONFIG_ID], &version, &hash)) {
        (void)check_fail(t->checks, ID, "it is of no form that dstack has");
    } else if (version == 0) {
        (void)check_skip(t->checks, ID, "the machine sets none");
    } else if (version == 1) {
        check_hash(t, 1, hash, t->app->value[APP_KEY_COMPOSE_HASH]);
    } else if (version == 2) {
        check_version_2(t, hash);
    } else {
        check_version_3(t, hash);
    }
}

void trial_mr_config(struct trial *t)
{
    if (app_unproved(t->report).detail != NULL) {
        app_cannot_tell(t, ID);
    } else {
        judge(t);
    }
}
