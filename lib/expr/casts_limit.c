/* casts_limit.c -- VARCHAR(n), TIMESTAMP(p), SMALLINT: what a type's limit does to its values. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A cast makes its value fit: texts are cut, times rounded; only a whole number beyond its range cannot be.
 * A value that is read fits or is refused, by what was written: of the digits behind the second those
 * beyond the microsecond count too, and zeros at the end do not.
 */
#include <assert.h>

#include "base/utf8.h"
#include "expr/casts.h"
#include "expr/expr_priv.h"

enum { NS_OF_US = 1000 };

/* Epoch numbers of this size are nanoseconds where no unit is declared. */
#define NS_FROM INT64_C(100000000000000000)

/* Length in microseconds of the last digit that a type of times keeps. */
static int64_t
limit_step(struct lm_type t)
{
    static const int64_t steps[] = { 1000000, 100000, 10000, 1000, 100, 10, 1 };

    assert(t.limit > 0 && t.limit <= sizeof steps / sizeof *steps);
    return steps[t.limit - 1];
}

static bool
limit_bits_hold(struct lm_type t, int64_t i)
{
    return t.limit == 8 ? i == (int8_t)i : i == (int16_t)i;
}

/* A multiple of the step, halves up. */
static bool
limit_round(int64_t us, int64_t step, int64_t *out)
{
    int64_t half = 0;

    return !__builtin_add_overflow(us, step / 2, &half) &&
           !__builtin_mul_overflow(lm_floor_div(half, step), step, out);
}

enum lm_code
lm_limit_cast(struct lm_type to, struct lm_val *v)
{
    int64_t step = 1;

    assert(to.limit > 0 && !lm_val_is_null(v));
    switch (to.id) {
    case LM_T_INTEGER:
        return limit_bits_hold(to, v->i) ? LM_OK : LM_E_CAST;
    case LM_T_VARCHAR:
        if (v->n > to.limit)
            v->n = (uint32_t)lm_utf8_offset(lm_val_text(v), to.limit);
        return LM_OK;
    case LM_T_BYTEA:
        v->n = v->n < to.limit ? v->n : to.limit;
        return LM_OK;
    case LM_T_INTERVAL:
        step = limit_step(to);
        /* The sign counts for nothing: halves go away from zero, as in PostgreSQL. */
        if (v->ivl.us < 0 && v->ivl.us != INT64_MIN) {
            v->ivl.us = -v->ivl.us;
            bool fits = limit_round(v->ivl.us, step, &v->ivl.us);
            v->ivl.us = -v->ivl.us;
            return fits ? LM_OK : LM_E_CAST;
        }
        return limit_round(v->ivl.us, step, &v->ivl.us) ? LM_OK : LM_E_CAST;
    default:
        assert(to.id == LM_T_TIMESTAMP || to.id == LM_T_TIME);
        step = limit_step(to);
        if (!limit_round(v->i, step, &v->i))
            return LM_E_CAST;
        /* The day has no 24:00:00: its last moment is kept. */
        if (to.id == LM_T_TIME && v->i >= LM_US_DAY)
            v->i = LM_US_DAY - step;
        return LM_OK;
    }
}

/* Whether a written time has no more digits behind its second than the type, zeros at the end aside. A text
 * without a clock says nothing: *clock is false. */
static bool
limit_text_holds(struct lm_type t, struct lm_str s, bool *clock)
{
    bool iso = s.n >= 19 && s.p[13] == ':' && s.p[16] == ':'; /* 2026-01-31T23:59:59 */
    const char *end = s.p + s.n;
    const char *colon = iso ? s.p + 16 : s.n > 0 ? memchr(s.p, ':', s.n) : NULL;
    const char *point = colon == NULL           ? NULL
                        : iso && s.n == 19      ? NULL
                        : iso && s.p[19] == '.' ? s.p + 19
                                                : memchr(colon, '.', (size_t)(end - colon));
    uint32_t n = 0, last = 0;

    *clock = colon != NULL;
    for (const char *p = point; p != NULL && ++p < end && *p >= '0' && *p <= '9';) {
        n++;
        last = *p == '0' ? last : n;
    }
    return last < t.limit;
}

/* Whether `us`, read from `from`, is all that stood there and a multiple of the type's last digit. */
static bool
limit_time_holds(struct lm_type t, const struct lm_val *from, enum lm_time_unit unit, int64_t us)
{
    bool clock = false;

    if (from->kind == LM_K_STR && !limit_text_holds(t, lm_val_text(from), &clock))
        return false;
    if (!clock && lm_floor_mod(us, limit_step(t)) != 0)
        return false;
    bool ns = unit == LM_UNIT_NS || (unit == LM_UNIT_AUTO && (from->i >= NS_FROM || from->i <= -NS_FROM));
    return from->kind != LM_K_INT || !ns || from->i % NS_OF_US == 0;
}

bool
lm_limit_holds(struct lm_type to, const struct lm_val *from, enum lm_time_unit unit, const struct lm_val *v)
{
    assert(to.limit > 0 && !lm_val_is_null(v));
    switch (to.id) {
    case LM_T_INTEGER:
        return limit_bits_hold(to, v->i);
    case LM_T_VARCHAR:
        return v->n <= to.limit || lm_utf8_length(lm_val_text(v)) <= to.limit;
    case LM_T_BYTEA:
        return v->n <= to.limit;
    case LM_T_INTERVAL:
        return lm_floor_mod(v->ivl.us, limit_step(to)) == 0;
    default:
        assert(to.id == LM_T_TIMESTAMP || to.id == LM_T_TIME);
        return limit_time_holds(to, from, unit, v->i);
    }
}

bool
lm_limit_col_holds(const struct lm_expr *e, const struct lm_col *c, const struct lm_col *out, struct lm_sel sel)
{
    struct lm_type t = e->type;
    enum lm_time_unit unit = e->op == LM_X_READ ? (enum lm_time_unit)e->col : LM_UNIT_AUTO;
    bool text = t.id == LM_T_VARCHAR || t.id == LM_T_BYTEA;

    if (out->kind != lm_type_kind(t) || t.id == LM_T_INTERVAL)
        return false;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (lm_col_is_null(out, r))
            continue;
        if (text) {
            if (out->s[r].n > t.limit)
                return false;
            continue;
        }
        bool clock = false;
        if (c->kind == LM_K_STR && t.id != LM_T_INTEGER && limit_text_holds(t, c->s[r], &clock) && clock)
            continue;
        struct lm_val from = lm_col_get(c, r), v = lm_col_get(out, r);
        if (t.id == LM_T_INTEGER ? !limit_bits_hold(t, v.i) : !limit_time_holds(t, &from, unit, v.i))
            return false;
    }
    return true;
}
