/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "explorer/answer.h"

TestSuite(explorer_answer);

typedef void reader(long status, struct bytes body, struct explorer_answer *out);

static struct explorer_answer read_with(reader *read, long status, const char *body)
{
    struct explorer_answer answer = {0};
    read(status, bytes_of(body, strlen(body)), &answer);
    return answer;
}

struct answer_case {
    reader *read;
    long status;
    const char *body;
    enum explorer_state state;
    const char *kept; /* the job, or the words; NULL: neither */
};

static void check_cases(const struct answer_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct explorer_answer answer = read_with(cases[i].read, cases[i].status,
                                                        cases[i].body);
        const char *kept = answer.job[0] != 0 ? answer.job : answer.words;
        cr_assert_eq(answer.state, cases[i].state, "%zu: %s: state %d", i, cases[i].body,
                     (int)answer.state);
        cr_assert_eq(answer.status, cases[i].status);
        cr_assert_str_eq(kept, cases[i].kept != NULL ? cases[i].kept : "", "%zu: %s", i,
                         cases[i].body);
    }
}

/* The words of Blockscout, Etherscan and their likes (tx.md, section 13). */
Test(explorer_answer, every_word_of_a_job_is_understood)
{
    static const struct {
        const char *status, *result;
        enum explorer_state state;
    } cases[] = {
        {"1", "Pass - Verified", EXPLORER_VERIFIED},
        {"0", "Pass - Verified", EXPLORER_VERIFIED},
        {"0", "Pending in queue", EXPLORER_PENDING},
        {"1", "Pending in queue", EXPLORER_PENDING},
        {"0", "In progress", EXPLORER_PENDING},
        {"1", "Unknown UID", EXPLORER_PENDING},
        {"0", "Already Verified", EXPLORER_ALREADY},
        {"0", "Contract source code already verified", EXPLORER_ALREADY},
        {"1", "Smart-contract already verified.", EXPLORER_ALREADY},
        {"0", "Fail - Unable to verify", EXPLORER_REJECTED},
        {"1", "Fail - Unable to verify", EXPLORER_REJECTED},
        {"0", "Fail - Unable to verify. Compiled contract deployment bytecode does NOT match",
         EXPLORER_REJECTED},
        {"0", "Fail - Unable to verify. Unable to locate ContractCode at 0x12",
         EXPLORER_NOT_INDEXED},
        {"1", "Unable to locate ContractCode at 0x12", EXPLORER_NOT_INDEXED},
        {"0", "The address is not a smart contract", EXPLORER_NOT_INDEXED},
        {"0", "Address is not a smart-contract", EXPLORER_NOT_INDEXED},
        {"0", "Max rate limit reached, please use API Key for higher rate limit", EXPLORER_BUSY},
        {"0", "Max calls per sec rate limit reached (5/sec)", EXPLORER_BUSY},
        {"0", "Daily limit of 100 source code submissions reached", EXPLORER_UNABLE},
        {"0", "Missing/Invalid API Key", EXPLORER_DENIED},
        {"0", "Invalid API Key (#err2)", EXPLORER_DENIED},
        {"0", "something that nobody has said so far", EXPLORER_REJECTED},
        {"1", "something that nobody has said so far", EXPLORER_NO_ANSWER},
        {"1", "Contract source code not verified", EXPLORER_ABSENT},
        {"2", "Pass - Verified", EXPLORER_NO_ANSWER},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char body[512];
        (void)snprintf(body, sizeof body, "{\"status\":\"%s\",\"message\":\"x\",\"result\":\"%s\"}",
                       cases[i].status, cases[i].result);
        const struct explorer_answer answer = read_with(explorer_read_etherscan_job, 200, body);
        cr_assert_eq(answer.state, cases[i].state, "%s: %d", body, (int)answer.state);
        cr_assert_str_eq(answer.words, cases[i].status[0] == '2' ? "" : cases[i].result);
    }
}

Test(explorer_answer, etherscan_takes_a_request)
{
    static const struct answer_case cases[] = {
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":\"a7lpxkm9kpcpicx7daftmjifrfhiuhf5\"}",
         EXPLORER_TAKEN, "a7lpxkm9kpcpicx7daftmjifrfhiuhf5"},
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"0\",\"message\":\"Smart-contract already verified.\",\"result\":null}",
         EXPLORER_ALREADY, "Smart-contract already verified."},
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"0\",\"message\":\"NOTOK\",\"result\":\"Contract source code already "
         "verified\"}",
         EXPLORER_ALREADY, "Contract source code already verified"},
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"0\",\"message\":\"Missing codeformat field\",\"result\":null}",
         EXPLORER_REJECTED, "Missing codeformat field"},
        /* Success by its number, and a word that is no name of a job. */
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":\"Unable to locate ContractCode at "
         "0x12\"}",
         EXPLORER_NOT_INDEXED, "Unable to locate ContractCode at 0x12"},
        {explorer_read_etherscan_taken, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":\"a&b\"}", EXPLORER_REJECTED, "a&b"},
        {explorer_read_etherscan_taken, 200, "{\"status\":\"1\"}", EXPLORER_REJECTED, NULL},
        {explorer_read_etherscan_taken, 429, "<html>", EXPLORER_BUSY, NULL},
        {explorer_read_etherscan_taken, 502, "<html>", EXPLORER_UNABLE, NULL},
        {explorer_read_etherscan_taken, 403, "<html>Just a moment</html>", EXPLORER_NO_ANSWER,
         NULL},
        {explorer_read_etherscan_taken, 200, "[]", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_etherscan_taken, 200, "", EXPLORER_NO_ANSWER, NULL},
    };
    check_cases(cases, COUNT(cases));
}

Test(explorer_answer, etherscan_shows_a_source)
{
    static const struct answer_case cases[] = {
        {explorer_read_etherscan_source, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":[{\"SourceCode\":\"contract A "
         "{}\",\"SimilarMatch\":\"\"}]}",
         EXPLORER_VERIFIED, NULL},
        {explorer_read_etherscan_source, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":[{\"SourceCode\":\"\",\"ABI\":\"Contract "
         "source code not verified\"}]}",
         EXPLORER_ABSENT, NULL},
        /* Of another contract with the same code. */
        {explorer_read_etherscan_source, 200,
         "{\"status\":\"1\",\"message\":\"OK\",\"result\":[{\"SourceCode\":\"contract A "
         "{}\",\"SimilarMatch\":\"0x12\"}]}",
         EXPLORER_ABSENT, NULL},
        {explorer_read_etherscan_source, 200, "{\"status\":\"1\",\"result\":[]}", EXPLORER_ABSENT,
         NULL},
        {explorer_read_etherscan_source, 200,
         "{\"status\":\"0\",\"message\":\"NOTOK\",\"result\":\"Contract source code not "
         "verified\"}",
         EXPLORER_ABSENT, "Contract source code not verified"},
        {explorer_read_etherscan_source, 200,
         "{\"status\":\"0\",\"message\":\"NOTOK\",\"result\":\"Missing/Invalid API Key\"}",
         EXPLORER_DENIED, "Missing/Invalid API Key"},
        {explorer_read_etherscan_source, 200, "<html>", EXPLORER_NO_ANSWER, NULL},
    };
    check_cases(cases, COUNT(cases));
}

Test(explorer_answer, blockscout_answers)
{
    static const struct answer_case cases[] = {
        {explorer_read_blockscout_contract, 200, "{\"is_verified\":true}", EXPLORER_VERIFIED, NULL},
        {explorer_read_blockscout_contract, 200, "{\"is_verified\":false}", EXPLORER_ABSENT, NULL},
        {explorer_read_blockscout_contract, 200,
         "{\"verified_twin_address_hash\":\"0x12\",\"source_code\":\"x\"}", EXPLORER_ABSENT, NULL},
        {explorer_read_blockscout_contract, 200, "{\"is_verified\":\"true\"}", EXPLORER_ABSENT,
         NULL},
        {explorer_read_blockscout_contract, 404, "{\"message\":\"Not found\"}",
         EXPLORER_NOT_INDEXED, "Not found"},
        {explorer_read_blockscout_contract, 404, "<html>", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_blockscout_contract, 404, "{}", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_blockscout_contract, 401, "{\"message\":\"Wrong API key\"}", EXPLORER_DENIED,
         "Wrong API key"},
        {explorer_read_blockscout_contract, 200, "<html>", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_blockscout_contract, 500, "{\"message\":\"x\"}", EXPLORER_UNABLE, "x"},
        {explorer_read_blockscout_taken, 200,
         "{\"message\":\"Smart-contract verification started\"}", EXPLORER_TAKEN,
         "Smart-contract verification started"},
        {explorer_read_blockscout_taken, 200, "{\"message\":\"Already verified\"}",
         EXPLORER_ALREADY, "Already verified"},
        {explorer_read_blockscout_taken, 404, "{\"message\":\"Address is not a smart-contract\"}",
         EXPLORER_NOT_INDEXED, "Address is not a smart-contract"},
        {explorer_read_blockscout_taken, 404, "{\"message\":\"Not found\"}", EXPLORER_NO_ANSWER,
         "Not found"},
        {explorer_read_blockscout_taken, 200, "{\"message\":\"JSON files not found\"}",
         EXPLORER_REJECTED, "JSON files not found"},
        {explorer_read_blockscout_taken, 422, "{\"message\":\"Invalid parameter(s)\"}",
         EXPLORER_REJECTED, "Invalid parameter(s)"},
        {explorer_read_blockscout_taken, 403,
         "{\"message\":\"API key not configured on the server\"}", EXPLORER_DENIED,
         "API key not configured on the server"},
        {explorer_read_blockscout_taken, 429, "{\"message\":\"Too many\"}", EXPLORER_BUSY,
         "Too many"},
        {explorer_read_blockscout_taken, 200, "{\"message\":1}", EXPLORER_NO_ANSWER, NULL},
    };
    check_cases(cases, COUNT(cases));
}

#define JOB "249c2f4b-af6c-46a7-a72e-d079da70ac0e"

Test(explorer_answer, sourcify_answers)
{
    static const struct answer_case cases[] = {
        {explorer_read_sourcify_contract, 404,
         "{\"match\":null,\"creationMatch\":null,\"runtimeMatch\":null,\"chainId\":\"2035\"}",
         EXPLORER_ABSENT, NULL},
        {explorer_read_sourcify_contract, 200, "{\"match\":\"exact_match\"}", EXPLORER_VERIFIED,
         NULL},
        {explorer_read_sourcify_contract, 200, "{\"match\":\"other\"}", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_sourcify_contract, 200, "{}", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_sourcify_contract, 400,
         "{\"customCode\":\"unsupported_chain\",\"message\":\"The chain with chainId 2035 is not "
         "supported\",\"errorId\":\"x\"}",
         EXPLORER_UNABLE, "unsupported_chain: The chain with chainId 2035 is not supported"},
        {explorer_read_sourcify_taken, 202, "{\"verificationId\":\"" JOB "\"}", EXPLORER_TAKEN,
         JOB},
        {explorer_read_sourcify_taken, 202, "{\"verificationId\":\"../x\"}", EXPLORER_NO_ANSWER,
         NULL},
        {explorer_read_sourcify_taken, 202, "{\"verificationId\":7}", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_sourcify_taken, 409,
         "{\"customCode\":\"already_verified\",\"message\":\"m\"}", EXPLORER_ALREADY,
         "already_verified: m"},
        {explorer_read_sourcify_taken, 429,
         "{\"customCode\":\"duplicate_verification_request\",\"message\":\"m\"}", EXPLORER_PENDING,
         "duplicate_verification_request: m"},
        {explorer_read_sourcify_taken, 429, "{}", EXPLORER_BUSY, NULL},
        {explorer_read_sourcify_taken, 400, "{\"customCode\":\"invalid_json\",\"message\":\"m\"}",
         EXPLORER_REJECTED, "invalid_json: m"},
        {explorer_read_sourcify_taken, 404,
         "{\"customCode\":\"route_not_found\",\"message\":\"m\"}", EXPLORER_NO_ANSWER,
         "route_not_found: m"},
        {explorer_read_sourcify_job, 200,
         "{\"isJobCompleted\":false,\"contract\":{\"match\":null}}", EXPLORER_PENDING, NULL},
        {explorer_read_sourcify_job, 200,
         "{\"isJobCompleted\":true,\"contract\":{\"match\":\"match\"}}", EXPLORER_VERIFIED, NULL},
        {explorer_read_sourcify_job, 200,
         "{\"isJobCompleted\":true,\"contract\":{\"match\":null},\"error\":{\"customCode\":\"no_"
         "match\",\"message\":\"The onchain and recompiled bytecodes don't match.\"}}",
         EXPLORER_REJECTED, "no_match: The onchain and recompiled bytecodes don't match."},
        {explorer_read_sourcify_job, 200, "{\"isJobCompleted\":true,\"contract\":{\"match\":null}}",
         EXPLORER_REJECTED, NULL},
        {explorer_read_sourcify_job, 200,
         "{\"isJobCompleted\":true,\"error\":{\"customCode\":\"contract_not_deployed\"}}",
         EXPLORER_NOT_INDEXED, "contract_not_deployed"},
        {explorer_read_sourcify_job, 200, "{\"isJobCompleted\":true}", EXPLORER_NO_ANSWER, NULL},
        {explorer_read_sourcify_job, 200, "{\"isJobCompleted\":\"true\"}", EXPLORER_NO_ANSWER,
         NULL},
        {explorer_read_sourcify_job, 404, "{\"customCode\":\"job_not_found\",\"message\":\"m\"}",
         EXPLORER_NOT_INDEXED, "job_not_found: m"},
    };
    check_cases(cases, COUNT(cases));
}

Test(explorer_answer, a_match_is_exact_or_partial)
{
    static const struct {
        reader *read;
        const char *body;
        enum explorer_match match;
        const char *name;
    } cases[] = {
        {explorer_read_blockscout_contract,
         "{\"is_verified\":true,\"is_fully_verified\":true,\"is_partially_verified\":false}",
         EXPLORER_MATCH_EXACT, "exact"},
        {explorer_read_blockscout_contract,
         "{\"is_verified\":true,\"is_fully_verified\":false,\"is_partially_verified\":true}",
         EXPLORER_MATCH_PARTIAL, "partial"},
        {explorer_read_blockscout_contract, "{\"is_verified\":true,\"is_fully_verified\":null}",
         EXPLORER_MATCH_UNKNOWN, "unknown"},
        {explorer_read_sourcify_contract, "{\"match\":\"exact_match\"}", EXPLORER_MATCH_EXACT,
         "exact"},
        {explorer_read_sourcify_contract, "{\"match\":\"match\"}", EXPLORER_MATCH_PARTIAL,
         "partial"},
        {explorer_read_etherscan_job, "{\"status\":\"1\",\"result\":\"Pass - Verified\"}",
         EXPLORER_MATCH_UNKNOWN, "unknown"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct explorer_answer answer = read_with(cases[i].read, 200, cases[i].body);
        cr_assert_eq(answer.state, EXPLORER_VERIFIED, "%s", cases[i].body);
        cr_assert_eq(answer.match, cases[i].match, "%s", cases[i].body);
        cr_assert_str_eq(explorer_match_name(answer.match), cases[i].name);
    }
}

/* Words are for a terminal, and not more than there is room for. */
Test(explorer_answer, words_are_tame)
{
    char body[8192];
    const struct explorer_answer turned = read_with(
        explorer_read_etherscan_job, 200,
        "{\"status\":\"0\",\"result\":\" a\\u001b[31m\\r\\nb\\u202ec \"}");
    cr_assert_str_eq(turned.words, "a\\x1b[31m\\x0d\\x0ab\\xe2\\x80\\xaec");
    (void)snprintf(body, sizeof body, "{\"status\":\"0\",\"result\":\"x%06000d\"}", 0);
    const struct explorer_answer many = read_with(explorer_read_etherscan_job, 200, body);
    cr_assert_eq(strlen(many.words), EXPLORER_WORDS - 1);
    cr_assert_eq(many.state, EXPLORER_REJECTED);
    /* A job's name may be as long as there is room, and no longer. */
    (void)snprintf(body, sizeof body, "{\"status\":\"1\",\"result\":\"%0128d\"}", 0);
    cr_assert_eq(read_with(explorer_read_etherscan_taken, 200, body).state, EXPLORER_TAKEN);
    (void)snprintf(body, sizeof body, "{\"status\":\"1\",\"result\":\"%0129d\"}", 0);
    cr_assert_eq(read_with(explorer_read_etherscan_taken, 200, body).state, EXPLORER_REJECTED);
}
