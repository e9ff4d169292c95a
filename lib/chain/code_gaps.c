/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/code_gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { PUSH1 = 0x60, PUSH32 = 0x7f, WORD = 32, DIGEST = 32 };

/* CBOR: a map of two, "ipfs", 34 bytes, of which the first two say SHA-256 of 32 bytes. */
static const uint8_t digest_head[] = {0xa2, 0x64, 0x69, 0x70, 0x66, 0x73, 0x58, 0x22, 0x12, 0x20};

const char *code_gap_name(enum code_gap_kind kind)
{
    static const char *const names[] = {
        [CODE_GAP_IMMUTABLE] = "immutable",
        [CODE_GAP_LIBRARY] = "library",
        [CODE_GAP_DIGEST] = "metadata",
    };
    return names[kind];
}

void code_gaps_done(struct code_gaps *gaps)
{
    mem_free(gaps->at);
    *gaps = (struct code_gaps){0};
}

static void add_gap(struct code_gaps *gaps, enum code_gap_kind kind, struct code_place place,
                    const struct code_link *library)
{
    gaps->at = mem_resize(gaps->at, gaps->n + 1, sizeof *gaps->at);
    gaps->at[gaps->n++] = (struct code_gap){kind, place, library};
}

static void add_libraries(const struct code *code, struct code_gaps *gaps)
{
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        for (size_t j = 0; !link->is_linked && j < link->n_places; j++) {
            add_gap(gaps, CODE_GAP_LIBRARY, link->places[j], link);
        }
    }
}

static bool is_zeros(const struct code *code, size_t at, size_t n)
{
    struct bytes part;
    return bytes_slice(bytes_of(code->at, code->n), at, n, &part) && bytes_all_zero(part);
}

/* Compilers write a zero in fewer bytes: 32 of them are what a constructor fills. */
static void add_words(const struct code *code, struct code_gaps *gaps)
{
    for (size_t at = 0; at < code->n; at++) {
        uint8_t op = code->at[at];
        if (op == PUSH32 && is_zeros(code, at + 1, WORD)) {
            add_gap(gaps, CODE_GAP_IMMUTABLE, (struct code_place){at + 1, WORD}, NULL);
        }
        at += op >= PUSH1 && op <= PUSH32 ? (size_t)op - PUSH1 + 1 : 0;
    }
}

static void add_immutables(const struct code *code, struct code_gaps *gaps)
{
    for (size_t i = 0; i < code->n_immutables; i++) {
        add_gap(gaps, CODE_GAP_IMMUTABLE, code->immutables[i], NULL);
    }
    if (!code->has_immutables_listed) {
        add_words(code, gaps);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct code_gap *left = a;
    const struct code_gap *right = b;
    return (left->place.at > right->place.at) - (left->place.at < right->place.at);
}

static void leave_out_overlaps(struct code_gaps *gaps)
{
    size_t n = 0;
    for (size_t i = 0; i < gaps->n; i++) {
        const struct code_place *last = n > 0 ? &gaps->at[n - 1].place : NULL;
        if (last == NULL || gaps->at[i].place.at >= last->at + last->length) {
            gaps->at[n++] = gaps->at[i];
        }
    }
    gaps->n = n;
}

static void sort(struct code_gaps *gaps)
{
    if (gaps->n > 0) {
        qsort(gaps->at, gaps->n, sizeof *gaps->at, by_place);
    }
}

void code_gaps_of(const struct code *runtime, struct code_gaps *out)
{
    *out = (struct code_gaps){0};
    add_libraries(runtime, out);
    add_immutables(runtime, out);
    sort(out);
    leave_out_overlaps(out);
}

static bool is_digest(struct bytes code, size_t at)
{
    struct bytes part;
    return bytes_slice(code, at, sizeof digest_head + DIGEST, &part) &&
           bytes_expect(&part, digest_head, sizeof digest_head);
}

static bool is_apart(const struct code_gaps *gaps, size_t n, const struct code_place *place)
{
    for (size_t i = 0; i < n; i++) {
        const struct code_place *other = &gaps->at[i].place;
        if (place->at < other->at + other->length && other->at < place->at + place->length) {
            return false;
        }
    }
    return true;
}

void code_gaps_add_digests(struct bytes on_chain, struct bytes other, struct code_gaps *gaps)
{
    const size_t n = gaps->n;
    for (size_t at = 0; at < other.left; at++) {
        const struct code_place place = {at + sizeof digest_head, DIGEST};
        if (!is_digest(on_chain, at) || !is_digest(other, at)) {
            continue;
        }
        if (is_apart(gaps, n, &place) && !bytes_equal(bytes_of(&on_chain.at[place.at], DIGEST),
                                                      bytes_of(&other.at[place.at], DIGEST))) {
            add_gap(gaps, CODE_GAP_DIGEST, place, NULL);
        }
        at = place.at + DIGEST - 1;
    }
    sort(gaps);
}

size_t code_gaps_fill(const struct code_gaps *gaps, struct bytes on_chain, uint8_t *code, size_t n)
{
    size_t filled = 0;
    for (size_t i = 0; i < gaps->n; i++) {
        const struct code_place *place = &gaps->at[i].place;
        size_t end = place->at + place->length;
        if (end <= n && end <= on_chain.left) {
            memcpy(&code[place->at], &on_chain.at[place->at], place->length);
            filled += place->length;
        }
    }
    return filled;
}
