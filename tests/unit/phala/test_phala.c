/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <phala.h>
#include <string.h>

#include "base/fs.h"

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

static struct buf read_file(const char *path)
{
    struct buf content = buf_start(8 * MIB);
    struct err e = {0};
    cr_assert(fs_read(path, &content, &e), "%s", e.text);
    return content;
}

/* A sound quote, its collateral and root. */
struct fixture {
    struct buf quote, root;
    struct phala_collateral *collateral;
    struct phala_options options;
};

static void start(struct fixture *f)
{
    AUTO(buf_done) struct buf collateral = read_file(NEGATIVE "valid_tdx_v4/collateral.json");
    f->quote = read_file(NEGATIVE "valid_tdx_v4/quote.bin");
    f->root = read_file(NEGATIVE "root_ca.der");
    f->collateral = phala_collateral_new();
    cr_assert(phala_collateral_add(f->collateral, collateral.at, collateral.len, NULL));
    f->options = (struct phala_options){.size = sizeof f->options,
                                        .at = 1768435200,
                                        .collateral = f->collateral,
                                        .trust_root = f->root.at,
                                        .trust_root_size = f->root.len,
                                        .hardware_only = true};
}

static void end(struct fixture *f)
{
    buf_done(&f->quote);
    buf_done(&f->root);
    phala_collateral_free(f->collateral);
}

static struct phala_report *verify(const struct fixture *f)
{
    struct phala_report *report = NULL;
    struct phala_error error = {.kind = PHALA_ERROR_NONE};
    cr_assert(phala_verify(f->quote.at, f->quote.len, &f->options, &report, &error), "%s",
              error.message);
    return report;
}

static enum phala_verdict verdict(const struct fixture *f)
{
    struct phala_report *report = verify(f);
    enum phala_verdict is = phala_report_verdict(report);
    phala_report_free(report);
    return is;
}

static void expect_refused(const struct fixture *f, enum phala_error_kind kind)
{
    struct phala_report *report = NULL;
    struct phala_error error = {.kind = PHALA_ERROR_NONE};
    cr_expect_not(phala_verify(f->quote.at, f->quote.len, &f->options, &report, &error));
    cr_expect_eq(error.kind, kind, "%s", error.message);
    cr_expect_neq(error.message[0], 0);
    cr_expect_null(report);
    cr_expect_not(phala_verify(f->quote.at, f->quote.len, &f->options, &report, NULL));
}

Test(phala, gives_the_verdict_and_all_values)
{
    AUTO(end) struct fixture f;
    start(&f);
    struct phala_report *report = verify(&f);
    int64_t until = 0;
    size_t size = 0;
    struct phala_check check;
    cr_expect_eq(phala_report_verdict(report), PHALA_VERIFIED, "%s", phala_report_summary(report));
    cr_expect_str_eq(phala_report_tcb_status(report), "UpToDate");
    cr_expect(phala_report_valid_until(report, &until));
    cr_expect_gt(until, f.options.at);
    cr_expect_not_null(phala_report_measurement(report, "mrtd", &size));
    cr_expect_eq(size, 48);
    cr_expect_null(phala_report_measurement(report, "mrenclave", &size));
    size_t n = phala_report_check_count(report);
    cr_expect(phala_report_check(report, n - 1, &check));
    cr_expect_not(phala_report_check(report, n, &check));
    const char *json = phala_report_json(report);
    cr_expect_eq(strncmp(json, "{\"schema\":\"phala.verify/1\",\"verdict\":\"verified\"", 47), 0);
    cr_expect_eq(phala_report_json(report), json);
    phala_report_free(report);
}

Test(phala, a_collateral_handle_serves_many_verifications)
{
    AUTO(end) struct fixture f;
    start(&f);
    for (int i = 0; i < 3; i++) {
        cr_expect_eq(verdict(&f), PHALA_VERIFIED);
    }
}

Test(phala, nothing_compared_or_nothing_known_is_undecided)
{
    AUTO(end) struct fixture f;
    start(&f);
    f.options.hardware_only = false;
    cr_expect_eq(verdict(&f), PHALA_UNDECIDED);
    f.options.hardware_only = true;
    f.options.collateral = NULL;
    cr_expect_eq(verdict(&f), PHALA_UNDECIDED);
}

Test(phala, the_default_root_is_intels)
{
    AUTO(end) struct fixture f;
    start(&f);
    f.options.trust_root = NULL;
    cr_expect_eq(verdict(&f), PHALA_REJECTED);
}

Test(phala, expectations_are_compared)
{
    static const char zeros[] = "000000000000000000000000000000000000000000000000"
                                "000000000000000000000000000000000000000000000000";
    const struct phala_expectation wrong = {"mrtd", zeros};
    AUTO(end) struct fixture f;
    start(&f);
    f.options.expectations = &wrong;
    f.options.n_expectations = 1;
    cr_expect_eq(verdict(&f), PHALA_REJECTED);
}

Test(phala, options_that_mean_nothing_are_refused)
{
    static const char *const words[] = {"DEBUG", NULL};
    const struct phala_expectation unknown = {"mrtb", "00"};
    AUTO(end) struct fixture f;
    start(&f);
    const struct phala_options right = f.options;
    f.options.size = 0;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.size = sizeof f.options + 1;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.allow_td_attributes = words;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.allow_tcb = words;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.expectations = &unknown;
    f.options.n_expectations = 1;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.report_data = words;
    f.options.report_data_size = 65;
    expect_refused(&f, PHALA_ERROR_USAGE);
    f.options = right;
    f.options.trust_root_size = 10;
    expect_refused(&f, PHALA_ERROR_MALFORMED);
    f.options = right;
    f.quote.len = 100;
    expect_refused(&f, PHALA_ERROR_MALFORMED);
}

Test(phala, ends_nothing_as_well)
{
    phala_report_free(NULL);
    phala_collateral_free(NULL);
}
