/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/secret_ask.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include "base/fs.h"

/* A terminal that does not show what is typed, until it is closed. */
struct terminal {
    int fd;
    struct termios before;
    sigset_t mask_before, mask_waiting;
    const volatile sig_atomic_t *interrupted;
};

static void terminal_close(struct terminal *terminal)
{
    if (terminal->fd >= 0) {
        (void)tcsetattr(terminal->fd, TCSAFLUSH, &terminal->before);
        (void)pthread_sigmask(SIG_SETMASK, &terminal->mask_before, NULL);
        (void)close(terminal->fd);
    }
}

/* Ctrl-\ and Ctrl-Z wait until the terminal is as it was. Signals that end the program come only
 * while it waits for a line: none is lost just before that. */
static void hold_signals(struct terminal *terminal)
{
    static const int later[] = {SIGQUIT, SIGTSTP, SIGINT, SIGTERM};
    sigset_t held;
    (void)pthread_sigmask(SIG_BLOCK, NULL, &terminal->mask_before);
    held = terminal->mask_before;
    for (size_t i = 0; i < COUNT(later); i++) {
        (void)sigaddset(&held, later[i]);
    }
    terminal->mask_waiting = held;
    (void)sigdelset(&terminal->mask_waiting, SIGINT);
    (void)sigdelset(&terminal->mask_waiting, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &held, NULL);
}

static bool terminal_open(struct terminal *out)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return false;
    }
    if (tcgetattr(fd, &out->before) != 0) {
        (void)close(fd);
        return false;
    }
    hold_signals(out);
    struct termios silent = out->before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
    silent.c_lflag |= ECHONL | ICANON;
    out->fd = fd;
    return tcsetattr(fd, TCSAFLUSH, &silent) == 0;
}

static bool wait_for_line(const struct terminal *terminal, struct err *e)
{
    struct pollfd wanted = {.fd = terminal->fd, .events = POLLIN};
    int ready = ppoll(&wanted, 1, NULL, &terminal->mask_waiting);
    if (*terminal->interrupted != 0 || ready < 0) {
        (void)!fs_write_fd(terminal->fd, bytes_of("\n", 1), "the terminal", e);
        return err_set(e, ERR_INTERRUPTED, "interrupted");
    }
    return true;
}

/* In this mode a read gives one line. */
static bool read_line(const struct terminal *terminal, struct secret *out, struct err *e)
{
    TRY(wait_for_line(terminal, e));
    ssize_t got = read(terminal->fd, out->at, out->room);
    if (got <= 0 || out->at[got - 1] != '\n') {
        return err_set(e, ERR_USAGE, "no line was entered");
    }
    out->len = (size_t)got - 1;
    return true;
}

static bool ask(const struct terminal *terminal, const char *text, struct secret *out,
                struct err *e)
{
    AUTO(buf_done) struct buf line = buf_start(KIB);
    buf_printf(&line, "%s: ", text);
    return fs_write_fd(terminal->fd, buf_view(&line), "the terminal", e) &&
           read_line(terminal, out, e);
}

static bool ask_again(const struct terminal *terminal, struct secret *first, struct err *e)
{
    AUTO(secret_done) struct secret second = secret_start(first->room);
    if (first->len == 0) {
        return err_set(e, ERR_USAGE, "it may not be empty");
    }
    TRY(ask(terminal, "Once more", &second, e));
    return bytes_equal(bytes_of(first->at, first->len), bytes_of(second.at, second.len)) ||
           err_set(e, ERR_USAGE, "the two are not the same");
}

static bool cannot(const struct question *question, struct err *e)
{
    (void)err_set(e, ERR_USAGE, "a password is needed, and nobody can be asked");
    return err_hint(e, "put it into a file that only you can read: %s FILE", question->option);
}

bool secret_ask(const struct context *context, const struct question *question, struct secret *out,
                struct err *e)
{
    AUTO(terminal_close) struct terminal terminal = {.fd = -1, .interrupted = context->interrupted};
    if (context->globals->no_input || context->environment->ci || !terminal_open(&terminal)) {
        return cannot(question, e);
    }
    TRY(ask(&terminal, question->text, out, e));
    return !question->is_new || ask_again(&terminal, out, e);
}
