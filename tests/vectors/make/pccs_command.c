/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "evidence.h"
#include "file_write.h"
#include "must.h"

/* What a PCCS serves, dated around the real time. */

enum { PIECE_MAX = 1 << 20, MARGIN_DAYS = 1, PERIOD_DAYS = 30, CERT_DAYS = 3650 };

static void body_write(const char *folder, const char *file, const char *name,
                       const struct buf *document, const struct buf *signature)
{
    struct buf body = buf_start(PIECE_MAX);
    buf_printf(&body, "{\"%s\":", name);
    buf_add(&body, buf_view(document));
    buf_text(&body, ",\"signature\":\"");
    buf_add(&body, buf_view(signature));
    buf_text(&body, "\"}");
    file_write(folder, file, &body);
    buf_done(&body);
}

static bool is_plain(uint8_t c)
{
    static const char PLAIN[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    return c != 0 && strchr(PLAIN, c) != NULL;
}

static void header_write(const char *folder, const char *file, const struct buf *chain)
{
    struct buf value = buf_start(PIECE_MAX);
    for (size_t i = 0; i < chain->len; i++) {
        if (is_plain(chain->at[i])) {
            buf_char(&value, (char)chain->at[i]);
        } else {
            buf_printf(&value, "%%%02X", chain->at[i]);
        }
    }
    file_write(folder, file, &value);
    buf_done(&value);
}

static void hex_file(const char *folder, const char *file, const struct buf *der)
{
    struct buf text = buf_start(PIECE_MAX);
    buf_hex(&text, buf_view(der));
    file_write(folder, file, &text);
    buf_done(&text);
}

static void service_write(const char *folder, enum base base)
{
    struct evidence evidence;
    struct platform platform = platform_start(base);
    int64_t from = (int64_t)time(NULL) - MARGIN_DAYS * DAY;
    platform_redate(&platform, from, from + PERIOD_DAYS * DAY, from + CERT_DAYS * DAY);
    evidence_make(&platform, &evidence);
    folder_make(folder);
    root_write(folder, &evidence.root, false);
    file_write(folder, "quote.bin", &evidence.quote);
    body_write(folder, "tcb.json", "tcbInfo", &evidence.tcb_info, &evidence.tcb_signature);
    body_write(folder, "qe_identity.json", "enclaveIdentity", &evidence.qe_identity,
               &evidence.qe_signature);
    file_write(folder, "pckcrl.der", &evidence.pck_crl);
    hex_file(folder, "rootcacrl.hex", &evidence.root_crl);
    header_write(folder, "tcb-chain.header", &evidence.tcb_chain);
    header_write(folder, "qe-chain.header", &evidence.qe_chain);
    header_write(folder, "pck-crl-chain.header", &evidence.crl_chain);
    evidence_done(&evidence);
}

void pccs_command(const struct command_options *options)
{
    char folder[PATH_MAX];
    int n = snprintf(folder, sizeof(folder), "%s/sgx", options->argument);
    must(n > 0 && (size_t)n < sizeof(folder), "path too long");
    service_write(options->argument, TDX_V4);
    service_write(folder, SGX_V3);
}
