/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/kernel.h"

/* Fields of the setup header (Linux boot protocol). */
enum {
    SETUP_COMMAND_LINE_MAGIC = 0x20,
    SETUP_COMMAND_LINE_OFFSET = 0x22,
    SETUP_PROTOCOL = 0x206,
    SETUP_LOADER = 0x210,
    SETUP_FLAGS = 0x211,
    SETUP_INITRD_ADDRESS = 0x218,
    SETUP_INITRD_SIZE = 0x21c,
    SETUP_HEAP_END = 0x224,
    SETUP_COMMAND_LINE = 0x228,
    SETUP_INITRD_MAX = 0x22c,
    SETUP_EXTENDED_FLAGS = 0x236,

    LOADER_QEMU = 0xb0,
    FLAG_LOADED_HIGH = 0x01,
    FLAG_CAN_USE_HEAP = 0x80,
    EXTENDED_FLAG_ABOVE_4G = 0x40,
    COMMAND_LINE_MAGIC = 0xa33f,
    SETUP_SIZE = 0x200,
};

/* Where QEMU loads (hw/i386/x86.c of QEMU 8 and 9). */
enum {
    REAL_LOW = 0x90000,
    COMMAND_LINE_LOW = 0x9a000,
    REAL_HIGH = 0x10000,
    COMMAND_LINE_HIGH = 0x20000,
    INITRD_MAX_DEFAULT = 0x37ffffff,
    ACPI_DATA = 0x28000,
    PAGE = 4096,
};

/* Fields of a PE file (Microsoft PE format), from the start of the header that each is in. */
enum {
    PE_OFFSET = 0x3c,
    COFF_SECTIONS = 6,
    COFF_OPTIONAL_SIZE = 20,
    COFF_SIZE = 24, /* with the signature */
    OPTIONAL_HEADERS_SIZE = 60,
    OPTIONAL_CHECKSUM = 64,
    OPTIONAL_DIRECTORIES = 96,
    OPTIONAL_DIRECTORIES_PLUS = 112,
    PE32_PLUS = 0x20b,
    CHECKSUM_SIZE = 4,
    DIRECTORY_SIZE = 8,
    DIRECTORY_CERTIFICATES = 4,
    SECTION_SIZE = 40,
    SECTION_RAW_SIZE = 16,
    SECTION_RAW_OFFSET = 20,
    SECTIONS_MAX = 96,
    ALIGNMENT = 8,
};

enum {
    KERNEL_MIN = 0x1000,
    HEAD = 0x230, /* QEMU writes before this offset alone */
};

/* A kernel with a start of its own. */
struct patched {
    uint8_t head[HEAD + 8]; /* more, for the field that begins before HEAD and ends behind it */
    struct bytes whole;     /* with the start as it is in the file */
};

struct region {
    size_t at, size;
};

static struct region region(size_t from, size_t to)
{
    return (struct region){from, to - from};
}

/* The little-endian number of `n` bytes at an offset. */
static bool number_at(const struct patched *k, size_t at, size_t n, uint32_t *out)
{
    struct bytes field;
    struct bytes from = at < HEAD ? BYTES_OF(k->head) : k->whole;
    uint32_t value = 0;
    TRY(bytes_slice(from, at, n, &field));
    for (size_t i = n; i > 0; i--) {
        value = value << 8 | field.at[i - 1];
    }
    *out = value;
    return true;
}

/* Numbers of the setup header, which is always there. */
static uint32_t setup_get(const struct patched *k, size_t at, size_t n)
{
    uint32_t value = 0;
    (void)number_at(k, at, n, &value);
    return value;
}

static void setup_put(struct patched *k, size_t at, size_t n, uint32_t value)
{
    for (size_t i = 0; i < n; i++) {
        k->head[at + i] = (uint8_t)(value >> (8 * i));
    }
}

/* What the kernel says is the highest address that its initrd may have. */
static uint64_t initrd_limit(const struct patched *k, uint32_t protocol)
{
    if (protocol >= 0x20c) {
        uint32_t flags = setup_get(k, SETUP_EXTENDED_FLAGS, 2);
        return (flags & EXTENDED_FLAG_ABOVE_4G) != 0 ? UINT32_MAX : INITRD_MAX_DEFAULT;
    }
    uint32_t stated = protocol >= 0x203 ? setup_get(k, SETUP_INITRD_MAX, 4) : 0;
    return stated != 0 ? stated : INITRD_MAX_DEFAULT;
}

static bool patch_initrd(struct patched *k, uint32_t protocol, uint64_t size, uint64_t memory_size,
                         struct err *e)
{
    uint64_t low = memory_size < KERNEL_MEMORY_HIGH ? memory_size : KERNEL_MEMORY_LOW;
    uint64_t limit = initrd_limit(k, protocol);
    if (protocol < 0x200) {
        return err_set(e, ERR_MALFORMED, "the kernel is too old to have an initrd");
    }
    if (low <= ACPI_DATA) {
        return err_set(e, ERR_MALFORMED, "a kernel does not fit that little memory");
    }
    if (limit >= low - ACPI_DATA) {
        limit = low - ACPI_DATA - 1;
    }
    if (size == 0 || size >= limit) {
        return err_set(e, ERR_MALFORMED, "an initrd of %llu bytes does not fit",
                       (unsigned long long)size);
    }
    setup_put(k, SETUP_INITRD_ADDRESS, 4, (uint32_t)((limit - size) & ~((uint64_t)PAGE - 1)));
    setup_put(k, SETUP_INITRD_SIZE, 4, (uint32_t)size);
    return true;
}

/* What QEMU writes for every kernel. */
static void patch_setup(struct patched *k, uint32_t protocol)
{
    bool is_low = protocol < 0x200 || (setup_get(k, SETUP_FLAGS, 1) & FLAG_LOADED_HIGH) == 0;
    uint32_t real = is_low ? REAL_LOW : REAL_HIGH;
    uint32_t command_line = is_low ? COMMAND_LINE_LOW : COMMAND_LINE_HIGH;
    if (protocol >= 0x200) {
        setup_put(k, SETUP_LOADER, 1, LOADER_QEMU);
    }
    if (protocol >= 0x201) {
        setup_put(k, SETUP_FLAGS, 1, setup_get(k, SETUP_FLAGS, 1) | FLAG_CAN_USE_HEAP);
        setup_put(k, SETUP_HEAP_END, 4, command_line - real - SETUP_SIZE);
    }
    if (protocol >= 0x202) {
        setup_put(k, SETUP_COMMAND_LINE, 4, command_line);
    } else {
        setup_put(k, SETUP_COMMAND_LINE_MAGIC, 2, COMMAND_LINE_MAGIC);
        setup_put(k, SETUP_COMMAND_LINE_OFFSET, 2, command_line - real);
    }
}

static bool patch(struct patched *k, uint64_t initrd_size, uint64_t memory_size, struct err *e)
{
    struct bytes head = k->whole;
    if (k->whole.left < KERNEL_MIN || !bytes_copy(&head, k->head, sizeof k->head)) {
        return err_set(e, ERR_MALFORMED, "a kernel has at least %d bytes", KERNEL_MIN);
    }
    uint32_t protocol = setup_get(k, SETUP_PROTOCOL, 2);
    patch_setup(k, protocol);
    return patch_initrd(k, protocol, initrd_size, memory_size, e);
}

/* What of a region is there. */
static void hash_region(struct sha384_stream *hash, const struct patched *k, struct region r)
{
    struct bytes part;
    size_t in_head = r.at < HEAD ? HEAD - r.at : 0;
    size_t there = r.at < k->whole.left ? k->whole.left - r.at : 0;
    size_t size = r.size < there ? r.size : there;
    size_t first = size < in_head ? size : in_head;
    if (bytes_slice(BYTES_OF(k->head), r.at, first, &part)) {
        sha384_add(hash, part);
    }
    if (bytes_slice(k->whole, r.at + first, size - first, &part)) {
        sha384_add(hash, part);
    }
}

/* What the headers say, in offsets into the file. */
struct pe {
    size_t checksum, certificates, headers_end;
    size_t certificates_size;             /* 0: it is not signed */
    struct region sections[SECTIONS_MAX]; /* by their offset */
    size_t n_sections;
};

static bool read_headers(const struct patched *k, size_t coff, struct pe *out)
{
    uint32_t magic = 0;
    uint32_t headers_size = 0;
    uint32_t at = 0;
    uint32_t size = 0;
    size_t optional = coff + COFF_SIZE;
    TRY(number_at(k, optional, 2, &magic));
    TRY(number_at(k, optional + OPTIONAL_HEADERS_SIZE, 4, &headers_size));
    size_t directories = magic == PE32_PLUS ? OPTIONAL_DIRECTORIES_PLUS : OPTIONAL_DIRECTORIES;
    out->checksum = optional + OPTIONAL_CHECKSUM;
    out->certificates = optional + directories + (size_t)DIRECTORY_CERTIFICATES * DIRECTORY_SIZE;
    out->headers_end = headers_size;
    TRY(number_at(k, out->certificates, 4, &at) && number_at(k, out->certificates + 4, 4, &size));
    out->certificates_size = at > 0 ? size : 0;
    return headers_size >= out->certificates + DIRECTORY_SIZE && headers_size <= k->whole.left;
}

static void add_section(struct pe *pe, struct region section)
{
    size_t at = pe->n_sections++;
    for (; at > 0 && pe->sections[at - 1].at > section.at; at--) {
        pe->sections[at] = pe->sections[at - 1];
    }
    pe->sections[at] = section;
}

static bool read_sections(const struct patched *k, size_t coff, struct pe *out)
{
    uint32_t n = 0;
    uint32_t optional_size = 0;
    TRY(number_at(k, coff + COFF_SECTIONS, 2, &n) && n <= SECTIONS_MAX);
    TRY(number_at(k, coff + COFF_OPTIONAL_SIZE, 2, &optional_size));
    for (uint32_t i = 0; i < n; i++) {
        size_t header = coff + COFF_SIZE + optional_size + (size_t)i * SECTION_SIZE;
        uint32_t at = 0;
        uint32_t size = 0;
        TRY(number_at(k, header + SECTION_RAW_SIZE, 4, &size));
        TRY(number_at(k, header + SECTION_RAW_OFFSET, 4, &at));
        if (size > 0) {
            add_section(out, (struct region){at, size});
        }
    }
    return true;
}

static bool read_pe(const struct patched *k, struct pe *out, struct err *e)
{
    struct bytes signature;
    uint32_t coff = 0;
    *out = (struct pe){0};
    if (!number_at(k, PE_OFFSET, 4, &coff) || !bytes_slice(k->whole, coff, 4, &signature) ||
        !bytes_equal(signature, bytes_of("PE\0\0", 4))) {
        return err_set(e, ERR_MALFORMED, "the kernel has no PE header");
    }
    if (!read_headers(k, coff, out) || !read_sections(k, coff, out)) {
        return err_set(e, ERR_MALFORMED, "the kernel's PE header points outside of it");
    }
    return true;
}

/* Adds the sections; `*end` is where the file would end if they stood one behind the other. A
 * section that says it is longer than the file is hashed as far as it goes. */
static bool hash_sections(struct sha384_stream *hash, const struct patched *k, const struct pe *pe,
                          size_t *end, struct err *e)
{
    size_t hashed = 0;
    *end = pe->headers_end;
    for (size_t i = 0; i < pe->n_sections; i++) {
        struct region section = pe->sections[i];
        size_t there = section.at < k->whole.left ? k->whole.left - section.at : 0;
        hashed += section.size < there ? section.size : there;
        *end += section.size;
        if (hashed > 2 * k->whole.left) {
            return err_set(e, ERR_MALFORMED, "the kernel's sections overlap");
        }
        hash_region(hash, k, section);
    }
    return true;
}

static bool hash_pe(const struct patched *k, struct sha384_stream *hash, struct err *e)
{
    static const uint8_t zeros[ALIGNMENT];
    struct pe pe;
    size_t end = 0;
    size_t size = k->whole.left;
    TRY(read_pe(k, &pe, e));
    hash_region(hash, k, region(0, pe.checksum));
    hash_region(hash, k, region(pe.checksum + CHECKSUM_SIZE, pe.certificates));
    hash_region(hash, k, region(pe.certificates + DIRECTORY_SIZE, pe.headers_end));
    TRY(hash_sections(hash, k, &pe, &end, e));
    if (pe.certificates_size > 0 && size > end && size - end > pe.certificates_size) {
        hash_region(hash, k, region(end, size - pe.certificates_size));
    }
    sha384_add(hash, bytes_of(zeros, (ALIGNMENT - size % ALIGNMENT) % ALIGNMENT));
    return true;
}

bool kernel_is_as_high(uint64_t memory_size)
{
    return memory_size >= KERNEL_MEMORY_HIGH || memory_size == KERNEL_MEMORY_LOW;
}

bool kernel_authenticode(struct bytes kernel, uint64_t initrd_size, uint64_t memory_size,
                         struct sha384 *out, struct err *e)
{
    struct patched patched = {.whole = kernel};
    struct sha384_stream hash;
    sha384_start(&hash);
    TRY(patch(&patched, initrd_size, memory_size, e));
    TRY(hash_pe(&patched, &hash, e));
    *out = sha384_end(&hash);
    return true;
}
