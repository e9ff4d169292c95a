/* SPDX-License-Identifier: Apache-2.0 */
#include "base/interrupt.h"

#include <stddef.h>

bool is_interrupted(const volatile sig_atomic_t *flag)
{
    return flag != NULL && *flag != 0;
}
