/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/launch_script.h"

#include "base/bytes.h"
#include "compose/image.h"

struct launch_script launch_script_of(struct text script)
{
    return (struct launch_script){script, 1};
}

static struct text skip(struct text text, size_t n)
{
    return (struct text){text.at + n, text.len - n};
}

static bool is_in(char c, const char *set)
{
    return bytes_find(text_bytes(text_of(set)), (uint8_t)c) < text_of(set).len;
}

/* Takes a command off: to an unescaped end of line, or to what stands between two commands. */
static struct text take_command(struct text *rest)
{
    size_t n = 0;
    while (n < rest->len && !is_in(rest->at[n], "\n;|&")) {
        n += rest->at[n] == '\\' && n + 1 < rest->len ? 2 : 1;
    }
    struct text command = {rest->at, n};
    *rest = skip(*rest, n < rest->len ? n + 1 : n);
    return command;
}

static struct text take_comment(struct text *rest)
{
    struct text comment;
    (void)text_split(*rest, '\n', &comment, rest);
    return comment;
}

static bool take_word(struct text *rest, struct text *word)
{
    static const char *const between = " \t\r\n\\\"'`(){}$";
    while (rest->len > 0 && is_in(rest->at[0], between)) {
        *rest = skip(*rest, 1);
    }
    size_t n = 0;
    while (n < rest->len && !is_in(rest->at[n], between)) {
        n++;
    }
    *word = (struct text){rest->at, n};
    *rest = skip(*rest, n);
    return n > 0;
}

static bool is_docker(struct text word)
{
    enum { NAME = 6 };
    bool is_last = word.len >= NAME && text_is(skip(word, word.len - NAME), "docker");
    return is_last && (word.len == NAME || word.at[word.len - NAME - 1] == '/');
}

/* Reads the words of a command; true when it starts a container. */
static bool judge(struct launch_command *command)
{
    struct text rest = command->text;
    struct text word;
    bool is_docker_seen = false;
    bool is_start = false;
    while (take_word(&rest, &word)) {
        is_start = is_start ||
                   (is_docker_seen && (text_is(word, "run") || text_is(word, "create")));
        is_docker_seen = is_docker_seen || is_docker(word);
        command->is_privileged = command->is_privileged || text_is(word, "--privileged") ||
                                 text_is(word, "--privileged=true");
    }
    command->has_digest = image_digest_is_in(command->text);
    return is_start;
}

static size_t count_lines(struct text text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.at[i] == '\n' ? 1 : 0;
    }
    return n;
}

static void skip_blanks(struct launch_script *script)
{
    while (script->rest.len > 0 && is_in(script->rest.at[0], " \t\r\n")) {
        script->line += script->rest.at[0] == '\n' ? 1 : 0;
        script->rest = skip(script->rest, 1);
    }
}

bool launch_script_next(struct launch_script *script, struct launch_command *out)
{
    skip_blanks(script);
    while (script->rest.len > 0) {
        struct text before = script->rest;
        bool is_comment = before.at[0] == '#';
        struct launch_command command = {.line = script->line};
        command.text = is_comment ? take_comment(&script->rest) : take_command(&script->rest);
        script->line += count_lines((struct text){before.at, before.len - script->rest.len});
        skip_blanks(script);
        if (!is_comment && judge(&command)) {
            *out = command;
            return true;
        }
    }
    return false;
}
