/* scan.c -- chooses the scan that this machine runs best. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/scan.h"

#include <stddef.h>

#include "fmt/scan_kinds.h"

const uint8_t lm_scan_class[256] = {
    ['\n'] = '\n',
    ['{'] = '{',
    ['}'] = '}',
    ['['] = '[',
    [']'] = ']',
    [':'] = ':',
    [','] = ',',
    ['"'] = LM_SCAN_TEXT,
    ['-'] = LM_SCAN_SCALAR,
    ['0' ... '9'] = LM_SCAN_SCALAR,
    ['t'] = LM_SCAN_SCALAR,
    ['f'] = LM_SCAN_SCALAR,
    ['n'] = LM_SCAN_SCALAR,
};

#if defined(__x86_64__)

const struct lm_scan_type *const *
lm_scan_types(void)
{
    static const struct lm_scan_type *const all[] = {&lm_scan_avx512, &lm_scan_avx2,
                                                     &lm_scan_scalar, NULL};

    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi2"))
        return all;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
        __builtin_cpu_supports("bmi2"))
        return all + 1;
    return all + 2;
}

#elif defined(__aarch64__)

const struct lm_scan_type *const *
lm_scan_types(void)
{
    static const struct lm_scan_type *const all[] = {&lm_scan_neon, &lm_scan_scalar, NULL};

    return all;
}

#else

const struct lm_scan_type *const *
lm_scan_types(void)
{
    static const struct lm_scan_type *const all[] = {&lm_scan_scalar, NULL};

    return all;
}

#endif
