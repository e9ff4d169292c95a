/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/app_compose.h"

#include "base/mem.h"
#include "base/num.h"

static bool wrong_type(const char *name, const char *type, struct err *e)
{
    return err_set(e, ERR_MALFORMED, "app-compose: '%s' is not %s", name, type);
}

static bool missing(const char *name, struct err *e)
{
    return err_set(e, ERR_MALFORMED, "app-compose: '%s' is missing", name);
}

struct text_member {
    const char *name;
    bool is_needed;
    struct text *out;
};

static bool read_texts(const struct json_value *root, struct app_compose *app, struct err *e)
{
    const struct text_member members[] = {
        {"name", true, &app->name},
        {"runner", true, &app->runner},
        {"docker_compose_file", false, &app->docker_compose_file},
        {"bash_script", false, &app->bash_script},
        {"pre_launch_script", false, &app->pre_launch_script},
        {"key_provider", false, &app->key_provider},
        {"key_provider_id", false, &app->key_provider_id},
    };
    for (size_t i = 0; i < COUNT(members); i++) {
        const struct json_value *value = json_member(root, members[i].name);
        if (value == NULL || json_is_null(value)) {
            if (members[i].is_needed) {
                return missing(members[i].name, e);
            }
        } else if (!json_text(value, members[i].out)) {
            return wrong_type(members[i].name, "a text", e);
        }
    }
    return true;
}

struct flag_member {
    const char *name;
    bool *out; /* holds the default */
};

static bool read_flags(const struct json_value *root, struct app_compose *app, struct err *e)
{
    bool tproxy_enabled = false;
    app->public_tcbinfo = true;
    app->secure_time = true;
    const struct flag_member members[] = {
        {"public_logs", &app->public_logs},
        {"public_sysinfo", &app->public_sysinfo},
        {"public_tcbinfo", &app->public_tcbinfo},
        {"kms_enabled", &app->kms_enabled},
        {"gateway_enabled", &app->gateway_enabled},
        {"tproxy_enabled", &tproxy_enabled},
        {"local_key_provider_enabled", &app->local_key_provider_enabled},
        {"no_instance_id", &app->no_instance_id},
        {"secure_time", &app->secure_time},
    };
    for (size_t i = 0; i < COUNT(members); i++) {
        const struct json_value *value = json_member(root, members[i].name);
        if (value != NULL && !json_bool(value, members[i].out)) {
            return wrong_type(members[i].name, "true or false", e);
        }
    }
    app->gateway_enabled = app->gateway_enabled || tproxy_enabled;
    return true;
}

/* A number, or as some writers have it a text of digits. */
static bool read_version(const struct json_value *root, const char *name, uint64_t *out,
                         struct err *e)
{
    const struct json_value *value = json_member(root, name);
    struct text digits;
    if (value == NULL || json_uint(value, UINT32_MAX, out) ||
        (json_text(value, &digits) && num_parse(digits, UINT32_MAX, out))) {
        return true;
    }
    return wrong_type(name, "a version number", e);
}

static bool read_names(const struct json_value *root, const char *name, struct app_names *out,
                       struct err *e)
{
    const struct json_value *list = json_member(root, name);
    if (list == NULL || json_is_null(list)) {
        return true;
    }
    if (!json_is_array(list)) {
        return wrong_type(name, "a list of texts", e);
    }
    out->at = mem_array(json_count(list), sizeof *out->at);
    for (const struct json_value *at = json_first(list); at != NULL; at = json_next(at)) {
        if (!json_text(at, &out->at[out->n])) {
            return wrong_type(name, "a list of texts", e);
        }
        out->n++;
    }
    return true;
}

static bool has_name(const struct app_names *names, const char *name)
{
    size_t i = 0;
    while (i < names->n && !text_is(names->at[i], name)) {
        i++;
    }
    return i < names->n;
}

static bool read_init_scripts(const struct json_value *root, struct app_names *out, struct err *e)
{
    struct text one;
    if (!json_text(json_member(root, "init_script"), &one)) {
        return read_names(root, "init_script", out, e);
    }
    *out = (struct app_names){mem_array(1, sizeof *out->at), 1};
    out->at[0] = one;
    return true;
}

/* What older files say by flags and features. */
static void fill_in(struct app_compose *app)
{
    app->gateway_enabled = app->gateway_enabled || has_name(&app->features, "tproxy-net");
    if (app->key_provider.at == NULL) {
        const char *local = app->local_key_provider_enabled ? "local" : "none";
        app->key_provider = text_of(app->kms_enabled ? "kms" : local);
    }
}

static bool read(struct app_compose *app, struct err *e)
{
    const struct json_value *root = json_root(app->json);
    if (!json_is_object(root)) {
        return err_set(e, ERR_MALFORMED, "app-compose: is not a JSON object");
    }
    app->event_log_version = 1;
    if (json_member(root, "manifest_version") == NULL) {
        return missing("manifest_version", e);
    }
    TRY(read_version(root, "manifest_version", &app->manifest_version, e));
    TRY(read_version(root, "event_log_version", &app->event_log_version, e));
    TRY(read_texts(root, app, e));
    TRY(read_flags(root, app, e));
    TRY(read_init_scripts(root, &app->init_scripts, e));
    TRY(read_names(root, "features", &app->features, e));
    TRY(read_names(root, "allowed_envs", &app->allowed_envs, e));
    fill_in(app);
    return true;
}

bool app_compose_parse(struct bytes raw, struct app_compose *out, struct err *e)
{
    if (raw.left > APP_COMPOSE_SIZE_MAX) {
        return err_set(e, ERR_TOO_BIG, "app-compose: more than %zu bytes", APP_COMPOSE_SIZE_MAX);
    }
    AUTO(app_compose_done) struct app_compose app = {.raw = raw, .hash = sha256_of(raw)};
    app.json = json_parse(raw, e);
    if (app.json == NULL) {
        return err_wrap(e, "app-compose");
    }
    TRY(read(&app, e));
    *out = app;
    app = (struct app_compose){.json = NULL};
    return true;
}

void app_compose_done(struct app_compose *app)
{
    json_free(app->json);
    mem_free(app->init_scripts.at);
    mem_free(app->features.at);
    mem_free(app->allowed_envs.at);
    *app = (struct app_compose){.json = NULL};
}
