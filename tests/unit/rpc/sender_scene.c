/* SPDX-License-Identifier: Apache-2.0 */
#include "sender_scene.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain/private_key.h"

enum { DEPTH = 4 };

static void take_line(void *where, const char *text)
{
    struct sender_scene *scene = where;
    (void)strncat(scene->said, text, sizeof scene->said - strlen(scene->said) - 1);
    (void)strncat(scene->said, "\n", sizeof scene->said - strlen(scene->said) - 1);
}

static const char top[] = "/tmp/phala-unit-XXXXXX";

void sender_scene_start(struct sender_scene *scene)
{
    static const char key[] = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    (void)snprintf(scene->folder, sizeof scene->folder, "%s", top);
    cr_assert_not_null(mkdtemp(scene->folder));
    (void)strncat(scene->folder, "/journal", sizeof scene->folder - strlen(scene->folder) - 1);
    cr_assert(private_key_parse(text_of(key), &scene->secret, &scene->e), "%s", scene->e.text);
    scene->account = secp256k1_account(&scene->secret);
    scene->log = (struct log){take_line, scene};
    scene->options = (struct sender_options){
        .wait = SENDER_WAIT_INCLUDED,
        .timeout_ms = 60000,
        .block_ms = 2000,
        .log = &scene->log,
        .warnings = &scene->log,
    };
}

static int remove_one(const char *at, const struct stat *stat, int type, struct FTW *where)
{
    (void)stat;
    (void)type;
    (void)where;
    return remove(at);
}

void sender_scene_done(struct sender_scene *scene)
{
    rpc_free(scene->rpc);
    secp256k1_secret_done(&scene->secret);
    scene->folder[sizeof top - 1] = 0;
    (void)nftw(scene->folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

void sender_scene_node(struct sender_scene *scene, const struct canned_rule *rules)
{
    rpc_free(scene->rpc);
    canned_node(rules);
    scene->rpc = canned_rpc();
    scene->said[0] = 0;
    scene->e = (struct err){0};
}

void sender_scene_failed(const struct sender_scene *scene, enum err_kind kind, const char *text)
{
    cr_assert_eq(scene->e.kind, kind, "%s", scene->e.text);
    cr_assert_not_null(strstr(scene->e.text, text), "%s", scene->e.text);
}

void sender_scene_said(const struct sender_scene *scene, const char *text)
{
    cr_assert_not_null(strstr(scene->said, text), "%s", scene->said);
}

size_t sender_scene_journal(const struct sender_scene *scene)
{
    struct err e;
    struct journal journal;
    const struct journal_account account = {.chain_id = 2035, .address = scene->account};
    cr_assert(journal_peek(scene->folder, &account, &journal, &e), "%s", e.text);
    const size_t n = journal.n;
    journal_done(&journal);
    return n;
}
