/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_FILE_WRITE_H
#define VECTORS_FILE_WRITE_H

#include "base/buf.h"

/* Makes a folder, unless it is there. */
void folder_make(const char *path);

void path_write(const char *path, const struct buf *content);

/* Writes `folder`/`name`. */
void file_write(const char *folder, const char *name, const struct buf *content);

#endif
