/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain_write.h"
#include "command.h"
#include "evidence.h"
#include "file_write.h"
#include "must.h"

/* The commands that write lines for a batch: many platforms, or one platform many times. */

enum { LINE_MAX_BYTES = 1 << 20, COUNT_MAX = 10000000 };

static unsigned long count_of(const char *argument)
{
    char *end = NULL;
    unsigned long n = strtoul(argument, &end, 10);
    must(end != argument && *end == '\0' && n > 0 && n <= COUNT_MAX, "N is no count");
    return n;
}

static void root_file(const char *path, const struct buf *der)
{
    struct buf pem = buf_start(LINE_MAX_BYTES);
    pem_write(&pem, "CERTIFICATE", buf_view(der), "\n");
    path_write(path, &pem);
    buf_done(&pem);
}

/* The collateral is rendered on several lines, with line breaks only between members. */
static void collateral_append(struct buf *line, const struct buf *collateral)
{
    for (size_t i = 0; i < collateral->len; i++) {
        if (collateral->at[i] != '\n') {
            buf_char(line, (char)collateral->at[i]);
        }
    }
}

static void line_write(unsigned long i, const struct evidence *evidence, bool with_collateral)
{
    struct buf line = buf_start(LINE_MAX_BYTES);
    buf_printf(&line, "{\"id\":\"platform-%lu\",\"quote\":\"", i);
    buf_hex(&line, buf_view(&evidence->quote));
    buf_text(&line, "\"");
    if (with_collateral) {
        buf_text(&line, ",\"collateral\":");
        collateral_append(&line, &evidence->collateral);
    }
    buf_printf(&line, ",\"at\":%lld}\n", (long long)NOW);
    must(buf_is_whole(&line) && fwrite(line.at, 1, line.len, stdout) == line.len, "line");
    buf_done(&line);
}

static void number_into(uint8_t *at, size_t n, unsigned long number)
{
    for (size_t i = 0; i < n; i++) {
        at[i] = (uint8_t)(i < sizeof(number) ? number >> (8 * i) : 0);
    }
}

struct labels {
    char pck[32];
    char attestation[48];
    char serial[48];
    char crl_number[24];
};

/* A PCK certificate, an FMSPC, a TCB Info and a CRL of its own. */
static void make_distinct(struct platform *p, struct labels *labels, unsigned long i)
{
    (void)snprintf(labels->pck, sizeof(labels->pck), "pck %lu", i);
    (void)snprintf(labels->attestation, sizeof(labels->attestation), "attestation key %lu", i);
    (void)snprintf(labels->serial, sizeof(labels->serial), "4f2a8ecc5c9d0d8d6ab1cf0b%016lx", i);
    (void)snprintf(labels->crl_number, sizeof(labels->crl_number), "%016lx", i + 1);
    p->pck.key.label = p->quote.qe_signer.label = labels->pck;
    p->quote.attestation_key.label = p->quote.quote_signer.label = labels->attestation;
    p->pck.serial = labels->serial;
    p->pck_crl.number = labels->crl_number;
    number_into(p->pck.sgx.ppid, sizeof(p->pck.sgx.ppid), i);
    number_into(p->pck.sgx.fmspc, sizeof(p->pck.sgx.fmspc), i);
    memcpy(p->tcb_info.fmspc, p->pck.sgx.fmspc, sizeof(p->tcb_info.fmspc));
    number_into(p->quote.body + AT_TD_REPORT_DATA, REPORT_DATA_SIZE, i);
}

void platforms_command(const struct command_options *options)
{
    unsigned long n = count_of(options->argument);
    for (unsigned long i = 0; i < n; i++) {
        struct labels labels;
        struct evidence evidence;
        struct platform platform = platform_start(TDX_V4);
        make_distinct(&platform, &labels, i);
        evidence_make(&platform, &evidence);
        line_write(i, &evidence, true);
        if (i == 0 && options->root != NULL) {
            root_file(options->root, &evidence.root);
        }
        evidence_done(&evidence);
    }
}

void same_command(const struct command_options *options)
{
    unsigned long n = count_of(options->argument);
    for (unsigned long i = 0; i < n; i++) {
        struct evidence evidence;
        struct platform platform = platform_start(TDX_V4);
        number_into(platform.quote.body + AT_TD_REPORT_DATA, REPORT_DATA_SIZE, i);
        evidence_make(&platform, &evidence);
        line_write(i, &evidence, !options->no_collateral);
        if (i == 0 && options->root != NULL) {
            root_file(options->root, &evidence.root);
        }
        if (i == 0 && options->collateral != NULL) {
            path_write(options->collateral, &evidence.collateral);
        }
        evidence_done(&evidence);
    }
}
