/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "chain/address.h"
#include "vectors.h"

/* Those with a chain id are of EIP-1191, which is of one chain only and not used: their checksum is
 * a wrong one here. */
static void visit(const struct json_value *vector)
{
    struct eth_address address;
    struct err e = {0};
    char text[ADDRESS_TEXT];
    bool is_address = address_parse(vector_text(vector, "input"), &address, &e);
    cr_assert_eq(is_address, !vector_is_null(vector, "checksum"), "%s", vector_id(vector));
    if (!is_address) {
        return;
    }
    struct text checksum = vector_text(vector, "checksum");
    bool is_ours = vector_is_null(vector, "chain_id");
    cr_expect_eq(text_is(checksum, address_format(&address, text)), is_ours, "%s",
                 vector_id(vector));
    cr_expect_eq(address_parse(checksum, &address, &e), is_ours, "%s", vector_id(vector));
}

Test(checksum, vectors)
{
    vectors_visit("checksum-address.json", visit);
}
