/* SPDX-License-Identifier: Apache-2.0 */
/* What a user of the library writes: judges a quote, says why, and ends with the verdict's code.
 *
 *     example QUOTE COLLATERAL ROOT|- AT */
#include <phala.h>
#include <stdio.h>
#include <stdlib.h>

struct file {
    char *at;
    size_t size;
};

static struct file read_file(const char *path)
{
    enum { MOST = 8 << 20 };
    struct file file = {malloc(MOST), 0};
    FILE *in = fopen(path, "rb");
    if (in == NULL || file.at == NULL) {
        perror(path);
        exit(74);
    }
    file.size = fread(file.at, 1, MOST, in);
    (void)fclose(in);
    return file;
}

static void print_checks(const struct phala_report *report)
{
    struct phala_check check;
    for (size_t i = 0; phala_report_check(report, i, &check); i++) {
        if (check.result == PHALA_FAIL || check.result == PHALA_UNKNOWN) {
            printf("  %s: %s\n", check.id, check.detail);
        }
    }
}

static int verify(char **paths)
{
    struct file quote = read_file(paths[0]);
    struct file collateral = read_file(paths[1]);
    struct file root = {NULL, 0};
    if (paths[2][0] != '-') {
        root = read_file(paths[2]);
    }
    struct phala_collateral *known = phala_collateral_new();
    struct phala_options options = {
        .size = sizeof options,
        .collateral = known,
        .at = strtoll(paths[3], NULL, 10),
        .trust_root = root.at,
        .trust_root_size = root.size,
        .hardware_only = true,
    };
    struct phala_error error = {0};
    struct phala_report *report = NULL;
    int code = PHALA_ERROR_MALFORMED;
    if (phala_collateral_add(known, collateral.at, collateral.size, &error) &&
        phala_verify(quote.at, quote.size, &options, &report, &error)) {
        printf("%s\n", phala_report_summary(report));
        print_checks(report);
        code = (int)phala_report_verdict(report);
    } else {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    phala_report_free(report);
    phala_collateral_free(known);
    free(quote.at);
    free(collateral.at);
    free(root.at);
    return code;
}

int main(int n, char **arguments)
{
    if (n == 5) {
        return verify(arguments + 1);
    }
    return printf("libphala %s\n", phala_version()) > 0 ? 0 : 1;
}
