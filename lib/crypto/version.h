/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_VERSION_H
#define PHALA_CRYPTO_VERSION_H

/* The version of libcrypto at run time ("3.0.22"). */
const char *crypto_library_version(void);

#endif
