/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: tdvf_parse, tdvf_mrtd, td_hob_of_tdvf, td_hob_of_witness, td_hob_digest. */
#include "target.h"

#include <stdlib.h>

#include "attest/os/td_hob.h"
#include "base/buf.h"

enum { PAGE = 4096 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void put_number(struct buf *out, uint64_t value)
{
    for (; value > 0x7f; value >>= 7) {
        buf_char(out, (char)(uint8_t)(value | 0x80));
    }
    buf_char(out, (char)value);
}

/* The short form, as measurement documents have it. */
static void write_witness(const struct td_hob_layout *layout, struct buf *out)
{
    uint64_t base = layout->ranges[0].start;
    put_number(out, base / PAGE);
    put_number(out, (layout->address - base) / PAGE);
    put_number(out, layout->n);
    for (size_t i = 0; i < layout->n; i++) {
        put_number(out, (layout->ranges[i].start - base) / PAGE);
        put_number(out, (layout->ranges[i].end - layout->ranges[i].start) / PAGE);
    }
}

static void require_same(const struct td_hob_layout *a, const struct td_hob_layout *b)
{
    require(a->n == b->n && a->address == b->address);
    for (size_t i = 0; i < a->n; i++) {
        require(a->ranges[i].start == b->ranges[i].start && a->ranges[i].end == b->ranges[i].end);
    }
}

static void check_layout(const struct td_hob_layout *layout)
{
    static const uint64_t sizes[] = {0, 1, 0x820000, 0x80000000, 0xb0000000, UINT64_MAX};
    AUTO(buf_done) struct buf witness = buf_start(4 * KIB);
    struct td_hob_layout again;
    struct sha384 digest;
    struct err e;
    for (size_t i = 0; i < layout->n; i++) {
        require(layout->ranges[i].start < layout->ranges[i].end);
        require(i == 0 || layout->ranges[i - 1].end <= layout->ranges[i].start);
    }
    for (size_t i = 0; i < COUNT(sizes); i++) {
        bool fits = layout->n == 0 || sizes[i] > layout->ranges[layout->n - 1].end;
        fits = fits && sizes[i] > 0 && sizes[i] <= UINT64_C(1) << 52;
        require(td_hob_digest(layout, sizes[i], &digest, &e) == fits);
    }
    if (layout->n > 0 && layout->address >= layout->ranges[0].start) {
        write_witness(layout, &witness);
        require(td_hob_of_witness(buf_view(&witness), &again, &e));
        require_same(layout, &again);
    }
}

/* The order counts only where a section has more than one page of which something is hashed. */
static void check_mrtd(const struct tdvf *tdvf)
{
    bool differs = false;
    for (size_t i = 0; i < tdvf->n; i++) {
        const struct tdvf_section *s = &tdvf->sections[i];
        require(s->address % PAGE == 0 && s->size % PAGE == 0);
        require(s->data.left == 0 || s->data.left == s->size);
        differs = differs || (s->data.left > PAGE && (s->attributes & 2) == 0);
    }
    struct sha384 one = tdvf_mrtd(tdvf, PAGES_SINGLE_PASS);
    struct sha384 two = tdvf_mrtd(tdvf, PAGES_TWO_PASS);
    require(bytes_equal(BYTES_OF(one.at), BYTES_OF(two.at)) == !differs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    struct td_hob_layout layout;
    struct tdvf tdvf;
    struct err e;
    if (tdvf_parse(in, &tdvf, &e)) {
        check_mrtd(&tdvf);
        if (td_hob_of_tdvf(&tdvf, &layout, &e)) {
            check_layout(&layout);
        }
    }
    if (td_hob_of_witness(in, &layout, &e)) {
        check_layout(&layout);
    }
    return 0;
}
