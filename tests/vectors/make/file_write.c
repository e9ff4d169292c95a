/* SPDX-License-Identifier: Apache-2.0 */
#include "file_write.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "must.h"

void folder_make(const char *path)
{
    must(mkdir(path, 0777) == 0 || errno == EEXIST, path);
}

void path_write(const char *path, const struct buf *content)
{
    must(buf_is_whole(content), path);
    FILE *file = fopen(path, "wbe");
    must(file != NULL, path);
    must(fwrite(content->at, 1, content->len, file) == content->len, path);
    must(fclose(file) == 0, path);
}

void file_write(const char *folder, const char *name, const struct buf *content)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof(path), "%s/%s", folder, name);
    must(n > 0 && (size_t)n < sizeof(path), "path too long");
    path_write(path, content);
}
