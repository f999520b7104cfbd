/* fn_list.c -- arrays: dimensions, replacement, sets of elements, pairs. Places count from 0. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "expr/fn_array.h"
#include "expr/functions.h"

/* Elements in dimension d (from 1), by the first element of each; 0: there is no such dimension. */
static uint32_t
list_length(struct lm_str s, int64_t d)
{
    for (; d > 1; d--) {
        if (lm_json_kind(s) != LM_JSON_ARRAY || !lm_json_at(s, 0, &s))
            return 0;
    }
    return d == 1 && lm_json_kind(s) == LM_JSON_ARRAY ? lm_json_count(s) : 0;
}

void
lm_fn_array_ndims(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t d = 0;

    while (list_length(lm_val_text(&arg[0]), d + 1) > 0)
        d++;
    if (d > 0)
        *out = lm_val_int(d);
}

/* array_dims: "[0:1][0:2]" */
void
lm_fn_array_dims(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint32_t n = 0;

    for (int64_t d = 1; (n = list_length(lm_val_text(&arg[0]), d)) > 0; d++) {
        lm_out_addz(&o, "[0:");
        lm_out_int(&o, n - 1, 1);
        lm_out_addc(&o, ']');
    }
    if (o.n > 0)
        *out = lm_out_str(&o);
}

void
lm_fn_array_lower(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (list_length(lm_val_text(&arg[0]), arg[1].i) > 0)
        *out = lm_val_int(0);
}

void
lm_fn_array_upper(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    uint32_t n = list_length(lm_val_text(&arg[0]), arg[1].i);

    if (n > 0)
        *out = lm_val_int(n - 1);
}

/* array_positions(a, x): all places of the value */
void
lm_fn_array_positions(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (lm_val_is_null(&arg[0]) || !lm_array_of(c, &arg[0], &a))
        return;
    lm_out_addc(&o, '[');
    for (int64_t at = 0; (at = lm_array_find(&a, &arg[1], (uint32_t)at)) >= 0; at++)
        lm_array_put_val(&o, &(struct lm_val){.kind = LM_K_INT, .i = at});
    lm_array_done(c, &o, out);
}

/* array_replace(a, old, new) */
void
lm_fn_array_replace(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (lm_val_is_null(&arg[0]) || !lm_array_of(c, &arg[0], &a))
        return;
    int64_t next = lm_array_find(&a, &arg[1], 0);
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        if (i != next) {
            lm_array_put(&o, a.text[i]);
            continue;
        }
        lm_array_put_val(&o, &arg[2]);
        next = lm_array_find(&a, &arg[1], i + 1);
    }
    lm_array_done(c, &o, out);
}

/* n copies, each an array of the dimensions that follow. */
static void
list_fill(struct lm_call *c, struct lm_out *o, const struct lm_val *v, const struct lm_array *dims,
          uint32_t d)
{
    if (d == dims->n) {
        lm_out_json(o, v);
        return;
    }
    lm_out_addc(o, '[');
    for (int64_t i = 0; i < dims->val[d].i && lm_fn_fits(c, o->n); i++) {
        if (i > 0)
            lm_out_addc(o, ',');
        list_fill(c, o, v, dims, d + 1);
    }
    lm_out_addc(o, ']');
}

/* array_fill(value, dimensions) */
void
lm_fn_array_fill(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array dims;
    __int128 all = 1;

    if (lm_val_is_null(&arg[1]) || !lm_array_of(c, &arg[1], &dims))
        return;
    for (uint32_t i = 0; i < dims.n; i++) {
        if (dims.n > 6 || dims.val[i].kind != LM_K_INT || dims.val[i].i < 0) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "the dimensions of array_fill are up to 6 whole numbers from 0");
            return;
        }
        all *= dims.val[i].i;
        if (!lm_fn_fits(c, all > LM_OUT_MAX ? SIZE_MAX : (size_t)all * 2))
            return;
    }
    if (dims.n == 0)
        lm_out_addz(&o, "[]");
    else
        list_fill(c, &o, &arg[0], &dims, 0);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

/* trim_array(a, n): without the last n */
void
lm_fn_trim_array(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    if (arg[1].i < 0 || arg[1].i > a.n) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "%lld elements of %u are to be trimmed", (long long)arg[1].i, a.n);
        return;
    }
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n - (uint32_t)arg[1].i; i++)
        lm_array_put(&o, a.text[i]);
    lm_array_done(c, &o, out);
}

/* generate_subscripts(a, dimension): the places */
void
lm_fn_subscripts(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint32_t n = list_length(lm_val_text(&arg[0]), arg[1].i);

    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < n; i++)
        lm_array_put_val(&o, &(struct lm_val){.kind = LM_K_INT, .i = i});
    lm_array_done(c, &o, out);
}

/* How many elements of arg[1] that are not NULL stand in arg[0]; *of: how many there are. -1: the call
 * has failed. */
static int64_t
list_common(struct lm_call *c, const struct lm_val *arg, int64_t *of)
{
    struct lm_array a, b;
    int64_t n = 0;

    *of = 0;
    if (!lm_array_of(c, &arg[0], &a) || !lm_array_of(c, &arg[1], &b))
        return -1;
    for (uint32_t i = 0; i < b.n; i++) {
        if (lm_val_is_null(&b.val[i]))
            continue;
        ++*of;
        n += lm_array_find(&a, &b.val[i], 0) >= 0;
    }
    return n;
}

void
lm_fn_list_has_any(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t of = 0, n = list_common(c, arg, &of);

    if (n >= 0)
        *out = lm_val_bool(n > 0);
}

void
lm_fn_list_has_all(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t of = 0, n = list_common(c, arg, &of);

    if (n >= 0)
        *out = lm_val_bool(n == of);
}

/* The different elements of arg[0] that stand (want) or do not stand in arg[1]; behind them, with
 * `both`, those of arg[1]. */
static void
list_set(struct lm_call *c, const struct lm_val *arg, bool want, bool both, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a, b;

    if (!lm_array_of(c, &arg[0], &a) || !lm_array_of(c, &arg[1], &b))
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        if (lm_array_find(&a, &a.val[i], 0) == i &&
            (both || (lm_array_find(&b, &a.val[i], 0) >= 0) == want))
            lm_array_put(&o, a.text[i]);
    }
    for (uint32_t i = 0; i < b.n && both; i++) {
        if (lm_array_find(&b, &b.val[i], 0) == i && lm_array_find(&a, &b.val[i], 0) < 0)
            lm_array_put(&o, b.text[i]);
    }
    lm_array_done(c, &o, out);
}

void
lm_fn_list_intersect(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    list_set(c, arg, true, false, out);
}

void
lm_fn_list_except(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    list_set(c, arg, false, false, out);
}

void
lm_fn_list_union(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    list_set(c, arg, false, true, out);
}

/* list_zip(a, b, ...): arrays of the elements at equal places, NULL where one has ended */
void
lm_fn_list_zip(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array *a = lm_alloc(c->arena, narg * sizeof *a);
    struct lm_out o = lm_out_new(c->arena);
    uint32_t n = 0;

    for (uint32_t k = 0; k < narg; k++) {
        if (!lm_array_of(c, &arg[k], &a[k]))
            return;
        n = a[k].n > n ? a[k].n : n;
    }
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < n && lm_fn_fits(c, o.n); i++) {
        lm_out_addz(&o, i > 0 ? ",[" : "[");
        for (uint32_t k = 0; k < narg; k++) {
            if (k > 0)
                lm_out_addc(&o, ',');
            lm_out_adds(&o, i < a[k].n ? a[k].text[i] : LM_STR("null"));
        }
        lm_out_addc(&o, ']');
    }
    lm_array_done(c, &o, out);
}

/* list_resize(a, n [, value]) */
void
lm_fn_list_resize(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (lm_val_is_null(&arg[0]) || lm_val_is_null(&arg[1]) || !lm_array_of(c, &arg[0], &a))
        return;
    if (arg[1].i < 0 || !lm_fn_fits(c, arg[1].i > LM_OUT_MAX ? SIZE_MAX : (size_t)arg[1].i * 2)) {
        if (arg[1].i < 0)
            LM_FN_FAIL(c, LM_E_DOMAIN, "an array has no %lld elements", (long long)arg[1].i);
        return;
    }
    lm_out_addc(&o, '[');
    for (int64_t i = 0; i < arg[1].i && lm_fn_fits(c, o.n); i++) {
        if (i < a.n)
            lm_array_put(&o, a.text[i]);
        else if (narg > 2)
            lm_array_put_val(&o, &arg[2]);
        else
            lm_array_put(&o, LM_STR("null"));
    }
    lm_array_done(c, &o, out);
}

/* len(x): elements of an array, bytes of BYTEA, characters of all else. */
void
lm_fn_len(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (arg[0].kind == LM_K_JSON)
        *out = lm_val_int(lm_json_count(lm_val_text(&arg[0])));
    else if (arg[0].kind == LM_K_BYTES)
        *out = lm_val_int(arg[0].n);
    else
        *out = lm_val_int((int64_t)lm_utf8_length(lm_fn_text(c->arena, &arg[0])));
}

/* list_unique(a): how many different elements there are, without NULL */
void
lm_fn_list_unique(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val distinct = LM_VAL_NULL;
    struct lm_array a;
    int64_t n = 0;

    lm_fn_array_distinct(c, arg, narg, &distinct);
    if (lm_val_is_null(&distinct) || !lm_array_of(c, &distinct, &a))
        return;
    for (uint32_t i = 0; i < a.n; i++)
        n += !lm_val_is_null(&a.val[i]);
    *out = lm_val_int(n);
}

/* The first element that is not NULL. */
void
lm_fn_list_any_value(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    for (uint32_t i = 0; i < a.n && lm_val_is_null(out); i++)
        *out = a.val[i];
}

/* list_count(a): elements that are not NULL */
void
lm_fn_list_count(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    int64_t n = 0;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    for (uint32_t i = 0; i < a.n; i++)
        n += !lm_val_is_null(&a.val[i]);
    *out = lm_val_int(n);
}

/* The mean of the numbers; NULL of none. */
void
lm_fn_list_avg(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val sum = LM_VAL_NULL, n = LM_VAL_NULL;

    lm_fn_array_sum(c, arg, narg, &sum);
    lm_fn_list_count(c, arg, narg, &n);
    if (!lm_val_is_null(&sum) && !lm_val_is_null(&n) && n.i > 0)
        *out = lm_val_f64(lm_val_double(&sum) / (double)n.i);
}

/* list_reverse_sort(a): from the greatest down, NULL last */
void
lm_fn_list_reverse_sort(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_val desc[2] = {arg[0], lm_val_str(LM_STR("desc"))};

    lm_fn_array_sort(c, desc, 2, out);
}
