/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_MACRO_H
#define PHALA_BASE_MACRO_H

/* Number of elements of an array (not of a pointer). */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The caller has to look at the result. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* Argument `at` (1-based) is a format, those from `first` on are checked against it. */
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

#define KIB ((size_t)1024)
#define MIB ((size_t)1024 * 1024)

/* Runs `function(&variable)` when the variable goes out of scope. The clang analyzer does not know
 * the attribute and would report each such variable as a leak. */
#ifdef __clang_analyzer__
#define AUTO(function) __attribute__((cleanup(function), suppress))
#else
#define AUTO(function) __attribute__((cleanup(function)))
#endif

/* Defines `free_function##p`, which AUTO takes, for a pointer that `free_function` ends. */
#define AUTO_POINTER(type, free_function)                                                          \
    static inline void free_function##p(type **variable)                                           \
    {                                                                                              \
        free_function(*variable);                                                                  \
    }                                                                                              \
    _Static_assert(sizeof(type *) > 0, "ends in a semicolon")

/* Hands a pointer over: its value, the variable itself becomes NULL. */
#define TAKE(pointer)                                                                              \
    __extension__({                                                                                \
        __typeof__(pointer) taken_ = (pointer);                                                    \
        (pointer) = NULL;                                                                          \
        taken_;                                                                                    \
    })

#endif
