/* SPDX-License-Identifier: Apache-2.0 */
#include "shared.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

struct buf shared_read(const char *path)
{
    const char *shared = getenv("PHALA_SHARED");
    const char *ci = getenv("CI");
    AUTO(mem_freep)
    char *folder = path_join(shared != NULL ? shared : PHALA_SHARED_DIR, "vectors");
    AUTO(mem_freep) char *file = path_join(folder, path);
    struct buf content = buf_start(32 * MIB);
    struct err e = {0};
    if (!fs_exists(file)) {
        cr_assert(ci == NULL || !text_is(text_of(ci), "true"), "'%s' is not here", path);
        cr_skip("the real evidence (../shared) is not here");
    }
    cr_assert(fs_read(file, &content, &e), "%s: %s", path, e.text);
    return content;
}
