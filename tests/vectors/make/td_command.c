/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "command.h"
#include "evidence.h"
#include "file_write.h"
#include "must.h"

/* One TDX v4 quote of a sound platform with chosen values of the TD, and its collateral: what
 * documents of a machine are made around. */

static const struct {
    const char *name;
    size_t at;
    size_t size;
} fields[] = {
    {"mrtd", AT_MRTD, 48},
    {"mr_config_id", AT_MRTD + 48, 48},
    {"rtmr0", AT_RTMR0, 48},
    {"rtmr1", AT_RTMR0 + 48, 48},
    {"rtmr2", AT_RTMR0 + 96, 48},
    {"rtmr3", AT_RTMR3, 48},
    {"report_data", AT_TD_REPORT_DATA, REPORT_DATA_SIZE},
};

/* The machine as its certificate names it: its model, which TCB Info names too, and itself. */
static bool set_machine(struct platform *platform, struct text name, struct text hex)
{
    uint8_t *fmspc = platform->pck.sgx.fmspc;
    uint8_t *ppid = platform->pck.sgx.ppid;
    if (text_is(name, "ppid")) {
        must(hex_decode(hex, ppid, sizeof(platform->pck.sgx.ppid)), "bad hex");
        return true;
    }
    if (text_is(name, "fmspc")) {
        must(hex_decode(hex, fmspc, sizeof(platform->pck.sgx.fmspc)), "bad hex");
        memcpy(platform->tcb_info.fmspc, fmspc, sizeof(platform->tcb_info.fmspc));
        return true;
    }
    return false;
}

static void set(struct platform *platform, const char *word)
{
    struct quote_spec *quote = &platform->quote;
    struct text name;
    struct text hex;
    must(text_split(text_of(word), '=', &name, &hex), "expected NAME=HEX");
    if (set_machine(platform, name, hex)) {
        return;
    }
    if (text_is(name, "user_data")) {
        must(hex_decode(hex, quote->header + AT_USER_DATA, hex.len / 2), "bad hex");
        return;
    }
    for (size_t i = 0; i < COUNT(fields); i++) {
        if (text_is(name, fields[i].name)) {
            must(hex_decode(hex, quote->body + fields[i].at, fields[i].size), "bad hex");
            return;
        }
    }
    must(false, "no such field");
}

void td_command(const struct command_options *options)
{
    struct evidence evidence;
    struct platform platform = platform_start(TDX_V4);
    for (size_t i = 0; i < options->n_sets; i++) {
        set(&platform, options->sets[i]);
    }
    evidence_make(&platform, &evidence);
    folder_make(options->argument);
    root_write(options->argument, &evidence.root, true);
    file_write(options->argument, "quote.bin", &evidence.quote);
    file_write(options->argument, "collateral.json", &evidence.collateral);
    evidence_done(&evidence);
}
