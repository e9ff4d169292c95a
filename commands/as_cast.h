/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_AS_CAST_H
#define PHALA_COMMANDS_AS_CAST_H

#include "cli/option.h"

/* Where Foundry's cast takes what is refused here, or does otherwise: do as cast does, and say in a
 * warning where that made a difference. `place` is an OPTION_AT of a bool. */
#define AS_CAST_OPTION(place)                                                                      \
    {.name = "as-cast",                                                                            \
     .kind = OPTION_FLAG,                                                                          \
     .at = place,                                                                                  \
     .help = "take what cast takes, with a warning"}

#endif
