/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: explorer_read_…, by the first byte; the second chooses the status. Words are
 * fit for a terminal, a job's name for a URL, and nothing that is not JSON is an answer of success.
 */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "explorer/answer.h"

typedef void reader(long status, struct bytes body, struct explorer_answer *out);

static reader *const readers[] = {
    explorer_read_blockscout_contract, explorer_read_blockscout_taken,
    explorer_read_etherscan_source,    explorer_read_etherscan_taken,
    explorer_read_etherscan_job,       explorer_read_sourcify_contract,
    explorer_read_sourcify_taken,      explorer_read_sourcify_job,
};

static const long statuses[] = {200, 202, 400, 401, 404, 409, 429, 500};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_words(const struct explorer_answer *answer)
{
    struct text words = {answer->words, strnlen(answer->words, sizeof answer->words)};
    require(words.len < sizeof answer->words && utf8_is_valid(words));
    for (size_t i = 0; i < words.len; i++) {
        uint8_t c = (uint8_t)words.at[i];
        require(c >= ' ' && c != 0x7f);
    }
}

static void check_job(const struct explorer_answer *answer)
{
    static const char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    require(strspn(answer->job, letters) == strlen(answer->job));
}

/* Nobody verified anything that is not an object. */
static void check_success(const struct explorer_answer *answer, struct bytes body)
{
    struct err e = {0};
    bool is_success = answer->state == EXPLORER_VERIFIED || answer->state == EXPLORER_ALREADY ||
                      answer->state == EXPLORER_TAKEN || answer->job[0] != 0;
    require(answer->match == EXPLORER_MATCH_UNKNOWN || answer->state == EXPLORER_VERIFIED);
    if (is_success) {
        AUTO(json_freep) struct json *json = json_parse(body, &e);
        require(json != NULL && json_is_object(json_root(json)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct explorer_answer answer;
    if (size < 2) {
        return 0;
    }
    const struct bytes body = bytes_of(data + 2, size - 2);
    memset(&answer, 0xa5, sizeof answer);
    readers[data[0] % COUNT(readers)](statuses[data[1] % COUNT(statuses)], body, &answer);
    require(answer.state <= EXPLORER_UNABLE && answer.match <= EXPLORER_MATCH_EXACT);
    require(answer.status == statuses[data[1] % COUNT(statuses)]);
    check_words(&answer);
    check_job(&answer);
    check_success(&answer, body);
    return 0;
}
