/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: source_input_read, source_input_write, source_metadata_find and
 * source_metadata_check. What is read is written, and read again as the same input, with its
 * library linked. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "explorer/source_metadata.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static const struct source_wish wish = {{"a.sol", 5}, {"A", 1}};

static void check_again(const struct source_input *read, struct bytes written)
{
    struct err e = {0};
    struct source_input again;
    require(source_input_read(written, &wish, &again, &e));
    require(strcmp(again.key, read->key) == 0 && again.n_sources == read->n_sources);
    AUTO(buf_done) struct buf twice = buf_start(SOURCE_INPUT_MAX);
    const struct json_value *libraries = json_member(
        json_member(json_member(json_member(json_root(again.json), "settings"), "libraries"),
                    again.key),
        "L");
    struct text address;
    require(json_text(libraries, &address) &&
            text_is(address, "0x0000000000000000000000000000000000000000"));
    require(source_input_write(&again, NULL, 0, &twice, &e));
    require(bytes_equal(buf_view(&twice), written));
    source_input_done(&again);
}

static void check_metadata(struct bytes data, const struct source_input *input)
{
    struct err e = {0};
    struct source_metadata metadata;
    AUTO(json_freep) struct json *json = json_parse(data, &e);
    if (json == NULL || !source_metadata_find(json_root(json), &wish, &metadata, &e)) {
        return;
    }
    if (!source_metadata_check(&metadata, input, &e)) {
        require(metadata.root != NULL && (e.kind == ERR_CONFLICT || e.kind == ERR_MALFORMED));
    }
    (void)source_metadata_compiler(&metadata);
    (void)source_metadata_license(&metadata, input->key);
    source_metadata_done(&metadata);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct source_input input;
    const struct bytes bytes = bytes_of(data, size);
    const struct source_library library = {{"", 0}, {"L", 1}, {{0}}};
    if (!source_input_read(bytes, &wish, &input, &e)) {
        require(e.text[0] != 0 &&
                (e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG || e.kind == ERR_NOT_FOUND));
        return 0;
    }
    AUTO(buf_done) struct buf out = buf_start(SOURCE_INPUT_MAX);
    require(source_input_write(&input, &library, 1, &out, &e));
    check_again(&input, buf_view(&out));
    check_metadata(bytes, &input);
    source_input_done(&input);
    return 0;
}
