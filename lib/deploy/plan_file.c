/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_file.h"

#include "base/mem.h"
#include "codec/jcs.h"
#include "deploy/fields.h"
#include "deploy/plan_arguments.h"

static const char *const kinds[] = {
    [PLAN_CREATE] = "create", [PLAN_CREATE2] = "create2", [PLAN_UPGRADE] = "upgrade"};
static const char *const states[] = {
    [PLAN_TO_DO] = "to do",
    [PLAN_UNCHANGED] = "unchanged",
    [PLAN_PENDING] = "pending",
};

enum { STEPS_MAX = 256 };

static void step_done(struct plan_file_step *step)
{
    mem_free(step->name);
    mem_free(step->artifact);
    mem_free(step->constructor);
    mem_free(step->arguments);
}

void plan_file_done(struct plan_file *file)
{
    for (size_t i = 0; i < file->n; i++) {
        step_done(&file->steps[i]);
    }
    mem_free(file->steps);
    *file = (struct plan_file){0};
}

static bool step_of(const struct plan_step *step, struct plan_file_step *out, struct err *e)
{
    *out = (struct plan_file_step){
        .name = text_dup(text_of(step->name)),
        .kind = step->kind,
        .state = step->state,
        .constructor = text_dup(text_of(step->constructor)),
        .init_code_hash = keccak256_of(buf_view(&step->init_code)),
        .calldata_hash = keccak256_of(buf_view(&step->calldata)),
        .address = step->address,
        .gas = step->gas,
        .value = step->item.value,
    };
    if (step->kind == PLAN_CREATE2) {
        out->salt = step->salt;
    }
    if (step->artifact != NULL) {
        const char *path = step->artifact->path;
        out->artifact = path != NULL ? text_dup(text_of(path)) : NULL;
        out->artifact_digest = step->artifact->digest;
    }
    return plan_arguments(step, &out->arguments, e) || err_wrap(e, "step '%s'", step->name);
}

bool plan_file_of(const struct plan *plan, const struct u256 *max_cost, struct plan_file *out,
                  struct err *e)
{
    *out = (struct plan_file){
        .chain_id = plan->chain_id,
        .genesis = plan->genesis,
        .account = plan->account,
        .has_max_cost = max_cost != NULL,
        .max_cost = max_cost != NULL ? *max_cost : u256_zero,
        .max_fee = plan->cost.fee.max_fee,
        .priority_fee = plan->cost.fee.priority_fee,
        .base_fee = plan->cost.fee.base_fee,
        .cost_max = plan->cost.most,
        .cost_likely = plan->cost.likely,
        .has_l1_fee = plan->cost.l1_known == L1_KNOWN,
        .l1_fee = plan->cost.l1_known == L1_KNOWN ? plan->cost.l1_fee : u256_zero,
        .makes_deployer = plan->deployer.state == PLAN_DEPLOYER_TO_DO,
        .deployer_funds = plan->deployer.funding.value,
        .steps = mem_array(plan->n, sizeof *out->steps),
    };
    for (size_t i = 0; i < plan->n; i++) {
        TRY(step_of(&plan->steps[i], &out->steps[out->n++], e));
    }
    return true;
}

static void write_step(struct json_writer *w, const struct plan_file_step *step)
{
    json_begin_object(w);
    json_member_string(w, "name", step->name);
    json_member_string(w, "kind", kinds[step->kind]);
    json_member_string(w, "state", states[step->state]);
    if (step->artifact != NULL) {
        json_member_string(w, "artifact", step->artifact);
    } else {
        field_write_null(w, "artifact");
    }
    json_member_0x(w, "artifact_sha256", BYTES_OF(step->artifact_digest.at));
    json_member_string(w, "constructor", step->constructor);
    json_key(w, "arguments");
    json_write_raw(w, text_bytes(text_of(step->arguments)));
    json_member_0x(w, "init_code_hash", BYTES_OF(step->init_code_hash.at));
    json_member_0x(w, "calldata_hash", BYTES_OF(step->calldata_hash.at));
    if (step->kind == PLAN_CREATE2) {
        json_member_0x(w, "salt", BYTES_OF(step->salt.at));
    } else {
        field_write_null(w, "salt");
    }
    field_write_address(w, "address", &step->address);
    field_write_u64(w, "gas", step->gas);
    field_write_u256(w, "value", &step->value);
    json_end_object(w);
}

static void write_optional(struct json_writer *w, const char *name, bool is_there,
                           const struct u256 *value)
{
    if (is_there) {
        field_write_u256(w, name, value);
    } else {
        field_write_null(w, name);
    }
}

void plan_file_format(const struct plan_file *file, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", PLAN_FILE_SCHEMA);
    field_write_u64(&w, "chain_id", file->chain_id);
    json_member_0x(&w, "genesis", BYTES_OF(file->genesis.at));
    field_write_address(&w, "account", &file->account);
    write_optional(&w, "max_cost", file->has_max_cost, &file->max_cost);
    field_write_u256(&w, "cost_max", &file->cost_max);
    field_write_u256(&w, "cost_likely", &file->cost_likely);
    field_write_u256(&w, "max_fee", &file->max_fee);
    field_write_u256(&w, "priority_fee", &file->priority_fee);
    field_write_u256(&w, "base_fee", &file->base_fee);
    write_optional(&w, "l1_fee", file->has_l1_fee, &file->l1_fee);
    write_optional(&w, "deployer_funds", file->makes_deployer, &file->deployer_funds);
    json_key(&w, "steps");
    json_begin_array(&w);
    for (size_t i = 0; i < file->n; i++) {
        write_step(&w, &file->steps[i]);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_char(out, '\n');
}

static bool read_kind(struct fields *f, struct plan_file_step *out)
{
    size_t kind = 0;
    size_t state = 0;
    TRY(field_word(f, "kind", kinds, COUNT(kinds), &kind) &&
        field_word(f, "state", states, COUNT(states), &state));
    out->kind = (enum plan_kind)kind;
    out->state = (enum plan_state)state;
    bool has_salt = out->kind == PLAN_CREATE2;
    return has_salt ? field_bytes(f, "salt", out->salt.at, sizeof out->salt.at)
                    : field_null(f, "salt");
}

static bool read_arguments(struct fields *f, struct plan_file_step *out)
{
    AUTO(buf_done) struct buf json = buf_start(PLAN_FILE_MAX);
    const struct json_value *value = fields_member(f, "arguments");
    if (!json_is_array(value)) {
        return err_set(f->e, ERR_MALFORMED, "member 'arguments' is not an array");
    }
    TRY(jcs_write(value, &json, f->e));
    out->arguments = text_dup(buf_view_text(&json));
    return true;
}

static bool read_hashes(struct fields *f, struct plan_file_step *out)
{
    return field_bytes(f, "artifact_sha256", out->artifact_digest.at,
                       sizeof out->artifact_digest.at) &&
           field_bytes(f, "init_code_hash", out->init_code_hash.at,
                       sizeof out->init_code_hash.at) &&
           field_bytes(f, "calldata_hash", out->calldata_hash.at, sizeof out->calldata_hash.at);
}

static bool read_step(const struct json_value *value, struct plan_file_step *out, struct err *e)
{
    struct fields f;
    TRY(fields_of(value, &f, e) && field_text(&f, "name", &out->name) && read_kind(&f, out));
    bool has_artifact = !json_is_null(fields_member(&f, "artifact"));
    return (!has_artifact || field_text(&f, "artifact", &out->artifact)) &&
           field_text(&f, "constructor", &out->constructor) && read_arguments(&f, out) &&
           read_hashes(&f, out) && field_address(&f, "address", &out->address) &&
           field_u64(&f, "gas", &out->gas) && field_u256(&f, "value", &out->value) &&
           fields_end(&f);
}

static bool read_steps(const struct json_value *array, struct plan_file *out, struct err *e)
{
    if (!json_is_array(array) || json_count(array) > STEPS_MAX || json_count(array) == 0) {
        return err_set(e, ERR_MALFORMED, "member 'steps' is not an array of 1 to %d", STEPS_MAX);
    }
    out->steps = mem_array(json_count(array), sizeof *out->steps);
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        if (!read_step(at, &out->steps[out->n++], e)) {
            return err_wrap(e, "step %zu", out->n);
        }
    }
    return true;
}

static bool read_optional(struct fields *f, const char *name, bool *is_there, struct u256 *out)
{
    *is_there = !json_is_null(fields_member(f, name));
    return !*is_there || field_u256(f, name, out);
}

static bool read_costs(struct fields *f, struct plan_file *out)
{
    return read_optional(f, "max_cost", &out->has_max_cost, &out->max_cost) &&
           field_u256(f, "cost_max", &out->cost_max) &&
           field_u256(f, "cost_likely", &out->cost_likely) &&
           field_u256(f, "max_fee", &out->max_fee) &&
           field_u256(f, "priority_fee", &out->priority_fee) &&
           field_u256(f, "base_fee", &out->base_fee) &&
           read_optional(f, "l1_fee", &out->has_l1_fee, &out->l1_fee) &&
           read_optional(f, "deployer_funds", &out->makes_deployer, &out->deployer_funds);
}

bool plan_file_parse(struct bytes json, struct plan_file *out, struct err *e)
{
    struct fields f;
    AUTO(json_freep) struct json *document = json_parse(json, e);
    TRY(document != NULL && fields_of(json_root(document), &f, e));
    return field_is(&f, "schema", PLAN_FILE_SCHEMA) && field_u64(&f, "chain_id", &out->chain_id) &&
           field_bytes(&f, "genesis", out->genesis.at, sizeof out->genesis.at) &&
           field_address(&f, "account", &out->account) && read_costs(&f, out) &&
           read_steps(fields_member(&f, "steps"), out, e) && fields_end(&f);
}
