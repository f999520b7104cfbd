/* bind_time_join.c -- which conditions of a join bound the distance of two times. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A comparison is brought into the form  sum of times + constant  op  0, whatever the side and the order
 * in which its terms were written. If what remains is one time of each side with opposite signs, it
 * bounds right - left. A lower and an upper bound on the same two times make an interval join,
 * if they are times: because they are declared to be, because an interval or a TIMESTAMP says so,
 * or because without them a live input would have to be kept for ever.
 */

#include "sql/bind_join.h"

/* times[0] * coef[0] + times[1] * coef[1] + us + units */
struct linear {
    struct lm_expr *time[2];
    int coef[2];
    int64_t us;
    double units;
    bool dated;
};

static bool
has_names(const struct lm_ast *e)
{
    if (e == NULL)
        return false;
    if (e->op == LM_A_NAME || e->op == LM_A_STAR || e->query != NULL)
        return true;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (has_names(e->arg.at[i]))
            return true;
    return false;
}

/* A constant: an interval, or a number in the unit of the times. */
static bool
add_const(struct join_parts *x, const struct lm_ast *e, int sign, struct linear *out)
{
    struct bind_scope none = { .b = x->s->b };
    struct lm_expr *c = bind_expr(&none, e);
    struct lm_val number;
    int64_t us;

    if (c == NULL || c->op != LM_X_CONST)
        return false;
    if (c->value.kind == LM_K_IVL) {
        if (c->value.ivl.months != 0 || __builtin_mul_overflow(c->value.ivl.days, LM_US_DAY, &us) ||
            __builtin_add_overflow(us, c->value.ivl.us, &us) || us == INT64_MIN)
            return false;
        out->dated = true;
        return !__builtin_add_overflow(out->us, sign * us, &out->us);
    }
    if (c->value.kind != LM_K_INT && c->value.kind != LM_K_F64 && c->value.kind != LM_K_DEC)
        return false;
    if (!lm_val_number(&c->value, &number))
        return false;
    out->units += sign * lm_val_double(&number);
    return true;
}

static bool
is_call(const struct lm_ast *e, const char *name, uint32_t narg)
{
    return e->op == LM_A_CALL && e->arg.n == narg && lm_str_eq_nocase(e->name, lm_str_of(name));
}

/* out += sign * e. False when e has no such form. */
static bool
add_terms(struct join_parts *x, const struct lm_ast *e, int sign, struct linear *out)
{
    if (is_call(e, "+", 2) || is_call(e, "-", 2))
        return add_terms(x, e->arg.at[0], sign, out) &&
               add_terms(x, e->arg.at[1], is_call(e, "+", 2) ? sign : -sign, out);
    if (is_call(e, "neg", 1))
        return add_terms(x, e->arg.at[0], -sign, out);
    if (!has_names(e))
        return add_const(x, e, sign, out);
    struct lm_expr *t = bind_expr(x->s, e);
    if (t == NULL)
        return false;
    uint32_t side = join_sides(x->join, t);
    if (side != 1 && side != 2)
        return false;
    side--;
    switch (t->type.id) {
    case LM_T_TIMESTAMP:
    case LM_T_DATE:
        out->dated = true;
        break;
    case LM_T_BIGINT:
    case LM_T_INTEGER:
    case LM_T_DYN:
    case LM_T_VARCHAR:
        break;
    default:
        return false;
    }
    if (out->time[side] != NULL && !expr_same(out->time[side], t))
        return false;
    out->time[side] = t;
    out->coef[side] += sign;
    return true;
}

/* right - left op -(constant), or nothing of that form. */
static bool
bound_of(struct join_parts *x, const struct lm_ast *e, const struct linear *f, bool less, bool strict)
{
    bool flipped = f->coef[1] < 0;

    if (f->time[0] == NULL || f->time[1] == NULL || f->coef[0] * f->coef[1] != -1)
        return false;
    struct join_bound *b = lm_alloc(x->s->b->a, sizeof *b);
    b->ast = e;
    b->time[0] = f->time[0];
    b->time[1] = f->time[1];
    b->dated = f->dated;
    b->low = less == flipped;
    b->at.us = flipped ? f->us : -f->us;
    b->at.units = flipped ? f->units : -f->units;
    b->at.strict = strict;
    lm_list_add(x->s->b->a, &x->bounds, b);
    return true;
}

/* abs(a - b) <= c: two bounds. */
static bool
abs_bound(struct join_parts *x, const struct lm_ast *e, const struct lm_ast *inside, const struct lm_ast *c,
          bool strict)
{
    struct linear up = { 0 }, down = { 0 };

    if (has_names(c) || !add_terms(x, inside, 1, &up) || !add_terms(x, c, -1, &up) ||
        !add_terms(x, inside, -1, &down) || !add_terms(x, c, -1, &down))
        return false;
    return bound_of(x, e, &up, true, strict) && bound_of(x, e, &down, true, strict);
}

static int
taken(struct join_parts *x, bool yes)
{
    return yes ? 1 : x->s->b->err->code != LM_OK ? -1 : 0;
}

int
join_bound(struct join_parts *x, const struct lm_ast *e)
{
    bool less = is_call(e, "<", 2) || is_call(e, "<=", 2);
    bool strict = is_call(e, "<", 2) || is_call(e, ">", 2);
    struct linear f = { 0 };

    if (!less && !is_call(e, ">", 2) && !is_call(e, ">=", 2))
        return 0;
    const struct lm_ast *small = e->arg.at[less ? 0 : 1], *great = e->arg.at[less ? 1 : 0];
    if (is_call(small, "abs", 1))
        return taken(x, abs_bound(x, e, ((struct lm_ast *)small)->arg.at[0], great, strict));
    if (!add_terms(x, e->arg.at[0], 1, &f) || !add_terms(x, e->arg.at[1], -1, &f))
        return taken(x, false);
    return taken(x, bound_of(x, e, &f, less, strict));
}

/* Choosing ------------------------------------------------------------------------------------------- */

static bool
same_times(const struct join_bound *a, const struct join_bound *b)
{
    return expr_same(a->time[0], b->time[0]) && expr_same(a->time[1], b->time[1]);
}

/* Whether one name on both sides is to be the same, by two inequalities: what one says of times, as others
 * are simply equal. */
static bool
is_instant(struct lm_expr *const time[2], const struct join_bound *low, const struct join_bound *high)
{
    struct lm_plan_bound l = low->at, h = high->at;
    bool zero = l.us == 0 && l.units == 0 && !l.strict && h.us == 0 && h.units == 0 && !h.strict;

    for (int i = 0; i < 2; i++)
        zero = zero && time[i]->op == LM_X_COL && time[i]->type.id == LM_T_DYN;
    return zero && lm_str_eq(time[0]->name, time[1]->name);
}

/* The bound of a window that the watermark tells when to expect: it closes by its end, and begins its size
 * before that. */
static bool
is_window_bound(const struct lm_expr *time)
{
    const struct lm_plan_col *c = plan_ref_col(time);

    return c != NULL && (c->time == LM_COL_WINDOW_END ||
                         (c->time == LM_COL_WINDOW_START && c->time_of->window.kind != LM_WINDOW_SESSION));
}

static enum bind_time_of
kind_of(struct join_parts *x, int i, const struct lm_expr *time)
{
    return is_window_bound(time) ? TIME_DECLARED : time_kind(x->s->b, x->join->in[i], time);
}

/* Whether the two of a bound are times, and not just numbers. */
static bool
are_times(struct join_parts *x, struct lm_expr *const time[2], const struct join_bound *low,
          const struct join_bound *high)
{
    struct lm_expr *right = join_lowered(x->s->b, time[1]);

    if (low->dated || high->dated)
        return true;
    enum bind_time_of l = kind_of(x, 0, time[0]), r = kind_of(x, 1, right);
    if (l == TIME_DECLARED && r == TIME_DECLARED)
        return true;
    if (l == TIME_OTHER || r == TIME_OTHER ||
        times_clash(x->s->b, x->join->in, (struct lm_expr *const[2]){ time[0], right }))
        return false;
    return is_instant(time, low, high) || lm_plan_live(x->join->in[0]) || lm_plan_live(x->join->in[1]);
}

int
join_set_time(struct join_parts *x, int i, struct lm_expr *time)
{
    struct lm_plan_times *t = x->join->times;
    const struct lm_plan_col *c = plan_ref_col(time);
    struct lm_binder *b = x->s->b;

    if (c == NULL || c->time != LM_COL_WINDOW_START || !is_window_bound(time))
        return join_time(x->s, x->join->in[i], time, &t->expr[i], &t->stamp[i]);
    struct lm_plan *retime = plan_new(b, LM_P_RETIME, x->join->in[i], time->pos);
    retime->time = time;
    retime->stamp = t->stamp[i] = c->time_of->stamp;
    retime->shift_us = c->time_of->window.size;
    x->join->in[i] = retime;
    lm_list_add(b->a, &b->nodes, x->join); /* inputs stand before what reads them */
    return 0;
}

int
join_set_times(struct join_parts *x, struct lm_expr *const time[2])
{
    struct lm_expr *own[2] = { time[0], join_lowered(x->s->b, time[1]) };

    x->join->lateness_us = x->s->b->cat->lateness_us;
    for (int i = 0; i < 2; i++)
        if (join_set_time(x, i, own[i]) != 0)
            return -1;
    return 0;
}

/* Conditions that bounds were made of, but for those of two that are used. */
static int
rest_but(struct join_parts *x, const struct join_bound *low, const struct join_bound *high)
{
    const struct lm_ast *last = NULL;

    for (uint32_t i = 0; i < x->bounds.n; i++) {
        const struct join_bound *b = x->bounds.at[i];
        bool used = b == low || b == high;
        bool abs_used = low != NULL && high != NULL && low->ast == high->ast && b->ast == low->ast;
        if (used || abs_used || b->ast == last)
            continue;
        last = b->ast;
        if (join_residual(x, b->ast) != 0)
            return -1;
    }
    x->bounds.n = 0;
    return 0;
}

int
join_bounds_rest(struct join_parts *x)
{
    return rest_but(x, NULL, NULL);
}

/* An aggregate's are not: the time of its row may be any, and that of a change is that of the input row
 * which made it. */
bool
join_keeps_times(const struct lm_plan *p)
{
    switch (p->op) {
    case LM_P_SCAN:
    case LM_P_WGROUP:
        return true;
    case LM_P_FILTER:
    case LM_P_PROJECT:
    case LM_P_RETIME:
    case LM_P_ASSIGN:
        return join_keeps_times(p->in[0]);
    case LM_P_UNION:
        for (uint32_t i = 0; i < p->more.n; i++)
            if (!join_keeps_times(p->more.at[i]))
                return false;
        return true;
    case LM_P_JOIN:
        return p->how != LM_PH_CHANGES && join_keeps_times(p->in[p->how == LM_PH_FLIPPED]);
    default:
        return !p->changing;
    }
}

static int
no_time(struct join_parts *x)
{
    lm_fail(x->s->b->err, LM_E_JOIN_TIME, x->from->pos, "WITHIN needs an event time on both sides, and one has none");
    return lm_hint(x->s->b->err, "declare it: --event-time=ts, or WATERMARK FOR in CREATE SOURCE");
}

static int
join_within(struct join_parts *x, const struct lm_from_join *j)
{
    struct lm_plan_times *t = lm_alloc(x->s->b->a, sizeof *t);

    x->join->times = t;
    x->join->how = LM_PH_INTERVAL;
    x->join->changing = x->join->in[0]->changing || x->join->in[1]->changing;
    x->join->lateness_us = x->s->b->cat->lateness_us;
    if (bind_duration(x->s->b, j->within_before, &t->low.us) != 0 ||
        bind_duration(x->s->b, j->within_after != NULL ? j->within_after : j->within_before, &t->high.us) != 0)
        return -1;
    t->low.us = -t->low.us;
    for (int i = 0; i < 2; i++) {
        t->stamp[i] = declared_stamp(x->s, x->join->in[i]);
        if (t->stamp[i] == NULL || !join_keeps_times(x->join->in[i]))
            return no_time(x);
    }
    return join_bounds_rest(x);
}

/* Whether a column is of the side of a join below which its watermark says nothing of: a row of a snapshot, or
 * one that won by being near, may be of any time. */
static bool
strays(const struct lm_plan *p, const struct lm_plan_col *c)
{
    while (c != NULL && p != NULL && p->op != LM_P_SCAN && p->op != LM_P_UNION && p->op != LM_P_GROUP &&
           p->op != LM_P_WGROUP) {
        bool right = false;
        for (uint32_t i = 0; p->op == LM_P_JOIN && i < p->more.n; i++)
            right = right || p->more.at[i] == c;
        if (p->op == LM_P_JOIN && p->how != LM_PH_INTERVAL && right != (p->how == LM_PH_FLIPPED))
            return true;
        if (right || p->op == LM_P_PROJECT)
            c = c->expr != NULL ? plan_ref_col(c->expr) : NULL;
        p = p->in[right];
    }
    return false;
}

bool
join_is_dated(struct join_parts *x, int i, const struct lm_expr *time)
{
    const struct lm_plan *in = x->join->in[i];
    const struct lm_plan_col *c = plan_ref_col(time);

    if (c != NULL && c->time == LM_COL_WINDOW_START && !is_window_bound(time))
        return false; /* a session may have begun at any time */
    if (strays(in, c))
        return false;
    return !in->changing || (join_keeps_times(in) && kind_of(x, i, time) != TIME_OTHER);
}

/* The times of a join that goes by these; the bounds that are not used become conditions. */
static int
take_times(struct join_parts *x, const struct join_bound *low, const struct join_bound *high,
           struct lm_expr *const time[2])
{
    struct lm_plan_times *t = lm_alloc(x->s->b->a, sizeof *t);

    t->low = low->at;
    t->high = high->at;
    x->join->times = t;
    x->join->how = LM_PH_INTERVAL;
    x->join->changing = x->join->in[0]->changing || x->join->in[1]->changing;
    return join_set_times(x, time) == 0 ? rest_but(x, low, high) : -1;
}

static bool
both_dated(struct join_parts *x, struct lm_expr *const time[2])
{
    return join_is_dated(x, 0, time[0]) && join_is_dated(x, 1, join_lowered(x->s->b, time[1]));
}

int
join_interval(struct join_parts *x)
{
    if (x->from->join->within_before != NULL)
        return join_within(x, x->from->join);
    for (uint32_t i = 0; i < x->bounds.n; i++) {
        for (uint32_t k = 0; k < x->bounds.n; k++) {
            struct join_bound *low = x->bounds.at[i], *high = x->bounds.at[k];
            if (low->low && !high->low && same_times(low, high) && are_times(x, low->time, low, high) &&
                both_dated(x, low->time))
                return take_times(x, low, high, low->time);
        }
    }
    return 0;
}

/* Where the end of the interval is a second time of one side, the watermark must speak of the first; and they
 * must be times for certain: any range of numbers has this form. */
static bool
is_until(struct join_parts *x, const struct join_bound *low, const struct join_bound *high, int side)
{
    struct lm_expr *const time[2] = { low->time[0], high->time[1] };

    if (expr_same(low->time[side], high->time[side]) || !expr_same(low->time[1 - side], high->time[1 - side]))
        return false;
    enum bind_time_of l = kind_of(x, 0, time[0]), r = kind_of(x, 1, join_lowered(x->s->b, time[1]));
    bool times = low->dated || high->dated || (l == TIME_DECLARED && r == TIME_DECLARED);
    return times && l != TIME_OTHER && r != TIME_OTHER && both_dated(x, time);
}

static int
take_until(struct join_parts *x, const struct join_bound *low, const struct join_bound *high, int side)
{
    struct lm_expr *const time[2] = { low->time[0], high->time[1] };
    struct lm_expr *until = side == 0 ? high->time[0] : join_lowered(x->s->b, low->time[1]);

    if (take_times(x, low, high, time) != 0)
        return -1;
    struct lm_plan_times *t = x->join->times;
    t->until[side] = until;
    t->until_stamp[side] = lm_alloc(x->s->b->a, sizeof *t->until_stamp[side]);
    t->until_stamp[side]->unit = bind_unit_of_type(until->type);
    return 0;
}

int
join_until(struct join_parts *x)
{
    for (uint32_t i = 0; i < x->bounds.n; i++) {
        for (uint32_t k = 0; k < x->bounds.n; k++) {
            const struct join_bound *low = x->bounds.at[i], *high = x->bounds.at[k];
            if (!low->low || high->low)
                continue;
            for (int side = 0; side < 2; side++)
                if (is_until(x, low, high, side))
                    return take_until(x, low, high, side);
        }
    }
    return 0;
}

/* Two declared event times that must be equal are a distance of nothing: the key becomes the bound. */
int
join_same_time(struct join_parts *x)
{
    struct lm_plan *join = x->join;
    uint32_t k = 0;

    while (k < join->nkey && (time_kind(x->s->b, join->in[0], join->key[k]) != TIME_DECLARED ||
                              time_kind(x->s->b, join->in[1], join->rkey[k]) != TIME_DECLARED))
        k++;
    if (k == join->nkey || !join_is_dated(x, 0, join->key[k]) || !join_is_dated(x, 1, join->rkey[k]))
        return 0;
    struct lm_plan_times *t = lm_alloc(x->s->b->a, sizeof *t);
    struct lm_expr *time[2] = { join->key[k], join->rkey[k] };
    join->times = t;
    join->how = LM_PH_INTERVAL;
    join->changing = join->in[0]->changing || join->in[1]->changing;
    join->lateness_us = x->s->b->cat->lateness_us;
    for (int i = 0; i < 2; i++)
        if (join_time(x->s, join->in[i], time[i], &t->expr[i], &t->stamp[i]) != 0)
            return -1;
    join->nkey--;
    for (; k < join->nkey; k++) {
        join->key[k] = join->key[k + 1];
        join->rkey[k] = join->rkey[k + 1];
    }
    return 0;
}
