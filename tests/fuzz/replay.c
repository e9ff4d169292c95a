/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target once on every file of a folder: replay-NAME FOLDER|FILE… */
#include "target.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int failed(const char *path, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", path, why);
    return -1;
}

/* The block has exactly the size of the file, so that a read past its end is seen. */
static int replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size > 0 ? size : 1);
    size_t got = file != NULL && data != NULL ? fread(data, 1, size, file) : 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    int result = got == size ? LLVMFuzzerTestOneInput(data, size) : -1;
    free(data);
    return result == 0 ? 1 : failed(path, "cannot be read, or the target did not return 0");
}

/* How many files were run; negative when something failed. */
static int replay(const char *path)
{
    struct stat what;
    if (stat(path, &what) != 0) {
        return failed(path, "is not there");
    }
    if (S_ISREG(what.st_mode)) {
        return replay_file(path, (size_t)what.st_size);
    }
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, alphasort);
    int done = 0;
    for (int i = 0; i < n; i++) {
        char inside[4096];
        (void)snprintf(inside, sizeof(inside), "%s/%s", path, entries[i]->d_name);
        if (done >= 0 && entries[i]->d_name[0] != '.') {
            int more = replay(inside);
            done = more < 0 ? more : done + more;
        }
        free(entries[i]);
    }
    free(entries);
    return done;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        int done = replay(argv[i]);
        if (done < 0) {
            return 1;
        }
        total += done;
    }
    (void)printf("%d inputs\n", total);
    return total > 0 ? 0 : 1;
}
