/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_file.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/num.h"
#include "chain/artifact.h"
#include "codec/jcs.h"
#include "deploy/fields.h"

void lock_contract_done(struct lock_contract *contract)
{
    char *texts[] = {contract->name,     contract->arguments,  contract->constructor,
                     contract->compiler, contract->proof,      contract->proxy_of,
                     contract->verified, contract->proxy_data, contract->upgrade_data};
    for (size_t i = 0; i < COUNT(texts); i++) {
        mem_free(texts[i]);
    }
    for (size_t i = 0; i < contract->n_libraries; i++) {
        mem_free(contract->libraries[i].name);
    }
    mem_free(contract->libraries);
    *contract = (struct lock_contract){0};
}

static void empty(struct lock_network *network)
{
    for (size_t i = 0; i < network->n; i++) {
        lock_contract_done(&network->contracts[i]);
    }
    mem_free(TAKE(network->contracts));
    network->n = 0;
}

void lock_file_done(struct lock_file *lock)
{
    for (size_t i = 0; i < lock->n; i++) {
        empty(&lock->networks[i]);
    }
    mem_free(lock->networks);
    *lock = (struct lock_file){0};
}

static bool read_libraries(struct fields *f, struct lock_contract *out)
{
    const struct json_value *object = fields_member(f, "libraries");
    if (object == NULL) {
        return true;
    }
    if (!json_is_object(object) || json_count(object) == 0) {
        return err_set(f->e, ERR_MALFORMED, "member 'libraries' is not an object with members");
    }
    out->libraries = mem_array(json_count(object), sizeof *out->libraries);
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        struct lock_library *library = &out->libraries[out->n_libraries++];
        library->name = text_dup(json_name(at));
        if (!field_name_is_plain(json_name(at)) || !field_address_of(at, &library->address)) {
            return err_set(f->e, ERR_MALFORMED,
                           "library '%s' is not a name and an address with its checksum",
                           library->name);
        }
    }
    return true;
}

/* Names of explorers with what they answered. */
static bool read_verified(struct fields *f, struct lock_contract *out)
{
    const struct json_value *object = fields_member(f, "verified");
    if (object == NULL) {
        return true;
    }
    struct text text;
    bool ok = json_is_object(object);
    for (const struct json_value *at = json_first(object); ok && at != NULL; at = json_next(at)) {
        ok = json_text(at, &text) && field_name_is_plain(text) &&
             field_name_is_plain(json_name(at));
    }
    if (!ok) {
        return err_set(f->e, ERR_MALFORMED, "member 'verified' is not an object of texts");
    }
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    TRY(jcs_write(object, &json, f->e));
    out->verified = text_dup(buf_view_text(&json));
    return true;
}

static bool read_origin(struct fields *f, struct lock_contract *out)
{
    TRY(field_address(f, "address", &out->address));
    out->has_deployer = fields_member(f, "deployer") != NULL;
    TRY(!out->has_deployer || field_address(f, "deployer", &out->deployer));
    out->has_tx = out->has_deployer && fields_member(f, "tx_hash") != NULL;
    if (out->has_tx) {
        TRY(field_bytes(f, "tx_hash", out->tx_hash.at, sizeof out->tx_hash.at) &&
            field_u64(f, "block", &out->block));
    }
    out->has_salt = fields_member(f, "salt") != NULL;
    if (out->has_salt) {
        return field_bytes(f, "salt", out->salt.at, sizeof out->salt.at);
    }
    return !out->has_deployer || field_u64(f, "nonce", &out->nonce);
}

static bool read_code(struct fields *f, struct lock_contract *out)
{
    return field_bytes(f, "init_code_hash", out->init_code_hash.at,
                       sizeof out->init_code_hash.at) &&
           field_bytes(f, "code_hash", out->code_hash.at, sizeof out->code_hash.at) &&
           field_text(f, "constructor", &out->constructor) &&
           field_hex(f, "arguments", ARTIFACT_INIT_MAX, &out->arguments) &&
           field_bytes(f, "artifact_sha256", out->artifact.at, sizeof out->artifact.at) &&
           field_optional_text(f, "compiler", &out->compiler) &&
           field_optional_text(f, "proof", &out->proof);
}

/* Of a proxy alone, and of a transaction both members. */
static bool read_upgrade(struct fields *f, struct lock_contract *out)
{
    if (out->proxy_of == NULL) {
        return true;
    }
    out->has_upgrade_tx = fields_member(f, "upgrade_tx_hash") != NULL;
    if (out->has_upgrade_tx) {
        TRY(field_bytes(f, "upgrade_tx_hash", out->upgrade_tx.at, sizeof out->upgrade_tx.at) &&
            field_u64(f, "upgrade_block", &out->upgrade_block));
    }
    return fields_member(f, "upgrade_data") == NULL ||
           field_hex(f, "upgrade_data", ARTIFACT_INIT_MAX, &out->upgrade_data);
}

static bool read_proxy(struct fields *f, struct lock_contract *out)
{
    return field_optional_text(f, "proxy_of", &out->proxy_of) &&
           (fields_member(f, "proxy_data") == NULL ||
            field_hex(f, "proxy_data", ARTIFACT_INIT_MAX, &out->proxy_data)) &&
           read_upgrade(f, out);
}

static bool read_contract(const struct json_value *value, struct lock_contract *out, struct err *e)
{
    struct fields f;
    out->name = text_dup(json_name(value));
    if (!field_name_is_plain(json_name(value))) {
        return err_set(e, ERR_MALFORMED, "not a name of one line");
    }
    return fields_of(value, &f, e) && read_origin(&f, out) && read_code(&f, out) &&
           read_libraries(&f, out) && read_proxy(&f, out) && read_verified(&f, out) &&
           fields_end(&f);
}

static int by_library(const void *a, const void *b)
{
    const struct lock_library *left = a;
    const struct lock_library *right = b;
    return bytes_compare(text_bytes(text_of(left->name)), text_bytes(text_of(right->name)));
}

static int by_contract(const void *a, const void *b)
{
    const struct lock_contract *left = a;
    const struct lock_contract *right = b;
    return bytes_compare(text_bytes(text_of(left->name)), text_bytes(text_of(right->name)));
}

static int by_chain_id(const void *a, const void *b)
{
    const struct lock_network *left = a;
    const struct lock_network *right = b;
    return (left->chain_id > right->chain_id) - (left->chain_id < right->chain_id);
}

static void sort_libraries(struct lock_contract *contract)
{
    if (contract->n_libraries > 1) {
        qsort(contract->libraries, contract->n_libraries, sizeof *contract->libraries, by_library);
    }
}

static void sort_contracts(struct lock_network *network)
{
    if (network->n > 1) {
        qsort(network->contracts, network->n, sizeof *network->contracts, by_contract);
    }
}

static void sort_networks(struct lock_file *lock)
{
    if (lock->n > 1) {
        qsort(lock->networks, lock->n, sizeof *lock->networks, by_chain_id);
    }
}

static bool read_contracts(const struct json_value *object, struct lock_network *out, struct err *e)
{
    if (!json_is_object(object) || json_count(object) > LOCK_CONTRACTS_MAX) {
        return err_set(e, ERR_MALFORMED, "member 'contracts' is not an object of at most %d",
                       LOCK_CONTRACTS_MAX);
    }
    out->contracts = mem_array(json_count(object), sizeof *out->contracts);
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        struct lock_contract *contract = &out->contracts[out->n++];
        if (!read_contract(at, contract, e)) {
            return err_wrap(e, "contract '%.100s'", contract->name);
        }
        sort_libraries(contract);
    }
    sort_contracts(out);
    return true;
}

static bool read_network(const struct json_value *value, struct lock_network *out, struct err *e)
{
    struct fields f;
    if (!num_parse(json_name(value), UINT64_MAX, &out->chain_id)) {
        return err_set(e, ERR_MALFORMED, "network '%.*s' is not a chain id in decimal digits",
                       TEXT_ARG(json_name(value)));
    }
    return (fields_of(value, &f, e) &&
            field_bytes(&f, "genesis", out->genesis.at, sizeof out->genesis.at) &&
            read_contracts(fields_member(&f, "contracts"), out, e) && fields_end(&f)) ||
           err_wrap(e, "network %" PRIu64, out->chain_id);
}

static bool read_networks(const struct json_value *object, struct lock_file *out, struct err *e)
{
    if (!json_is_object(object)) {
        return err_set(e, ERR_MALFORMED, "member 'networks' is not an object");
    }
    out->networks = mem_array(json_count(object), sizeof *out->networks);
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        TRY(read_network(at, &out->networks[out->n++], e));
    }
    sort_networks(out);
    return true;
}

bool lock_file_parse(struct bytes json, struct lock_file *out, struct err *e)
{
    struct fields f;
    uint64_t version = 0;
    AUTO(json_freep) struct json *document = json_parse(json, e);
    TRY(document != NULL && fields_of(json_root(document), &f, e));
    if (!json_uint(fields_member(&f, "version"), UINT32_MAX, &version) ||
        version != LOCK_FILE_VERSION) {
        return err_set(e, ERR_MALFORMED, "member 'version' is not %d", LOCK_FILE_VERSION);
    }
    return read_networks(fields_member(&f, "networks"), out, e) && fields_end(&f);
}

bool lock_file_read(const char *path, struct lock_file *out, struct err *e)
{
    AUTO(buf_done) struct buf json = buf_start(LOCK_FILE_MAX);
    if (!fs_read(path, &json, e)) {
        return e->kind == ERR_NOT_FOUND;
    }
    return lock_file_parse(buf_view(&json), out, e) || err_wrap(e, "lock file '%s'", path);
}

struct lock_network *lock_file_network(const struct lock_file *lock, uint64_t chain_id)
{
    for (size_t i = 0; i < lock->n; i++) {
        if (lock->networks[i].chain_id == chain_id) {
            return &lock->networks[i];
        }
    }
    return NULL;
}

struct lock_contract *lock_network_contract(const struct lock_network *network, struct text name)
{
    for (size_t i = 0; network != NULL && i < network->n; i++) {
        if (text_is(name, network->contracts[i].name)) {
            return &network->contracts[i];
        }
    }
    return NULL;
}

static struct lock_network *make_network(struct lock_file *lock, uint64_t chain_id)
{
    lock->networks = mem_resize(lock->networks, lock->n + 1, sizeof *lock->networks);
    lock->networks[lock->n++] = (struct lock_network){.chain_id = chain_id};
    sort_networks(lock);
    return lock_file_network(lock, chain_id);
}

void lock_file_put(struct lock_file *lock, uint64_t chain_id, const struct keccak256 *genesis,
                   struct lock_contract *contract)
{
    struct lock_network *network = lock_file_network(lock, chain_id);
    network = network != NULL ? network : make_network(lock, chain_id);
    if (!bytes_equal(BYTES_OF(network->genesis.at), BYTES_OF(genesis->at))) {
        empty(network);
        network->genesis = *genesis;
    }
    struct lock_contract *old = lock_network_contract(network, text_of(contract->name));
    if (old == NULL) {
        network->contracts = mem_resize(network->contracts, network->n + 1,
                                        sizeof *network->contracts);
        old = &network->contracts[network->n++];
    } else {
        lock_contract_done(old);
    }
    *old = *contract;
    *contract = (struct lock_contract){0};
    sort_libraries(old);
    sort_contracts(network);
}
