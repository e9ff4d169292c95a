/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/app.h"

#include <string.h>

#include "attest/aggregated.h"
#include "base/mem.h"

/* What the event log says of the application (specification sections 3 to 5). */

static const struct {
    const char *word;
    size_t size;
} keys[APP_KEY_COUNT] = {
#define X(name, word, size) [APP_KEY_##name] = {(word), (size)},
    APP_KEYS(X)
#undef X
};

const char *app_key_word(enum app_key key)
{
    return keys[key].word;
}

size_t app_key_size(enum app_key key)
{
    return keys[key].size;
}

enum app_key app_key_find(struct text name)
{
    unsigned key = 0;
    while (key < APP_KEY_COUNT && !text_is(name, keys[key].word)) {
        key++;
    }
    return (enum app_key)key;
}

/* Values that are the payload of an event. */
static const struct {
    enum app_key key;
    const char *event;
} payloads[] = {
    {APP_KEY_APP_ID, "app-id"},           {APP_KEY_COMPOSE_HASH, "compose-hash"},
    {APP_KEY_INSTANCE_ID, "instance-id"}, {APP_KEY_OS_IMAGE_HASH, "os-image-hash"},
    {APP_KEY_ROOTFS_HASH, "rootfs-hash"}, {APP_KEY_MR_KMS, "mr-kms"},
};

static void take_payloads(struct app *app, const struct event_log *events)
{
    for (size_t i = 0; i < COUNT(payloads); i++) {
        const struct event *event = event_log_find(events, payloads[i].event);
        if (event != NULL && event->payload.left == keys[payloads[i].key].size) {
            app->value[payloads[i].key] = event->payload;
        }
    }
    const struct event *storage = event_log_find(events, "storage-fs");
    if (storage != NULL) {
        app->storage_fs = text_of_bytes(storage->payload);
    }
}

/* What is no JSON has neither name nor id. */
static void take_key_provider(struct app *app, const struct event_log *events)
{
    struct err e;
    const struct event *event = event_log_find(events, "key-provider");
    if (event == NULL) {
        return;
    }
    app->key_provider_info = text_of_bytes(event->payload);
    app->json = json_parse(event->payload, &e);
    const struct json_value *root = app->json != NULL ? json_root(app->json) : NULL;
    bool has_name = json_text(json_member(root, "name"), &app->key_provider);
    bool has_id = json_text(json_member(root, "id"), &app->key_provider_id);
    app->key_provider.len = has_name ? app->key_provider.len : 0;
    app->key_provider_id.len = has_id ? app->key_provider_id.len : 0;
}

static void put(struct app *app, enum app_key key, struct sha256 value)
{
    memcpy(app->room[key], value.at, sizeof value.at);
    app->value[key] = BYTES_OF(app->room[key]);
}

static void compute(struct app *app, const struct quote *quote)
{
    struct sha256 provider = mr_key_provider_of(app->key_provider_info);
    put(app, APP_KEY_MR_KEY_PROVIDER, provider);
    put(app, APP_KEY_MR_SYSTEM, mr_system_of(quote, &provider));
    put(app, APP_KEY_MR_AGGREGATED, mr_aggregated_of(quote, quote->td[TD_RTMR3]));
    put(app, APP_KEY_DEVICE_ID, sha256_of(quote->header[HEADER_USER_DATA]));
}

struct app *app_of_events(const struct event_log *events, const struct quote *quote)
{
    struct app *app = mem_new(sizeof *app);
    take_payloads(app, events);
    take_key_provider(app, events);
    if (quote != NULL && quote->tee == TEE_TDX) {
        compute(app, quote);
    }
    return app;
}

void app_free(struct app *app)
{
    if (app != NULL) {
        json_free(app->json);
        mem_free(app);
    }
}
