/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/tx/sent.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"

enum { STEP = 32 };

void sent_done(struct sent *sent)
{
    for (size_t i = 0; i < sent->n; i++) {
        transaction_signed_done(&sent->decoded[i]);
        flight_done(&sent->flights[i]);
        rpc_receipt_done(&sent->receipts[i]);
    }
    mem_free(sent->decoded);
    mem_free(sent->flights);
    mem_free(sent->receipts);
    mem_free(sent->was_mined);
    signed_file_done(&sent->file);
}

/* What is on the command line is usage. */
static bool read_line(struct text line, enum err_kind kind, struct signed_file *out, struct err *e)
{
    char step[STEP];
    AUTO(buf_done) struct buf raw = buf_start(TRANSACTION_ROOM);
    struct text digits = hex_without_0x(line);
    uint8_t *at = hex_is(digits) ? buf_extend(&raw, digits.len / 2) : NULL;
    (void)snprintf(step, sizeof step, "transaction %zu", out->n + 1);
    if (out->n == SIGNED_TRANSACTIONS_MAX) {
        return err_set(e, ERR_TOO_BIG, "more than %d transactions", SIGNED_TRANSACTIONS_MAX);
    }
    if (at == NULL || !hex_decode(digits, at, digits.len / 2)) {
        return err_set(e, kind, "%s is not hex, or too long", step);
    }
    signed_file_add(out, step, buf_view(&raw));
    return true;
}

static bool read_lines(struct text text, enum err_kind kind, struct signed_file *out, struct err *e)
{
    struct text line;
    bool has_more = true;
    while (has_more) {
        has_more = text_split(text, '\n', &line, &text);
        line = text_trim(line);
        TRY(line.len == 0 || read_line(line, kind, out, e));
    }
    return out->n > 0 || err_set(e, kind, "there is no transaction");
}

static bool read_file(const char *name, struct signed_file *out, bool *has_chain, struct err *e)
{
    bool is_stdin = strcmp(name, "-") == 0;
    AUTO(buf_done) struct buf file = buf_start(SIGNED_FILE_MAX);
    TRY(is_stdin ? fs_read_fd(STDIN_FILENO, "stdin", &file, e) : fs_read(name + 1, &file, e));
    const struct text text = text_trim(buf_view_text(&file));
    *has_chain = text_starts(text, "{");
    return (*has_chain ? signed_file_parse(buf_view(&file), out, e)
                       : read_lines(text, ERR_MALFORMED, out, e)) ||
           err_wrap(e, "'%.120s'", is_stdin ? "stdin" : name + 1);
}

static bool other_chain(const char *step, uint64_t found, const struct node *node, struct err *e)
{
    const struct network *network = network_by_chain_id(found);
    (void)err_set(e, ERR_CONFLICT, "'%.60s' is signed for chain %" PRIu64 ", not %" PRIu64, step,
                  found, node->chain_id);
    return network != NULL ? err_hint(e, "--network %s", network->name)
                           : err_hint(e, "--chain-id %" PRIu64, found);
}

/* Decodes them, and holds them against the network. */
static bool check(const struct log *warnings, const struct node *node, struct sent *sent,
                  struct err *e)
{
    for (size_t i = 0; i < sent->n; i++) {
        const struct signed_transaction *one = &sent->file.at[i];
        const struct transaction *t = &sent->decoded[i].transaction;
        if (!transaction_decode(buf_view(&one->raw), &sent->decoded[i], e)) {
            return err_wrap(e, "'%.60s'", one->step);
        }
        if (t->is_unprotected) {
            log_line(warnings, "'%s' is valid on every chain: it has no chain id", one->step);
        } else if (t->chain_id != node->chain_id) {
            return other_chain(one->step, t->chain_id, node, e);
        }
    }
    return true;
}

static void make_flights(struct sent *sent)
{
    for (size_t i = 0; i < sent->n; i++) {
        sent->flights[i] = (struct flight){
            .step = sent->file.at[i].step,
            .raw = buf_view(&sent->file.at[i].raw),
            .hash = sent->file.at[i].hash,
            .from = sent->decoded[i].from,
            .nonce = sent->decoded[i].transaction.nonce,
            .is_creation = sent->decoded[i].transaction.is_creation,
            .receipt = &sent->receipts[i],
        };
    }
}

bool sent_read(const char *raw, const struct node *node, const struct log *warnings,
               struct sent *sent, struct err *e)
{
    bool has_chain = false;
    bool is_file = raw[0] == '@' || strcmp(raw, "-") == 0;
    TRY(is_file ? read_file(raw, &sent->file, &has_chain, e)
                : read_lines(text_of(raw), ERR_USAGE, &sent->file, e) || err_wrap(e, "RAW"));
    if (has_chain && sent->file.chain_id != node->chain_id) {
        return other_chain(sent->file.at[0].step, sent->file.chain_id, node, e);
    }
    sent->n = sent->file.n;
    sent->decoded = mem_array(sent->n, sizeof *sent->decoded);
    sent->flights = mem_array(sent->n, sizeof *sent->flights);
    sent->receipts = mem_array(sent->n, sizeof *sent->receipts);
    sent->was_mined = mem_array(sent->n, sizeof *sent->was_mined);
    TRY(check(warnings, node, sent, e));
    make_flights(sent);
    return true;
}
