/* SPDX-License-Identifier: Apache-2.0 */
/* Runs commands in turn, one of each per round, and prints a line for every run:
 * command, nanoseconds from start to end, KiB at the peak, exit code, nanoseconds of CPU.
 *
 *   spawn [--fresh FILE] ROUNDS COMMAND [ARGUMENT…] [::: COMMAND [ARGUMENT…]]…
 *
 * A run has an empty stdin, and nobody reads what it prints. --fresh removes a file before each of
 * them, which is not measured. */
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COMMANDS_MAX = 16, ROUNDS_MAX = 100000, USAGE = 2 };

static const char SEPARATOR[] = ":::";

static void die(const char *what)
{
    (void)fprintf(stderr, "spawn: %s\n", what);
    exit(USAGE);
}

static int64_t now_ns(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0) {
        die("no clock");
    }
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t cpu_ns(const struct rusage *usage)
{
    int64_t seconds = (int64_t)usage->ru_utime.tv_sec + usage->ru_stime.tv_sec;
    int64_t microseconds = (int64_t)usage->ru_utime.tv_usec + usage->ru_stime.tv_usec;
    return seconds * 1000000000 + microseconds * 1000;
}

/* Splits at the separators, which become the ends of the lists of arguments. */
static size_t split(char **args, char **commands[COMMANDS_MAX])
{
    size_t n = 0;
    commands[n++] = args;
    for (char **at = args; *at != NULL; at++) {
        if (strcmp(*at, SEPARATOR) == 0) {
            *at = NULL;
            if (n == COMMANDS_MAX) {
                die("too many commands");
            }
            commands[n++] = at + 1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (commands[i][0] == NULL) {
            die("an empty command");
        }
    }
    return n;
}

static void measure(size_t number, char **command, const posix_spawn_file_actions_t *files)
{
    pid_t pid = 0;
    int status = 0;
    struct rusage usage;
    int64_t start = now_ns();
    if (posix_spawnp(&pid, command[0], files, NULL, command, environ) != 0) {
        die(command[0]);
    }
    if (wait4(pid, &status, 0, &usage) != pid) {
        die("wait4");
    }
    int64_t end = now_ns();
    (void)printf("%zu %" PRId64 " %ld %d %" PRId64 "\n", number, end - start, usage.ru_maxrss,
                 WIFEXITED(status) ? WEXITSTATUS(status) : -1, cpu_ns(&usage));
}

int main(int argc, char **argv)
{
    char *end = NULL;
    const char *fresh = argc > 3 && strcmp(argv[1], "--fresh") == 0 ? argv[2] : NULL;
    char **words = fresh != NULL ? argv + 3 : argv + 1;
    unsigned long rounds = words[0] != NULL ? strtoul(words[0], &end, 10) : 0;
    if (rounds == 0 || rounds > ROUNDS_MAX || *end != '\0' || words[1] == NULL) {
        die("spawn [--fresh FILE] ROUNDS COMMAND [ARGUMENT...] [::: COMMAND [ARGUMENT...]]...");
    }
    char **commands[COMMANDS_MAX];
    size_t n = split(words + 1, commands);
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0 ||
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0) != 0 ||
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0) {
        die("no file actions");
    }
    for (unsigned long round = 0; round < rounds; round++) {
        for (size_t i = 0; i < n; i++) {
            if (fresh != NULL) {
                (void)unlink(fresh);
            }
            measure(i, commands[i], &files);
        }
    }
    (void)posix_spawn_file_actions_destroy(&files);
    return EXIT_SUCCESS;
}
