/* over_frame.c -- frames of window functions, and aggregates over them. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Frames never move back, so the search for the bound of a RANGE frame goes on where it stood. A bound
 * that lies ahead is known when a row beyond it is there, when the watermark has passed its time, or at
 * the end. Rows whose key is NULL are each other's frame where a distance is asked for.
 */
#include "op/over_frame.h"

#include <assert.h>
#include <string.h>

bool
lm_over_same_keys(struct lm_over_calc *c, const struct lm_row *x, const struct lm_row *y)
{
    lm_row_get(x, c->nkey, c->a);
    lm_row_get(y, c->nkey, c->b);
    for (uint32_t k = 0; k < c->nkey; k++)
        if (lm_sort_order(&c->a[k], &c->b[k], c->key[k].flags) != 0)
            return false;
    return true;
}

bool
lm_over_peers(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t i, uint64_t j)
{
    return c->nkey == 0 || lm_over_same_keys(c, lm_over_row(p, i), lm_over_row(p, j));
}

bool
lm_over_peer_end(struct lm_over_calc *c, struct lm_over_part *p, uint64_t *to)
{
    uint64_t j = p->peer_to > p->done ? p->peer_to : p->done + 1;

    while (j < p->n && lm_over_peers(c, p, p->done, j))
        j++;
    p->peer_to = j;
    *to = j;
    return j < p->n || p->ended || lm_over_row(p, p->done)->ts < c->w;
}

/* Distances -------------------------------------------------------------------------------------------- */

static bool
is_time(const struct lm_val *v)
{
    return v->kind == LM_K_TS || v->kind == LM_K_DATE;
}

static int64_t
time_us(const struct lm_val *v)
{
    return v->kind == LM_K_DATE ? v->i * LM_US_DAY : v->i;
}

/* How far key b stands behind key a, compared with a distance: below, at, above 0. The keys are in
 * their order, and neither is NULL. */
static int
distance_order(const struct lm_val *a, const struct lm_val *b, const struct lm_val *d, bool desc)
{
    struct lm_val x = *a, y = *b, z = *d;

    if (is_time(a) && is_time(b)) {
        lm_i128 far = (lm_i128)time_us(b) - time_us(a), want = d->kind == LM_K_IVL ? d->ivl.us : 0;
        if (d->kind == LM_K_IVL)
            want += (lm_i128)d->ivl.days * LM_US_DAY;
        far = desc ? -far : far;
        return (far > want) - (far < want);
    }
    if (!lm_val_number(a, &x) || !lm_val_number(b, &y) || !lm_val_number(d, &z)) { /* infinitely far */
        int order = desc ? lm_val_order(a, b) : lm_val_order(b, a);
        return order > 0 ? 1 : -1;
    }
    if (x.kind == LM_K_INT && y.kind == LM_K_INT && z.kind == LM_K_INT) {
        lm_i128 far = (lm_i128)y.i - x.i;
        far = desc ? -far : far;
        return (far > z.i) - (far < z.i);
    }
    double far = lm_val_double(&y) - lm_val_double(&x), want = lm_val_double(&z);
    far = desc ? -far : far;
    return (far > want) - (far < want);
}

int
lm_over_point(struct lm_over_calc *c, const struct lm_row *x, const struct lm_row *y, const struct lm_val *by,
              bool ahead)
{
    struct lm_val here, there;
    uint8_t flags = c->key[0].flags;
    bool desc = (flags & LM_SORT_DESC) != 0;

    lm_row_get(x, 1, &here);
    lm_row_get(y, 1, &there);
    if (lm_val_is_null(&here) || lm_val_is_null(&there)) /* NULL is infinitely far, and its own peer */
        return lm_sort_order(&there, &here, flags);
    if (ahead)
        return distance_order(&here, &there, by, desc);
    return -distance_order(&there, &here, by, desc);
}

/* The first row from `at` on that stands at the point `by` before or behind row p->done, or beyond it;
 * with `beyond`, beyond it. In steps that double, then halve. */
static uint64_t
search(struct lm_over_calc *c, struct lm_over_part *p, uint64_t at, const struct lm_val *by, bool ahead,
       bool beyond)
{
    const struct lm_row *here = lm_over_row(p, p->done);
    uint64_t low = c->trims && p->base > at ? p->base : at, high = low;
    int want = beyond ? 1 : 0;

    for (uint64_t step = 1; high < p->n && lm_over_point(c, here, lm_over_row(p, high), by, ahead) < want;
         step *= 2) {
        low = high + 1;
        high += step;
    }
    high = high < p->n ? high : p->n;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (lm_over_point(c, here, lm_over_row(p, mid), by, ahead) < want)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Whether the watermark has passed the point `by` ahead of row p->done. */
static bool
point_passed(struct lm_over_calc *c, struct lm_over_part *p, const struct lm_val *by)
{
    int64_t ts = lm_over_row(p, p->done)->ts;

    if (c->w == LM_MARK_MIN || by->kind != LM_K_IVL)
        return false;
    return (lm_i128)ts + by->ivl.us + (lm_i128)by->ivl.days * LM_US_DAY < c->w;
}

/* Frames -------------------------------------------------------------------------------------------------- */

static uint64_t
rows_before(uint64_t at, const struct lm_val *by)
{
    assert(by->kind == LM_K_INT && by->i >= 0);
    return at > (uint64_t)by->i ? at - (uint64_t)by->i : 0;
}

static uint64_t
rows_after(uint64_t at, const struct lm_val *by)
{
    assert(by->kind == LM_K_INT && by->i >= 0);
    return at + (uint64_t)by->i;
}

static bool
frame_rows(const struct lm_over_fn *f, const struct lm_over_part *p, uint64_t *from, uint64_t *to)
{
    uint64_t i = p->done;

    *from = f->from == LM_B_BEFORE ? rows_before(i, &f->from_by)
            : f->from == LM_B_AFTER ? rows_after(i, &f->from_by)
            : f->from == LM_B_FIRST ? 0
                                    : i;
    switch (f->to) {
    case LM_B_BEFORE:
        *to = f->to_by.i > (int64_t)i ? 0 : i - (uint64_t)f->to_by.i + 1;
        break;
    case LM_B_CURRENT:
        *to = i + 1;
        break;
    case LM_B_AFTER:
        *to = rows_after(i, &f->to_by) + 1;
        break;
    default:
        *to = p->n;
        return p->ended;
    }
    bool known = *to <= p->n || p->ended;
    if (*to > p->n)
        *to = p->n;
    return known;
}

static bool
frame_range(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t *from, uint64_t *to)
{
    const struct lm_over_fn *f = &c->fn[i];
    struct lm_over_at *at = &p->fn[i];
    bool known = true;

    *from = 0;
    if (f->from == LM_B_CURRENT) {
        *from = p->done > 0 && lm_over_peers(c, p, p->done - 1, p->done) ? p->peer_from : p->done;
    } else if (f->from == LM_B_BEFORE || f->from == LM_B_AFTER) {
        at->first_at = search(c, p, at->first_at, &f->from_by, f->from == LM_B_AFTER, false);
        *from = at->first_at;
    }
    if (f->to == LM_B_CURRENT)
        return lm_over_peer_end(c, p, to);
    if (f->to == LM_B_LAST) {
        *to = p->n;
        return p->ended;
    }
    at->last_at = search(c, p, at->last_at, &f->to_by, f->to == LM_B_AFTER, true);
    *to = at->last_at;
    if (*to == p->n && f->to == LM_B_AFTER)
        known = p->ended || point_passed(c, p, &f->to_by);
    return known;
}

/* Where the peers of row j begin, and where they end. */
static uint64_t
group_begin(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t j)
{
    uint64_t low = c->trims ? p->base : 0;

    while (j > low && lm_over_peers(c, p, j - 1, j))
        j--;
    return j;
}

static uint64_t
group_end(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t j)
{
    for (j++; j < p->n && lm_over_peers(c, p, j - 1, j);)
        j++;
    return j;
}

/* The place n groups before `at`, where a group begins. */
static uint64_t
groups_before(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t at, int64_t n)
{
    uint64_t low = c->trims ? p->base : 0;

    for (; n > 0 && at > low; n--)
        at = group_begin(c, p, at - 1);
    return at;
}

/* The place n groups behind `at`, where a group ends. */
static uint64_t
groups_after(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t at, int64_t n)
{
    for (; n > 0 && at < p->n; n--)
        at = group_end(c, p, at);
    return at;
}

static bool
frame_groups(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t *from, uint64_t *to)
{
    const struct lm_over_fn *f = &c->fn[i];
    uint64_t begin = group_begin(c, p, p->done), end = 0;
    bool known = lm_over_peer_end(c, p, &end);

    *from = begin;
    *to = end;
    if (f->from == LM_B_FIRST)
        *from = 0;
    else if (f->from == LM_B_BEFORE)
        *from = groups_before(c, p, begin, f->from_by.i);
    else if (f->from == LM_B_AFTER && f->from_by.i > 0)
        *from = groups_after(c, p, end, f->from_by.i - 1);
    if (f->to == LM_B_BEFORE && f->to_by.i > 0)
        *to = groups_before(c, p, begin, f->to_by.i - 1);
    else if (f->to == LM_B_AFTER)
        *to = groups_after(c, p, end, f->to_by.i);
    else if (f->to == LM_B_LAST)
        *to = p->n;
    return known && (f->to < LM_B_AFTER || *to < p->n || p->ended) && (f->to != LM_B_LAST || p->ended);
}

bool
lm_over_excluded(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t j)
{
    enum lm_exclude what = c->fn[i].exclude;
    uint64_t end = 0;

    if (what == LM_EXCLUDE_NONE || (j == p->done && what == LM_EXCLUDE_TIES))
        return false;
    if (j == p->done)
        return true;
    if (what == LM_EXCLUDE_ROW || j < p->peer_from)
        return false;
    lm_over_peer_end(c, p, &end);
    return j < end;
}

bool
lm_over_frame(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t *from, uint64_t *to)
{
    const struct lm_over_fn *f = &c->fn[i];
    bool known = f->rows     ? frame_rows(f, p, from, to)
                 : f->groups ? frame_groups(c, p, i, from, to)
                             : frame_range(c, p, i, from, to);
    uint64_t end;

    if (f->exclude > LM_EXCLUDE_ROW)
        known = lm_over_peer_end(c, p, &end) && known;
    if (*to < *from)
        *to = *from;
    if (f->kind != LM_W_AGG && known) {
        p->fn[i].from = *from;
        p->fn[i].to = *to;
    }
    return known;
}

/* Aggregates ------------------------------------------------------------------------------------------------ */

/* Rows that enter (weight 1) or leave (-1) a frame, at most a batch of them. */
struct sum_rows {
    struct lm_row *const *at;
    uint32_t n;
    uint64_t first; /* place of the first */
    int32_t weight;
};

static void
sum_add(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, struct sum_rows rows)
{
    const struct lm_agg *agg = &c->fn[i].agg;
    struct lm_arena *a = &c->arena;
    uint32_t n = rows.n;
    struct lm_col *cols = lm_alloc(a, (agg->narg + 1) * sizeof *cols);
    const struct lm_col **arg = lm_alloc(a, (agg->narg + 1) * sizeof *arg);
    int32_t *weights = rows.weight != 1 ? lm_alloc_raw(a, n * sizeof *weights) : NULL;
    int64_t *places = lm_alloc_raw(a, n * sizeof *places);
    void **states = lm_alloc_raw(a, n * sizeof *states);
    uint32_t m = 0, at = c->arg_at[i];

    for (uint32_t k = 0; k < agg->narg; k++) {
        lm_col_init(&cols[k], LM_K_NULL, n, a);
        arg[k] = &cols[k];
    }
    for (uint32_t r = 0; r < n; r++) {
        lm_row_get(rows.at[r], at + 1 + agg->narg, c->a);
        for (uint32_t k = 0; k < agg->narg; k++)
            lm_col_set(&cols[k], r, &c->a[at + 1 + k], n, a);
        if (weights != NULL)
            weights[r] = rows.weight;
        places[r] = (int64_t)rows.first + r;
        if (c->a[at].i == 0)
            continue;
        states[m] = p->fn[i].state;
        c->pass[m++] = (uint16_t)r;
    }
    struct lm_agg_rows added = {
        .sel = {c->pass, m},
        .states = states,
        .arg = arg,
        .weight = weights,
        .ts = places, /* of equal rows the one that leaves the frame is taken out */
        .seq0 = rows.first,
        .x = &c->x,
        .mem = &c->pool->mem,
    };
    if (m > 0)
        agg->type->add(agg, &added);
}

/* Adds rows first .. last - 1. */
static void
sum_many(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t first, uint64_t last,
         int32_t weight)
{
    struct lm_row *some[64];

    while (first < last) {
        uint64_t n = last - first < LM_BATCH_ROWS ? last - first : LM_BATCH_ROWS;
        struct lm_row **rows = some;
        if (first >= p->base && first - p->base + n <= p->held) {
            rows = p->at + (first - p->base);
        } else {
            n = n < 64 ? n : 64;
            for (uint64_t k = 0; k < n; k++)
                some[k] = lm_over_row(p, first + k);
        }
        sum_add(c, p, i, (struct sum_rows){rows, (uint32_t)n, first, weight});
        first += n;
    }
}

static void
sum_reset(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i)
{
    const struct lm_agg *agg = &c->fn[i].agg;
    void *state = p->fn[i].state;

    if (agg->type->fini != NULL)
        agg->type->fini(agg, state, &c->pool->mem);
    memset(state, 0, agg->type->size(agg));
    if (agg->type->init != NULL)
        agg->type->init(agg, state);
    p->fn[i].stale = false;
}

/* Whether rows can be taken out of the state again, and added in any order. */
static bool
sum_moves(const struct lm_agg *agg)
{
    return agg->type->retracts && agg->type == agg->base;
}

/* The answer without the rows that are left out: they are taken out for that time. */
static struct lm_val
sum_without(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i)
{
    const struct lm_over_at *at = &p->fn[i];
    const struct lm_agg *agg = &c->fn[i].agg;
    bool row = c->fn[i].exclude == LM_EXCLUDE_ROW, ties = c->fn[i].exclude == LM_EXCLUDE_TIES;
    uint64_t from = row ? p->done : p->peer_from, to = p->done + 1;
    struct lm_val v = LM_VAL_NULL;

    if (!row)
        lm_over_peer_end(c, p, &to);
    from = from > at->from ? from : at->from;
    to = to < at->to ? to : at->to;
    for (int32_t weight = -1; weight <= 1; weight += 2) {
        for (uint64_t j = from; j < to; j++)
            if (!ties || j != p->done)
                sum_many(c, p, i, j, j + 1, weight);
        if (weight > 0)
            break;
        agg->type->result(agg, at->state, &c->arena, &v);
        v = lm_val_keep(&c->arena, v); /* its text may lie in the state */
    }
    return v;
}

struct lm_val
lm_over_sum(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t from, uint64_t to)
{
    struct lm_over_at *at = &p->fn[i];
    const struct lm_agg *agg = &c->fn[i].agg;
    struct lm_val v = LM_VAL_NULL;
    bool common = from < at->to && at->from < to, back = from < at->from || to < at->to;
    uint64_t moves = (from < at->from ? at->from - from : from - at->from) +
                     (to < at->to ? at->to - to : to - at->to);

    if (at->stale || !common || moves > to - from || (back && !sum_moves(agg))) {
        if (at->stale || at->from < at->to)
            sum_reset(c, p, i);
        at->from = at->to = from;
    }
    sum_many(c, p, i, from, at->from, 1);
    sum_many(c, p, i, at->to, to, 1);
    sum_many(c, p, i, at->from, from, -1);
    sum_many(c, p, i, to, at->to, -1);
    at->from = from;
    at->to = to;
    if (c->fn[i].exclude != LM_EXCLUDE_NONE)
        return sum_without(c, p, i);
    agg->type->result(agg, at->state, &c->arena, &v);
    return v;
}

void
lm_over_sum_change(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, struct lm_row *row, uint64_t at,
                   bool gone)
{
    struct lm_over_at *s = &p->fn[i];

    if (at >= s->to || s->stale)
        return;
    s->stale = !sum_moves(&c->fn[i].agg);
    if (s->stale)
        return;
    if (at >= s->from)
        sum_add(c, p, i, (struct sum_rows){&row, 1, at, gone ? -1 : 1});
    else
        s->from = gone ? s->from - 1 : s->from + 1;
    s->to = gone ? s->to - 1 : s->to + 1;
}
