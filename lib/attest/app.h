/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_APP_H
#define PHALA_ATTEST_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/event_log.h"
#include "attest/quote/quote.h"
#include "base/bytes.h"
#include "base/text.h"
#include "codec/json.h"

/* Values that say which application runs: enumerator, name in reports and expectations, bytes. */
#define APP_KEYS(X)                                                                                \
    X(APP_ID, "app_id", 20)                                                                        \
    X(COMPOSE_HASH, "compose_hash", 32)                                                            \
    X(INSTANCE_ID, "instance_id", 20)                                                              \
    X(DEVICE_ID, "device_id", 32)                                                                  \
    X(OS_IMAGE_HASH, "os_image_hash", 32)                                                          \
    X(ROOTFS_HASH, "rootfs_hash", 32)                                                              \
    X(MR_KMS, "mr_kms", 32)                                                                        \
    X(MR_KEY_PROVIDER, "mr_key_provider", 32)                                                      \
    X(MR_AGGREGATED, "mr_aggregated", 32)                                                          \
    X(MR_SYSTEM, "mr_system", 32)

enum app_key {
#define X(name, word, size) APP_KEY_##name,
    APP_KEYS(X)
#undef X
        APP_KEY_COUNT,
};

/* What the event log says of the application, and whether that is proved: every payload counts only
 * when its digest was recomputed and the replay equals the signed RTMR3. */
struct app {
    bool is_proved;
    struct bytes value[APP_KEY_COUNT]; /* empty: not in the log */
    uint8_t room[APP_KEY_COUNT][32];   /* of values that are computed */
    struct text key_provider_info;     /* JSON, payload of the event */
    struct text key_provider;          /* its name: "kms", "local-sgx", "tpm", "none" */
    struct text key_provider_id;       /* hex */
    struct text storage_fs;
    struct text os_version; /* of the reference; empty: not known */
    struct json *json;      /* owned; what these look into */
};

/* The name of a key and its size. */
const char *app_key_word(enum app_key key);
size_t app_key_size(enum app_key key);

/* APP_KEY_COUNT for a name that is none. */
enum app_key app_key_find(struct text name);

/* Takes the values from the events before system-ready, and computes those that quote and RTMR3
 * give (specification sections 3 to 5); `quote` NULL: those are empty. Values of a wrong size are
 * left out. The result looks into the log; is_proved is the caller's to set. */
struct app *app_of_events(const struct event_log *events, const struct quote *quote);

void app_free(struct app *app);

#endif
