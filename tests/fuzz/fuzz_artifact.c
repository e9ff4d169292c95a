/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: artifact_parse, artifact_read, artifact_from_bin, artifact_link, code_gaps_of,
 * code_match_artifact. The first byte says which; of an artifact that is read all places are inside
 * and apart, linking fills them and nothing else, and its own code is what it gives. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/code_match.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What the bytes of the code are, by their places. */
enum mark { MARK_CODE, MARK_LINK, MARK_IMMUTABLE };

static void mark(uint8_t *marks, size_t n, const struct code_place *place, enum mark as)
{
    require(place->length > 0 && place->at < n && place->length <= n - place->at);
    for (size_t i = 0; i < place->length; i++) {
        require(marks[place->at + i] == MARK_CODE);
        marks[place->at + i] = (uint8_t)as;
    }
}

static uint8_t *marks_of(const struct code *code)
{
    uint8_t *marks = mem_new(code->n + 1);
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        for (size_t j = 0; j < link->n_places; j++) {
            require(link->places[j].length == ETH_ADDRESS_SIZE);
            mark(marks, code->n, &link->places[j], MARK_LINK);
        }
    }
    for (size_t i = 0; i < code->n_immutables; i++) {
        mark(marks, code->n, &code->immutables[i], MARK_IMMUTABLE);
    }
    require(code->n <= ARTIFACT_CODE_MAX);
    return marks;
}

/* Places of libraries are zeros before, and the address after; nothing else has changed. */
static void check_code(const struct code *before, const struct code *after)
{
    AUTO(mem_freep) uint8_t *marks = marks_of(before);
    for (size_t i = 0; i < before->n; i++) {
        require(marks[i] != MARK_LINK || before->at[i] == 0);
        require(after->at[i] == (marks[i] == MARK_LINK ? 0xab : before->at[i]));
    }
}

static struct code copy_of(const struct code *code)
{
    struct code out = *code;
    out.at = mem_copy(code->at, code->n);
    return out;
}

static void link_all(struct artifact *artifact, const struct code *links)
{
    struct eth_address address;
    memset(address.at, 0xab, sizeof address.at);
    for (size_t i = 0; i < links->n_links; i++) {
        struct err e = {0};
        AUTO(buf_done) struct buf name = buf_start(MIB);
        buf_printf(&name, "%s%s%s", links->links[i].source,
                   links->links[i].source[0] != 0 ? ":" : "", links->links[i].name);
        bool ok = artifact_link(artifact, buf_view_text(&name), &address, &e);
        require(ok || e.kind == ERR_USAGE);
    }
}

static bool are_linked(const struct code *code)
{
    bool all = true;
    for (size_t i = 0; i < code->n_links; i++) {
        all = all && code->links[i].is_linked;
    }
    return all;
}

/* What is at the address is the artifact's own code. */
static void check_match(const struct code *runtime)
{
    struct eth_address address = {{0}};
    AUTO(code_gaps_done) struct code_gaps gaps;
    code_gaps_of(runtime, &gaps);
    size_t end = 0;
    size_t masked = 0;
    for (size_t i = 0; i < gaps.n; i++) {
        require(gaps.at[i].place.at >= end);
        end = gaps.at[i].place.at + gaps.at[i].place.length;
        masked += gaps.at[i].place.length;
        require(end <= runtime->n);
    }
    struct code_match_result result = code_match_artifact(bytes_of(runtime->at, runtime->n),
                                                          runtime, &address);
    require(result.masked == masked);
    require(result.match == (runtime->n == 0 ? CODE_ABSENT
                             : masked > 0    ? CODE_MASKED
                                             : CODE_EXACT));
}

static void check_artifact(struct artifact *artifact)
{
    require(artifact->init.n > 0 && artifact->name != NULL && artifact->source != NULL);
    require(artifact->has_abi || artifact->abi.n == 0);
    check_match(&artifact->runtime);
    struct code init = copy_of(&artifact->init);
    struct code runtime = copy_of(&artifact->runtime);
    link_all(artifact, &init);
    link_all(artifact, &runtime);
    if (are_linked(&artifact->init) && are_linked(&artifact->runtime)) {
        require(artifact_unlinked(artifact) == NULL);
        check_code(&init, &artifact->init);
        check_code(&runtime, &artifact->runtime);
        check_match(&artifact->runtime);
    }
    mem_free(init.at);
    mem_free(runtime.at);
}

/* What is strict JSON as it is, is so without the trees. */
static struct json *parse(struct bytes text)
{
    struct err e = {0};
    AUTO(json_freep) struct json *plain = json_parse(text, &e);
    struct json *out = artifact_parse(text, &e);
    require(out != NULL || (plain == NULL && e.text[0] != 0));
    return out;
}

static bool read(bool is_bin, struct bytes text, struct artifact *out, struct err *e)
{
    if (is_bin) {
        return artifact_from_bin(text_of_bytes(text), NULL, text_of("a.sol:A"), out, e);
    }
    AUTO(json_freep) struct json *json = parse(text);
    if (json == NULL) {
        return err_set(e, ERR_MALFORMED, "not JSON");
    }
    return artifact_read(json_root(json), (struct text){NULL, 0}, out, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(artifact_done) struct artifact artifact = {0};
    if (size == 0) {
        return 0;
    }
    if (read((data[0] & 1) != 0, bytes_of(data + 1, size - 1), &artifact, &e)) {
        check_artifact(&artifact);
    } else {
        require(e.text[0] != 0 && artifact.init.at == NULL);
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG || e.kind == ERR_USAGE ||
                e.kind == ERR_REFUSED);
    }
    return 0;
}
