/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/confirm.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "base/fs.h"

enum { LINE = 256 };

struct asking {
    int fd;
    sigset_t before;
};

static void asking_done(struct asking *asking)
{
    if (asking->fd >= 0) {
        (void)pthread_sigmask(SIG_SETMASK, &asking->before, NULL);
        (void)close(asking->fd);
    }
}

/* Signals that end the program come only while it waits: none is lost just before that. */
static bool start(struct asking *out)
{
    sigset_t held;
    out->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (out->fd < 0) {
        return false;
    }
    (void)sigemptyset(&held);
    (void)sigaddset(&held, SIGINT);
    (void)sigaddset(&held, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &held, &out->before);
    return true;
}

static bool read_answer(const struct asking *asking, const volatile sig_atomic_t *interrupted,
                        struct text *out, char line[LINE], struct err *e)
{
    struct pollfd wanted = {.fd = asking->fd, .events = POLLIN};
    int ready = *interrupted == 0 ? ppoll(&wanted, 1, NULL, &asking->before) : -1;
    if (*interrupted != 0 || ready < 0) {
        (void)!fs_write_fd(asking->fd, bytes_of("\n", 1), "the terminal", e);
        return err_set(e, ERR_INTERRUPTED, "interrupted");
    }
    ssize_t got = read(asking->fd, line, LINE);
    *out = text_trim((struct text){line, got > 0 ? (size_t)got : 0});
    return true;
}

static bool ask(const struct context *context, const struct asking *asking, const char *question,
                struct err *e)
{
    char line[LINE];
    struct text answer = {NULL, 0};
    AUTO(buf_done) struct buf prompt = buf_start(KIB);
    buf_printf(&prompt, "%s [y/N] ", question);
    TRY(fs_write_fd(asking->fd, buf_view(&prompt), "the terminal", e) &&
        read_answer(asking, context->interrupted, &answer, line, e));
    return text_equal_ignoring_case(answer, text_of("y")) ||
           text_equal_ignoring_case(answer, text_of("yes")) ||
           err_set(e, ERR_REFUSED, "not confirmed: nothing was sent");
}

bool confirm(const struct context *context, const char *question, struct err *e)
{
    AUTO(asking_done) struct asking asking = {.fd = -1};
    if (context->globals->yes) {
        return true;
    }
    if (context->globals->no_input || context->environment->ci || !start(&asking)) {
        (void)err_set(e, ERR_USAGE, "this has to be confirmed, and nobody can be asked");
        return err_hint(e, "look at it with --dry-run, then say --yes");
    }
    return ask(context, &asking, question, e);
}
