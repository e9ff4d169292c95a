/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/keystore_place.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/path.h"
#include "base/rand.h"
#include "base/utf8.h"

enum { KEYSTORE_MODE = 0600 };

const char *keystore_place_name(enum keystore_place place)
{
    return place == KEYSTORE_OURS ? "phala" : "foundry";
}

char *keystore_folder(const struct environment *environment, enum keystore_place place)
{
    if (place == KEYSTORE_FOUNDRY) {
        bool has_home = environment->home != NULL && environment->home[0] == '/';
        return has_home ? path_join(environment->home, ".foundry/keystores") : NULL;
    }
    AUTO(mem_freep) char *data = path_data(environment->xdg_data_home, environment->home);
    return data != NULL ? path_join(data, "keystores") : NULL;
}

/* NULL where there is none of that name. */
static char *named_in(const struct environment *environment, enum keystore_place place,
                      const char *name)
{
    AUTO(mem_freep) char *folder = keystore_folder(environment, place);
    AUTO(mem_freep) char *path = folder != NULL ? path_join(folder, name) : NULL;
    return path != NULL && fs_exists(path) ? TAKE(path) : NULL;
}

static bool is_path(const char *named)
{
    return strchr(named, '/') != NULL || strcmp(named, "-") == 0;
}

static bool in_both(const char *name, const char *first, const char *second, struct err *e)
{
    (void)err_set(e, ERR_CONFLICT, "there are two keystores of the name '%s'", name);
    return err_hint(e, "give the path of one: %s, %s", first, second);
}

bool keystore_find(const struct environment *environment, const char *named, char **path,
                   struct err *e)
{
    if (is_path(named)) {
        *path = text_dup(text_of(named));
        return true;
    }
    AUTO(mem_freep) char *ours = named_in(environment, KEYSTORE_OURS, named);
    AUTO(mem_freep) char *foundry = named_in(environment, KEYSTORE_FOUNDRY, named);
    if (ours != NULL && foundry != NULL) {
        return in_both(named, ours, foundry, e);
    }
    if (ours != NULL || foundry != NULL) {
        *path = ours != NULL ? TAKE(ours) : TAKE(foundry);
        return true;
    }
    if (fs_exists(named)) {
        *path = text_dup(text_of(named));
        return true;
    }
    (void)err_set(e, ERR_NOT_FOUND, "there is no keystore '%s'", named);
    return err_hint(e, "phala wallet list says which there are");
}

static bool exists(const char *path, struct err *e)
{
    return err_set(e, ERR_CONFLICT, "'%s' is there already", path);
}

/* A name of our folder: no other program's hidden or temporary file. */
static bool check_name(const char *name, struct err *e)
{
    const struct text text = text_of(name);
    bool is_fit = text.len > 0 && name[0] != '.' && name[0] != '-' && utf8_is_valid(text);
    for (size_t i = 0; i < text.len; i++) {
        is_fit = is_fit && (unsigned char)name[i] >= ' ' && name[i] != '\x7f';
    }
    return is_fit || err_set(e, ERR_USAGE, "'%s' is no name for a keystore", name);
}

bool keystore_new_path(const struct environment *environment, const char *named, char **path,
                       struct err *e)
{
    if (strchr(named, '/') != NULL) {
        if (fs_exists(named)) {
            return exists(named, e);
        }
        *path = text_dup(text_of(named));
        return true;
    }
    TRY(check_name(named, e));
    for (enum keystore_place place = 0; place < KEYSTORE_PLACES; place++) {
        AUTO(mem_freep) char *other = named_in(environment, place, named);
        if (other != NULL) {
            return exists(other, e);
        }
    }
    AUTO(mem_freep) char *folder = keystore_folder(environment, KEYSTORE_OURS);
    if (folder == NULL) {
        (void)err_set(e, ERR_NOT_FOUND, "there is no home to keep '%s' in", named);
        return err_hint(e, "set HOME or XDG_DATA_HOME, or give a path: ./%s", named);
    }
    TRY(fs_make_directories(folder, e));
    *path = path_join(folder, named);
    return true;
}

bool keystore_load(const char *path, bool as_cast, struct keystore *out, struct err *e)
{
    AUTO(buf_done) struct buf file = buf_start(KEYSTORE_SIZE_MAX);
    TRY(strcmp(path, "-") == 0 ? fs_read_fd(STDIN_FILENO, "-", &file, e) : fs_read(path, &file, e));
    if (!keystore_parse(buf_view(&file), as_cast, out, e)) {
        return err_wrap(e, "'%s'", path);
    }
    return true;
}

/* Written beside it, and given its name only where no other file has it. */
static bool write_new(const char *path, struct bytes content, const char *suffix, struct err *e)
{
    AUTO(buf_done) struct buf name = buf_start(SIZE_MAX);
    buf_printf(&name, "%s.%s", path, suffix);
    AUTO(mem_freep) char *temporary = text_dup(buf_view_text(&name));
    if (!fs_write(temporary, content, KEYSTORE_MODE, e)) {
        const struct err why = *e;
        const char *reason = strrchr(why.text, ':');
        return err_set(e, why.kind, "cannot write '%s'%s", path, reason != NULL ? reason : "");
    }
    bool ok = link(temporary, path) == 0;
    int number = errno;
    (void)unlink(temporary);
    if (ok) {
        return true;
    }
    return number == EEXIST
               ? exists(path, e)
               : err_set(e, ERR_IO, "cannot write '%s': %s", path, strerrordesc_np(number));
}

bool keystore_save(const char *path, const struct secp256k1_secret *secret, struct text password,
                   struct err *e)
{
    struct keystore_random random;
    struct keystore keystore;
    AUTO(buf_done) struct buf file = buf_start(KEYSTORE_SIZE_MAX);
    AUTO(buf_done) struct buf suffix = buf_start(KIB);
    rand_bytes(&random, sizeof random);
    TRY(keystore_seal(secret, text_bytes(password), &random, &keystore, e));
    keystore_write(&keystore, random.id, &file);
    buf_hex(&suffix, BYTES_OF(random.id));
    buf_char(&suffix, 0);
    return write_new(path, buf_view(&file), (const char *)suffix.at, e);
}
