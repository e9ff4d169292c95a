/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <fnmatch.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* mutant NUMBER PATTERN [all]: runs tests of Criterion in place of its own runner, which starts the
 * program anew for each of them; here a fork of it is enough. Ends with the first test that fails,
 * or, with `all`, goes on, and tests say all that they expected. Prints as Criterion does. */

enum { SECONDS = 10 }; /* of the processor: some changes make a loop without an end */

struct criterion_options criterion_options;

/* The change that is in force, of those in the object. */
int mutant;

/* The tests of a program, by their section. */
extern struct criterion_test *__start_cr_tst[];
extern struct criterion_test *__stop_cr_tst[];

static jmp_buf end_of_test;
static bool goes_on;
static bool has_failed;

int cr_asprintf(char **out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vasprintf(out, format, args);
    va_end(args);
    return n;
}

void cr_asprintf_free(char *text)
{
    free(text);
}

/* The expression is what follows, whatever the kind of message. */
char *cr_translate_assert_msg(int kind, ...)
{
    va_list args;
    va_start(args, kind);
    char *text = strdup(va_arg(args, const char *));
    va_end(args);
    return text;
}

void cri_asserts_passed_incr(void)
{
}

void criterion_send_assert(struct criterion_assert_stats *stats)
{
    (void)dprintf(STDOUT_FILENO, "[----] %s:%u: failed\n[----]   %s\n", stats->file, stats->line,
                  stats->message);
}

void criterion_abort_test(void)
{
    has_failed = true;
    longjmp(end_of_test, 1);
}

void criterion_continue_test(void)
{
    has_failed = true;
    if (!goes_on) {
        longjmp(end_of_test, 1);
    }
}

void criterion_skip_test(const char *format, ...)
{
    (void)format;
    longjmp(end_of_test, 1);
}

void criterion_internal_test_setup(void)
{
}

void criterion_internal_test_main(void (*run)(void))
{
    if (setjmp(end_of_test) == 0) {
        run();
    }
}

void criterion_internal_test_teardown(void)
{
}

static void run_child(const struct criterion_test *test)
{
    struct rlimit memory = {2UL << 30, 2UL << 30};
    struct rlimit none = {0, 0};
    struct rlimit time = {SECONDS, SECONDS};
    (void)setrlimit(RLIMIT_AS, &memory);
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)setrlimit(RLIMIT_CPU, &time);
    if (test->data->init != NULL) {
        test->data->init();
    }
    test->test();
    if (test->data->fini != NULL) {
        test->data->fini();
    }
    _exit(has_failed ? 1 : test->data->exit_code);
}

/* Whether it ended as it should. */
static bool passes(const struct criterion_test *test)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        run_child(test);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        return false;
    }
    return WIFSIGNALED(status)
               ? WTERMSIG(status) == test->data->signal
               : test->data->signal == 0 && WEXITSTATUS(status) == test->data->exit_code;
}

int main(int n, char **words)
{
    bool is_whole = true;
    if (n < 3) {
        return 2;
    }
    mutant = atoi(words[1]);
    goes_on = n > 3;
    for (struct criterion_test **at = __start_cr_tst; at < __stop_cr_tst; at++) {
        const struct criterion_test *test = *at;
        char name[256];
        (void)snprintf(name, sizeof name, "%s/%s", test->category, test->name);
        if (test->data->disabled || fnmatch(words[2], name, FNM_EXTMATCH) != 0 || passes(test)) {
            continue;
        }
        (void)dprintf(STDOUT_FILENO, "[FAIL] %s\n", name);
        is_whole = false;
        if (!goes_on) {
            return 1;
        }
    }
    return is_whole ? 0 : 1;
}
