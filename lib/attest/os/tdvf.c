/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/tdvf.h"

enum {
    GUID_SIZE = 16,
    TABLE_TAIL = 32,            /* what stands behind the table: the reset vector */
    ENTRY_TAIL = 2 + GUID_SIZE, /* length and GUID, behind the data of an entry */
    OFFSET_SIZE = 4,
    DESCRIPTOR_SIZE = 16,
    SECTION_SIZE = 32,
    PAGE = 4096,
    CHUNK = 256,
    RECORD = 128, /* of the operations that MRTD is the hash of */
    RECORD_ADDRESS = 16,
    MR_EXTEND = 1 << 0,
    PAGE_AUG = 1 << 1,
};

#define MEMORY_MAX ((uint64_t)64 * MIB)
/* Guest physical addresses have at most 52 bits. */
#define ADDRESS_MAX ((uint64_t)1 << 52)

/* 96b582de-1fb2-45f7-baea-a366c55a082d: the entry that ends the table. */
static const uint8_t footer_guid[GUID_SIZE] = {0xde, 0x82, 0xb5, 0x96, 0xb2, 0x1f, 0xf7, 0x45,
                                               0xba, 0xea, 0xa3, 0x66, 0xc5, 0x5a, 0x08, 0x2d};
/* e47a6535-984a-4798-865e-4685a7bf8ec2: the entry that says where the descriptor is. */
static const uint8_t tdvf_guid[GUID_SIZE] = {0x35, 0x65, 0x7a, 0xe4, 0x4a, 0x98, 0x98, 0x47,
                                             0x86, 0x5e, 0x46, 0x85, 0xa7, 0xbf, 0x8e, 0xc2};

/* The last `n` bytes of a view come off its end. */
static bool take_last(struct bytes *from, size_t n, struct bytes *out)
{
    TRY(n <= from->left && bytes_slice(*from, from->left - n, n, out));
    from->left -= n;
    return true;
}

/* An entry as it stands before its successor: data, its length with this tail, GUID. */
static bool take_entry(struct bytes *table, struct bytes *data, struct bytes *guid)
{
    struct bytes tail;
    uint16_t length = 0;
    TRY(take_last(table, ENTRY_TAIL, &tail));
    TRY(bytes_u16le(&tail, &length) && length >= ENTRY_TAIL);
    *guid = tail;
    return take_last(table, length - (size_t)ENTRY_TAIL, data);
}

/* The table of GUIDs, without its last entry. */
static bool find_table(struct bytes firmware, struct bytes *out, struct err *e)
{
    struct bytes tail;
    struct bytes guid;
    if (!take_last(&firmware, TABLE_TAIL, &tail) || !take_last(&firmware, GUID_SIZE, &guid) ||
        !bytes_equal(guid, BYTES_OF(footer_guid))) {
        return err_set(e, ERR_MALFORMED, "no table of GUIDs at the end: not an OVMF file");
    }
    uint16_t length = 0;
    NEED(take_last(&firmware, sizeof length, &tail) && bytes_u16le(&tail, &length), e,
         "the length of the table of GUIDs");
    NEED(take_last(&firmware, length, out), e, "the table of GUIDs");
    return true;
}

/* The data of the entry that says where the descriptor is. */
static bool find_entry(struct bytes table, struct bytes *data)
{
    struct bytes guid = {NULL, 0};
    while (take_entry(&table, data, &guid)) {
        if (bytes_equal(guid, BYTES_OF(tdvf_guid))) {
            return true;
        }
    }
    return false;
}

/* How far before the end of the file the descriptor starts. */
static bool find_offset(struct bytes table, uint32_t *out, struct err *e)
{
    struct bytes data;
    struct bytes offset;
    if (!find_entry(table, &data)) {
        return err_set(e, ERR_MALFORMED, "no TDX metadata: the firmware is not made for TDX");
    }
    NEED(take_last(&data, OFFSET_SIZE, &offset) && bytes_u32le(&offset, out), e,
         "the offset of the TDX metadata");
    return true;
}

static bool read_descriptor(struct bytes *from, uint32_t *n, struct err *e)
{
    uint32_t length = 0;
    uint32_t version = 0;
    if (!bytes_expect(from, "TDVF", 4)) {
        return err_set(e, ERR_MALFORMED, "no TDX metadata where the table of GUIDs says");
    }
    NEED(bytes_u32le(from, &length) && bytes_u32le(from, &version) && bytes_u32le(from, n), e,
         "the TDX metadata");
    if (version != 1) {
        return err_set(e, ERR_MALFORMED, "TDX metadata of version %u is not known",
                       (unsigned)version);
    }
    if (*n > TDVF_SECTIONS) {
        return err_set(e, ERR_TOO_BIG, "TDX metadata has %u sections, %d at most", (unsigned)*n,
                       TDVF_SECTIONS);
    }
    return true;
}

static bool read_section(struct bytes *from, struct bytes firmware, struct tdvf_section *out,
                         struct err *e)
{
    uint32_t offset = 0;
    uint32_t raw_size = 0;
    struct tdvf_section s = {0};
    NEED(bytes_u32le(from, &offset) && bytes_u32le(from, &raw_size) &&
             bytes_u64le(from, &s.address) && bytes_u64le(from, &s.size) &&
             bytes_u32le(from, &s.type) && bytes_u32le(from, &s.attributes),
         e, "a section of the TDX metadata");
    if (s.address % PAGE != 0 || s.size % PAGE != 0) {
        return err_set(e, ERR_MALFORMED, "a section of the TDX metadata is not of whole pages");
    }
    if (s.size > MEMORY_MAX || s.address > ADDRESS_MAX) {
        return err_set(e, ERR_TOO_BIG, "a section of the TDX metadata is too large or too high");
    }
    if (s.size < raw_size) {
        return err_set(e, ERR_MALFORMED, "a section of the TDX metadata is smaller than its data");
    }
    if ((s.attributes & MR_EXTEND) != 0 &&
        !bytes_slice(firmware, offset, (size_t)s.size, &s.data)) {
        return err_set(e, ERR_MALFORMED, "a measured section is not all inside the firmware");
    }
    *out = s;
    return true;
}

bool tdvf_parse(struct bytes firmware, struct tdvf *out, struct err *e)
{
    struct bytes table = {NULL, 0};
    struct bytes rest;
    uint32_t offset = 0;
    uint32_t n = 0;
    uint64_t memory = 0;
    TRY(find_table(firmware, &table, e));
    TRY(find_offset(table, &offset, e));
    if (offset > firmware.left || !bytes_slice(firmware, firmware.left - offset, offset, &rest)) {
        return err_set(e, ERR_MALFORMED, "the TDX metadata is not inside the firmware");
    }
    TRY(read_descriptor(&rest, &n, e));
    for (out->n = 0; out->n < n; out->n++) {
        TRY(read_section(&rest, firmware, &out->sections[out->n], e));
        memory += out->sections[out->n].size;
    }
    if (memory > MEMORY_MAX) {
        return err_set(e, ERR_TOO_BIG, "the sections of the TDX metadata are too large");
    }
    return true;
}

/* An operation of the TDX module with the address that it is about. */
static void add_record(struct sha384_stream *hash, const char *operation, uint64_t address)
{
    uint8_t record[RECORD] = {0};
    for (size_t i = 0; operation[i] != 0; i++) {
        record[i] = (uint8_t)operation[i];
    }
    for (size_t i = 0; i < sizeof address; i++) {
        record[RECORD_ADDRESS + i] = (uint8_t)(address >> (8 * i));
    }
    sha384_add(hash, BYTES_OF(record));
}

static void add_page(struct sha384_stream *hash, const struct tdvf_section *s, uint64_t page)
{
    if ((s->attributes & PAGE_AUG) == 0) {
        add_record(hash, "MEM.PAGE.ADD", s->address + page);
    }
}

static void extend_page(struct sha384_stream *hash, const struct tdvf_section *s, uint64_t page)
{
    struct bytes chunk;
    for (uint64_t at = page; at < page + PAGE; at += CHUNK) {
        if (bytes_slice(s->data, (size_t)at, CHUNK, &chunk)) {
            add_record(hash, "MR.EXTEND", s->address + at);
            sha384_add(hash, chunk);
        }
    }
}

struct sha384 tdvf_mrtd(const struct tdvf *tdvf, enum page_order order)
{
    struct sha384_stream hash;
    sha384_start(&hash);
    for (size_t i = 0; i < tdvf->n; i++) {
        const struct tdvf_section *s = &tdvf->sections[i];
        for (uint64_t page = 0; page < s->size; page += PAGE) {
            add_page(&hash, s, page);
            if (order == PAGES_SINGLE_PASS) {
                extend_page(&hash, s, page);
            }
        }
        for (uint64_t page = 0; order == PAGES_TWO_PASS && page < s->size; page += PAGE) {
            extend_page(&hash, s, page);
        }
    }
    return sha384_end(&hash);
}
