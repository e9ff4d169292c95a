/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "artifact_folder.h"
#include "base/mem.h"

#define COUNTER PHALA_SOURCE_DIR "/tests/vectors/chain-artifacts/foundry/Counter.sol/Counter.json"

static struct artifact_file read_file(const struct scratch *folder, const char *name,
                                      const char *abi)
{
    AUTO(mem_freep) char *path = scratch_path(folder, name);
    AUTO(mem_freep) char *abi_path = abi != NULL ? scratch_path(folder, abi) : NULL;
    struct artifact_file out;
    struct err e = {0};
    cr_assert(artifact_file_read(path, abi_path, &out, &e), "%s: %s", name, e.text);
    return out;
}

static struct err file_error(const struct scratch *folder, const char *name, const char *abi)
{
    AUTO(mem_freep) char *path = scratch_path(folder, name);
    AUTO(mem_freep) char *abi_path = abi != NULL ? scratch_path(folder, abi) : NULL;
    struct artifact_file out = {0};
    struct err e = {0};
    cr_assert_not(artifact_file_read(path, abi_path, &out, &e), "%s", name);
    return e;
}

/* sha256sum */
#define COUNTER_DIGEST "5fab350a47c36769f841623cd30527b4f50c428212ae8e2a510713257524bf61"

Test(artifact_file, path_and_digest)
{
    struct err e = {0};
    AUTO(artifact_file_done) struct artifact_file file = {0};
    AUTO(buf_done) struct buf digest = buf_start(KIB);
    cr_assert(artifact_file_read(COUNTER ":src/Counter.sol:Counter", NULL, &file, &e), "%s",
              e.text);
    buf_hex(&digest, BYTES_OF(file.digest.at));
    cr_expect(text_is(buf_view_text(&digest), COUNTER_DIGEST));
    cr_expect_str_eq(file.path, COUNTER);
    cr_expect_str_eq(file.artifact.name, "Counter");
    struct artifact_file none;
    cr_expect_not(artifact_file_read(COUNTER ":Other", NULL, &none, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
}

Test(artifact_file, bin)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "Alone.bin", "6001");
    scratch_write(&folder, "Both.bin", "0x6001\n");
    scratch_write(&folder, "Both.abi", "[{\"type\":\"constructor\",\"inputs\":[]}]");
    scratch_write(&folder, "Bad.bin", "6001");
    scratch_write(&folder, "Bad.abi", "[");
    scratch_write(&folder, "a:b.bin", "6001");
    AUTO(artifact_file_done) struct artifact_file alone = read_file(&folder, "Alone.bin", NULL);
    cr_expect_eq(alone.artifact.format, ARTIFACT_BIN);
    cr_expect_str_eq(alone.artifact.name, "Alone");
    cr_expect_not(alone.artifact.has_abi);
    AUTO(artifact_file_done) struct artifact_file both = read_file(&folder, "Both.bin:X", NULL);
    cr_expect_str_eq(both.artifact.name, "X");
    cr_expect(both.artifact.has_abi);
    cr_expect_not_null(artifact_constructor(&both.artifact));
    AUTO(artifact_file_done)
    struct artifact_file given = read_file(&folder, "Alone.bin", "Both.abi");
    cr_expect_not_null(artifact_constructor(&given.artifact));
    AUTO(artifact_file_done) struct artifact_file colon = read_file(&folder, "a:b.bin", NULL);
    cr_expect_str_eq(colon.artifact.name, "a:b");
    struct err e = file_error(&folder, "Bad.bin", NULL);
    cr_expect_eq(e.kind, ERR_MALFORMED);
    cr_expect_not_null(strstr(e.text, "Bad.abi"), "%s", e.text);
    e = file_error(&folder, "Alone.bin", "None.abi");
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
}

Test(artifact_file, refused)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    artifact_folder_contract(&folder, "A", "");
    scratch_write(&folder, "some.abi", "[]");
    scratch_write(&folder, "src/A.sol", "contract A {}");
    static const struct {
        const char *name, *abi, *text, *hint;
        enum err_kind kind;
    } cases[] = {
        {"out/A.sol/A.json", "some.abi", "goes with a .bin file only", "", ERR_USAGE},
        {"out/A.sol", NULL, "A.sol", "out/FILE.sol/NAME.json", ERR_MALFORMED},
        {"src/A.sol", NULL, "line 1, column 1", "out/FILE.sol/NAME.json", ERR_MALFORMED},
        {"src/B.sol:B", NULL, "B.sol'", "out/FILE.sol/NAME.json", ERR_NOT_FOUND},
        {"none.json:B", NULL, "none.json'", "", ERR_NOT_FOUND},
        {"some.abi", NULL, "not an artifact", "Hardhat", ERR_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = file_error(&folder, cases[i].name, cases[i].abi);
        cr_expect_eq(e.kind, cases[i].kind, "%s: %s", cases[i].name, e.text);
        cr_expect_not_null(strstr(e.text, cases[i].text), "%s: %s", cases[i].name, e.text);
        cr_expect_not_null(strstr(e.hint, cases[i].hint), "%s: %s", cases[i].name, e.hint);
    }
}

Test(artifact_file, a_name_that_only_the_file_says)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "A.sol/A.0.8.28.json", "{\"bytecode\":{\"object\":\"0x00\"}}");
    AUTO(artifact_file_done)
    struct artifact_file file = read_file(&folder, "A.sol/A.0.8.28.json", NULL);
    cr_expect_str_eq(file.artifact.name, "A");
    cr_expect_str_eq(file.artifact.source, "");
}

#define HARDHAT3(id)                                                                               \
    "{\"_format\":\"hh3-artifact-1\",\"contractName\":\"A\",\"sourceName\":\"c/A.sol\","           \
    "\"inputSourceName\":\"project/c/"                                                             \
    "A.sol\",\"bytecode\":\"0x00\",\"deployedBytecode\":\"0x6001\""                                \
    ",\"buildInfoId\":\"" id "\"}"
#define HARDHAT2                                                                                   \
    "{\"_format\":\"hh-sol-artifact-1\",\"contractName\":\"A\",\"sourceName\":\"c/A.sol\","        \
    "\"bytecode\":\"0x00\",\"deployedBytecode\":\"0x6001\"}"

Test(artifact_file, build_info_of_hardhat_3)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "artifacts/c/A.sol/A.json", HARDHAT3("solc-x"));
    scratch_write(&folder, "artifacts/c/A.sol/B.json", HARDHAT3("../solc-x"));
    AUTO(artifact_file_done)
    struct artifact_file before = read_file(&folder, "artifacts/c/A.sol/A.json", NULL);
    cr_expect_null(before.artifact.compiler);
    cr_expect_null(artifact_build_info_path(before.path, &before.artifact, false));
    scratch_write(&folder, "artifacts/build-info/solc-x.json",
                  "{\"solcLongVersion\":\"0.8.28+commit.7893614a\"}");
    scratch_write(&folder, "artifacts/build-info/solc-x.output.json",
                  "{\"output\":{\"contracts\":{\"project/c/A.sol\":{\"A\":{\"evm\":{"
                  "\"bytecode\":{\"object\":\"00\"},\"deployedBytecode\":{\"object\":\"6001\","
                  "\"immutableReferences\":{\"3\":[{\"start\":1,\"length\":1}]}}}}}}}}");
    AUTO(artifact_file_done)
    struct artifact_file file = read_file(&folder, "artifacts/c/A.sol/A.json", NULL);
    cr_expect_str_eq(file.artifact.compiler, "0.8.28+commit.7893614a");
    cr_expect(file.artifact.runtime.has_immutables_listed);
    cr_expect_eq(file.artifact.runtime.n_immutables, 1);
    AUTO(mem_freep) char *input = artifact_build_info_path(file.path, &file.artifact, false);
    cr_assert_not_null(input);
    cr_expect_not_null(strstr(input, "build-info/solc-x.json"), "%s", input);
    /* An identifier is a name, no path. */
    AUTO(artifact_file_done)
    struct artifact_file other = read_file(&folder, "artifacts/c/A.sol/B.json", NULL);
    cr_expect_null(other.artifact.compiler);
}

Test(artifact_file, build_info_of_hardhat_2)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "c/A.sol/A.json", HARDHAT2);
    scratch_write(&folder, "c/A.sol/A.dbg.json",
                  "{\"_format\":\"hh-sol-dbg-1\",\"buildInfo\":\"../../build-info/1.json\"}");
    AUTO(artifact_file_done)
    struct artifact_file before = read_file(&folder, "c/A.sol/A.json", NULL);
    cr_expect_null(before.artifact.compiler);
    scratch_write(&folder, "build-info/1.json", "not JSON");
    AUTO(artifact_file_done) struct artifact_file bad = read_file(&folder, "c/A.sol/A.json", NULL);
    cr_expect_null(bad.artifact.compiler);
    scratch_write(&folder, "build-info/1.json",
                  "{\"solcLongVersion\":\"0.8.28+commit.7893614a\",\"output\":{\"sources\":{"
                  "\"c/A.sol\":{\"ast\":{}}},\"contracts\":{\"c/A.sol\":{\"A\":{\"evm\":{"
                  "\"bytecode\":{\"object\":\"00\"},\"deployedBytecode\":{\"object\":\"6001\","
                  "\"immutableReferences\":{}}}}}}}}");
    AUTO(artifact_file_done) struct artifact_file file = read_file(&folder, "c/A.sol/A.json", NULL);
    cr_expect_str_eq(file.artifact.compiler, "0.8.28+commit.7893614a");
    cr_expect(file.artifact.runtime.has_immutables_listed);
    cr_expect_eq(file.artifact.runtime.n_immutables, 0);
}
