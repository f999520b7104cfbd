/* number_run.c -- many numbers from their texts, as long as they are of one kind. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/number_run.h"

#include "fmt/short_num.h"

uint32_t
lm_run_ints(const struct lm_str *v, uint32_t n, int64_t *to)
{
    uint32_t i = 0;

    while (i < n && lm_short_int(v[i].p, v[i].n, &to[i]))
        i++;
    return i;
}

uint32_t
lm_run_reals(const struct lm_str *v, uint32_t n, double *to)
{
    uint32_t i = 0;

    while (i < n && lm_short_real(v[i].p, v[i].n, &to[i]))
        i++;
    return i;
}

uint32_t
lm_run_numbers(const struct lm_str *v, uint32_t n, struct lm_val *to, bool spelling)
{
    uint32_t i = 0;
    int64_t whole = 0;
    double real = 0;

    for (; i < n; i++) {
        if (lm_short_int(v[i].p, v[i].n, &whole)) {
            to[i] = lm_val_int(whole);
            continue;
        }
        if (!lm_short_real(v[i].p, v[i].n, &real))
            break;
        to[i] = lm_val_f64(real);
        if (spelling) {
            to[i].p = v[i].p;
            to[i].n = (uint32_t)v[i].n;
        }
    }
    return i;
}
