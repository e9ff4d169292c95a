/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/measurement.h"

#include "codec/cbor.h"

enum { VERSION = 3, VARIANT_MAX = 32, WITNESS_MAX = 1024 };

static const struct {
    const char *word;
    enum ovmf_variant variant;
} variants[] = {{"pre202505", OVMF_PRE_202505}, {"stable202505", OVMF_STABLE_202505}};

enum ovmf_variant ovmf_variant_parse(struct text word)
{
    for (size_t i = 0; i < COUNT(variants); i++) {
        if (text_is(word, variants[i].word)) {
            return variants[i].variant;
        }
    }
    return OVMF_UNKNOWN;
}

static bool read_hash(struct bytes map, const char *name, struct sha384 *out, struct err *e)
{
    struct bytes value;
    struct bytes hash;
    if (!cbor_member(map, name, &value) || !cbor_bytes(&value, SHA384_SIZE, &hash) ||
        !bytes_copy(&hash, out->at, SHA384_SIZE)) {
        return err_set(e, ERR_MALFORMED, "'%s' is not a byte string of %d bytes", name,
                       SHA384_SIZE);
    }
    return true;
}

static bool read_map(struct bytes map, const char *name, struct bytes *out, struct err *e)
{
    size_t n = 0;
    struct bytes head;
    if (!cbor_member(map, name, out)) {
        return err_set(e, ERR_MALFORMED, "'%s' is missing", name);
    }
    head = *out;
    return cbor_map(&head, &n) || err_set(e, ERR_MALFORMED, "'%s' is not a map", name);
}

static bool read_version(struct bytes map, struct err *e)
{
    struct bytes value;
    uint64_t version = 0;
    if (!cbor_member(map, "version", &value) || !cbor_uint(&value, UINT64_MAX, &version)) {
        return err_set(e, ERR_MALFORMED, "'version' is not an unsigned integer");
    }
    return version == VERSION ||
           err_set(e, ERR_MALFORMED, "version %llu is not known", (unsigned long long)version);
}

static bool read_firmware(struct bytes map, struct os_measurement *out, struct err *e)
{
    struct bytes value;
    struct bytes witness;
    struct bytes mrtd;
    struct text ovmf;
    if (!cbor_member(map, "ovmf", &value) || !cbor_text(&value, VARIANT_MAX, &ovmf)) {
        return err_set(e, ERR_MALFORMED, "'ovmf' is not a short text");
    }
    out->ovmf = ovmf_variant_parse(ovmf);
    if (out->ovmf == OVMF_UNKNOWN) {
        return err_set(e, ERR_MALFORMED, "'ovmf' names a firmware that is not known");
    }
    TRY(read_map(map, "mrtd", &mrtd, e));
    TRY(read_hash(mrtd, "single_pass", &out->mrtd_single_pass, e));
    TRY(read_hash(mrtd, "two_pass", &out->mrtd_two_pass, e));
    if (!cbor_member(map, "td_hob", &value) || !cbor_bytes(&value, WITNESS_MAX, &witness)) {
        return err_set(e, ERR_MALFORMED, "'td_hob' is not a short byte string");
    }
    return td_hob_of_witness(witness, &out->td_hob, e);
}

static bool read_document(struct bytes cbor, struct os_measurement *out, struct err *e)
{
    struct bytes image;
    struct bytes firmware;
    struct bytes rest = cbor;
    size_t n = 0;
    if (cbor.left > OS_MEASUREMENT_SIZE) {
        return err_set(e, ERR_TOO_BIG, "larger than %zu bytes", OS_MEASUREMENT_SIZE);
    }
    if (!cbor_map(&rest, &n)) {
        return err_set(e, ERR_MALFORMED, "not a CBOR map");
    }
    rest = cbor;
    if (!cbor_skip(&rest) || !bytes_end(rest)) {
        return err_set(e, ERR_MALFORMED, "not one whole CBOR map");
    }
    TRY(read_version(cbor, e));
    TRY(read_map(cbor, "image", &image, e));
    TRY(read_hash(image, "cmdline_sha384", &out->command_line, e));
    TRY(read_hash(image, "kernel_authenticode", &out->kernel, e));
    TRY(read_hash(image, "initrd_sha384", &out->initrd, e));
    TRY(read_map(cbor, "tdvf", &firmware, e));
    return read_firmware(firmware, out, e);
}

bool os_measurement_parse(struct bytes cbor, struct os_measurement *out, struct err *e)
{
    return read_document(cbor, out, e) || err_wrap(e, "the measurement document");
}
