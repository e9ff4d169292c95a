/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_search.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "evidence/scratch.h"

TestSuite(explorer_source_search);

#define HASH_A "0x713073fa3404d26d3eb1ada031e6b51a3a0c135d0ee7c72ec87e0e77e004cf8c"
#define METADATA                                                                                   \
    "{\"metadata\":{\"sources\":{\"src/A.sol\":{\"keccak256\":\"" HASH_A "\"}},\"settings\":{}}}"
#define INPUT(content)                                                                             \
    "{\"input\":{\"language\":\"Solidity\",\"sources\":{\"src/A.sol\":{\"content\":\"" content     \
    "\"}},\"settings\":{}}}"
#define SHORT "{\"id\":\"1\",\"source_id_to_path\":{},\"language\":\"Solidity\"}"

/* A project in a folder of its own; out/A.sol/A.json is the artifact. */
struct project {
    struct scratch scratch;
    char artifact[2 * SCRATCH_PATH];
    struct json *metadata_json;
    struct source_metadata metadata;
    struct source_search search;
    char *found;
};

static void put(const struct project *p, const char *name, const char *content)
{
    struct err e = {0};
    AUTO(mem_freep) char *path = path_join(p->scratch.folder, name);
    AUTO(mem_freep)
    char *folder = text_dup((struct text){path, (size_t)(strrchr(path, '/') - path)});
    cr_assert(fs_make_directories(folder, &e), "%s", e.text);
    cr_assert(fs_write(path, bytes_of(content, strlen(content)), 0600, &e), "%s", e.text);
}

static void date(const struct project *p, const char *name, time_t seconds)
{
    const struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    AUTO(mem_freep) char *path = path_join(p->scratch.folder, name);
    cr_assert_eq(utimensat(AT_FDCWD, path, times, 0), 0);
}

static struct project *project_new(void)
{
    struct err e = {0};
    struct project *p = mem_new(sizeof *p);
    p->scratch = scratch_new();
    (void)snprintf(p->artifact, sizeof p->artifact, "%s/out/A.sol/A.json", p->scratch.folder);
    p->metadata_json = json_parse(bytes_of(METADATA, sizeof METADATA - 1), &e);
    cr_assert_not_null(p->metadata_json);
    p->search = (struct source_search){
        .artifact = p->artifact,
        .wish = {{"src/A.sol", 9}, {"A", 1}},
        .metadata = &p->metadata,
    };
    cr_assert(source_metadata_find(json_root(p->metadata_json), &p->search.wish, &p->metadata, &e));
    put(p, "out/A.sol/A.json", METADATA);
    return p;
}

static void project_free(struct project *p)
{
    scratch_remove(&p->scratch);
    source_metadata_done(&p->metadata);
    json_free(p->metadata_json);
    mem_free(p->found);
    mem_free(p);
}
AUTO_POINTER(struct project, project_free);

static void expect_found(struct project *p, const char *name)
{
    struct err e = {0};
    AUTO(source_input_done) struct source_input input = {0};
    mem_free(p->found);
    p->found = NULL;
    cr_assert(source_find(&p->search, &input, &p->found, &e), "%s", e.text);
    cr_assert_not_null(strstr(p->found, name), "%s", p->found);
}

static void expect_error(struct project *p, enum err_kind kind, const char *text, const char *hint)
{
    struct err e = {0};
    AUTO(source_input_done) struct source_input input = {0};
    cr_assert_not(source_find(&p->search, &input, &p->found, &e));
    cr_assert_eq(e.kind, kind, "%s", e.text);
    cr_assert_not_null(strstr(e.text, text), "%s", e.text);
    cr_assert_not_null(strstr(e.hint, hint), "%s", e.hint);
}

/* Every build leaves a file: it has to be the artifact's, and of those the newest. */
Test(explorer_source_search, the_build_of_the_artifact_is_found)
{
    AUTO(project_freep) struct project *p = project_new();
    expect_error(p, ERR_NOT_FOUND, "no build information", "forge build --build-info");
    put(p, "out/build-info/1.json", SHORT);
    expect_error(p, ERR_NOT_FOUND, "names of sources alone", "forge build --build-info");
    put(p, "out/build-info/2.json", INPUT("contract A { }"));
    expect_error(p, ERR_CONFLICT, "is not what the artifact was made of", "--input");
    put(p, "out/build-info/3.json", INPUT("contract A {}"));
    put(p, "out/build-info/4.json", INPUT("contract A {}"));
    put(p, "out/build-info/9.output.json", INPUT("contract A {}"));
    put(p, "out/build-info/9.txt", INPUT("contract A {}"));
    date(p, "out/build-info/1.json", 5000);
    date(p, "out/build-info/2.json", 4000);
    date(p, "out/build-info/3.json", 3000);
    date(p, "out/build-info/4.json", 2000);
    expect_found(p, "build-info/3.json");
    date(p, "out/build-info/4.json", 3001);
    expect_found(p, "build-info/4.json");
}

Test(explorer_source_search, an_input_that_is_given_is_the_one)
{
    AUTO(project_freep) struct project *p = project_new();
    AUTO(mem_freep) char *good = path_join(p->scratch.folder, "good.json");
    AUTO(mem_freep) char *bad = path_join(p->scratch.folder, "bad.json");
    put(p, "good.json", INPUT("contract A {}"));
    put(p, "bad.json", INPUT("contract A { }"));
    p->search.input = good;
    expect_found(p, "good.json");
    p->search.input = bad;
    expect_error(p, ERR_CONFLICT, "bad.json", "--input");
    p->search.input = "/nonexistent/input.json";
    expect_error(p, ERR_NOT_FOUND, "/nonexistent/input.json", "");
}
