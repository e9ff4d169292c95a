/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/unsigned_file.h"

#include <criterion/criterion.h>
#include <string.h>

#include "chain/create.h"
#include "document.h"

/* Preimages and hashes are of `cast mktx --raw-unsigned`, the addresses of cast compute-address and
 * cast create2. */
#define FROM "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
#define SALT "0000000000000000000000000000000000000000000000000000000000000007"
#define CREATION                                                                                   \
    "    {\n"                                                                                      \
    "      \"step\": \"deploy Counter\",\n"                                                        \
    "      \"nonce\": \"3\",\n"                                                                    \
    "      \"type\": \"eip1559\",\n"                                                               \
    "      \"to\": null,\n"                                                                        \
    "      \"value\": \"0\",\n"                                                                    \
    "      \"gas_limit\": \"200000\",\n"                                                           \
    "      \"max_fee\": \"2000000000\",\n"                                                         \
    "      \"priority_fee\": \"1000000000\",\n"                                                    \
    "      \"data\": \"0x6001600055\",\n"                                                          \
    "      \"preimage\": \"0x02db8207f303843b9aca00847735940083030d408080856001600055c0\",\n"      \
    "      \"signing_hash\": "                                                                     \
    "\"0x5586ca9e7ed3205a79d5eace0ef219529032ac4182d8addd8241c356e22b5262\",\n"                    \
    "      \"address\": \"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\"\n"                          \
    "    }"
#define CREATION2                                                                                  \
    "    {\n"                                                                                      \
    "      \"step\": \"deploy Texts\",\n"                                                          \
    "      \"nonce\": \"4\",\n"                                                                    \
    "      \"type\": \"legacy\",\n"                                                                \
    "      \"to\": \"0x4e59b44847b379578588920cA78FbF26c0B4956C\",\n"                              \
    "      \"value\": \"5\",\n"                                                                    \
    "      \"gas_limit\": \"300000\",\n"                                                           \
    "      \"gas_price\": \"1000000000\",\n"                                                       \
    "      \"data\": \"0x" SALT "6001600055\",\n"                                                  \
    "      \"preimage\": \"0xf84b04843b9aca00830493e0944e59b44847b379578588920ca78fbf26c0b4956c05" \
    "a5" SALT "60016000558207f38080\",\n"                                                          \
    "      \"signing_hash\": "                                                                     \
    "\"0x0be5aa6d6ab5654a1b24db1ff24f66a1ff691457a59f30b3a9b9288cf19e7f9d\",\n"                    \
    "      \"address\": \"0xF77751829AfD5188D042f03267E7B2588A99750E\"\n"                          \
    "    }"
#define CALL                                                                                       \
    "    {\n"                                                                                      \
    "      \"step\": \"transfer\",\n"                                                              \
    "      \"nonce\": \"5\",\n"                                                                    \
    "      \"type\": \"eip1559\",\n"                                                               \
    "      \"to\": \"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\n"                              \
    "      \"value\": \"0\",\n"                                                                    \
    "      \"gas_limit\": \"60000\",\n"                                                            \
    "      \"max_fee\": \"2000000000\",\n"                                                         \
    "      \"priority_fee\": \"1000000000\",\n"                                                    \
    "      \"data\": \"0xa9059cbb\",\n"                                                            \
    "      \"preimage\": \"0x02ed8207f305843b9aca00847735940082ea609470997970c51812dc3a010c7d01b5" \
    "0e0d17dc79c88084a9059cbbc0\",\n"                                                              \
    "      \"signing_hash\": "                                                                     \
    "\"0xe27888e3169e8a57b6bf4040879dd40231f0260cb47065d3e759c62422b5d6e5\",\n"                    \
    "      \"address\": null\n"                                                                    \
    "    }"

static const char document[] = "{\n"
                               "  \"schema\": \"phala.unsigned/1\",\n"
                               "  \"chain_id\": \"2035\",\n"
                               "  \"from\": \"" FROM "\",\n"
                               "  \"transactions\": [\n" CREATION ",\n" CREATION2 ",\n" CALL "\n"
                               "  ]\n"
                               "}\n";

static bool accept(struct bytes json, struct err *e)
{
    AUTO(unsigned_file_done) struct unsigned_file file = {0};
    return unsigned_file_parse(json, false, &file, e);
}

static void expect_formatted(const struct unsigned_file *file)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    unsigned_file_format(file, &json);
    cr_expect(text_is(buf_view_text(&json), document), "%.*s", TEXT_ARG(buf_view_text(&json)));
}

static const uint8_t init_code[] = {0x60, 0x01, 0x60, 0x00, 0x55};
static const struct eth_address account = {{0xf3, 0x9f, 0xd6, 0xe5, 0x1a, 0xad, 0x88,
                                            0xf6, 0xf4, 0xce, 0x6a, 0xb8, 0x82, 0x72,
                                            0x79, 0xcf, 0xff, 0xb9, 0x22, 0x66}};

Test(unsigned_file, of_what_is_to_be_sent)
{
    static const uint8_t selector[] = {0xa9, 0x05, 0x9c, 0xbb};
    static const struct eth_address other = {{0x70, 0x99, 0x79, 0x70, 0xc5, 0x18, 0x12,
                                              0xdc, 0x3a, 0x01, 0x0c, 0x7d, 0x01, 0xb5,
                                              0x0e, 0x0d, 0x17, 0xdc, 0x79, 0xc8}};
    const struct fee fee = {.kind = TRANSACTION_EIP1559,
                            .max_fee = u256_of(2000000000),
                            .priority_fee = u256_of(1000000000)};
    const struct fee legacy = {
        .kind = TRANSACTION_LEGACY, .max_fee = u256_of(1000000000), .priority_fee = u256_of(7)};
    uint8_t salted[32 + sizeof init_code] = {[31] = 7};
    (void)memcpy(salted + 32, init_code, sizeof init_code);
    const struct sender_item items[] = {
        {.step = "deploy Counter",
         .is_creation = true,
         .data = BYTES_OF(init_code),
         .gas_limit = 200000,
         .nonce = 3},
        {.step = "deploy Texts",
         .to = create_deterministic_deployer,
         .value = u256_of(5),
         .data = BYTES_OF(salted),
         .gas_limit = 300000,
         .nonce = 4},
        {.step = "transfer",
         .to = other,
         .data = BYTES_OF(selector),
         .gas_limit = 60000,
         .nonce = 5},
    };
    AUTO(unsigned_file_done)
    struct unsigned_file file = {.chain_id = 2035, .from = account};
    unsigned_file_add(&file, &items[0], &fee);
    unsigned_file_add(&file, &items[1], &legacy);
    unsigned_file_add(&file, &items[2], &fee);
    expect_formatted(&file);
}

Test(unsigned_file, is_written_as_it_was_read)
{
    struct err e = {0};
    AUTO(unsigned_file_done) struct unsigned_file file = {0};
    cr_assert(unsigned_file_parse(text_bytes(text_of(document)), false, &file, &e), "%s", e.text);
    cr_expect(file.n == 3 && file.chain_id == 2035);
    cr_expect(bytes_equal(file.at[0].transaction.data, BYTES_OF(init_code)));
    cr_expect(file.at[2].transaction.chain_id == 2035 && file.at[2].transaction.nonce == 5);
    expect_formatted(&file);
}

Test(unsigned_file, cut_or_longer)
{
    document_cuts(document, accept);
}

Test(unsigned_file, refusals)
{
    static const struct document_case cases[] = {
        {"unsigned/1", "unsigned/2", "member 'schema' is not phala.unsigned/1"},
        {"\"chain_id\": \"2035\"", "\"chain_id\": \"2036\"",
         "transaction 1: member 'preimage' is not what follows"},
        {"\"chain_id\": \"2035\"", "\"chain_id\": 2035", "member 'chain_id' is not a decimal"},
        {"\"chain_id\": \"2035\"", "\"chain_id\": \"0\"", "transaction 1: "},
        {FROM, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         "transaction 1: member 'address' is not what follows"},
        {"\"from\"", "\"more\": 0, \"from\"", "there is no member 'more'"},
        {"\"transactions\": [", "\"transactions\": [], \"t\": [",
         "member 'transactions' is not an array of 1 to 256"},
        {"\"step\": \"deploy Counter\",", "", "transaction 1: member 'step' is absent"},
        {"\"nonce\": \"3\"", "\"nonce\": \"2\"",
         "transaction 1: member 'preimage' is not what follows"},
        {"\"type\": \"eip1559\"", "\"type\": \"\"", "transaction 1: member 'type' is not one of"},
        {"\"type\": \"eip1559\"", "\"type\": \"eip2930\"", "transaction 1: member 'type' is not"},
        {"\"type\": \"eip1559\"", "\"type\": \"legacy\"",
         "transaction 1: member 'gas_price' is absent"},
        {"\"to\": null", "\"to\": \"0x4e59b44847b379578588920cA78FbF26c0B4956C\"",
         "transaction 1: member 'preimage' is not"},
        {"\"to\": null,", "", "transaction 1: member 'to' is absent"},
        {"\"value\": \"0\"", "\"value\": \"1\"", "transaction 1: member 'preimage' is not"},
        {"\"value\": \"0\"", "\"value\": \"00\"", "transaction 1: member 'value' is not"},
        {"\"gas_limit\": \"200000\"", "\"gas_limit\": \"200001\"",
         "transaction 1: member 'preimage' is not"},
        {"\"gas_limit\": \"200000\"", "\"gas_limit\": \"1\"", "transaction 1: "},
        {"\"max_fee\": \"2000000000\"", "\"max_fee\": \"3000000000\"",
         "transaction 1: member 'preimage' is not"},
        {"\"priority_fee\": \"1000000000\"", "\"priority_fee\": \"2000000001\"",
         "transaction 1: the priority fee is above the max fee"},
        {"\"priority_fee\": \"1000000000\"", "\"priority_fee\": \"1\"",
         "transaction 1: member 'preimage' is not"},
        {"\"data\": \"0x6001600055\"", "\"data\": \"0x6001600054\"",
         "transaction 1: member 'preimage' is not"},
        {"\"data\": \"0x6001600055\"", "\"data\": \"0x600160005\"",
         "transaction 1: member 'data' is not 0x"},
        {"\"preimage\": \"0x02", "\"preimage\": \"0x01", "transaction 1: member 'preimage' is not"},
        {"0x5586", "0x5587", "transaction 1: member 'signing_hash' is not what follows"},
        {"\"address\": \"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\"", "\"address\": null",
         "transaction 1: member 'address' is not an address"},
        {"\"address\": \"0xF77751829AfD5188D042f03267E7B2588A99750E\"",
         "\"address\": \"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\"",
         "transaction 2: member 'address' is not what follows"},
        {"\"address\": null", "\"address\": \"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\"",
         "transaction 3: member 'address' is not null"},
        {"\"gas_price\"", "\"max_fee\": \"1\", \"gas_price\"",
         "transaction 2: there is no member 'max_fee'"},
    };
    document_refusals(document, accept, cases, COUNT(cases));
}

/* The bytes are checked all the same; what cannot be signed at all stays refused. */
Test(unsigned_file, as_cast_of_what_no_node_takes)
{
    const struct fee fee = {.kind = TRANSACTION_EIP1559,
                            .max_fee = u256_of(1000000000),
                            .priority_fee = u256_of(2000000000)};
    const struct sender_item item = {.step = "transfer", .gas_limit = 21000, .nonce = 5};
    AUTO(unsigned_file_done) struct unsigned_file made = {.chain_id = 2035, .from = account};
    AUTO(buf_done) struct buf json = buf_start(MIB);
    unsigned_file_add(&made, &item, &fee);
    unsigned_file_format(&made, &json);
    for (int as_cast = 0; as_cast < 2; as_cast++) {
        struct err e = {0};
        AUTO(unsigned_file_done) struct unsigned_file file = {0};
        cr_assert_eq(unsigned_file_parse(buf_view(&json), as_cast == 1, &file, &e), as_cast == 1);
        cr_assert_eq(e.kind, as_cast == 1 ? ERR_NONE : ERR_MALFORMED);
    }
    for (size_t i = 0; i + 1 < json.len; i++) {
        struct err e = {0};
        AUTO(unsigned_file_done) struct unsigned_file file = {0};
        if (json.at[i] >= '0' && json.at[i] <= '9') {
            json.at[i] ^= 1;
            cr_assert_not(unsigned_file_parse(buf_view(&json), true, &file, &e), "%zu", i);
            json.at[i] ^= 1;
        }
    }
}

Test(unsigned_file, call_of_the_deployer_without_a_salt)
{
    static const uint8_t short_data[31] = {0};
    struct eth_address dropped;
    const struct transaction t = {.to = create_deterministic_deployer,
                                  .data = BYTES_OF(short_data)};
    cr_expect_not(unsigned_address(&account, &t, &dropped));
}
