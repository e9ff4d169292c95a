/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_COMPOSE_HASH_H
#define PHALA_COMPOSE_COMPOSE_HASH_H

#include "base/bytes.h"
#include "crypto/digest.h"

/* The compose hash is SHA-256 over the exact bytes of app-compose.json (app_compose.h has it).
 * Writers of that file re-serialise it, and then a file that says the same has another hash. */

/* When `want` is the hash of another spelling of this app-compose.json, words for that spelling
 * that fit behind "it is the hash of the file "; else NULL, also when `app_compose` is no JSON.
 * Looked for are the file without the newline at its end, and the forms that the SDK writes: keys
 * sorted, one line; the same without the members that the runner does not use; and that indented.
 * Only a hint: what was measured are other bytes. */
const char *compose_hash_hint(struct bytes app_compose, const struct sha256 *want);

#endif
