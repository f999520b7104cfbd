/* sort_key.c -- a number that orders values as ORDER BY does, as far as 64 bits can tell. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 *     bits 63..61  class, from 1, in the order of lm_val_order
 *     bits 60..0   numbers, times: the nearest double made an unsigned number of the same order;
 *                  texts: the first bytes
 * DESC flips all bits. NULL is all ones or, with NULLS FIRST, zero.
 */
#include "op/sort_key.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "expr/agg.h"

enum { SORT_BOOL = 1, SORT_NUMBER, SORT_TEXT, SORT_BYTES, SORT_INSTANT, SORT_TIME, SORT_REST };

static uint64_t
sort_double(double f)
{
    uint64_t bits;

    if (isnan(f))
        return UINT64_MAX >> 3;
    f = f == 0 ? 0 : f;
    memcpy(&bits, &f, sizeof bits);
    bits = (bits >> 63) != 0 ? ~bits : bits | UINT64_C(1) << 63;
    return bits >> 3;
}

static uint64_t
sort_text(const struct lm_val *v)
{
    uint64_t bits = 0;

    if (v->n > 0)
        memcpy(&bits, v->p, v->n < 8 ? v->n : 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    bits = __builtin_bswap64(bits);
#endif
    return bits >> 3;
}

static uint64_t
sort_class(uint64_t class, uint64_t bits)
{
    assert(class < 8 && bits >> 61 == 0);
    return class << 61 | bits;
}

uint64_t
lm_sort_prefix(const struct lm_val *v, uint8_t flags)
{
    uint64_t p;

    switch (v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        return (flags & LM_SORT_NULLS_FIRST) != 0 ? 0 : UINT64_MAX;
    case LM_K_BOOL:
        p = sort_class(SORT_BOOL, v->i != 0);
        break;
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        p = sort_class(SORT_NUMBER, sort_double(lm_val_double(v)));
        break;
    case LM_K_STR:
        p = sort_class(SORT_TEXT, sort_text(v));
        break;
    case LM_K_BYTES:
        p = sort_class(SORT_BYTES, sort_text(v));
        break;
    case LM_K_DATE:
        p = sort_class(SORT_INSTANT, sort_double((double)v->i * (double)LM_US_DAY));
        break;
    case LM_K_TS:
        p = sort_class(SORT_INSTANT, sort_double((double)v->i));
        break;
    case LM_K_TIME:
        p = sort_class(SORT_TIME, sort_double((double)v->i));
        break;
    default: /* intervals and nested values: left to lm_val_order */
        p = sort_class(SORT_REST, 0);
        break;
    }
    return (flags & LM_SORT_DESC) != 0 ? ~p : p;
}
