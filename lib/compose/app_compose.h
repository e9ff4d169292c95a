/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_APP_COMPOSE_H
#define PHALA_COMPOSE_APP_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* app-compose.json: what a dstack machine runs, whose exact bytes are measured. Members that are
 * absent have dstack's defaults, those that are not known here are passed over. */

#define APP_COMPOSE_SIZE_MAX MIB

struct app_names {
    struct text *at;
    size_t n;
};

/* Texts are owned by `json`; one that is absent or null has `at` NULL. */
struct app_compose {
    struct bytes raw;   /* the caller's */
    struct sha256 hash; /* of `raw`: the compose hash */
    struct json *json;

    uint64_t manifest_version;
    uint64_t event_log_version; /* 1 unless it says 2 */
    struct text name;
    struct text runner; /* "docker-compose", "bash" */
    struct text docker_compose_file;
    struct text bash_script;
    struct text pre_launch_script;

    struct app_names init_scripts; /* init_script, which is one or a list of them */
    struct app_names features;
    struct app_names allowed_envs;

    bool public_logs;
    bool public_sysinfo;
    bool public_tcbinfo; /* true where it is absent */
    bool kms_enabled;
    bool gateway_enabled; /* by any of its three spellings: tproxy_enabled, feature "tproxy-net" */
    bool local_key_provider_enabled;
    bool no_instance_id;
    bool secure_time; /* true where it is absent */

    struct text key_provider; /* "kms", "local", "tpm", "none": said, or by the two flags above */
    struct text key_provider_id;
};

/* Reads app-compose.json; `raw` has to stay. ERR_MALFORMED names the member that is missing or of
 * another type; ERR_TOO_BIG above APP_COMPOSE_SIZE_MAX and the limits of JSON. */
MUST_CHECK bool app_compose_parse(struct bytes raw, struct app_compose *out, struct err *e);
void app_compose_done(struct app_compose *app);

#endif
