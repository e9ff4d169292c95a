/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/mr_config.h"
#include "base/hex.h"
#include "machine.h"

/* Known answers are made with Python: hashlib, and a Keccak of its own. */

#define COMPOSE_HASH "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"
#define APP_ID       "a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9"
#define INSTANCE_ID  "1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d"
#define DOCUMENT                                                                                   \
    "{\"app_id\":\"" APP_ID "\",\"compose_hash\":\"" COMPOSE_HASH                                  \
    "\",\"instance_id\":\"" INSTANCE_ID                                                            \
    "\",\"key_provider\":\"kms\",\"key_provider_id\":\"0102030405\",\"version\":3}"

static void expect_hash(const char *provider, struct bytes id, const char *right)
{
    uint8_t compose_hash[32];
    uint8_t app_id[20];
    char hex[65] = "";
    struct keccak256 hash;
    memset(compose_hash, 0xc0, sizeof compose_hash);
    memset(app_id, 0xa9, sizeof app_id);
    bool is_made = mr_config_hash(BYTES_OF(compose_hash), BYTES_OF(app_id), text_of(provider), id,
                                  &hash);
    cr_expect_eq(is_made, right != NULL, "%s", provider);
    if (is_made && right != NULL) {
        hex_encode(BYTES_OF(hash.at), hex);
        cr_expect_str_eq(hex, right, "%s", provider);
    }
}

Test(mr_config, hash_of_version_2)
{
    uint8_t sevens[32];
    memset(sevens, 7, sizeof sevens);
    expect_hash("kms", bytes_of("\1\2\3\4\5", 5),
                "85786920ee26d6c48c5e96174c71d4161399848a007f5f067bd00c51cfb27c41");
    expect_hash("local-sgx", BYTES_OF(sevens),
                "fb39701a8daf98dc8e1ae17692f4fcb3d492f5f0495d34fd06f7ef6f72fd2db0");
    expect_hash("none", bytes_of(NULL, 0),
                "38b538e514a03a1c12aea90e442c7b8514ce637ae6e0a2e49d0d441fb2045bde");
    expect_hash("local", BYTES_OF(sevens), NULL);
    expect_hash("", bytes_of(NULL, 0), NULL);
}

Test(mr_config, hash_of_version_3)
{
    char hex[65] = "";
    struct sha256 hash = mr_config_document_hash(text_of(DOCUMENT));
    hex_encode(BYTES_OF(hash.at), hex);
    cr_expect_str_eq(hex, "1b6bd70379fc2523fce696b137aa3a730501656a576b7b6f406154359b09195f");
}

Test(mr_config, versions_of_the_register)
{
    uint8_t at[48] = {0};
    unsigned version = 9;
    struct bytes hash;
    cr_expect(mr_config_split(BYTES_OF(at), &version, &hash) && version == 0);
    for (unsigned first = 0; first < 256; first++) {
        at[0] = (uint8_t)first;
        at[1] = 1;
        cr_expect_eq(mr_config_split(BYTES_OF(at), &version, &hash), first >= 1 && first <= 3, "%u",
                     first);
    }
    at[0] = 2;
    at[32] = 5;
    cr_assert(mr_config_split(BYTES_OF(at), &version, &hash));
    cr_expect(version == 2 && hash.left == 32 && hash.at[0] == 1 && hash.at[31] == 5);
    for (size_t i = 33; i < 48; i++) {
        at[i] = 1;
        cr_expect_not(mr_config_split(BYTES_OF(at), &version, &hash), "%zu", i);
        at[i] = 0;
    }
}

Test(mr_config, document)
{
    struct keep keep = {0};
    struct mr_config said;
    struct err e = {0};
    cr_assert(mr_config_parse(text_of(DOCUMENT), &keep, &said, &e), "%s", e.text);
    cr_expect(said.app_id.left == 20 && said.app_id.at[19] == 0xa9);
    cr_expect(said.compose_hash.left == 32 && said.instance_id.at[0] == 0x1d);
    cr_expect(text_is(said.key_provider, "kms"));
    cr_expect(bytes_equal(said.key_provider_id, bytes_of("\1\2\3\4\5", 5)));
    cr_expect(bytes_end(said.gpu_policy_hash) && !said.has_init_scripts);
    static const char scripts[] = "{\"compose_hash\":\"" COMPOSE_HASH
                                  "\",\"gpu_policy_hash\":\"" COMPOSE_HASH
                                  "\",\"init_script_hashes\":[\"" COMPOSE_HASH
                                  "\"],\"key_provider\":\"local\",\"version\":3}";
    cr_assert(mr_config_parse(text_of(scripts), &keep, &said, &e), "%s", e.text);
    cr_expect(text_is(said.key_provider, "local-sgx") && bytes_end(said.app_id));
    cr_expect(said.has_init_scripts && said.n_init_scripts == 1);
    cr_expect(said.init_scripts[0].left == 32 && said.gpu_policy_hash.left == 32);
    keep_done(&keep);
}

#define WITH(members)                                                                              \
    "{\"compose_hash\":\"" COMPOSE_HASH "\",\"key_provider\":\"none\",\"version\":3" members "}"

Test(mr_config, refusals)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {WITH(""), NULL},
        {WITH(",\"init_script_hashes\":[]"), NULL},
        {WITH(",\"new\":1"), "it has a member that is not known"},
        {"{\"version\":2,\"key_provider\":\"none\",\"compose_hash\":\"" COMPOSE_HASH "\"}",
         "'version' is not 3"},
        {"{\"key_provider\":\"none\",\"compose_hash\":\"" COMPOSE_HASH "\"}",
         "'version' is missing"},
        {"{\"version\":3,\"compose_hash\":\"" COMPOSE_HASH "\"}", "'key_provider' is missing"},
        {"{\"version\":3,\"key_provider\":\"local-sgx\",\"compose_hash\":\"" COMPOSE_HASH "\"}",
         "'key_provider' is not a known one"},
        {"{\"version\":3,\"key_provider\":\"none\"}", "'compose_hash' is missing"},
        {WITH(",\"app_id\":\"00\""), "'app_id' is no hex of "},
        {WITH(",\"instance_id\":1"), "'instance_id' is no text"},
        {WITH(",\"gpu_policy_hash\":\"00\""), "'gpu_policy_hash' is no hex of "},
        {WITH(",\"key_provider_id\":\"0\""), "'key_provider_id' is no hex of "},
        {WITH(",\"init_script_hashes\":{}"), "'init_script_hashes' is no array of at most 16"},
        {WITH(",\"init_script_hashes\":[1]"), "'init_script_hashes' has something else than hex"},
        {WITH(",\"init_script_hashes\":[\"\"]"),
         "'init_script_hashes' has something else than hex"},
        {WITH(",\"init_script_hashes\":[\"00\"]"), "'init_script_hashes' is no hex of "},
        {WITH(",\"init_script_hashes\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"),
         "'init_script_hashes' is no array of at most 16"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct keep keep = {0};
        struct mr_config said;
        struct err e = {0};
        bool is_read = mr_config_parse(text_of(cases[i].text), &keep, &said, &e);
        cr_expect_eq(is_read, cases[i].message == NULL, "%s", cases[i].text);
        cr_expect(is_read || text_starts(text_of(e.text), cases[i].message), "%s: %s",
                  cases[i].text, e.text);
        keep_done(&keep);
    }
}

/* The register of a machine whose log is sound. */
static void set(struct machine *m, uint8_t version, struct bytes hash)
{
    uint8_t *at = machine_field(m, TD_MR_CONFIG_ID);
    memset(at, 0, 48);
    at[0] = version;
    memcpy(&at[1], hash.at, hash.left);
}

static void expect(struct machine *m, enum check_result result, const char *in_detail)
{
    const struct check *check = machine_judge(m, CHECK_APP_MR_CONFIG);
    cr_expect_eq(check->result, result, "%s", check->detail);
    cr_expect_not_null(strstr(check->detail, in_detail), "%s", check->detail);
}

Test(mr_config, none_and_version_1)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct bytes hash = machine_hex(&m, machine_compose_hash);
    expect(&m, RESULT_SKIP, "sets none");
    set(&m, 1, hash);
    expect(&m, RESULT_PASS, "version 1");
    machine_field(&m, TD_MR_CONFIG_ID)[32] ^= 1;
    expect(&m, RESULT_FAIL, "version 1, and of another app");
    set(&m, 4, hash);
    expect(&m, RESULT_FAIL, "of no form");
    machine_field(&m, TD_RTMR3)[0] ^= 1;
    expect(&m, RESULT_UNDECIDED, "see log.rtmr3");
}

Test(mr_config, version_2)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct bytes hash = machine_hex(&m, machine_compose_hash);
    struct keccak256 right;
    cr_assert(mr_config_hash(hash, bytes_of(hash.at, 20), text_of("kms"), bytes_of("\1\2\3\4\5", 5),
                             &right));
    set(&m, 2, BYTES_OF(right.at));
    expect(&m, RESULT_PASS, "version 2");
    machine_field(&m, TD_MR_CONFIG_ID)[1] ^= 1;
    expect(&m, RESULT_FAIL, "version 2, and of another app");
    machine_event(&m, "key-provider")->name = text_of("x");
    machine_seal(&m);
    expect(&m, RESULT_UNDECIDED, "names the key provider");
}

/* The document that the machine has, with one text replaced. */
static void set_document(struct machine *m, const char *from, const char *to)
{
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text,
               "{\"app_id\":\"%.40s\",\"compose_hash\":\"%s\",\"init_script_hashes\":[],"
               "\"instance_id\":\"" INSTANCE_ID "\",\"key_provider\":\"kms\","
               "\"key_provider_id\":\"0102030405\",\"version\":3}",
               machine_compose_hash, machine_compose_hash);
    AUTO(buf_done) struct buf changed = buf_start(KIB);
    struct bytes rest = buf_view(&text);
    while (!bytes_end(rest)) {
        if (from != NULL && bytes_expect(&rest, from, strlen(from))) {
            buf_text(&changed, to);
        } else {
            buf_char(&changed, (char)rest.at[0]);
            cr_assert(bytes_skip(&rest, 1));
        }
    }
    struct bytes kept = keep_buf(&m->evidence.keep, &changed);
    m->evidence.mr_config = text_of_bytes(kept);
    struct sha256 hash = mr_config_document_hash(m->evidence.mr_config);
    set(m, 3, BYTES_OF(hash.at));
}

Test(mr_config, version_3)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    set_document(&m, NULL, NULL);
    expect(&m, RESULT_PASS, "version 3");
    m.evidence.mr_config.len--;
    expect(&m, RESULT_FAIL, "of another document");
    m.evidence.mr_config = (struct text){NULL, 0};
    expect(&m, RESULT_WARN, "that the evidence has not");
    set_document(&m, "\"version\":3", "\"version\":3,\"more\":1");
    expect(&m, RESULT_FAIL, "cannot be read: it has a member that is not known");
}

Test(mr_config, each_member_of_version_3_has_to_agree)
{
    static const struct {
        const char *from, *to, *member;
    } cases[] = {
        {INSTANCE_ID, APP_ID, "instance_id"},
        {"\"kms\"", "\"tpm\"", "key_provider"},
        {"0102030405", "0102030406", "key_provider"},
        {"[]", "[\"" COMPOSE_HASH "\"]", "init_script_hashes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        machine_boot(&m);
        set_document(&m, cases[i].from, cases[i].to);
        expect(&m, RESULT_FAIL, cases[i].member);
    }
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    machine_event(&m, "app-id")->payload = machine_hex(&m, APP_ID);
    machine_seal(&m);
    set_document(&m, NULL, NULL);
    expect(&m, RESULT_FAIL, "app_id differs");
    machine_event(&m, "compose-hash")->payload = machine_hex(&m, COMPOSE_HASH);
    machine_seal(&m);
    expect(&m, RESULT_FAIL, "compose_hash differs");
}

Test(mr_config, policy_and_scripts_of_version_3)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    (void)machine_add(&m, "gpu-policy-hash", COMPOSE_HASH);
    (void)machine_add(&m, "init-script-hash", COMPOSE_HASH);
    machine_boot(&m);
    set_document(&m, "[]", "[\"" COMPOSE_HASH "\"],\"gpu_policy_hash\":\"" COMPOSE_HASH "\"");
    expect(&m, RESULT_PASS, "version 3");
    set_document(&m, "[]", "[],\"gpu_policy_hash\":\"" COMPOSE_HASH "\"");
    expect(&m, RESULT_FAIL, "init_script_hashes differs");
    set_document(&m, "[]", "[\"" COMPOSE_HASH "\",\"" COMPOSE_HASH "\"]");
    expect(&m, RESULT_FAIL, "init_script_hashes differs");
    machine_event(&m, "gpu-policy-hash")->payload = machine_hex(
        &m, "0000000000000000000000000000000000000000000000000000000000000000");
    machine_seal(&m);
    set_document(&m, "[]", "[\"" COMPOSE_HASH "\"],\"gpu_policy_hash\":\"" COMPOSE_HASH "\"");
    expect(&m, RESULT_FAIL, "gpu_policy_hash differs");
}

/* A member that only one of the two has. */
Test(mr_config, what_the_document_leaves_out)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {",\"key_provider_id\":\"0102030405\"", ""},
        {"\"init_script_hashes\":[],", ""},
        {"\"instance_id\":\"" INSTANCE_ID "\",", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        if (i == 1) {
            (void)machine_add(&m, "init-script-hash", COMPOSE_HASH);
        }
        machine_boot(&m);
        set_document(&m, cases[i].from, cases[i].to);
        expect(&m, RESULT_PASS, "version 3");
    }
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    machine_event(&m, "instance-id")->payload.left = 0;
    machine_seal(&m);
    set_document(&m, NULL, NULL);
    expect(&m, RESULT_PASS, "version 3");
}

Test(mr_config, scripts_in_their_order)
{
    static const char other[] = "d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0";
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    (void)machine_add(&m, "init-script-hash", COMPOSE_HASH);
    (void)machine_add(&m, "init-script-hash", other);
    machine_boot(&m);
    set_document(&m, "[]",
                 "[\"" COMPOSE_HASH "\",\"d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0"
                 "d0d0d0d0\"]");
    expect(&m, RESULT_PASS, "version 3");
    set_document(&m, "[]", "[\"" COMPOSE_HASH "\",\"" COMPOSE_HASH "\"]");
    expect(&m, RESULT_FAIL, "init_script_hashes differs");
    machine_event(&m, "init-script-hash")->payload = machine_hex(&m, other);
    machine_seal(&m);
    set_document(&m, "[]",
                 "[\"" COMPOSE_HASH "\",\"d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0"
                 "d0d0d0d0\"]");
    expect(&m, RESULT_FAIL, "init_script_hashes differs");
}

Test(mr_config, a_key_provider_without_an_id)
{
    static const char info[] = "{\"name\":\"none\",\"id\":\"\"}";
    AUTO(machine_done) struct machine m;
    struct keccak256 right;
    machine_start(&m);
    machine_boot(&m);
    machine_event(&m, "key-provider")->payload = text_bytes(text_of(info));
    machine_seal(&m);
    struct bytes hash = machine_hex(&m, machine_compose_hash);
    cr_assert(
        mr_config_hash(hash, bytes_of(hash.at, 20), text_of("none"), bytes_of(NULL, 0), &right));
    set(&m, 2, BYTES_OF(right.at));
    expect(&m, RESULT_PASS, "version 2");
}

Test(mr_config, a_key_provider_whose_id_is_no_hex)
{
    static const char info[] = "{\"name\":\"kms\",\"id\":\"0x0x\"}";
    AUTO(machine_done) struct machine m;
    struct keccak256 right;
    machine_start(&m);
    machine_boot(&m);
    machine_event(&m, "key-provider")->payload = text_bytes(text_of(info));
    machine_seal(&m);
    struct bytes hash = machine_hex(&m, machine_compose_hash);
    cr_assert(
        mr_config_hash(hash, bytes_of(hash.at, 20), text_of("kms"), bytes_of(NULL, 0), &right));
    set(&m, 2, BYTES_OF(right.at));
    expect(&m, RESULT_UNDECIDED, "names the key provider");
    set_document(&m, ",\"key_provider_id\":\"0102030405\"", "");
    expect(&m, RESULT_FAIL, "key_provider differs");
}

Test(mr_config, sizes)
{
    static const uint8_t at[33] = {0};
    struct keccak256 out;
    struct mr_config said;
    struct keep keep = {0};
    struct err e = {0};
    struct text none = text_of("none");
    cr_expect(mr_config_hash(bytes_of(at, 32), bytes_of(at, 20), none, bytes_of(at, 0), &out));
    cr_expect_not(mr_config_hash(bytes_of(at, 33), bytes_of(at, 20), none, bytes_of(at, 0), &out));
    cr_expect_not(mr_config_hash(bytes_of(at, 31), bytes_of(at, 20), none, bytes_of(at, 0), &out));
    cr_expect_not(mr_config_hash(bytes_of(at, 32), bytes_of(at, 21), none, bytes_of(at, 0), &out));
    cr_expect_not(mr_config_hash(bytes_of(at, 32), bytes_of(at, 19), none, bytes_of(at, 0), &out));
    cr_expect_not(mr_config_parse(text_of("{"), &keep, &said, &e));
    AUTO(buf_done) struct buf text = buf_start(4 * KIB);
    buf_text(&text, "{\"compose_hash\":\"" COMPOSE_HASH
                    "\",\"key_provider\":\"none\",\"version\":3,\"init_script_hashes\":[");
    for (size_t i = 0; i < MR_CONFIG_SCRIPTS; i++) {
        buf_printf(&text, "%s\"" COMPOSE_HASH "\"", i > 0 ? "," : "");
    }
    buf_text(&text, "]}");
    cr_expect(mr_config_parse(buf_view_text(&text), &keep, &said, &e), "%s", e.text);
    cr_expect_eq(said.n_init_scripts, MR_CONFIG_SCRIPTS);
    keep_done(&keep);
}
