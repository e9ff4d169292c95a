/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/os_image.h"

#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attest/os/digest_list.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "evidence/bundle.h"
#include "evidence/inputs.h"

#define DIGEST_FILE "digest.txt"

/* A folder of which files are read. */
struct folder {
    const struct load *load;
    const char *path;
    struct inputs *used; /* NULL: nothing is recorded */
};

static const struct bundle *bundle_of(const struct inputs *used)
{
    return used != NULL ? used->bundle : NULL;
}

static char *path_in(const struct folder *folder, struct text name)
{
    char *zero_terminated = text_dup(name);
    char *path = path_join(folder->path, zero_terminated);
    mem_free(zero_terminated);
    return path;
}

/* A plain file of that name, in the folder or in the bundle. */
static bool is_there(const struct folder *folder, struct text name)
{
    AUTO(mem_freep) char *path = path_in(folder, name);
    struct stat what;
    if (bundle_of(folder->used) != NULL) {
        return bundle_find(folder->used->bundle, folder->load->role, path) != NULL;
    }
    return lstat(path, &what) == 0;
}

static bool expect_plain(const char *path, struct err *e)
{
    struct stat what;
    return lstat(path, &what) != 0 || S_ISREG(what.st_mode) ||
           err_set(e, ERR_MALFORMED, "'%.200s' is no plain file", path);
}

/* A whole file, recorded. */
static bool read_file(const struct folder *folder, struct text name, size_t cap, struct buf *out,
                      struct err *e)
{
    AUTO(mem_freep) char *path = path_in(folder, name);
    struct load load = *folder->load;
    load.cap = cap;
    load.expected = "a file of an operating system image";
    return (bundle_of(folder->used) != NULL || expect_plain(path, e)) &&
           load_operand(&load, path, out, folder->used, e);
}

/* What passes through. */
struct passing {
    uint64_t size;
    struct sha256_stream sha256;
    struct sha384_stream sha384;
};

static void pass_piece(void *to, struct bytes piece)
{
    struct passing *passing = to;
    passing->size += piece.left;
    sha256_add(&passing->sha256, piece);
    sha384_add(&passing->sha384, piece);
}

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static bool digest_file(const char *path, uint64_t cap, struct os_file *out, struct err *e)
{
    AUTO(close_fd) int fd = -1;
    struct passing passing = {.size = 0};
    sha256_start(&passing.sha256);
    sha384_start(&passing.sha384);
    TRY(expect_plain(path, e));
    TRY(fs_open(path, &fd, e));
    TRY(fs_read_pieces(fd, path, &(struct fs_taker){pass_piece, &passing, cap}, e));
    *out = (struct os_file){passing.size, sha256_end(&passing.sha256), sha384_end(&passing.sha384)};
    return true;
}

/* A large file, of which the digests are enough, unless contents are kept. */
static bool read_initrd(const struct folder *folder, struct text name, struct os_file *out,
                        struct err *e)
{
    struct inputs *used = folder->used;
    AUTO(mem_freep) char *path = path_in(folder, name);
    if (bundle_of(used) != NULL || (used != NULL && used->keeps)) {
        AUTO(buf_done) struct buf content = {0};
        TRY(read_file(folder, name, OS_INITRD_CAP, &content, e));
        *out = (struct os_file){content.len, sha256_of(buf_view(&content)),
                                sha384_of(buf_view(&content))};
        return true;
    }
    TRY(digest_file(path, OS_INITRD_CAP, out, e));
    return used == NULL || inputs_restore(used, folder->load->role, text_of(path),
                                          text_of(input_origin_word(ORIGIN_FILE)), &out->sha256);
}

static bool read_optional(const struct folder *folder, const char *name, size_t cap,
                          struct buf *out, struct err *e)
{
    return !is_there(folder, text_of(name)) || read_file(folder, text_of(name), cap, out, e);
}

static bool is_measured(const struct os_metadata *metadata, struct text name)
{
    return text_equal(name, metadata->firmware) || text_equal(name, metadata->kernel) ||
           text_equal(name, metadata->initrd) || text_is(name, OS_METADATA_FILE);
}

/* A file that nothing measures: as listed, where it is there. */
static bool check_other(const struct folder *folder, const struct digest_list *list,
                        struct text name, struct err *e)
{
    AUTO(mem_freep) char *path = path_in(folder, name);
    struct os_file found;
    if (!is_there(folder, name)) {
        return true;
    }
    TRY(digest_file(path, OS_OTHER_CAP, &found, e));
    return digest_list_expect(list, name, &found.sha256, e) ||
           err_wrap(e, "'%.200s'", folder->path);
}

static bool check_others(const struct folder *folder, struct bytes file,
                         const struct os_metadata *metadata, struct err *e)
{
    struct digest_list list;
    if (file.left == 0 || bundle_of(folder->used) != NULL) {
        return true;
    }
    if (!digest_list_parse(file, &list, e)) {
        return err_wrap(e, "'%.200s'", folder->path);
    }
    for (size_t i = 0; i < list.n; i++) {
        struct text name = list.lines[i].name;
        TRY(is_measured(metadata, name) || check_other(folder, &list, name, e));
    }
    return true;
}

/* What is read of a folder; `files` looks into the rest. */
struct contents {
    struct buf list, digest, metadata, firmware;
    struct os_files files;
};

static void contents_done(struct contents *contents)
{
    buf_done(&contents->list);
    buf_done(&contents->digest);
    buf_done(&contents->metadata);
    buf_done(&contents->firmware);
    buf_done(&contents->files.kernel);
}

static bool read_files(const struct folder *folder, struct contents *c, struct err *e)
{
    AUTO(os_metadata_done) struct os_metadata metadata = {0};
    TRY(read_file(folder, text_of(OS_METADATA_FILE), OS_METADATA_SIZE, &c->metadata, e));
    if (!os_metadata_parse(buf_view(&c->metadata), &metadata, e)) {
        return err_wrap(e, "'%.200s'", folder->path);
    }
    TRY(read_file(folder, metadata.firmware, OS_FIRMWARE_CAP, &c->firmware, e));
    TRY(read_file(folder, metadata.kernel, OS_KERNEL_CAP, &c->files.kernel, e));
    TRY(read_initrd(folder, metadata.initrd, &c->files.initrd, e));
    return check_others(folder, buf_view(&c->list), &metadata, e);
}

static bool load_files(const struct folder *folder, struct os_image *out, struct err *e)
{
    AUTO(contents_done) struct contents c = {0};
    TRY(read_optional(folder, DIGEST_LIST_FILE, DIGEST_LIST_SIZE, &c.list, e));
    TRY(read_optional(folder, DIGEST_FILE, KIB, &c.digest, e));
    TRY(read_files(folder, &c, e));
    c.files.list = buf_view(&c.list);
    c.files.digest = buf_view(&c.digest);
    c.files.metadata = buf_view(&c.metadata);
    c.files.firmware = buf_view(&c.firmware);
    return os_image_of_files(&c.files, out, e) || err_wrap(e, "'%.200s'", folder->path);
}

static bool load_document(const struct folder *folder, struct os_image *out, struct err *e)
{
    AUTO(buf_done) struct buf document = {0};
    AUTO(buf_done) struct buf list = {0};
    TRY(read_optional(folder, DIGEST_LIST_FILE, DIGEST_LIST_SIZE, &list, e));
    TRY(read_file(folder, text_of(OS_MEASUREMENT_FILE), OS_MEASUREMENT_SIZE, &document, e));
    return os_image_of_document(buf_view(&document), buf_view(&list), out, e) ||
           err_wrap(e, "'%.200s'", folder->path);
}

static bool load_list(const struct folder *folder, const char *name, struct os_image *out,
                      struct err *e)
{
    AUTO(buf_done) struct buf list = {0};
    TRY(read_file(folder, text_of(name), DIGEST_LIST_SIZE, &list, e));
    return os_image_of_file(buf_view(&list), out, e) || err_wrap(e, "'%.200s'", folder->path);
}

static bool load_folder(const struct folder *folder, struct os_image *out, struct err *e)
{
    static const char *const lists[] = {DIGEST_LIST_FILE, DIGEST_FILE};
    if (is_there(folder, text_of(OS_METADATA_FILE))) {
        return load_files(folder, out, e);
    }
    if (is_there(folder, text_of(OS_MEASUREMENT_FILE))) {
        return load_document(folder, out, e);
    }
    for (size_t i = 0; i < COUNT(lists); i++) {
        if (is_there(folder, text_of(lists[i]))) {
            return load_list(folder, lists[i], out, e);
        }
    }
    return err_set(e, ERR_MALFORMED, "'%.200s' has none of %s, %s, %s", folder->path,
                   OS_METADATA_FILE, OS_MEASUREMENT_FILE, DIGEST_LIST_FILE);
}

static bool load_file(const struct load *load, const char *operand, struct os_image *out,
                      struct inputs *used, struct err *e)
{
    AUTO(buf_done) struct buf content = {0};
    struct load own = *load;
    own.cap = DIGEST_LIST_SIZE;
    own.expected = "a folder or file that says what an operating system image measures";
    return load_operand(&own, operand, &content, used, e) &&
           (os_image_of_file(buf_view(&content), out, e) || err_wrap(e, "'%.200s'", operand));
}

static bool is_folder(const struct load *load, const char *operand, const struct inputs *used)
{
    struct stat what;
    if (bundle_of(used) != NULL) {
        return bundle_find(used->bundle, load->role, operand) == NULL;
    }
    return stat(operand, &what) == 0 && S_ISDIR(what.st_mode);
}

bool os_image_load(const struct load *load, const char *operand, struct os_image *out,
                   struct inputs *used, struct err *e)
{
    const struct folder folder = {load, operand, used};
    return is_folder(load, operand, used) ? load_folder(&folder, out, e)
                                          : load_file(load, operand, out, used, e);
}
