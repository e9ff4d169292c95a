/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/td_hob.h"

#include "base/buf.h"

enum {
    HOB_HANDOFF = 1, /* types (UEFI PI specification, volume 3, section 5) */
    HOB_RESOURCE = 3,
    HANDOFF_SIZE = 56,
    RESOURCE_SIZE = 48,
    HANDOFF_VERSION = 9,
    END_SIZE = 8, /* of the mark behind the list, which is not measured */
    MEMORY_ACCEPTED = 0,
    MEMORY_UNACCEPTED = 7,
    RESOURCE_ATTRIBUTES = 7, /* present, initialized, tested */
    PAGE = 4096,
    LEB128_BITS = 7,
    LEB128_MORE = 0x80,
    LEB128_SHIFT_MAX = 35, /* six bytes hold 2^40, the number of pages */
};

/* Memory from LOW_FULL on is split: what is above LOW_END comes to stand above 4 GiB. */
#define LOW_FULL    ((uint64_t)0xb0000000)
#define LOW_END     ((uint64_t)0x80000000)
#define HIGH_START  ((uint64_t)0x100000000)
#define ADDRESS_MAX ((uint64_t)1 << 52)

/* Puts a range where it belongs by its start. */
static bool add_range(struct td_hob_layout *layout, struct memory_range range, struct err *e)
{
    if (layout->n == COUNT(layout->ranges)) {
        return err_set(e, ERR_TOO_BIG, "too many ranges of memory");
    }
    size_t at = layout->n;
    for (; at > 0 && layout->ranges[at - 1].start > range.start; at--) {
        layout->ranges[at] = layout->ranges[at - 1];
    }
    bool touches_before = at > 0 && layout->ranges[at - 1].end > range.start;
    bool touches_behind = at < layout->n && layout->ranges[at + 1].start < range.end;
    if (touches_before || touches_behind) {
        return err_set(e, ERR_MALFORMED, "ranges of the firmware's memory overlap");
    }
    layout->ranges[at] = range;
    layout->n++;
    return true;
}

bool td_hob_of_tdvf(const struct tdvf *tdvf, struct td_hob_layout *out, struct err *e)
{
    size_t lists = 0;
    *out = (struct td_hob_layout){0};
    for (size_t i = 0; i < tdvf->n; i++) {
        const struct tdvf_section *s = &tdvf->sections[i];
        if ((s->type != TDVF_TD_HOB && s->type != TDVF_TEMPORARY) || s->size == 0) {
            continue;
        }
        TRY(add_range(out, (struct memory_range){s->address, s->address + s->size}, e));
        if (s->type == TDVF_TD_HOB) {
            out->address = s->address;
            lists++;
        }
    }
    return lists == 1 ||
           err_set(e, ERR_MALFORMED, "the firmware has %zu places for the TD HOB, not one", lists);
}

/* Unsigned LEB128, at most as many pages as there are addresses. */
static bool take_number(struct bytes *from, uint64_t *out, struct err *e)
{
    uint64_t value = 0;
    uint8_t byte = LEB128_MORE;
    for (unsigned shift = 0; (byte & LEB128_MORE) != 0; shift += LEB128_BITS) {
        NEED(bytes_u8(from, &byte), e, "a number of the TD HOB witness");
        if (shift > 0 && byte == 0) {
            return err_set(e, ERR_MALFORMED, "a number of the TD HOB witness has zeros in front");
        }
        value |= (uint64_t)(byte & (LEB128_MORE - 1)) << shift;
        if (value > ADDRESS_MAX / PAGE || shift > LEB128_SHIFT_MAX) {
            return err_set(e, ERR_MALFORMED, "a number of the TD HOB witness is too large");
        }
    }
    *out = value;
    return true;
}

/* A number of pages, in bytes. */
static bool take_pages(struct bytes *from, uint64_t *out, struct err *e)
{
    TRY(take_number(from, out, e));
    *out *= PAGE;
    return true;
}

bool td_hob_of_witness(struct bytes witness, struct td_hob_layout *out, struct err *e)
{
    uint64_t base = 0;
    uint64_t delta = 0;
    uint64_t n = 0;
    *out = (struct td_hob_layout){0};
    TRY(take_pages(&witness, &base, e));
    TRY(take_pages(&witness, &delta, e));
    TRY(take_number(&witness, &n, e));
    out->address = base + delta;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t start = 0;
        uint64_t size = 0;
        TRY(take_pages(&witness, &start, e));
        TRY(take_pages(&witness, &size, e));
        if (size == 0) {
            return err_set(e, ERR_MALFORMED, "a range of the TD HOB witness is empty");
        }
        TRY(add_range(out, (struct memory_range){base + start, base + start + size}, e));
    }
    return bytes_end(witness) ||
           err_set(e, ERR_MALFORMED, "%zu bytes follow the TD HOB witness", witness.left);
}

static void put(struct buf *b, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        buf_char(b, (char)(uint8_t)(value >> (8 * i)));
    }
}

static void put_resource(struct buf *b, unsigned type, uint64_t start, uint64_t end)
{
    put(b, HOB_RESOURCE, 2);
    put(b, RESOURCE_SIZE, 2);
    put(b, 0, 4);
    buf_repeat(b, 0, 16); /* nobody owns it */
    put(b, type, 4);
    put(b, RESOURCE_ATTRIBUTES, 4);
    put(b, start, 8);
    put(b, end - start, 8);
}

static void put_resources(struct buf *b, const struct td_hob_layout *layout, uint64_t memory_size)
{
    uint64_t start = 0;
    for (size_t i = 0; i < layout->n; i++) {
        if (start < layout->ranges[i].start) {
            put_resource(b, MEMORY_UNACCEPTED, start, layout->ranges[i].start);
        }
        start = layout->ranges[i].end;
        put_resource(b, MEMORY_ACCEPTED, layout->ranges[i].start, start);
    }
    if (memory_size < LOW_FULL) {
        put_resource(b, MEMORY_UNACCEPTED, start, memory_size);
        return;
    }
    if (start < LOW_END) {
        put_resource(b, MEMORY_UNACCEPTED, start, LOW_END);
    }
    put_resource(b, MEMORY_UNACCEPTED, HIGH_START, HIGH_START + memory_size - LOW_END);
}

static void put_handoff(struct buf *b, uint64_t end)
{
    put(b, HOB_HANDOFF, 2);
    put(b, HANDOFF_SIZE, 2);
    put(b, 0, 4);
    put(b, HANDOFF_VERSION, 4);
    put(b, 0, 4);
    buf_repeat(b, 0, (size_t)4 * 8); /* the memory that the firmware has found: none */
    put(b, end, 8);
}

bool td_hob_digest(const struct td_hob_layout *layout, uint64_t memory_size, struct sha384 *out,
                   struct err *e)
{
    uint64_t used = layout->n == 0 ? 0 : layout->ranges[layout->n - 1].end;
    if (memory_size <= used || memory_size > ADDRESS_MAX) {
        return err_set(e, ERR_MALFORMED, "no machine has the stated size of memory");
    }
    AUTO(buf_done)
    struct buf list = buf_start(HANDOFF_SIZE + (2 * (size_t)TDVF_SECTIONS + 2) * RESOURCE_SIZE);
    AUTO(buf_done) struct buf whole = buf_start(list.cap);
    put_resources(&list, layout, memory_size);
    put_handoff(&whole, layout->address + HANDOFF_SIZE + list.len + END_SIZE);
    buf_add(&whole, buf_view(&list));
    *out = sha384_of(buf_view(&whole));
    return true;
}
