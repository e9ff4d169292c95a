/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* cut_server MODE: answers every request on a free port of 127.0.0.1 badly, in the one way that the
 * mode names. Says the port on stdout, and runs until it is killed. */

enum { BACKLOG = 16, REQUEST_MAX = 8192, DRIP_MS = 100 };

static bool put(int fd, const char *text, size_t n)
{
    return send(fd, text, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static void put_text(int fd, const char *text)
{
    (void)put(fd, text, strlen(text));
}

static void wait_ms(long ms)
{
    struct timespec wait = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000 * 1000};
    (void)nanosleep(&wait, NULL);
}

/* Accepts, and says nothing until the other side goes away. */
static void silent(int fd)
{
    char request[REQUEST_MAX];
    while (recv(fd, request, sizeof request, 0) > 0) {
    }
}

static void closed(int fd)
{
    (void)fd;
}

static void reset(int fd)
{
    struct linger hard = {.l_onoff = 1, .l_linger = 0};
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

static void garbage(int fd)
{
    static const char noise[] = "\x16\x03\x01\x00\xff\x7f\r\nnot HTTP \x1b[31m at all\r\n\r\n";
    (void)put(fd, noise, sizeof noise - 1);
}

static void old_http(int fd)
{
    put_text(fd, "<html>an answer without headers</html>");
}

static void cut_headers(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nContent-Type: applicat");
}

static void cut_body(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"tcbInfo\":");
}

static void cut_chunk(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n{\"tcbInfo\":");
}

static void bad_chunk(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
}

static void bad_length(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}");
}

static void html(int fd)
{
    put_text(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTCB-Info-Issuer-Chain: x\r\n"
                 "Content-Length: 30\r\n\r\n<html><body>Sign in</body></ht");
}

static void endless_headers(int fd)
{
    static const char line[] = "X-More: and more and more and more and more and more and more\r\n";
    put_text(fd, "HTTP/1.1 200 OK\r\n");
    while (put(fd, line, sizeof line - 1)) {
    }
}

static void endless_body(int fd)
{
    char part[REQUEST_MAX];
    memset(part, ' ', sizeof part);
    put_text(fd, "HTTP/1.1 200 OK\r\n\r\n");
    while (put(fd, part, sizeof part)) {
    }
}

static void drip(int fd)
{
    const char *line = "HTTP/1.1 200 OK\r\nX-Slow: ";
    for (; *line != 0 && put(fd, line, 1); line++) {
        wait_ms(DRIP_MS);
    }
    while (put(fd, "x", 1)) {
        wait_ms(DRIP_MS);
    }
}

static void hostile_header(int fd)
{
    put_text(fd, "HTTP/1.1 500 \x1b[31mred\r\nX-Request-Id: \x1b]0;title\x07 evil\r\n"
                 "Content-Length: 0\r\n\r\n");
}

static const struct {
    const char *name;
    void (*answer)(int fd);
} modes[] = {
    {"silent", silent},
    {"closed", closed},
    {"reset", reset},
    {"garbage", garbage},
    {"old-http", old_http},
    {"cut-headers", cut_headers},
    {"cut-body", cut_body},
    {"cut-chunk", cut_chunk},
    {"bad-chunk", bad_chunk},
    {"bad-length", bad_length},
    {"html", html},
    {"endless-headers", endless_headers},
    {"endless-body", endless_body},
    {"drip", drip},
    {"hostile-header", hostile_header},
};

/* Listens on a port that is free; -1 when there is none. */
static int listen_on_loopback(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *address = (struct sockaddr *)(void *)&at;
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, address, size) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, address, &size) != 0) {
        return -1;
    }
    (void)printf("%u\n", (unsigned)ntohs(at.sin_port));
    (void)fflush(stdout);
    return fd;
}

static void serve(int listener, void (*answer)(int fd))
{
    for (;;) {
        char request[REQUEST_MAX];
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            continue;
        }
        if (answer != silent && answer != closed) {
            (void)recv(fd, request, sizeof request, 0);
        }
        answer(fd);
        (void)close(fd);
    }
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(modes[i].name, argv[1]) == 0) {
            int listener = listen_on_loopback();
            if (listener >= 0) {
                serve(listener, modes[i].answer);
            }
            return EXIT_FAILURE;
        }
    }
    (void)fputs("Usage: cut_server MODE\n", stderr);
    return 2;
}
