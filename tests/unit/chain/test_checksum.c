/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "chain/address.h"
#include "vectors.h"

/* Those with a chain id are of EIP-1191, whose checksums are wrong ones everywhere else. */
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
    bool has_chain = !vector_is_null(vector, "chain_id");
    uint64_t chain_id = has_chain ? vector_uint(vector, "chain_id") : 0;
    cr_expect_eq(text_is(checksum, address_format(&address, text)), !has_chain, "%s",
                 vector_id(vector));
    cr_expect(!has_chain || text_is(checksum, address_format_of_chain(&address, chain_id, text)),
              "%s", vector_id(vector));
    cr_expect_eq(address_parse(checksum, &address, &e), !has_chain, "%s", vector_id(vector));
    cr_expect(address_parse_of_chain(checksum, chain_id, &address, &e), "%s", vector_id(vector));
}

Test(checksum, vectors)
{
    vectors_visit("checksum-address.json", visit);
}
