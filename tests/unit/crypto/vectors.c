/* SPDX-License-Identifier: Apache-2.0 */
#include "vectors.h"

#include <dirent.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END   "-----END CERTIFICATE-----"

static const char *const folders[] = {"vectors/attest/dcap/cases", "vectors/attest/negative"};
static const char *const files[] = {"quote.bin", "collateral.json"};

/* Line ends that JSON escaped become line ends; zero bytes become spaces. */
static char *unescape(struct bytes from)
{
    char *text = mem_new(from.left + 1);
    size_t n = 0;
    for (size_t i = 0; i < from.left; i++) {
        bool is_escape = from.at[i] == '\\' && i + 1 < from.left;
        if (is_escape && (from.at[i + 1] == 'n' || from.at[i + 1] == 'r')) {
            text[n++] = from.at[++i] == 'n' ? '\n' : '\r';
        } else {
            text[n++] = from.at[i] != 0 ? (char)from.at[i] : ' ';
        }
    }
    return text;
}

static void keep(struct vectors *out, const char *at, size_t n)
{
    for (size_t i = 0; i < out->n; i++) {
        if (text_equal(text_of(out->chains[i]), (struct text){at, n})) {
            return;
        }
    }
    out->chains = mem_resize(out->chains, out->n + 1, sizeof *out->chains);
    out->chains[out->n++] = mem_copy(at, n);
}

/* Behind the last certificate of the run that begins at `at`. */
static const char *end_of_run(const char *at)
{
    const char *end = strstr(at, END);
    while (end != NULL) {
        end += strlen(END);
        const char *next = end + strspn(end, " \t\r\n");
        if (strncmp(next, BEGIN, strlen(BEGIN)) != 0) {
            break;
        }
        end = strstr(next, END);
    }
    return end;
}

static void keep_chains(struct vectors *out, struct bytes content)
{
    AUTO(mem_freep) char *text = unescape(content);
    const char *begin = strstr(text, BEGIN);
    while (begin != NULL) {
        const char *end = end_of_run(begin);
        if (end == NULL) {
            return;
        }
        keep(out, begin, (size_t)(end - begin));
        begin = strstr(end, BEGIN);
    }
}

static void read_file(struct vectors *out, const char *folder, const char *name)
{
    AUTO(mem_freep) char *path = path_join(folder, name);
    AUTO(buf_done) struct buf content = buf_start(4 * MIB);
    struct err e;
    if (fs_read(path, &content, &e)) {
        keep_chains(out, buf_view(&content));
    }
}

static bool read_folder(struct vectors *out, const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        AUTO(mem_freep) char *inside = path_join(folder, entries[i]->d_name);
        for (size_t j = 0; j < COUNT(files); j++) {
            read_file(out, inside, files[j]);
        }
        mem_free(entries[i]);
    }
    mem_free(entries);
    return n >= 0;
}

bool vectors_read(struct vectors *out)
{
    *out = (struct vectors){0};
    bool ok = true;
    for (size_t i = 0; i < COUNT(folders); i++) {
        AUTO(mem_freep) char *folder = path_join(PHALA_SHARED_DIR, folders[i]);
        ok = read_folder(out, folder) && ok;
    }
    return ok;
}

void vectors_done(struct vectors *vectors)
{
    for (size_t i = 0; i < vectors->n; i++) {
        mem_free(vectors->chains[i]);
    }
    mem_free(vectors->chains);
}
