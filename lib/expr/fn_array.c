/* fn_array.c -- arrays: made, searched, sorted, cut, put together. Places count from 0, -1 is the last. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdlib.h>

#include "expr/fn_array.h"
#include "expr/functions.h"
#include "expr/series.h"

bool
lm_array_of(struct lm_call *c, const struct lm_val *v, struct lm_array *a)
{
    struct lm_json_iter it;

    *a = (struct lm_array){0};
    if (lm_val_is_null(v))
        return true;
    if (v->kind != LM_K_JSON || lm_json_kind(lm_val_text(v)) != LM_JSON_ARRAY) {
        LM_FN_FAIL(c, LM_E_VALUE, "%s of a value that is no array", c->node->fn->name);
        return false;
    }
    uint32_t n = lm_json_count(lm_val_text(v));
    a->text = lm_alloc_raw(c->arena, n * sizeof *a->text);
    a->val = lm_alloc_raw(c->arena, n * sizeof *a->val);
    lm_json_begin(&it, lm_val_text(v));
    while (a->n < n && lm_json_next(&it)) {
        a->text[a->n] = it.item;
        a->val[a->n++] = lm_json_val(c->arena, it.item);
    }
    return true;
}

void
lm_array_put(struct lm_out *o, struct lm_str text)
{
    if (o->n > 1)
        lm_out_addc(o, ',');
    lm_out_adds(o, text);
}

void
lm_array_put_val(struct lm_out *o, const struct lm_val *v)
{
    if (o->n > 1)
        lm_out_addc(o, ',');
    lm_out_json(o, v);
}

void
lm_array_done(struct lm_call *c, struct lm_out *o, struct lm_val *out)
{
    lm_out_addc(o, ']');
    if (lm_fn_fits(c, o->n))
        *out = lm_out_nested(o);
}

/* cardinality, and array_length without a dimension: elements, or members of a map. */
void
lm_fn_cardinality(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (arg[0].kind == LM_K_JSON)
        *out = lm_val_int(lm_json_count(lm_val_text(&arg[0])));
    else
        LM_FN_FAIL(c, LM_E_VALUE, "%s of a value that is no array", c->node->fn->name);
}

/* array_length(a, dimension): NULL where there is none, as PostgreSQL says of empty arrays. */
void
lm_fn_array_length(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);

    if (arg[0].kind != LM_K_JSON) {
        LM_FN_FAIL(c, LM_E_VALUE, "%s of a value that is no array", c->node->fn->name);
        return;
    }
    for (int64_t d = 1; d < arg[1].i; d++) {
        if (lm_json_kind(s) != LM_JSON_ARRAY || !lm_json_at(s, 0, &s))
            return;
    }
    uint32_t n = arg[1].i >= 1 && lm_json_kind(s) == LM_JSON_ARRAY ? lm_json_count(s) : 0;
    if (n > 0)
        *out = lm_val_int(n);
}

void
lm_fn_array_append(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);

    if (!lm_array_of(c, &arg[0], &a))
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++)
        lm_array_put(&o, a.text[i]);
    lm_array_put_val(&o, &arg[1]);
    lm_array_done(c, &o, out);
}

void
lm_fn_array_prepend(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);

    if (!lm_array_of(c, &arg[1], &a))
        return;
    lm_out_addc(&o, '[');
    lm_array_put_val(&o, &arg[0]);
    for (uint32_t i = 0; i < a.n; i++)
        lm_array_put(&o, a.text[i]);
    lm_array_done(c, &o, out);
}

/* Arrays one behind the other; a NULL one adds nothing. */
void
lm_fn_array_concat(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    bool any = false;

    lm_out_addc(&o, '[');
    for (uint32_t k = 0; k < narg; k++) {
        struct lm_array a;
        if (!lm_array_of(c, &arg[k], &a))
            return;
        any = any || !lm_val_is_null(&arg[k]);
        for (uint32_t i = 0; i < a.n; i++)
            lm_array_put(&o, a.text[i]);
    }
    if (any)
        lm_array_done(c, &o, out);
}

int64_t
lm_array_find(const struct lm_array *a, const struct lm_val *v, uint32_t from)
{
    for (uint32_t i = from; i < a->n; i++) {
        if (lm_val_is_null(&a->val[i]) == lm_val_is_null(v) && lm_val_order(&a->val[i], v) == 0)
            return i;
    }
    return -1;
}

void
lm_fn_array_contains(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    *out = lm_val_bool(lm_array_find(&a, &arg[1], 0) >= 0);
}

void
lm_fn_array_position(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;

    int64_t from = narg > 2 && !lm_val_is_null(&arg[2]) ? arg[2].i : 0;
    if (!lm_array_of(c, &arg[0], &a) || (narg > 2 && lm_val_is_null(&arg[2])))
        return;
    from = from < 0 ? from + a.n : from;
    int64_t at = lm_array_find(&a, &arg[1], from < 0 ? 0 : from > a.n ? a.n : (uint32_t)from);
    if (at >= 0)
        *out = lm_val_int(at);
}

void
lm_fn_array_remove(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);

    if (!lm_array_of(c, &arg[0], &a))
        return;
    if (lm_val_is_null(&arg[0]))
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        if (lm_val_is_null(&a.val[i]) != lm_val_is_null(&arg[1]) ||
            lm_val_order(&a.val[i], &arg[1]) != 0)
            lm_array_put(&o, a.text[i]);
    }
    lm_array_done(c, &o, out);
}

/* An element and where it stood: sorting keeps the order of equal ones. */
struct array_rank {
    const struct lm_val *val;
    uint32_t place;
    int8_t sign; /* -1: descending */
};

static int
array_order(const void *x, const void *y)
{
    const struct array_rank *a = x, *b = y;
    bool a_null = lm_val_is_null(a->val), b_null = lm_val_is_null(b->val);
    int order = 0;

    if (a_null != b_null)
        return a_null ? 1 : -1; /* NULL is last in both directions */
    order = lm_val_order(a->val, b->val) * a->sign;
    return order != 0 ? order : a->place < b->place ? -1 : a->place > b->place;
}

static struct array_rank *
array_ranks(struct lm_call *c, const struct lm_array *a, int8_t sign)
{
    struct array_rank *rank = lm_alloc_raw(c->arena, (a->n + 1) * sizeof *rank);

    for (uint32_t i = 0; i < a->n; i++)
        rank[i] = (struct array_rank){&a->val[i], i, sign};
    if (a->n > 1)
        qsort(rank, a->n, sizeof *rank, array_order);
    return rank;
}

/* array_sort(a [, 'asc' or 'desc']) */
void
lm_fn_array_sort(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);
    bool desc = narg > 1 && lm_str_eq_nocase(lm_val_text(&arg[1]), LM_STR("desc"));

    if (!lm_array_of(c, &arg[0], &a))
        return;
    if (narg > 1 && !desc && !lm_str_eq_nocase(lm_val_text(&arg[1]), LM_STR("asc"))) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the order of array_sort is 'asc' or 'desc'");
        return;
    }
    struct array_rank *rank = array_ranks(c, &a, desc ? -1 : 1);
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++)
        lm_array_put(&o, a.text[rank[i].place]);
    lm_array_done(c, &o, out);
}

/* The first of equal elements stays, in its place. */
void
lm_fn_array_distinct(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    struct array_rank *rank = array_ranks(c, &a, 1);
    bool *again = lm_alloc(c->arena, a.n * sizeof *again);
    for (uint32_t i = 1; i < a.n; i++) {
        bool null = lm_val_is_null(rank[i].val);
        again[rank[i].place] = null == lm_val_is_null(rank[i - 1].val) &&
                               (null || lm_val_order(rank[i].val, rank[i - 1].val) == 0);
    }
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        if (!again[i])
            lm_array_put(&o, a.text[i]);
    }
    lm_array_done(c, &o, out);
}

void
lm_fn_array_reverse(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);

    if (!lm_array_of(c, &arg[0], &a))
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = a.n; i > 0; i--)
        lm_array_put(&o, a.text[i - 1]);
    lm_array_done(c, &o, out);
}

/* a[i:j], array_slice(a, i, j): half open, negative places from the end, NULL: from or to the end. */
void
lm_fn_array_slice(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (arg[0].kind != LM_K_JSON || lm_json_kind(lm_val_text(&arg[0])) != LM_JSON_ARRAY ||
        !lm_array_of(c, &arg[0], &a))
        return;
    int64_t from = lm_fn_null(arg, narg, 1) ? 0 : arg[1].i;
    int64_t to = lm_fn_null(arg, narg, 2) ? a.n : arg[2].i;
    from = from < 0 ? from + a.n : from;
    to = to < 0 ? to + a.n : to;
    lm_out_addc(&o, '[');
    for (int64_t i = from < 0 ? 0 : from; i < to && i < a.n; i++)
        lm_array_put(&o, a.text[i]);
    lm_array_done(c, &o, out);
}

static void
array_extreme(struct lm_call *c, const struct lm_val *arg, int sign, struct lm_val *out)
{
    struct lm_array a;

    if (!lm_array_of(c, arg, &a))
        return;
    for (uint32_t i = 0; i < a.n; i++) {
        if (!lm_val_is_null(&a.val[i]) &&
            (lm_val_is_null(out) || lm_val_order(&a.val[i], out) * sign > 0))
            *out = a.val[i];
    }
}

void
lm_fn_array_min(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    array_extreme(c, arg, -1, out);
}

void
lm_fn_array_max(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    array_extreme(c, arg, 1, out);
}

/* Exact over integers, DOUBLE as soon as one element is not an integer. NULL of no numbers. */
void
lm_fn_array_sum(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    lm_i128 whole = 0;
    double real = 0;
    bool any = false, exact = true;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    for (uint32_t i = 0; i < a.n; i++) {
        struct lm_val v;
        if (lm_val_is_null(&a.val[i]))
            continue;
        if (!lm_val_number(&a.val[i], &v)) {
            LM_FN_FAIL(c, LM_E_VALUE, "an element is no number");
            return;
        }
        bool integer = v.kind == LM_K_INT || (v.kind == LM_K_DEC && v.scale == 0);
        exact = exact && integer &&
                !__builtin_add_overflow(whole, v.kind == LM_K_INT ? (lm_i128)v.i : v.d, &whole);
        real += lm_val_double(&v);
        any = true;
    }
    if (!any)
        return;
    if (!exact)
        *out = lm_val_f64(real);
    else if (whole >= INT64_MIN && whole <= INT64_MAX)
        *out = lm_val_int((int64_t)whole);
    else
        *out = (struct lm_val){.kind = LM_K_DEC, .d = whole};
}

/* A list of texts being put together. */
struct array_join {
    struct lm_call *c;
    struct lm_out *o;
    const struct lm_val *separator;
    const struct lm_val *null; /* stands for NULL; NULL: it is left out */
    bool any;
};

/* Arrays inside are joined in their place, as PostgreSQL joins all dimensions. */
static bool
array_join(struct array_join *j, const struct lm_val *v, uint32_t depth)
{
    struct lm_array a;

    if (depth > LM_JSON_DEPTH || !lm_fn_fits(j->c, j->o->n) || !lm_array_of(j->c, v, &a))
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        const struct lm_val *item = lm_val_is_null(&a.val[i]) ? j->null : &a.val[i];
        if (item == NULL)
            continue;
        if (item->kind == LM_K_JSON && lm_json_kind(lm_val_text(item)) == LM_JSON_ARRAY) {
            if (!array_join(j, item, depth + 1))
                return false;
            continue;
        }
        if (j->any)
            lm_out_val(j->o, j->separator);
        lm_out_val(j->o, item);
        j->any = true;
    }
    return true;
}

/* array_to_string(a, separator [, text for NULL]) */
void
lm_fn_array_to_string(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct array_join j = {.c = c, .o = &o, .separator = &arg[1]};

    if (lm_val_is_null(&arg[0]) || lm_val_is_null(&arg[1]))
        return;
    j.null = lm_fn_null(arg, narg, 2) ? NULL : &arg[2];
    if (array_join(&j, &arg[0], 0) && lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* The elements of the inner arrays in one. */
void
lm_fn_flatten(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    struct lm_out o = lm_out_new(c->arena);

    if (!lm_array_of(c, &arg[0], &a))
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        struct lm_json_iter it;
        if (lm_json_kind(a.text[i]) != LM_JSON_ARRAY) {
            if (!lm_val_is_null(&a.val[i]))
                lm_array_put(&o, a.text[i]);
            continue;
        }
        lm_json_begin(&it, a.text[i]);
        while (lm_json_next(&it))
            lm_array_put(&o, it.item);
    }
    lm_array_done(c, &o, out);
}

/* range and generate_series in their forms. */
void
lm_fn_series(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_series s;
    struct lm_val v;
    const char *what;
    enum lm_code code = lm_series_begin(&s, c->node->fn, arg, narg, &what);

    if (code != LM_OK) {
        LM_FN_FAIL(c, code, "%s", what);
        return;
    }
    /* Two bytes an element at the least: what cannot fit is not begun. */
    if (!lm_fn_fits(c, lm_series_count(&s, LM_OUT_MAX) * 2))
        return;
    lm_out_addc(&o, '[');
    while (lm_fn_fits(c, o.n) && lm_series_next(&s, &v))
        lm_array_put_val(&o, &v);
    lm_array_done(c, &o, out);
}

/* a[k]: an element by its place, a member by its key. */
void
lm_fn_subscript(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str item;

    if (arg[0].kind == LM_K_JSON && lm_json_step(lm_val_text(&arg[0]), &arg[1], &item))
        *out = lm_json_val(c->arena, item);
}

/* Lambdas ------------------------------------------------------------------------------------------ */

/* Applies the lambda (argument 1) to each element; one with two parameters gets the place too. */
static struct lm_val *
array_apply(struct lm_call *c, const struct lm_array *a)
{
    struct lm_expr *lambda = c->node->arg[1];
    struct lm_val *to = lm_alloc_raw(c->arena, (a->n + 1) * sizeof *to);
    struct lm_val *place = lm_alloc_raw(c->arena, (a->n + 1) * sizeof *place);
    const struct lm_val *param[2] = {a->val, place};

    assert(lambda->op == LM_X_LAMBDA);
    if (lambda->nparam < 1 || lambda->nparam > 2) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the lambda takes %u parameters, not 1 or 2", lambda->nparam);
        return NULL;
    }
    for (uint32_t i = 0; i < a->n; i++)
        place[i] = lm_val_int(i);
    return lm_lambda_apply(c, lambda, param, a->n, to) ? to : NULL;
}

void
lm_fn_array_transform(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    struct lm_val *to = array_apply(c, &a);
    if (to == NULL)
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++)
        lm_array_put_val(&o, &to[i]);
    lm_array_done(c, &o, out);
}

static bool
array_is_true(const struct lm_val *v)
{
    return v->kind == LM_K_BOOL && v->i != 0;
}

void
lm_fn_array_filter(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_array a;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    struct lm_val *to = array_apply(c, &a);
    if (to == NULL)
        return;
    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < a.n; i++) {
        if (array_is_true(&to[i]))
            lm_array_put(&o, a.text[i]);
    }
    lm_array_done(c, &o, out);
}

/* array_reduce(a, init, (acc, x) -> ...) */
void
lm_fn_array_reduce(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_array a;
    bool begins = narg > 2; /* else with the first element */
    struct lm_expr *lambda = c->node->arg[begins ? 2 : 1];
    struct lm_val acc = begins ? arg[1] : LM_VAL_NULL;

    if (!lm_array_of(c, &arg[0], &a))
        return;
    if (lm_val_is_null(&arg[0]))
        return;
    assert(lambda->op == LM_X_LAMBDA);
    if (lambda->nparam != 2) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the lambda of array_reduce takes two parameters, not %u",
                   lambda->nparam);
        return;
    }
    if (!begins && a.n > 0)
        acc = a.val[0];
    for (uint32_t i = begins ? 0 : 1; i < a.n; i++) {
        const struct lm_val *param[2] = {&acc, &a.val[i]};
        struct lm_val next = LM_VAL_NULL;
        if (!lm_lambda_apply(c, lambda, param, 1, &next))
            return;
        acc = next;
    }
    *out = acc;
}
