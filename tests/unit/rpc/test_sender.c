/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/sender.h"

#include <criterion/criterion.h>
#include <string.h>

#include "sender_scene.h"

TestSuite(sender, .timeout = 60);

static const struct fee fee = {
    .kind = TRANSACTION_EIP1559,
    .max_fee = {{21}},
    .priority_fee = {{1}},
};

static struct sender sender_of(const struct sender_scene *scene)
{
    return (struct sender){
        .rpc = scene->rpc,
        .options = &scene->options,
        .chain_id = 2035,
        .account = scene->account,
    };
}

static struct sender opened(struct sender_scene *scene)
{
    struct sender sender = sender_of(scene);
    cr_assert(sender_open(&sender, scene->folder, NULL, &scene->e), "%s", scene->e.text);
    return sender;
}

static struct sender_item item_of(const char *step, uint64_t value)
{
    return (struct sender_item){
        .step = step,
        .to = {{0x70, 0x99}},
        .value = u256_of(value),
        .gas_limit = 30000,
    };
}

/* With a key of its own, which has to be wiped. */
static bool run(struct sender_scene *scene, struct sender *sender, struct sender_item *items,
                size_t n)
{
    struct secp256k1_secret secret = scene->secret;
    const struct sender_signing signing = {.fee = &fee, .secret = &secret};
    const bool is_good = sender_run(sender, items, n, &signing, &scene->e);
    cr_assert(bytes_all_zero(BYTES_OF(secret.at)));
    return is_good;
}

/* Sends one that nobody sees, and leaves it in the journal. */
static struct keccak256 leave_one(struct sender_scene *scene)
{
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_node(scene, RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = TAKEN},
                                   {RECEIPT, .answer = NONE}, {KNOWN, .answer = IS_KNOWN}));
    AUTO(sender_done) struct sender sender = opened(scene);
    cr_assert_not(run(scene, &sender, &item, 1));
    sender_scene_failed(scene, ERR_TIMEOUT, "was sent, and not seen in a block in 60 s");
    cr_assert_eq(item.nonce, 5);
    cr_assert_eq(sender.journal.n, 1);
    return item.hash;
}

Test(sender, what_a_chain_is_opened_with)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    struct u256 price;
    AUTO(rpc_batch_freep) struct rpc_batch *more = rpc_batch_new();
    sender_scene_start(&scene);
    sender_scene_node(&scene,
                      RULES(OF_CHAIN, FIVE_SENT, {"eth_gasPrice", .answer = RESULT("\"0x9\"")}));
    AUTO(sender_done) struct sender sender = sender_of(&scene);
    ask_gas_price(more, &price, NULL);
    cr_assert(sender_open(&sender, scene.folder, more, &scene.e), "%s", scene.e.text);
    cr_assert_eq(canned_requests(), 1, "all in one");
    cr_assert_eq(sender.nonce, 5);
    cr_assert_eq(sender.genesis.at[0], 0xaa);
    cr_assert_str_eq(scene.said, "");
}

Test(sender, what_cannot_be_opened)
{
    static const struct {
        const struct canned_rule rules[4];
        enum err_kind kind;
        const char *text;
    } cases[] = {
        {{{"eth_chainId", .answer = RESULT("\"0x1\"")},
          {BLOCK, .answer = BLOCK_OF("0x0", BLOCK_HASH)},
          FIVE_SENT},
         ERR_CONFLICT,
         "is a node of chain 1, not of 2035"},
        {{{"eth_chainId", .answer = RESULT("\"0x7f3\"")}, {BLOCK, .answer = NONE}, FIVE_SENT},
         ERR_SERVICE,
         "does not know the first block"},
        {{{"eth_chainId", .answer = NULL}}, ERR_NETWORK, "cannot reach"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
        sender_scene_start(&scene);
        sender_scene_node(&scene, cases[i].rules);
        AUTO(sender_done) struct sender sender = sender_of(&scene);
        cr_assert_not(sender_open(&sender, scene.folder, NULL, &scene.e));
        sender_scene_failed(&scene, cases[i].kind, cases[i].text);
    }
}

Test(sender, without_a_place_to_write)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    sender_scene_start(&scene);
    sender_scene_node(&scene, RULES(OF_CHAIN, FIVE_SENT));
    struct sender sender = sender_of(&scene);
    cr_assert_not(sender_open(&sender, NULL, NULL, &scene.e));
    sender_scene_failed(&scene, ERR_IO, "no place to write down what is sent");
    cr_assert_eq(canned_requests(), 0);
}

Test(sender, what_others_have_pending)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    sender_scene_start(&scene);
    sender_scene_node(&scene, RULES(OF_CHAIN, {NONCE, "\"latest\"", .answer = RESULT("\"0x5\"")},
                                    {NONCE, "\"pending\"", .answer = RESULT("\"0x7\"")}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    sender_scene_said(&scene, "the account has 2 pending that were sent elsewhere");
    cr_assert_eq(sender.nonce, 7);
}

/* What is sent is on the disk before. */
static const struct sender_scene *now;

static void expect_journal(void)
{
    cr_assert_eq(sender_scene_journal(now), 2);
}

Test(sender, signed_written_sent_waited_for)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    struct sender_item items[] = {item_of("send first", 1), item_of("send second", 2)};
    now = &scene;
    sender_scene_start(&scene);
    sender_scene_node(&scene,
                      RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = TAKEN, .then = expect_journal},
                            {RECEIPT, .times = 4, .answer = NONE}, {RECEIPT, .answer = MINED}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert(run(&scene, &sender, items, COUNT(items)), "%s", scene.e.text);
    cr_assert_eq(canned_asked(SEND), 2);
    cr_assert(items[0].nonce == 5 && items[1].nonce == 6);
    cr_assert(items[0].receipt.is_there && items[1].receipt.is_there);
    cr_assert(!items[0].was_sent_before && !items[1].was_sent_before);
    cr_assert_eq(sender_scene_journal(&scene), 2, "until it is settled");
    cr_assert(sender_settle(&sender, items, COUNT(items), &scene.e), "%s", scene.e.text);
    cr_assert_eq(sender_scene_journal(&scene), 0);
    cr_assert_eq(canned_requests(), 4, "opened, sent, and looked for twice");
    sender_item_done(&items[0]);
    sender_item_done(&items[1]);
}

/* The same bytes, whatever the fees are by then. */
Test(sender, an_earlier_run_is_gone_on_with)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    struct secp256k1_secret secret;
    const struct fee other = {.kind = TRANSACTION_LEGACY, .max_fee = {{99}}};
    sender_scene_start(&scene);
    const struct keccak256 hash = leave_one(&scene);
    sender_scene_node(
        &scene, RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = TAKEN}, {KNOWN, .answer = IS_KNOWN},
                      {RECEIPT, .times = 2, .answer = NONE}, {RECEIPT, .answer = MINED}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    secret = scene.secret;
    const struct sender_signing signing = {.fee = &other, .secret = &secret};
    cr_assert(sender_run(&sender, &item, 1, &signing, &scene.e), "%s", scene.e.text);
    cr_assert(item.was_sent_before && keccak256_equal(&item.hash, &hash));
    cr_assert(item.receipt.is_there && item.nonce == 5);
    sender_scene_said(&scene, "was sent by an earlier run that did not end");
    cr_assert_eq(sender_scene_journal(&scene), 1);
}

/* Another thing than the one in the journal gets the next nonce. */
Test(sender, something_else_comes_behind_it)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    struct sender_item items[] = {item_of("send other", 2), item_of("send step", 1),
                                  item_of("send step", 1)};
    sender_scene_start(&scene);
    (void)leave_one(&scene);
    sender_scene_node(
        &scene, RULES(OF_CHAIN, FIVE_SENT, {KNOWN, .answer = IS_KNOWN}, {RECEIPT, .answer = NONE}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    sender_assign(&sender, items, COUNT(items));
    cr_assert(items[0].nonce == 6 && !items[0].was_sent_before);
    cr_assert(items[1].nonce == 5 && items[1].was_sent_before);
    cr_assert(items[2].nonce == 7 && !items[2].was_sent_before, "twice is two of them");
}

/* Of entries that the node has no more: what it says when they are sent again. */
Test(sender, lost_entries)
{
    static const struct {
        const char *answer, *used, *said;
        size_t left;
    } cases[] = {
        {TAKEN, RESULT("\"0x5\""), "the node had it not, it was sent again", 1},
        {REFUSED("-32000", "nonce too low"), RESULT("\"0x6\""),
         "another transaction took nonce 5; it does not count any more", 0},
        {REFUSED("-32000", "insufficient funds for transfer"), RESULT("\"0x5\""),
         "it does not count any more", 0},
        {REFUSED("-32005", "too many requests"), RESULT("\"0x5\""), "of an earlier run: ", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
        sender_scene_start(&scene);
        (void)leave_one(&scene);
        sender_scene_node(&scene,
                          RULES(OF_CHAIN, {NONCE, .times = 2, .answer = RESULT("\"0x5\"")},
                                {NONCE, .answer = cases[i].used}, {KNOWN, .answer = NONE},
                                {RECEIPT, .answer = NONE}, {SEND, .answer = cases[i].answer}));
        AUTO(sender_done) struct sender sender = opened(&scene);
        sender_scene_said(&scene, cases[i].said);
        cr_assert_eq(canned_asked(SEND), 1, "%zu", i);
        cr_assert_eq(sender.journal.n, cases[i].left, "%zu", i);
        cr_assert_eq(sender_scene_journal(&scene), cases[i].left, "%zu", i);
    }
}

/* The node was wiped: what it had is not what it has. */
Test(sender, another_chain_of_the_same_id)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    (void)leave_one(&scene);
    sender_scene_node(&scene, RULES({"eth_chainId", .answer = RESULT("\"0x7f3\"")},
                                    {BLOCK, .answer = BLOCK_OF("0x0", OTHER_HASH)},
                                    {NONCE, .answer = RESULT("\"0x0\"")}, {KNOWN, .answer = NONE},
                                    {RECEIPT, .answer = NONE}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    sender_scene_said(&scene, "was the node wiped?");
    cr_assert_eq(canned_asked(SEND), 0);
    sender_assign(&sender, &item, 1);
    cr_assert(item.nonce == 0 && !item.was_sent_before);
}

/* Nothing is sent, locked or dropped. */
Test(sender, only_looking)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    sender_scene_start(&scene);
    (void)leave_one(&scene);
    sender_scene_node(
        &scene, RULES(OF_CHAIN, FIVE_SENT, {KNOWN, .answer = NONE}, {RECEIPT, .answer = NONE}));
    AUTO(sender_done) struct sender holder = sender_of(&scene);
    AUTO(sender_done) struct sender looker = sender_of(&scene);
    holder.only_looks = true;
    looker.only_looks = true;
    cr_assert(sender_open(&holder, scene.folder, NULL, &scene.e), "%s", scene.e.text);
    cr_assert(sender_open(&looker, scene.folder, NULL, &scene.e), "%s", scene.e.text);
    cr_assert_eq(canned_asked(SEND), 0);
    cr_assert_eq(looker.journal.n, 1);
    cr_assert_eq(sender_scene_journal(&scene), 1);
}

Test(sender, refused_by_the_node)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    sender_scene_node(&scene,
                      RULES(OF_CHAIN, FIVE_SENT, {KNOWN, .answer = NONE}, {RECEIPT, .answer = NONE},
                            {SEND, .answer = REFUSED("-32000", "insufficient funds for gas")}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert_not(run(&scene, &sender, &item, 1));
    sender_scene_failed(&scene, ERR_REFUSED, "insufficient funds for gas");
    cr_assert_eq(sender_scene_journal(&scene), 0, "it is not to be sent by a later run");
}

/* It says that it did not take it, and has it. */
Test(sender, refused_and_there)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    sender_scene_node(&scene,
                      RULES(OF_CHAIN, FIVE_SENT, {KNOWN, .answer = IS_KNOWN},
                            {SEND, .answer = REFUSED("-32000", "insufficient funds for gas")},
                            {RECEIPT, .times = 2, .answer = NONE}, {RECEIPT, .answer = MINED}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert(run(&scene, &sender, &item, 1), "%s", scene.e.text);
}

/* What it took is waited for before. */
Test(sender, the_second_refused)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    struct sender_item items[] = {item_of("send first", 1), item_of("send second", 2)};
    sender_scene_start(&scene);
    sender_scene_node(&scene,
                      RULES(OF_CHAIN, FIVE_SENT, {SEND, .times = 1, .answer = TAKEN},
                            {SEND, .answer = REFUSED("-32000", "insufficient funds for gas")},
                            {KNOWN, .answer = NONE}, {RECEIPT, .times = 3, .answer = NONE},
                            {RECEIPT, .answer = MINED}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert_not(run(&scene, &sender, items, COUNT(items)));
    sender_scene_failed(&scene, ERR_REFUSED, "insufficient funds for gas");
    cr_assert(items[0].receipt.is_there && !items[1].receipt.is_there);
    cr_assert_eq(sender_scene_journal(&scene), 1, "the first has yet to be settled");
    sender_item_done(&items[0]);
    sender_item_done(&items[1]);
}

Test(sender, another_took_the_nonce)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    sender_scene_node(&scene, RULES(OF_CHAIN, {NONCE, .times = 2, .answer = RESULT("\"0x5\"")},
                                    {NONCE, .answer = RESULT("\"0x6\"")}, {KNOWN, .answer = NONE},
                                    {RECEIPT, .answer = NONE},
                                    {SEND, .answer = REFUSED("-32000", "nonce too low")}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert_not(run(&scene, &sender, &item, 1));
    sender_scene_failed(&scene, ERR_CONFLICT, "another transaction took nonce 5");
    cr_assert_eq(sender_scene_journal(&scene), 0);
}

Test(sender, reverted)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    sender_scene_node(
        &scene, RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = TAKEN}, {RECEIPT, .answer = REVERTED},
                      {"eth_call", .answer = REFUSED("3", "execution reverted: too early")}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert_not(run(&scene, &sender, &item, 1));
    sender_scene_failed(&scene, ERR_REFUSED, "too early");
    cr_assert_eq(sender_scene_journal(&scene), 0);
}

/* Nobody knows whether it was sent: the next run will see. */
Test(sender, a_node_that_goes_away)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    sender_scene_node(&scene, RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = NULL}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert_not(run(&scene, &sender, &item, 1));
    sender_scene_failed(&scene, ERR_NETWORK, "'send step' 0x");
    cr_assert_str_eq(scene.e.hint,
                     "it may have been sent: the same command goes on, and sends nothing twice");
    cr_assert_eq(sender_scene_journal(&scene), 1);
}

Test(sender, not_waited_for)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    sender_scene_start(&scene);
    scene.options.wait = SENDER_WAIT_NONE;
    sender_scene_node(
        &scene, RULES(OF_CHAIN, FIVE_SENT, {SEND, .answer = TAKEN}, {RECEIPT, .answer = NONE}));
    AUTO(sender_done) struct sender sender = opened(&scene);
    cr_assert(run(&scene, &sender, &item, 1), "%s", scene.e.text);
    cr_assert_not(item.receipt.is_there);
    cr_assert_eq(canned_requests(), 2);
}

/* Nothing is signed that a chain would not take, and nothing is written. */
Test(sender, what_cannot_be_signed)
{
    AUTO(sender_scene_done) struct sender_scene scene = {.rpc = NULL};
    AUTO(sender_item_done) struct sender_item item = item_of("send step", 1);
    struct secp256k1_secret secret;
    const struct fee wrong = {.kind = TRANSACTION_EIP1559, .max_fee = {{1}}, .priority_fee = {{2}}};
    sender_scene_start(&scene);
    sender_scene_node(&scene, RULES(OF_CHAIN, FIVE_SENT));
    AUTO(sender_done) struct sender sender = opened(&scene);
    secret = scene.secret;
    const struct sender_signing signing = {.fee = &wrong, .secret = &secret};
    cr_assert_not(sender_run(&sender, &item, 1, &signing, &scene.e));
    cr_assert_not_null(strstr(scene.e.text, "'send step'"), "%s", scene.e.text);
    cr_assert_eq(sender_scene_journal(&scene), 0);
    secp256k1_secret_done(&secret);
}
