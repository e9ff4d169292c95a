/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"
#include "codec/json_write.h"
#include "deploy/wish.h"

extern const uint8_t proxy_Erc1967Proxy_json[];
extern const size_t proxy_Erc1967Proxy_json_size;
extern const uint8_t proxy_Erc1967Proxy_sol[];
extern const size_t proxy_Erc1967Proxy_sol_size;
extern const uint8_t proxy_Erc1967Proxy_settings_json[];
extern const size_t proxy_Erc1967Proxy_settings_json_size;

struct bytes proxy_document(void)
{
    return bytes_of(proxy_Erc1967Proxy_json, proxy_Erc1967Proxy_json_size);
}

bool proxy_artifact(struct artifact_file *out, struct err *e)
{
    AUTO(json_freep) struct json *document = json_parse(proxy_document(), e);
    TRY(document != NULL);
    TRY(artifact_read(json_root(document), text_of("Erc1967Proxy"), &out->artifact, e));
    out->path = text_dup(text_of("Erc1967Proxy.json"));
    out->digest = sha256_of(proxy_document());
    return true;
}

bool proxy_is_own(const struct artifact_file *file)
{
    const struct sha256 own = sha256_of(proxy_document());
    return bytes_equal(BYTES_OF(own.at), BYTES_OF(file->digest.at));
}

void proxy_input(struct buf *out)
{
    const struct text source = {(const char *)proxy_Erc1967Proxy_sol, proxy_Erc1967Proxy_sol_size};
    struct json_writer w = json_writer_to(out, false);
    json_begin_object(&w);
    json_member_string(&w, "language", "Solidity");
    json_key(&w, "sources");
    json_begin_object(&w);
    json_key(&w, "Erc1967Proxy.sol");
    json_begin_object(&w);
    json_member_text(&w, "content", source);
    json_end_object(&w);
    json_end_object(&w);
    json_key(&w, "settings");
    json_write_raw(
        &w, bytes_of(proxy_Erc1967Proxy_settings_json, proxy_Erc1967Proxy_settings_json_size));
    json_end_object(&w);
}
