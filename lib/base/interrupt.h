/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_INTERRUPT_H
#define PHALA_BASE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* The flag that a signal handler sets is set: what runs is to end. NULL: there is none. */
bool is_interrupted(const volatile sig_atomic_t *flag);

#endif
