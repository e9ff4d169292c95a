/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/verify_code_show.h"

#include "commands/one_value.h"

enum { SHOWN = 32 /* bytes, from where the codes differ */ };

static const char *const evidence_words[] = {
    [CODE_BY_NOTHING] = "nothing",
    [CODE_BY_SIMULATION] = "simulated creation",
    [CODE_BY_ARTIFACT] = "artifact",
};

static void show_artifact(struct printer *p, const struct artifact_file *file)
{
    const struct artifact *artifact = &file->artifact;
    print_record(p, "artifact");
    print_string(p, "path", file->path);
    print_string(p, "name", artifact->name);
    if (artifact->source[0] != 0) {
        print_string(p, "source", artifact->source);
    }
    if (artifact->compiler != NULL) {
        print_string(p, "compiler", artifact->compiler);
    }
    print_hex(p, "sha256", BYTES_OF(file->digest.at));
    print_record_end(p);
}

static void show_proxy(struct printer *p, const struct code_check *check)
{
    static const char *const names[EIP1967_SLOTS] = {
        [EIP1967_IMPLEMENTATION] = "implementation",
        [EIP1967_BEACON] = "beacon",
        [EIP1967_ADMIN] = "admin",
    };
    if (!code_check_is_proxy(check)) {
        return;
    }
    print_record(p, "proxy");
    for (size_t i = 0; i < EIP1967_SLOTS; i++) {
        if (check->has_slot[i]) {
            print_address(p, names[i], &check->slots[i]);
        }
    }
    print_record_end(p);
}

static void show_part(struct printer *p, const char *key, struct bytes code, size_t at)
{
    size_t left = at < code.left ? code.left - at : 0;
    if (left > 0) {
        print_0x(p, key, bytes_of(&code.at[at], left < SHOWN ? left : SHOWN));
    }
}

static void show_difference(struct printer *p, const struct code_question *question,
                            const struct code_check *check)
{
    const struct code *runtime = &question->artifact->runtime;
    const struct bytes expected = check->evidence == CODE_BY_SIMULATION
                                      ? buf_view(&check->simulated)
                                      : bytes_of(runtime->at, runtime->n);
    print_record(p, "differs");
    print_uint(p, "offset", check->result.differs_at);
    print_uint(p, "expected_size", expected.left);
    show_part(p, "on_chain", buf_view(&check->code), check->result.differs_at);
    show_part(p, "expected", expected, check->result.differs_at);
    print_record_end(p);
}

static void show_gap(struct printer *p, const struct code_gap *gap, const struct buf *code)
{
    const struct code_link *library = gap->library;
    print_record(p, NULL);
    print_string(p, "kind", code_gap_name(gap->kind));
    if (library != NULL) {
        AUTO(buf_done) struct buf name = buf_start(KIB);
        buf_printf(&name, "%.400s%s%.400s", library->source, library->source[0] != 0 ? ":" : "",
                   library->name);
        print_text(p, "library", buf_view_text(&name));
    }
    print_uint(p, "offset", gap->place.at);
    print_uint(p, "length", gap->place.length);
    print_0x(p, "on_chain", bytes_of(&code->at[gap->place.at], gap->place.length));
    print_record_end(p);
}

static void show_gaps(struct printer *p, const struct code_check *check)
{
    if (check->gaps.n == 0) {
        return;
    }
    print_list(p, "not_compared");
    for (size_t i = 0; i < check->gaps.n; i++) {
        show_gap(p, &check->gaps.at[i], &check->code);
    }
    print_list_end(p);
}

/* What was linked, and therefore compared. */
static void show_libraries(struct printer *p, const struct code *code)
{
    bool is_first = true;
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        if (!link->is_linked) {
            continue;
        }
        if (is_first) {
            print_list(p, "libraries");
        }
        is_first = false;
        print_record(p, NULL);
        print_string(p, "name", link->name);
        print_address(p, "linked_to", &link->address);
        print_record_end(p);
    }
    if (!is_first) {
        print_list_end(p);
    }
}

static void show_result(struct printer *p, const struct code_question *question,
                        const struct code_check *check)
{
    bool is_compared = check->evidence != CODE_BY_NOTHING;
    print_string(p, "match", is_compared ? code_match_name(check->result.match) : "not-compared");
    print_string(p, "compared_with", evidence_words[check->evidence]);
    print_uint(p, "size", check->code.len);
    if (is_compared && check->result.match != CODE_DIFFERS) {
        print_uint(p, "masked", check->result.masked);
    }
    if (is_compared && check->result.match == CODE_DIFFERS) {
        show_difference(p, question, check);
        if (check->evidence == CODE_BY_SIMULATION && question->artifact->runtime.n > 0) {
            print_string(p, "artifact_alone", code_match_name(check->by_artifact.match));
        }
    }
    if (check->failure != NULL) {
        print_string(p, "simulation", check->failure);
    }
}

void verify_code_show(struct printer *p, const struct node *node, const struct artifact_file *file,
                      const struct code_question *question, const struct code_check *check)
{
    const struct keccak256 hash = keccak256_of(buf_view(&check->code));
    print_begin(p, "phala.verify-code/1");
    print_address(p, "address", &question->address);
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", node->chain_id);
    if (question->is_behind) {
        print_address(p, "verified", &check->target);
    }
    show_result(p, question, check);
    print_0x(p, "code_hash", BYTES_OF(hash.at));
    show_gaps(p, check);
    show_libraries(p, &question->artifact->runtime);
    show_proxy(p, check);
    show_artifact(p, file);
    print_end(p);
}
