/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/verify_libraries.h"

#include "deploy/artifact_file.h"

bool verify_link_given(const struct option_list *given, struct artifact *artifact, struct err *e)
{
    for (size_t i = 0; i < given->n; i++) {
        struct library_address library;
        if (!library_address_parse(text_of(given->at[i]), &library, e) ||
            !artifact_link(artifact, library.name, &library.address, e)) {
            return err_wrap(e, "option '--library'");
        }
    }
    return true;
}
