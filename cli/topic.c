/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/topic.h"

#include "cli/exit.h"
#include "cli/wrap.h"

const struct variable variables[] = {
    {"CI", "set: never draw progress, never ask"},
    {"CLICOLOR", "0: no colour unless forced"},
    {"CLICOLOR_FORCE", "set and not 0: colour also where the output is no terminal"},
    {"COLUMNS", "width of the terminal that reports are wrapped to"},
    {"ETHERSCAN_API_KEY", "key for Etherscan, where sources are shown to everybody"},
    {"ETH_KEYSTORE", "the keystore to sign with where no option names a key"},
    {"ETH_PASSWORD", "file with the password of the keystore"},
    {"ETH_RPC_URL", "the node to ask where --rpc-url names none"},
    {"FORCE_COLOR", "set and not empty: colour also where the output is no terminal"},
    {"GITHUB_STEP_SUMMARY", "file that --format github adds a summary to"},
    {"HOME",
     "where XDG_CACHE_HOME and XDG_DATA_HOME are not set: .cache/phala and .local/share/phala"},
    {"HTTPS_PROXY", "proxy for requests; also https_proxy, ALL_PROXY, NO_PROXY"},
    {"LC_ALL", "output is plain ASCII in the C locale; also LC_CTYPE, LANG"},
    {"NO_COLOR", "set and not empty: no colour"},
    {"PRIVATE_KEY", "the key to sign with where no option names one"},
    {"SSL_CERT_FILE", "CA certificates to trust instead of the system's"},
    {"TERM", "dumb: no colour"},
    {"TMPDIR", "where 'phala tour' makes its scratch folder; /tmp if not set"},
    {"XDG_CACHE_HOME", "the cache of collateral is $XDG_CACHE_HOME/phala"},
    {"XDG_DATA_HOME", "keystores and journals are in $XDG_DATA_HOME/phala"},
};
const unsigned n_variables = COUNT(variables);

enum { NAME_WIDTH = 22, CODE_WIDTH = 6 };

static void write_exit_codes(struct buf *out)
{
    wrap_text(out,
              "Every command ends with one of these codes. A negative answer (1) is never mixed "
              "up with \"could not find out\" (3), and 0 is never the answer when nothing was "
              "done or compared.",
              0, 0);
    buf_char(out, '\n');
    for (unsigned i = 0; i < exit_table_size; i++) {
        buf_printf(out, "%5d ", (int)exit_table[i].code);
        wrap_text(out, exit_table[i].meaning, CODE_WIDTH, CODE_WIDTH);
    }
}

static void write_environment(struct buf *out)
{
    wrap_text(out, "Environment variables that phala reads. Options win over them.", 0, 0);
    buf_char(out, '\n');
    for (unsigned i = 0; i < n_variables; i++) {
        buf_printf(out, "  %-19s ", variables[i].name);
        wrap_text(out, variables[i].meaning, NAME_WIDTH, NAME_WIDTH);
    }
}

const struct topic topics[] = {
    {"environment", "environment variables that are read", write_environment},
    {"exit-codes", "what the exit codes mean", write_exit_codes},
};
const unsigned n_topics = COUNT(topics);

const struct topic *topic_find(struct text name)
{
    for (unsigned i = 0; i < n_topics; i++) {
        if (text_is(name, topics[i].name)) {
            return &topics[i];
        }
    }
    return NULL;
}
