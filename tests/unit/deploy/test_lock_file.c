/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "deploy/lock_turn.h"
#include "document.h"

#define H1       "0x1111111111111111111111111111111111111111111111111111111111111111"
#define H2       "0x2222222222222222222222222222222222222222222222222222222222222222"
#define H3       "0x3333333333333333333333333333333333333333333333333333333333333333"
#define ADDRESS  "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9"
#define DEPLOYER "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"

#define TEXTS                                                                                      \
    "        \"Texts\": {\n"                                                                       \
    "          \"address\": \"" ADDRESS "\",\n"                                                    \
    "          \"deployer\": \"" DEPLOYER "\",\n"                                                  \
    "          \"salt\": \"" H1 "\",\n"                                                            \
    "          \"init_code_hash\": \"" H2 "\",\n"                                                  \
    "          \"code_hash\": \"" H3 "\",\n"                                                       \
    "          \"constructor\": \"constructor()\",\n"                                              \
    "          \"arguments\": \"0x\",\n"                                                           \
    "          \"artifact_sha256\": \"" H1 "\"\n"                                                  \
    "        }"
#define COUNTER                                                                                    \
    "        \"Counter\": {\n"                                                                     \
    "          \"address\": \"" ADDRESS "\",\n"                                                    \
    "          \"deployer\": \"" DEPLOYER "\",\n"                                                  \
    "          \"tx_hash\": \"" H1 "\",\n"                                                         \
    "          \"block\": \"12\",\n"                                                               \
    "          \"nonce\": \"18446744073709551615\",\n"                                             \
    "          \"init_code_hash\": \"" H2 "\",\n"                                                  \
    "          \"code_hash\": \"" H3 "\",\n"                                                       \
    "          \"constructor\": \"constructor(uint256)\",\n"                                       \
    "          \"arguments\": \"0x07\",\n"                                                         \
    "          \"artifact_sha256\": \"" H1 "\",\n"                                                 \
    "          \"compiler\": \"0.8.28+commit.7893614a\",\n"                                        \
    "          \"proof\": \"exact\",\n"                                                            \
    "          \"libraries\": {\n"                                                                 \
    "            \"src/Linked.sol:More\": \"" DEPLOYER "\",\n"                                     \
    "            \"src/Linked.sol:Texts\": \"" ADDRESS "\"\n"                                      \
    "          },\n"                                                                               \
    "          \"proxy_of\": \"Texts\",\n"                                                         \
    "          \"proxy_data\": \"0xabcd\",\n"                                                      \
    "          \"upgrade_tx_hash\": \"" H3 "\",\n"                                                 \
    "          \"upgrade_block\": \"34\",\n"                                                       \
    "          \"upgrade_data\": \"0xef\",\n"                                                      \
    "          \"verified\": {\"blockscout\":\"exact\",\"sourcify\":\"perfect\"}\n"                \
    "        }"
#define NETWORK(chain_id, contracts)                                                               \
    "    \"" chain_id "\": {\n"                                                                    \
    "      \"genesis\": \"" H1 "\",\n"                                                             \
    "      \"contracts\": {\n" contracts "\n"                                                      \
    "      }\n"                                                                                    \
    "    }"
#define LOCK(networks)                                                                             \
    "{\n"                                                                                          \
    "  \"version\": 1,\n"                                                                          \
    "  \"networks\": {\n" networks "\n"                                                            \
    "  }\n"                                                                                        \
    "}\n"

static const char document[] = LOCK(NETWORK("1", TEXTS) ",\n" NETWORK("2035", COUNTER ",\n" TEXTS));

/* The same in another order of networks, contracts and libraries. */
static const char shuffled[] = LOCK(NETWORK("2035", TEXTS ",\n" COUNTER) ",\n" NETWORK("1", TEXTS));

static bool accept(struct bytes json, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    return lock_file_parse(json, &lock, e);
}

static void expect_formatted(const struct lock_file *lock, const char *wanted)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    lock_file_format(lock, &json);
    cr_expect(text_is(buf_view_text(&json), wanted), "%.*s", TEXT_ARG(buf_view_text(&json)));
}

static void parse(const char *json, struct lock_file *out)
{
    struct err e = {0};
    cr_assert(lock_file_parse(text_bytes(text_of(json)), out, &e), "%s", e.text);
}

Test(lock_file, is_written_as_it_was_read)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    parse(document, &lock);
    expect_formatted(&lock, document);
}

Test(lock_file, what_it_says)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    parse(document, &lock);
    cr_assert_eq(lock.n, 2);
    const struct lock_network *network = lock_file_network(&lock, 2035);
    cr_assert_not_null(network);
    const struct lock_contract *counter = lock_network_contract(network, text_of("Counter"));
    cr_assert_not_null(counter);
    cr_expect(counter->has_tx && counter->block == 12 && counter->nonce == UINT64_MAX);
    cr_expect(!counter->has_salt && counter->tx_hash.at[31] == 0x11);
    cr_expect(counter->init_code_hash.at[0] == 0x22 && counter->code_hash.at[0] == 0x33);
    cr_expect(counter->address.at[0] == 0xcf && counter->deployer.at[19] == 0x66);
    cr_expect_str_eq(counter->arguments, "0x07");
    cr_expect_str_eq(counter->constructor, "constructor(uint256)");
    cr_expect_str_eq(counter->compiler, "0.8.28+commit.7893614a");
    cr_expect_str_eq(counter->proxy_of, "Texts");
    cr_expect_str_eq(counter->proxy_data, "0xabcd");
    cr_expect(counter->has_upgrade_tx && counter->upgrade_tx.at[0] == 0x33);
    cr_expect(counter->upgrade_block == 34);
    cr_expect_str_eq(counter->upgrade_data, "0xef");
    cr_expect_str_eq(counter->verified, "{\"blockscout\":\"exact\",\"sourcify\":\"perfect\"}");
    cr_assert_eq(counter->n_libraries, 2);
    cr_expect_str_eq(counter->libraries[1].name, "src/Linked.sol:Texts");
    const struct lock_contract *texts = lock_network_contract(network, text_of("Texts"));
    cr_expect(texts->has_salt && !texts->has_tx && texts->salt.at[5] == 0x11);
    cr_expect_null(texts->compiler);
    cr_expect_null(lock_network_contract(network, text_of("Count")));
    cr_expect_null(lock_network_contract(NULL, text_of("Counter")));
    cr_expect_null(lock_file_network(&lock, 2036));
}

/* Made by others: by CREATE2, and nobody knows how. */
Test(lock_file, without_a_deployer)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(buf_done)
    struct buf salted = document_with(LOCK(NETWORK("1", TEXTS)),
                                      "          \"deployer\": \"" DEPLOYER "\",\n", "");
    buf_char(&salted, '\0');
    AUTO(buf_done)
    struct buf plain = document_with((const char *)salted.at, "          \"salt\": \"" H1 "\",\n",
                                     "");
    buf_char(&plain, '\0');
    parse((const char *)salted.at, &lock);
    const struct lock_contract *texts = &lock.networks[0].contracts[0];
    cr_expect(texts->has_salt && !texts->has_deployer && !texts->has_tx);
    expect_formatted(&lock, (const char *)salted.at);
    lock_file_done(&lock);
    parse((const char *)plain.at, &lock);
    texts = &lock.networks[0].contracts[0];
    cr_expect(!texts->has_salt && !texts->has_deployer && !texts->has_tx);
    expect_formatted(&lock, (const char *)plain.at);
}

Test(lock_file, order_is_its_own)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(buf_done)
    struct buf turned = document_with(
        shuffled, "\"src/Linked.sol:More\": \"" DEPLOYER "\",\n            ", "");
    AUTO(buf_done) struct buf json = buf_start(MIB);
    buf_char(&turned, '\0');
    json = document_with((const char *)turned.at, "\"src/Linked.sol:Texts\": \"" ADDRESS "\"",
                         "\"src/Linked.sol:Texts\": \"" ADDRESS
                         "\",\n\"src/Linked.sol:More\": \"" DEPLOYER "\"");
    buf_char(&json, '\0');
    parse((const char *)json.at, &lock);
    expect_formatted(&lock, document);
}

Test(lock_file, cut_or_longer)
{
    document_cuts(document, accept);
}

Test(lock_file, refusals)
{
    static const struct document_case cases[] = {
        {"\"version\": 1", "\"version\": 2", "member 'version' is not 1"},
        {"\"version\": 1,", "", "member 'version' is not 1"},
        {"\"networks\": {", "\"networks\": [], \"x\": {", "member 'networks' is not an object"},
        {"\"version\": 1", "\"version\": 1, \"more\": 1", "there is no member 'more'"},
        {"\"1\": {", "\"01\": {", "network '01' is not a chain id in decimal digits"},
        {"\"1\": {", "\"x\": {", "network 'x' is not a chain id in decimal digits"},
        {"\"genesis\": \"" H1 "\"", "\"genesis\": \"0x11\"",
         "network 1: member 'genesis' is not 0x and 64 lower-case hex digits"},
        {"\"genesis\"", "\"g\": 1, \"genesis\"", "network 1: there is no member 'g'"},
        {"\"contracts\": {", "\"contracts\": 1, \"x\": {", "network 1: member 'contracts' is not"},
        {"\"Texts\": {", "\"\": {", "network 1: contract '': not a name of one line"},
        {"\"Texts\": {", "\"a\\nb\": {", "network 1: contract 'a\nb': not a name of one line"},
        {"\"Texts\": {", "\"Texts\": 1, \"b\": {", "network 1: contract 'Texts': not an object"},
        {"\"address\": \"" ADDRESS "\"",
         "\"address\": \"0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9\"",
         "network 1: contract 'Texts': member 'address' is not an address with the checksum"},
        {"\"deployer\"", "\"deploier\"",
         "network 1: contract 'Texts': there is no member 'deploier'"},
        {"\"deployer\": \"" DEPLOYER "\"", "\"deployer\": null",
         "network 1: contract 'Texts': member 'deployer' is not an address"},
        {"\"deployer\": \"" DEPLOYER "\",\n          \"salt\"", "\"tx_hash\": \"" H1 "\", \"salt\"",
         "network 1: contract 'Texts': there is no member 'tx_hash'"},
        {"\"deployer\": \"" DEPLOYER "\",\n          \"salt\"", "\"nonce\": \"1\", \"more\"",
         "network 1: contract 'Texts': there is no member 'nonce'"},
        {"\"salt\": \"" H1 "\",", "", "network 1: contract 'Texts': member 'nonce' is absent"},
        {"\"salt\": \"" H1 "\"", "\"salt\": \"1\"",
         "network 1: contract 'Texts': member 'salt' is not 0x and 64"},
        {"\"salt\": \"" H1 "\"", "\"salt\": \"" H1 "\", \"nonce\": \"1\"",
         "network 1: contract 'Texts': there is no member 'nonce'"},
        {"\"salt\": \"" H1 "\"", "\"nonce\": 1",
         "network 1: contract 'Texts': member 'nonce' is not a decimal number"},
        {"\"salt\": \"" H1 "\"", "\"nonce\": \"18446744073709551616\"",
         "network 1: contract 'Texts': member 'nonce' is not a decimal number"},
        {"\"salt\"", "\"block\": \"1\", \"salt\"",
         "network 1: contract 'Texts': there is no member 'block'"},
        {"\"init_code_hash\": \"0x22", "\"init_code_hash\": \"0x2A",
         "network 1: contract 'Texts': member 'init_code_hash' is not"},
        {"\"code_hash\": \"" H3 "\",", "",
         "network 1: contract 'Texts': member 'code_hash' is absent"},
        {"\"constructor()\"", "\"\"",
         "network 1: contract 'Texts': member 'constructor' is not a text of one line"},
        {"\"arguments\": \"0x\"", "\"arguments\": \"\"",
         "network 1: contract 'Texts': member 'arguments' is not 0x and lower-case hex"},
        {"\"arguments\": \"0x\"", "\"arguments\": \"0x0\"",
         "network 1: contract 'Texts': member 'arguments' is not 0x and lower-case hex"},
        {"\"artifact_sha256\": \"0x", "\"artifact_sha256\": \"",
         "network 1: contract 'Texts': member 'artifact_sha256' is not"},
        {"\"block\": \"12\"", "\"block\": \"012\"",
         "network 2035: contract 'Counter': member 'block' is not"},
        {"\"compiler\": \"0.8.28+commit.7893614a\"", "\"compiler\": null",
         "network 2035: contract 'Counter': member 'compiler' is not"},
        {"\"proof\": \"exact\"", "\"proof\": \"a\\u007fb\"",
         "network 2035: contract 'Counter': member 'proof' is not"},
        {"\"src/Linked.sol:More\": \"0x", "\"src/Linked.sol:More\": \"",
         "network 2035: contract 'Counter': library 'src/Linked.sol:More' is not"},
        {"\"libraries\": {", "\"libraries\": {}, \"l\": {",
         "network 2035: contract 'Counter': member 'libraries' is not an object with members"},
        {"\"proxy_data\": \"0xabcd\"", "\"proxy_data\": \"abcd\"",
         "network 2035: contract 'Counter': member 'proxy_data' is not"},
        {"\"proxy_of\": \"Texts\",", "",
         "network 2035: contract 'Counter': there is no member 'upgrade_tx_hash'"},
        {"\"upgrade_block\": \"34\",", "",
         "network 2035: contract 'Counter': member 'upgrade_block' is absent"},
        {"\"upgrade_data\": \"0xef\"", "\"upgrade_data\": \"ef\"",
         "network 2035: contract 'Counter': member 'upgrade_data' is not"},
        {"\"blockscout\":\"exact\"", "\"blockscout\":true",
         "network 2035: contract 'Counter': member 'verified' is not an object of texts"},
        {"{\"blockscout\":\"exact\",\"sourcify\":\"perfect\"}", "[]",
         "network 2035: contract 'Counter': member 'verified' is not an object of texts"},
        {"\"genesis\"", "\"genesis\": \"\", \"genesis\"", "duplicate key 'genesis'"},
    };
    document_refusals(document, accept, cases, COUNT(cases));
}

/* A contract that differs from what the document has as Texts in its name and its nonce. */
static struct lock_contract make(const char *name, uint64_t nonce)
{
    return (struct lock_contract){
        .name = text_dup(text_of(name)),
        .nonce = nonce,
        .arguments = text_dup(text_of("0x")),
        .constructor = text_dup(text_of("constructor()")),
    };
}

static void put(struct lock_file *lock, uint64_t chain_id, uint8_t genesis, const char *name,
                uint64_t nonce)
{
    struct lock_contract contract = make(name, nonce);
    const struct keccak256 hash = {{genesis}};
    lock_file_put(lock, chain_id, &hash, &contract);
    cr_expect_null(contract.name, "it was taken over");
}

static uint64_t nonce_of(const struct lock_file *lock, uint64_t chain_id, const char *name)
{
    const struct lock_contract *contract = lock_network_contract(lock_file_network(lock, chain_id),
                                                                 text_of(name));
    return contract != NULL ? contract->nonce : UINT64_MAX;
}

Test(lock_file, put)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    put(&lock, 2035, 1, "b", 1);
    put(&lock, 1, 9, "b", 2);
    put(&lock, 2035, 1, "a", 3);
    put(&lock, 2035, 1, "b", 4);
    cr_expect(lock.n == 2 && lock.networks[0].chain_id == 1);
    cr_expect_eq(lock_file_network(&lock, 2035)->n, 2);
    cr_expect_str_eq(lock_file_network(&lock, 2035)->contracts[0].name, "a");
    cr_expect_eq(nonce_of(&lock, 2035, "b"), 4);
    cr_expect_eq(nonce_of(&lock, 1, "b"), 2);
    put(&lock, 2035, 2, "c", 5);
    cr_expect_eq(lock_file_network(&lock, 2035)->n, 1, "what was on the chain that is no more");
    cr_expect_eq(nonce_of(&lock, 2035, "c"), 5);
    cr_expect_eq(nonce_of(&lock, 1, "b"), 2);
}

Test(lock_file, verified)
{
    struct lock_contract contract = {0};
    cr_expect_not(lock_contract_is_verified(&contract, "sourcify"));
    cr_expect_not(lock_contract_is_verified(NULL, "sourcify"));
    lock_contract_verified(&contract, "sourcify", "match");
    cr_expect(lock_contract_is_verified(&contract, "sourcify"));
    cr_expect_not(lock_contract_is_verified(&contract, "blockscout"));
    lock_contract_verified(&contract, "blockscout", "exact");
    cr_expect_str_eq(contract.verified, "{\"blockscout\":\"exact\",\"sourcify\":\"match\"}");
    lock_contract_verified(&contract, "sourcify", "exact_match");
    cr_expect_str_eq(contract.verified, "{\"blockscout\":\"exact\",\"sourcify\":\"exact_match\"}");
    lock_contract_done(&contract);
    cr_expect_null(contract.verified);
}

Test(lock_file, on_disk)
{
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e = {0};
    struct stat status;
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(lock_file_done) struct lock_file again = {0};
    cr_assert(mkdtemp(path) != NULL);
    char file[sizeof path + 8];
    (void)snprintf(file, sizeof file, "%s/lock", path);
    cr_expect(lock_file_read(file, &again, &e) && again.n == 0, "absent is empty");
    parse(document, &lock);
    (void)umask(022);
    cr_assert(lock_file_write(file, &lock, &e), "%s", e.text);
    cr_expect(stat(file, &status) == 0 && (status.st_mode & 0777) == 0644);
    cr_assert(lock_file_read(file, &again, &e), "%s", e.text);
    expect_formatted(&again, document);
    put(&lock, 2035, 0x11, "a\nb", 0);
    cr_expect_not(lock_file_write(file, &lock, &e));
    cr_expect_eq(e.kind, ERR_INTERNAL);
    lock_file_done(&again);
    cr_assert(lock_file_read(file, &again, &e), "it is as it was: %s", e.text);
    expect_formatted(&again, document);
    cr_assert(fs_write(file, bytes_of("{}", 2), 0644, &e));
    lock_file_done(&again);
    cr_expect_not(lock_file_read(file, &again, &e));
    cr_expect(e.kind == ERR_MALFORMED && text_starts(text_of(e.text), "lock file '/tmp/"));
    (void)unlink(file);
    (void)rmdir(path);
}

Test(lock_file, said_before_it_is_written)
{
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e = {0};
    AUTO(lock_file_done) struct lock_file lock = {0};
    cr_assert(mkdtemp(path) != NULL);
    char file[sizeof path + 8];
    (void)snprintf(file, sizeof file, "%s/lock", path);
    parse(document, &lock);
    cr_assert(lock_file_check(file, &lock, &e), "%s", e.text);
    cr_expect(rmdir(path) == 0, "nothing is left there");
    cr_expect_not(lock_file_check(file, &lock, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    put(&lock, 2035, 0x11, "a\nb", 0);
    cr_expect_not(lock_file_check(file, &lock, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED);
    cr_expect(lock_file_check("/dev/null", &(struct lock_file){0}, &e), "no folder is looked at");
}

/* A link stays, and what is behind it is replaced as a whole; it need not be there before. */
Test(lock_file, behind_a_link)
{
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e = {0};
    struct stat status;
    ino_t before = 0;
    AUTO(lock_file_done) struct lock_file lock = {0};
    cr_assert(mkdtemp(path) != NULL && chdir(path) == 0);
    parse(document, &lock);
    cr_assert(mkdir("kept", 0700) == 0 && symlink("kept/lock", "link") == 0);
    for (size_t i = 0; i < 2; i++) {
        struct lock_turn turn;
        AUTO(lock_file_done) struct lock_file again = {0};
        cr_assert(lock_turn_take("link", &turn, &e), "%s", e.text);
        cr_assert(lock_file_check("link", &lock, &e), "%s", e.text);
        cr_assert(lock_file_write("link", &lock, &e), "%s", e.text);
        lock_turn_done(&turn);
        cr_expect(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
        cr_expect(stat("kept/lock", &status) == 0 && status.st_ino != before, "written in place");
        before = status.st_ino;
        cr_assert(lock_file_read("link", &again, &e), "%s", e.text);
        expect_formatted(&again, document);
    }
    cr_assert(symlink("round", "around") == 0 && symlink("around", "round") == 0);
    cr_expect_not(lock_file_check("round", &lock, &e));
    cr_expect_eq(e.kind, ERR_IO);
    cr_expect_not(lock_file_read("round", &lock, &e));
    cr_expect_eq(e.kind, ERR_IO);
    cr_assert(unlink("kept/lock") == 0 && rmdir("kept") == 0 && unlink("link") == 0 &&
              unlink("round") == 0 && unlink("around") == 0 && rmdir(path) == 0);
}

/* What a process that was killed has left goes with the next turn, and not while another has one.
 */
Test(lock_file, what_is_left_of_writing_it_is_removed)
{
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e = {0};
    struct lock_turn turn;
    cr_assert(mkdtemp(path) != NULL && chdir(path) == 0);
    cr_assert(fs_write("lock.a1B2c3.phala", bytes_of("{", 1), 0600, &e));
    cr_assert(fs_write("lock.backup", bytes_of("{", 1), 0600, &e));
    cr_assert(lock_turn_take("other", &turn, &e), "%s", e.text);
    cr_expect(fs_exists("lock.a1B2c3.phala"), "another lock file's");
    lock_turn_done(&turn);
    cr_assert(lock_turn_take("lock", &turn, &e), "%s", e.text);
    cr_expect_not(fs_exists("lock.a1B2c3.phala"));
    lock_turn_done(&turn);
    cr_assert(unlink("lock.backup") == 0 && rmdir(path) == 0);
}

/* Whether a process of its own gets the name. */
static bool can_claim(const char *folder, const char *path, uint64_t chain_id, const char *name)
{
    int status = 0;
    const pid_t pid = fork();
    if (pid == 0) {
        struct err e = {0};
        struct lock_claim claim;
        const struct lock_names names = {path, chain_id, &name, 1};
        const bool is_mine = lock_claim_take(folder, &names, &claim, &e);
        _exit(is_mine ? 0 : e.kind == ERR_CONFLICT ? 1 : 2);
    }
    cr_assert(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

Test(lock_file, names_are_claimed_by_one_process)
{
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e = {0};
    struct lock_claim claim;
    static const char *const both[] = {"Texts", "Counter"};
    const struct lock_names names = {"lock", 2035, both, COUNT(both)};
    cr_assert(mkdtemp(path) != NULL && chdir(path) == 0);
    cr_assert(symlink(".", "here") == 0 && symlink("lock", "link") == 0);
    cr_assert(lock_claim_take(".", &names, &claim, &e), "%s", e.text);
    cr_expect(!can_claim(".", "lock", 2035, "Counter") && !can_claim(".", "lock", 2035, "Texts"));
    cr_expect_not(can_claim(".", "./here/lock", 2035, "Texts"), "by another path");
    cr_expect_not(can_claim(".", "link", 2035, "Texts"), "by a link");
    cr_expect(can_claim(".", "lock", 2035, "Counter.proxy"));
    cr_expect(can_claim(".", "lock", 1, "Counter") && can_claim(".", "loc", 2035, "kCounter"));
    lock_claim_done(&claim);
    cr_expect(can_claim(".", "lock", 2035, "Counter"), "it ends");
    cr_expect_not(lock_claim_take("absent", &names, &claim, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    cr_assert(unlink("names.lock") == 0 && unlink("here") == 0 && unlink("link") == 0 &&
              rmdir(path) == 0);
}

/* Each adds one to what it reads: without turns some would be lost. */
Test(lock_file, turns)
{
    enum { PROCESSES = 4, TIMES = 50 };
    char path[] = "/tmp/phala-lock.XXXXXX";
    struct err e;
    cr_assert(mkdtemp(path) != NULL);
    char file[sizeof path + 8];
    (void)snprintf(file, sizeof file, "%s/lock", path);
    for (int i = 0; i < PROCESSES; i++) {
        const pid_t pid = fork();
        for (int k = 0; pid == 0 && k < TIMES; k++) {
            struct lock_turn turn;
            struct lock_file lock = {0};
            char name[32];
            (void)snprintf(name, sizeof name, "C%d.%d", i, k);
            if (!lock_turn_take(file, &turn, &e) || !lock_file_read(file, &lock, &e)) {
                _exit(1);
            }
            put(&lock, 2035, 0x11, name, 0);
            const bool is_written = lock_file_write(file, &lock, &e);
            lock_file_done(&lock);
            lock_turn_done(&turn);
            if (!is_written) {
                _exit(1);
            }
        }
        if (pid == 0) {
            _exit(0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        cr_assert(wait(&status) > 0 && status == 0);
    }
    AUTO(lock_file_done) struct lock_file lock = {0};
    cr_assert(lock_file_read(file, &lock, &e), "%s", e.text);
    cr_expect_eq(lock.networks[0].n, PROCESSES * TIMES);
    struct lock_turn turn;
    (void)unlink(file);
    (void)rmdir(path);
    cr_expect_not(lock_turn_take(file, &turn, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
}
