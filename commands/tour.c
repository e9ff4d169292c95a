/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/run.h"
#include "commands/commands.h"

/* The files that the program carries, made at build time from templates/tour. */
extern const uint8_t tour_collateral_json[], tour_quote_bin[], tour_root_ca_pem[],
    tour_tampered_bin[];
extern const size_t tour_collateral_json_size, tour_quote_bin_size, tour_root_ca_pem_size,
    tour_tampered_bin_size;

enum { FILE_MODE = 0644, WORDS_MAX = 16, OUTPUT_CAP = 256 * 1024 };

static const struct carried {
    const char *name;
    const uint8_t *at;
    const size_t *size;
} files[] = {
    {"quote.bin", tour_quote_bin, &tour_quote_bin_size},
    {"tampered.bin", tour_tampered_bin, &tour_tampered_bin_size},
    {"collateral.json", tour_collateral_json, &tour_collateral_json_size},
    {"root_ca.pem", tour_root_ca_pem, &tour_root_ca_pem_size},
};

#define JUDGED_AS_OF "--at", "2026-01-15T00:00:00Z", "--trust-root", "root_ca.pem"

static const struct step {
    const char *title;
    const char *words[WORDS_MAX]; /* behind "phala"; ends in NULL */
    const char *remark;
} steps[] = {
    {
        "A genuine quote, with all that it is judged by",
        {"verify", "quote.bin", "--offline", "--collateral", "collateral.json", JUDGED_AS_OF,
         "--hardware-only", NULL},
        "Every check holds, so the exit code is 0. Only the platform was asked for: with --expect "
        "mrtd=... you also say what has to run on it.",
    },
    {
        "The same quote with one bit of RTMR3 flipped",
        {"verify", "tampered.bin", "--offline", "--collateral", "collateral.json", JUDGED_AS_OF,
         "--hardware-only", NULL},
        "The signature no longer holds: rejected, exit code 1.",
    },
    {
        "The genuine quote, but nothing to judge it by",
        {"verify", "quote.bin", "--offline", "--no-cache", JUDGED_AS_OF, "--hardware-only", NULL},
        "Nothing failed, and nothing is verified either: undecided, exit code 3. A script never "
        "takes that for a yes.",
    },
};

static bool write_files(const char *folder, struct err *e)
{
    for (size_t i = 0; i < COUNT(files); i++) {
        AUTO(mem_freep) char *path = path_join(folder, files[i].name);
        TRY(fs_write(path, bytes_of(files[i].at, *files[i].size), FILE_MODE, e));
    }
    return true;
}

/* A new folder that only the user can read, and the process goes there: commands are shown, and
 * work, with plain names. */
static bool enter_scratch(const char *tmpdir, char **folder, struct err *e)
{
    char *path = path_join(tmpdir != NULL && tmpdir[0] == '/' ? tmpdir : "/tmp",
                           "phala-tour.XXXXXX");
    if (mkdtemp(path) == NULL || chdir(path) != 0) {
        (void)err_set(e, ERR_IO, "cannot make the scratch folder '%s': %s", path,
                      strerrordesc_np(errno));
        mem_free(path);
        return false;
    }
    *folder = path;
    return write_files(path, e);
}

static void command_line(const struct step *step, struct buf *out)
{
    buf_text(out, "phala");
    for (size_t i = 0; step->words[i] != NULL; i++) {
        buf_printf(out, " %s", step->words[i]);
    }
}

static void tell_step(struct printer *p, size_t index, const struct buf *line,
                      const struct captured *captured)
{
    const struct step *step = &steps[index];
    if (print_is_json(p)) {
        print_record(p, NULL);
        print_string(p, "title", step->title);
        print_text(p, "command", buf_view_text(line));
        print_uint(p, "exit_code", (uint64_t)captured->answer);
        print_text(p, "output", buf_view_text(captured->output));
        print_record_end(p);
        return;
    }
    AUTO(buf_done) struct buf text = buf_start(OUTPUT_CAP);
    buf_printf(&text, "%zu. %s\n\n$ %.*s\n", index + 1, step->title, TEXT_ARG(buf_view_text(line)));
    buf_add(&text, buf_view(captured->output));
    buf_printf(&text, "[exit code %d]\n\n%s\n\n", (int)captured->answer, step->remark);
    print_document(p, buf_view(&text));
}

static bool run_step(const struct context *context, size_t index, struct err *e)
{
    AUTO(buf_done) struct buf line = buf_start(KIB);
    AUTO(buf_done) struct buf output = buf_start(OUTPUT_CAP);
    struct captured captured = {.output = &output, .answer = EXIT_INTERNAL};
    size_t n = 0;
    while (steps[index].words[n] != NULL) {
        n++;
    }
    command_line(&steps[index], &line);
    TRY(run_captured(context, n, steps[index].words, &captured, e));
    tell_step(context->out, index, &line, &captured);
    return true;
}

static void tell_start(struct printer *p, const char *folder)
{
    if (print_is_json(p)) {
        print_begin(p, "phala.tour/1");
        print_string(p, "folder", folder);
        print_list(p, "steps");
        return;
    }
    AUTO(buf_done) struct buf text = buf_start(4 * KIB);
    buf_printf(&text,
               "phala judges quotes of Intel TDX and SGX. This tour needs no account and no "
               "network.\nIts evidence is synthetic: made for the tour, under a root of its own "
               "that phala\naccepts only where --trust-root names it. It stands in a scratch "
               "folder:\n\n$ cd %s\n\n",
               folder);
    print_document(p, buf_view(&text));
}

static void tell_end(struct printer *p, const char *folder)
{
    if (print_is_json(p)) {
        print_list_end(p);
        print_end(p);
        return;
    }
    AUTO(buf_done) struct buf text = buf_start(4 * KIB);
    buf_printf(&text,
               "Next: judge a quote of your own with 'phala verify QUOTE --hardware-only', read\n"
               "'phala help verify' and the manual page phala-attestation(7). The scratch folder "
               "stays\nfor you to try things: rm -r %s\n",
               folder);
    print_document(p, buf_view(&text));
}

static bool tour_run(const struct context *context, const void *args, struct err *e)
{
    (void)args;
    AUTO(mem_freep) char *folder = NULL;
    TRY(enter_scratch(context->environment->tmpdir, &folder, e));
    tell_start(context->out, folder);
    for (size_t i = 0; i < COUNT(steps); i++) {
        TRY(run_step(context, i, e));
    }
    tell_end(context->out, folder);
    return true;
}

static const struct example examples[] = {
    {"phala tour", "see a quote verified, one rejected, one undecided"},
};

const struct command command_tour = {
    .name = "tour",
    .group = "Attestation",
    .summary = "see what verification does, on evidence made for it",
    .details = "Writes synthetic evidence into a new scratch folder and judges it three times: a "
               "genuine quote, the same quote with one bit flipped, and the genuine one without "
               "collateral. Each command is shown with what it prints. The evidence is under a "
               "root of its own, which no other command accepts unless --trust-root names it.",
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-verify(1), phala-attestation(7)",
    .run = tour_run,
};
