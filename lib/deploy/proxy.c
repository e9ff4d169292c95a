/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"
#include "deploy/wish.h"

extern const uint8_t proxy_Erc1967Proxy_json[];
extern const size_t proxy_Erc1967Proxy_json_size;

bool proxy_artifact(struct artifact_file *out, struct err *e)
{
    const struct bytes text = bytes_of(proxy_Erc1967Proxy_json, proxy_Erc1967Proxy_json_size);
    AUTO(json_freep) struct json *document = json_parse(text, e);
    TRY(document != NULL);
    TRY(artifact_read(json_root(document), text_of("Erc1967Proxy"), &out->artifact, e));
    out->path = text_dup(text_of("Erc1967Proxy.json"));
    out->digest = sha256_of(text);
    return true;
}
