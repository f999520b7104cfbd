/* over_change.c -- window functions where rows come and go: which answers that may change. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row at place p is looked at by the rows in whose frames it is, and those stand next to each other:
 *
 *        places       0 1 2 3 4 5 6 7 8        ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING,
 *        row                  p                a row comes to 4: 3, 4, 5, 6 may change
 *
 * A frame without a begin is changed behind p, one without an end before it; a rank behind it; NTILE and
 * its kin everywhere. The spans of several changes of one input row are joined where they touch, and
 * where they are too many. Their rows are fetched once into `at`, with those before and behind that frames
 * of rows reach; all others are looked up by place.
 */
#include <assert.h>

#include "op/over_frame.h"

/* How many rows before and behind a span are fetched with it. */
enum { CHANGE_REACH = 256 };

/* Whether rows of the partition look at a row through a bound of function i: they stand before it
 * (ahead), and their frames end behind it; or behind it, and their frames begin before it. */
static bool
looks(struct lm_over_calc *c, uint32_t i, const struct lm_row *from, const struct lm_row *at, bool ahead)
{
    const struct lm_over_fn *f = &c->fn[i];
    enum lm_over_bound bound = ahead ? f->to : f->from;

    if (bound == LM_B_CURRENT || c->nkey == 0)
        return lm_over_same_keys(c, from, at);
    int order = lm_over_point(c, from, at, ahead ? &f->to_by : &f->from_by, bound == LM_B_AFTER);
    return ahead ? order <= 0 : order >= 0;
}

/* The answers of function i with a RANGE frame that a change at place `at` may touch. */
static struct lm_over_span
span_range(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, const struct lm_row *row,
           struct lm_over_span s)
{
    const struct lm_over_fn *f = &c->fn[i];

    if (f->to == LM_B_LAST)
        s.from = 0;
    if (f->from == LM_B_FIRST)
        s.to = p->n;
    while (s.from > 0 && looks(c, i, lm_over_row(p, s.from - 1), row, true))
        s.from--;
    while (s.to < p->n && looks(c, i, lm_over_row(p, s.to), row, false))
        s.to++;
    return s;
}

/* The same for GROUPS: those within reach, and one more, as groups may begin or end to be. */
static struct lm_over_span
span_groups(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, const struct lm_row *row,
            struct lm_over_span s)
{
    const struct lm_over_fn *f = &c->fn[i];
    int64_t before = f->to == LM_B_AFTER ? f->to_by.i : 0, behind = f->from == LM_B_BEFORE ? f->from_by.i : 0;

    if (f->to == LM_B_LAST)
        s.from = 0;
    if (f->from == LM_B_FIRST)
        s.to = p->n;
    for (const struct lm_row *at = row; s.from > 0 && before >= -1; s.from--) {
        const struct lm_row *next = lm_over_row(p, s.from - 1);
        before -= !lm_over_same_keys(c, next, at);
        if (before < -1)
            break;
        at = next;
    }
    for (const struct lm_row *at = row; s.to < p->n && behind >= -1; s.to++) {
        const struct lm_row *next = lm_over_row(p, s.to);
        behind -= !lm_over_same_keys(c, next, at);
        if (behind < -1)
            break;
        at = next;
    }
    return s;
}

static struct lm_over_span
span_reach(const struct lm_over_part *p, struct lm_over_span s, uint64_t before, uint64_t behind)
{
    s.from = s.from > before ? s.from - before : 0;
    s.to = p->n - s.to > behind ? s.to + behind : p->n;
    return s;
}

/* How far before a row function i looks for it in rows; UINT64_MAX: to the first row. */
static uint64_t
back_rows(const struct lm_over_fn *f)
{
    if (f->kind <= LM_W_CUME_DIST || f->by != NULL)
        return UINT64_MAX;
    if (f->kind == LM_W_LAG)
        return f->ignore_nulls ? UINT64_MAX : (uint64_t)f->n;
    if (f->kind == LM_W_LEAD)
        return 0;
    return f->from == LM_B_FIRST ? UINT64_MAX : f->from == LM_B_BEFORE && f->rows ? (uint64_t)f->from_by.i : 0;
}

/* How far behind it; UINT64_MAX: to the last row. */
static uint64_t
ahead_rows(const struct lm_over_fn *f)
{
    if (f->kind == LM_W_NTILE || f->kind == LM_W_PERCENT_RANK || f->kind == LM_W_CUME_DIST || f->by != NULL)
        return UINT64_MAX;
    if (f->kind == LM_W_LEAD)
        return f->ignore_nulls ? UINT64_MAX : (uint64_t)f->n;
    if (f->kind <= LM_W_LAG)
        return 0;
    return f->to == LM_B_LAST ? UINT64_MAX : f->to == LM_B_AFTER && f->rows ? (uint64_t)f->to_by.i : 0;
}

static bool
is_peer(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t at, const struct lm_row *row)
{
    return c->nkey == 0 || lm_over_same_keys(c, lm_over_row(p, at), row);
}

static struct lm_over_span
span_of(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, const struct lm_row *row,
        struct lm_over_span s)
{
    const struct lm_over_fn *f = &c->fn[i];

    if (f->kind >= LM_W_FIRST_VALUE && f->groups)
        return span_groups(c, p, i, row, s);
    if (f->kind >= LM_W_FIRST_VALUE && !f->rows)
        s = span_range(c, p, i, row, s);
    else
        s = span_reach(p, s, ahead_rows(f), back_rows(f));
    while (f->exclude > LM_EXCLUDE_ROW && s.from > 0 && is_peer(c, p, s.from - 1, row))
        s.from--;
    while (f->exclude > LM_EXCLUDE_ROW && s.to < p->n && is_peer(c, p, s.to, row))
        s.to++;
    return s;
}

/* Puts a span among those of the partition. */
static void
span_add(struct lm_over_part *p, struct lm_over_span s)
{
    uint32_t i = 0, n = 0;

    for (uint32_t k = 0; k < p->nspan; k++) { /* takes in those that it touches */
        struct lm_over_span o = p->span[k];
        if (o.to < s.from || o.from > s.to) {
            p->span[n++] = o;
            continue;
        }
        s.from = o.from < s.from ? o.from : s.from;
        s.to = o.to > s.to ? o.to : s.to;
    }
    p->nspan = n;
    while (i < n && p->span[i].from < s.from)
        i++;
    if (n == LM_OVER_SPANS) { /* no room: a neighbour takes it in, and what lies between */
        struct lm_over_span *o = &p->span[i > 0 ? i - 1 : 0];
        o->from = o->from < s.from ? o->from : s.from;
        o->to = o->to > s.to ? o->to : s.to;
        return;
    }
    for (uint32_t k = n; k > i; k--)
        p->span[k] = p->span[k - 1];
    p->span[i] = s;
    p->nspan++;
}

/* The places of the spans after a row came or left. */
static void
spans_shift(struct lm_over_part *p, uint64_t at, bool gone)
{
    for (uint32_t i = 0; i < p->nspan; i++) {
        struct lm_over_span *s = &p->span[i];
        uint64_t step = gone ? UINT64_MAX : 1; /* -1 or +1 */
        bool before = gone ? at < s->from : at <= s->from;
        s->from += before ? step : 0;
        s->to += before || at < s->to ? step : 0;
    }
}

void
lm_over_change(struct lm_over_calc *c, struct lm_over_part *p, struct lm_row *row, uint64_t at, bool gone)
{
    struct lm_over_span own = {at, gone ? at : at + 1};
    struct lm_over_span all = own;

    assert(p->begun && p->held == 0);
    p->n = p->part.list.n;
    spans_shift(p, at, gone);
    for (uint32_t i = 0; i < c->nfn; i++) {
        struct lm_over_span s = span_of(c, p, i, row, own);
        all.from = s.from < all.from ? s.from : all.from;
        all.to = s.to > all.to ? s.to : all.to;
        if (c->fn[i].kind == LM_W_AGG)
            lm_over_sum_change(c, p, i, row, at, gone);
    }
    span_add(p, all);
    lm_over_forget(c);
}

/* Fetches the rows of the span and those that frames of rows reach from there. */
static void
span_fetch(struct lm_over_calc *c, struct lm_over_part *p, struct lm_over_span s)
{
    uint64_t before = 1, behind = 1, n = p->n;

    for (uint32_t i = 0; i < c->nfn; i++) {
        uint64_t back = back_rows(&c->fn[i]), ahead = ahead_rows(&c->fn[i]);
        before = back <= CHANGE_REACH && back > before ? back : before;
        behind = ahead <= CHANGE_REACH && ahead > behind ? ahead : behind;
    }
    s = span_reach(p, s, before, behind);
    p->base = s.from;
    const struct lm_order_node *node = lm_order_at(&p->part.list, (uint32_t)s.from);
    for (uint64_t i = s.from; i < s.to; i++, node = lm_order_next(node))
        lm_over_part_add(c, p, node->row);
    p->n = n;
}

void
lm_over_span_begin(struct lm_over_calc *c, struct lm_over_part *p, struct lm_over_span span, uint64_t peers,
                   const struct lm_row *told)
{
    assert(span.from <= span.to && span.to <= p->n);
    assert((told != NULL) == (span.from > 0));
    span_fetch(c, p, span);
    p->ended = true;
    p->done = span.from;
    p->peer_from = peers;
    p->peer_to = 0;
    p->dense = 0;
    for (uint32_t i = 0; i < c->nfn; i++) {
        p->fn[i].pin = NULL;
        p->fn[i].first_at = p->fn[i].last_at = 0;
        if (c->fn[i].kind != LM_W_DENSE_RANK || told == NULL)
            continue;
        lm_row_get(told, i + 1, c->answer);
        p->dense = (uint64_t)c->answer[i].i;
    }
}

void
lm_over_span_end(struct lm_over_calc *c, struct lm_over_part *p)
{
    if (p->cap > 0)
        lm_pool_give(c->pool, p->at, p->cap * sizeof *p->at);
    p->at = NULL;
    p->held = p->cap = 0;
}
