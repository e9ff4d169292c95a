/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/context.h"
#include "cli/run.h"

/* Defined with the commands: main knows none of them. */
extern const struct program phala_program;

static volatile sig_atomic_t interrupted;

/* The first signal asks for an orderly end, the second one does not wait for it. */
static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (interrupted != 0) {
        _exit(EXIT_INTERRUPTED);
    }
    interrupted = 1;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGXFSZ, &ignore, NULL); /* a file that may not grow is an error, not the end */
}

/* A descriptor 0, 1 or 2 that is closed would be taken by the next file that is opened. What stands
 * in for it cannot be written to, so that an answer without a reader is still an error. */
static void open_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd) {
            _exit(EXIT_INTERNAL);
        }
    }
}

int main(int argc, char **argv)
{
    open_standard_streams();
    catch_signals();
    size_t n = argc > 1 ? (size_t)argc - 1 : 0;
    const char *const *words = (const char *const *)argv + (argc > 0 ? 1 : 0);
    return run(&phala_program, n, words, &interrupted);
}
