/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "attest/event_log.h"
#include "attest/event_log_ccel.h"
#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/path.h"
#include "cases.h"

/* Binary logs, put together from their records. */

#define FIRST_START                                                                                \
    "01000000"                                                                                     \
    "03000000"                                                                                     \
    "0000000000000000000000000000000000000000"
#define SPEC_ID  "53706563204944204576656e74303300"
#define VERSIONS "0000000000020002"
#define SHA1_48  "04001400" /* SHA-1 of 20 bytes */
#define SHA384   "0c003000"
#define FIRST    FIRST_START "25000000" SPEC_ID VERSIONS "02000000" SHA1_48 SHA384 "00"
#define D24      "a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8"
#define D48      D24 D24
#define D20      "0102030405060708090a0b0c0d0e0f1011121314"
#define RECORD(registered, type, payload)                                                          \
    registered "000000" type "020000000400" D20 "0c00" D48 payload

static void skip(const char *reason)
{
    cr_skip("%s", reason);
}

static struct buf from_hex(const char *hex)
{
    struct text text = text_of(hex);
    struct buf out = buf_start(64 * KIB);
    cr_assert(hex_decode(text, buf_extend(&out, text.len / 2), text.len / 2));
    return out;
}

#define LOG                                                                                        \
    FIRST RECORD("01", "0b000080", "0300000061622e") RECORD("04", "06000000", "00000000")          \
        RECORD("02", "03000000", "0100000063") RECORD("00", "04000000", "00000000")

Test(ccel, records)
{
    AUTO(buf_done) struct buf text = from_hex(LOG "ffffffffffff");
    AUTO(event_log_done) struct event_log log;
    struct err e = {0};
    cr_expect(ccel_is(buf_view(&text)));
    cr_assert(ccel_read(buf_view(&text), &log, &e), "%s", e.text);
    cr_assert_eq(log.n, 2); /* neither EV_NO_ACTION nor register 0 */
    const struct event *first = &log.events[0];
    cr_expect(first->rtmr == 0 && first->type == 0x8000000b && first->version == 1);
    cr_expect(first->has_digest && first->digest.at[0] == 0xa1 && first->digest.at[47] == 0xb8);
    cr_expect(bytes_equal(first->payload, bytes_of("ab.", 3)) && first->name.len == 0);
    cr_expect(log.events[1].rtmr == 3 && log.events[1].type == 6);
    cr_expect(bytes_end(log.events[1].payload));
}

Test(ccel, ends)
{
    static const char *const fine[] = {
        LOG, LOG "ff", LOG "ffffffff", LOG "00", LOG "000000000000000000", LOG "ffffffff0000",
    };
    static const char *const wrong[] = {
        LOG "01", LOG "ffffffff01", LOG "fffffffffe", LOG "ffff00", LOG "000000000000000001",
    };
    struct err e = {0};
    for (size_t i = 0; i < COUNT(fine); i++) {
        AUTO(buf_done) struct buf text = from_hex(fine[i]);
        AUTO(event_log_done) struct event_log log;
        cr_expect(ccel_read(buf_view(&text), &log, &e), "%zu: %s", i, e.text);
        cr_expect_eq(log.n, 2);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(buf_done) struct buf text = from_hex(wrong[i]);
        AUTO(event_log_done) struct event_log log;
        cr_expect_not(ccel_read(buf_view(&text), &log, &e), "%zu", i);
        cr_expect_eq(log.n, 0);
    }
}

/* Four lie between records, and four leave zeros, which fill a log up, of the last one's register.
 */
Test(ccel, every_other_cut_is_refused)
{
    AUTO(buf_done) struct buf text = from_hex(LOG);
    size_t fine = 0;
    for (size_t n = 0; n < text.len; n++) {
        AUTO(event_log_done) struct event_log log;
        struct err e = {0};
        fine += ccel_read(bytes_of(text.at, n), &log, &e) ? 1 : 0;
    }
    cr_expect_eq(fine, 8);
}

Test(ccel, refusals)
{
    static const struct {
        const char *hex, *message;
    } cases[] = {
        {"", "the log does not begin with a Spec ID event"},
        {FIRST_START "25000000" SPEC_ID VERSIONS "02000000" SHA1_48 SHA384 "01",
         "truncated at the Spec ID event"},
        {FIRST_START "26000000" SPEC_ID VERSIONS "02000000" SHA1_48 SHA384 "0000",
         "the Spec ID event is longer than it says"},
        {FIRST_START "21000000" SPEC_ID VERSIONS "01000000" SHA1_48 "00",
         "the events have no SHA-384 digests"},
        {FIRST_START "21000000" SPEC_ID VERSIONS "01000000"
                     "0c002000"
                     "00",
         "the events have no SHA-384 digests"},
        {FIRST_START "1c000000" SPEC_ID VERSIONS "09000000",
         "the Spec ID event names more than 8 algorithms"},
        {FIRST RECORD("05", "04000000", "00000000"), "record 1: there is no register 5"},
        {FIRST "0100000004000000"
               "03000000",
         "record 1: there are more digests than algorithms"},
        {FIRST "0100000004000000"
               "01000000"
               "0400" D20 "00000000",
         "record 1: there is no SHA-384 digest"},
        {FIRST "0100000004000000"
               "01000000"
               "0b00" D48,
         "record 1: a digest is truncated, or of another algorithm"},
        {FIRST "0100000004000000"
               "02000000"
               "0c00" D48 "0c00" D48 "00000000",
         "record 1: there are two SHA-384 digests"},
        {FIRST RECORD("01", "04000000", "00000000") RECORD("01", "04000000", "01000000"),
         "record 2: truncated at its data"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf text = from_hex(cases[i].hex);
        AUTO(event_log_done) struct event_log log;
        struct err e = {0};
        cr_expect_not(ccel_read(buf_view(&text), &log, &e), "%s", cases[i].message);
        cr_expect_str_eq(e.text, cases[i].message);
    }
}

/* Other algorithms beside SHA-384 */

#define SHA512           "0d004000" /* of 64 bytes */
#define SM3_384          "12003000" /* said to have the size of SHA-384 */
#define D64              D24 D20 D20
#define HEAD(algorithms) FIRST_START "25000000" SPEC_ID VERSIONS "02000000" algorithms "00"
#define EVENT(digests)   "0100000004000000" digests "00000000"

Test(ccel, digests_of_other_algorithms)
{
    static const struct {
        const char *hex, *message; /* NULL: it is read */
    } cases[] = {
        {HEAD(SHA384 SHA512) EVENT("01000000"
                                   "0c00" D48),
         NULL},
        {HEAD(SHA384 SHA512) EVENT("02000000"
                                   "0c00" D48 "0d00" D64),
         NULL},
        {HEAD(SHA384 SHA512) EVENT("02000000"
                                   "0d00" D64 "0c00" D48),
         NULL},
        {HEAD(SHA384 SHA512) EVENT("01000000"
                                   "0d00" D64),
         "record 1: there is no SHA-384 digest"},
        {HEAD(SM3_384 SHA512), "the events have no SHA-384 digests"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf text = from_hex(cases[i].hex);
        AUTO(event_log_done) struct event_log log;
        struct err e = {0};
        bool is_read = ccel_read(buf_view(&text), &log, &e);
        cr_expect_eq(is_read, cases[i].message == NULL, "%zu: %s", i, e.text);
        if (is_read) {
            cr_expect(log.events[0].digest.at[0] == 0xa1 && log.events[0].digest.at[47] == 0xb8);
        } else {
            cr_expect_str_eq(e.text, cases[i].message);
        }
    }
}

/* The first record is EV_NO_ACTION and has the signature. */
Test(ccel, other_beginnings)
{
    AUTO(buf_done) struct buf text = from_hex(LOG);
    static const size_t places[] = {4, 32}; /* type, signature */
    for (size_t i = 0; i < COUNT(places); i++) {
        AUTO(event_log_done) struct event_log log;
        struct err e = {0};
        text.at[places[i]] ^= 4;
        cr_expect_not(ccel_is(buf_view(&text)));
        cr_expect_not(ccel_read(buf_view(&text), &log, &e));
        cr_expect_str_eq(e.text, "the log does not begin with a Spec ID event");
        text.at[places[i]] ^= 4;
    }
}

/* By its content, and with the reason when it cannot be read. */
Test(ccel, as_any_event_log)
{
    AUTO(buf_done) struct buf text = from_hex(LOG);
    AUTO(keep_done) struct keep keep = {0};
    AUTO(event_log_done) struct event_log log;
    struct err e = {0};
    cr_assert(event_log_parse(buf_view(&text), &keep, &log, &e), "%s", e.text);
    cr_expect_eq(log.n, 2);
    AUTO(event_log_done) struct event_log none;
    cr_expect_not(event_log_parse(bytes_of(text.at, text.len - 1), &keep, &none, &e));
    cr_expect_str_eq(e.text, "record 4: truncated at its data");
}

static bool read_shared(const char *name, struct buf *out)
{
    const char *shared = getenv("PHALA_SHARED");
    AUTO(mem_freep)
    char *folder = path_join(shared != NULL ? shared : PHALA_SHARED_DIR, "vectors/attest");
    AUTO(mem_freep) char *path = path_join(folder, name);
    struct err e = {0};
    *out = buf_start(MIB);
    return fs_exists(path) && fs_read(path, out, &e);
}

/* A machine of Google Cloud: its log replays to the registers of its quote, whose TD report begins
 * behind the header of 48 bytes. */
Test(ccel, a_real_log_replays_to_its_quote)
{
    enum { RTMR0_OFFSET = 48 + 328 };
    AUTO(buf_done) struct buf text = {0};
    AUTO(buf_done) struct buf quote = {0};
    if (!read_shared("dcap/go-tdx-guest/ccel/ccel_data.dat", &text) ||
        !read_shared("dcap/go-tdx-guest/ccel/cos-113-tdx-quote.dat", &quote)) {
        skip("no folder with real logs (PHALA_SHARED)");
        return;
    }
    struct keep keep = {0};
    struct event_log log;
    struct err e = {0};
    struct sha384 replayed[RTMR_COUNT];
    cr_assert(event_log_parse(buf_view(&text), &keep, &log, &e), "%s", e.text);
    cr_expect_eq(log.n, 43);
    event_log_replay(&log, replayed);
    for (size_t i = 0; i < RTMR_COUNT; i++) {
        struct bytes signed_one = bytes_of(quote.at + RTMR0_OFFSET + 48 * i, 48);
        cr_expect(bytes_equal(signed_one, BYTES_OF(replayed[i].at)), "RTMR%zu", i);
    }
    event_log_done(&log);
    keep_done(&keep);
}
