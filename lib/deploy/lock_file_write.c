/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "base/fs.h"
#include "base/mem.h"
#include "codec/jcs.h"
#include "deploy/fields.h"
#include "deploy/lock_file.h"

enum {
    CHAIN_ID_TEXT = 21,
    LOCK_FILE_SPARE =
        4096, /* what is not known before it is sent: hashes, blocks, others' entries */
};

static void write_optional(struct json_writer *w, const char *name, const char *value)
{
    if (value != NULL) {
        json_member_string(w, name, value);
    }
}

/* Where and when it came to be. */
static void write_origin(struct json_writer *w, const struct lock_contract *contract)
{
    field_write_address(w, "address", &contract->address);
    if (contract->has_deployer) {
        field_write_address(w, "deployer", &contract->deployer);
    }
    if (contract->has_deployer && contract->has_tx) {
        json_member_0x(w, "tx_hash", BYTES_OF(contract->tx_hash.at));
        field_write_u64(w, "block", contract->block);
    }
    if (contract->has_salt) {
        json_member_0x(w, "salt", BYTES_OF(contract->salt.at));
    } else if (contract->has_deployer) {
        field_write_u64(w, "nonce", contract->nonce);
    }
}

static void write_code(struct json_writer *w, const struct lock_contract *contract)
{
    json_member_0x(w, "init_code_hash", BYTES_OF(contract->init_code_hash.at));
    json_member_0x(w, "code_hash", BYTES_OF(contract->code_hash.at));
    json_member_string(w, "constructor", contract->constructor);
    json_member_string(w, "arguments", contract->arguments);
    json_member_0x(w, "artifact_sha256", BYTES_OF(contract->artifact.at));
    write_optional(w, "compiler", contract->compiler);
    write_optional(w, "proof", contract->proof);
}

static void write_libraries(struct json_writer *w, const struct lock_contract *contract)
{
    if (contract->n_libraries == 0) {
        return;
    }
    json_key(w, "libraries");
    json_begin_object(w);
    for (size_t i = 0; i < contract->n_libraries; i++) {
        field_write_address(w, contract->libraries[i].name, &contract->libraries[i].address);
    }
    json_end_object(w);
}

static void write_contract(struct json_writer *w, const struct lock_contract *contract)
{
    json_key(w, contract->name);
    json_begin_object(w);
    write_origin(w, contract);
    write_code(w, contract);
    write_libraries(w, contract);
    write_optional(w, "proxy_of", contract->proxy_of);
    write_optional(w, "proxy_data", contract->proxy_data);
    if (contract->has_upgrade_tx) {
        json_member_0x(w, "upgrade_tx_hash", BYTES_OF(contract->upgrade_tx.at));
        field_write_u64(w, "upgrade_block", contract->upgrade_block);
    }
    write_optional(w, "upgrade_data", contract->upgrade_data);
    if (contract->verified != NULL) {
        json_key(w, "verified");
        json_write_raw(w, text_bytes(text_of(contract->verified)));
    }
    json_end_object(w);
}

static void write_network(struct json_writer *w, const struct lock_network *network)
{
    char chain_id[CHAIN_ID_TEXT];
    (void)snprintf(chain_id, sizeof chain_id, "%" PRIu64, network->chain_id);
    json_key(w, chain_id);
    json_begin_object(w);
    json_member_0x(w, "genesis", BYTES_OF(network->genesis.at));
    json_key(w, "contracts");
    json_begin_object(w);
    for (size_t i = 0; i < network->n; i++) {
        write_contract(w, &network->contracts[i]);
    }
    json_end_object(w);
    json_end_object(w);
}

void lock_file_format(const struct lock_file *lock, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_uint(&w, "version", LOCK_FILE_VERSION);
    json_key(&w, "networks");
    json_begin_object(&w);
    for (size_t i = 0; i < lock->n; i++) {
        write_network(&w, &lock->networks[i]);
    }
    json_end_object(&w);
    json_end_object(&w);
    buf_char(out, '\n');
}

static bool is_readable(const struct buf *json, struct err *e)
{
    struct err why = {0};
    AUTO(lock_file_done) struct lock_file again = {0};
    return lock_file_parse(buf_view(json), &again, &why) ||
           err_set(e, ERR_INTERNAL, "the lock file would not be readable: %.200s", why.text);
}

/* Into `json`, as it can be read again. */
static bool format(const char *path, const struct lock_file *lock, struct buf *json, struct err *e)
{
    lock_file_format(lock, json);
    if (!buf_is_whole(json)) {
        return err_set(e, ERR_TOO_BIG, "lock file '%s' would be above %zu bytes", path,
                       LOCK_FILE_MAX);
    }
    return is_readable(json, e);
}

bool lock_file_check(const char *path, const struct lock_file *lock, struct err *e)
{
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    if (!format(path, lock, &json, e)) {
        e->kind = e->kind == ERR_INTERNAL ? ERR_MALFORMED : e->kind;
        return false;
    }
    AUTO(mem_freep) char *place = fs_follow(path);
    return fs_room_check(place, json.len + LOCK_FILE_SPARE, e);
}

bool lock_file_write(const char *path, const struct lock_file *lock, struct err *e)
{
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    AUTO(mem_freep) char *place = fs_follow(path);
    TRY(format(path, lock, &json, e));
    return fs_write(place, buf_view(&json), 0644, e) && fs_sync_folder(place, e);
}

/* The members of `old` but the one of that name. */
static void copy_members(struct json_writer *w, const struct json_value *old, const char *but)
{
    for (const struct json_value *at = json_first(old); at != NULL; at = json_next(at)) {
        struct text text;
        AUTO(mem_freep) char *name = text_dup(json_name(at));
        if (!text_is(json_name(at), but) && json_text(at, &text)) {
            json_member_text(w, name, text);
        }
    }
}

void lock_contract_verified(struct lock_contract *contract, const char *explorer,
                            const char *result)
{
    struct err e;
    const char *old = contract->verified != NULL ? contract->verified : "{}";
    AUTO(json_freep) struct json *before = json_parse(text_bytes(text_of(old)), &e);
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    AUTO(buf_done) struct buf canonical = buf_start(LOCK_FILE_MAX);
    struct json_writer w = json_writer_to(&json, false);
    json_begin_object(&w);
    copy_members(&w, before != NULL ? json_root(before) : NULL, explorer);
    json_member_string(&w, explorer, result);
    json_end_object(&w);
    AUTO(json_freep) struct json *after = json_parse(buf_view(&json), &e);
    if (after != NULL && jcs_write(json_root(after), &canonical, &e)) {
        mem_free(contract->verified);
        contract->verified = text_dup(buf_view_text(&canonical));
    }
}

bool lock_contract_is_verified(const struct lock_contract *contract, const char *explorer)
{
    struct err e;
    const bool is_noted = contract != NULL && contract->verified != NULL;
    AUTO(json_freep)
    struct json *json = is_noted ? json_parse(text_bytes(text_of(contract->verified)), &e) : NULL;
    return json != NULL && json_member(json_root(json), explorer) != NULL;
}
