/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/spki.h"

#include <criterion/criterion.h>

#include "base/hex.h"

/* SubjectPublicKeyInfo of P-256, put together from its parts. */

#define ALGORITHM "301306072a8648ce3d020106082a8648ce3d030107"
#define OTHER     "301306072a8648ce3d020106082a8648ce3d030106"
#define XY                                                                                         \
    "51590b7a515140d2d784c85608668fdfef8c82fd1f5be52421554a0dc3d033ed"                             \
    "e0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4"

Test(spki, each_part_counts)
{
    static const struct {
        const char *hex;
        bool is_key;
    } cases[] = {
        {"3059" ALGORITHM "03420004" XY, true},         {"3059" OTHER "03420004" XY, false},
        {"3059" ALGORITHM "03420104" XY, false},        /* a bit that is not used, and is zero */
        {"3059" ALGORITHM "03420006" XY, false},        /* another form of a point */
        {"305a" ALGORITHM "03430004" XY "00", false},   /* a byte more in the point */
        {"305b" ALGORITHM "03420004" XY "0500", false}, /* and behind it */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t room[128];
        struct p256_key key = {{0}};
        struct text text = text_of(cases[i].hex);
        cr_assert(hex_decode(text, room, text.len / 2), "%zu", i);
        struct bytes from = bytes_of(room, text.len / 2);
        cr_expect_eq(spki_p256(&from, &key), cases[i].is_key, "%zu", i);
        cr_expect_eq(bytes_end(from), cases[i].is_key, "%zu", i);
        cr_expect_eq(key.at[63], cases[i].is_key ? 0xa4 : key.at[63]);
    }
}

/* What follows stays. */
Test(spki, what_follows_stays)
{
    uint8_t room[128];
    struct p256_key key;
    struct text text = text_of("3059" ALGORITHM "03420004" XY "0102");
    cr_assert(hex_decode(text, room, text.len / 2));
    struct bytes from = bytes_of(room, text.len / 2);
    cr_expect(spki_p256(&from, &key));
    cr_expect_eq(from.left, 2);
}
