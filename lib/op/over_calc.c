/* over_calc.c -- the answers of window functions over the rows of one partition. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/over_calc.h"

#include <assert.h>
#include <string.h>

#include "op/over_frame.h"

uint32_t
lm_over_args(const struct lm_over_fn *fn, uint32_t nfn)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < nfn; i++)
        n += fn[i].kind == LM_W_AGG ? 1 + fn[i].agg.narg
                                    : (uint32_t)(fn[i].arg != NULL) + (uint32_t)(fn[i].otherwise != NULL) +
                                          (uint32_t)(fn[i].by != NULL);
    return n;
}

void
lm_over_calc_init(struct lm_over_calc *c, struct lm_op *op, const struct lm_over_spec *spec)
{
    struct lm_arena *a = op->ctx->arena;

    c->op = op;
    c->key = lm_alloc_copy(a, spec->key, spec->nkey * sizeof *spec->key);
    c->nkey = spec->nkey;
    c->fn = lm_alloc_copy(a, spec->fn, spec->nfn * sizeof *spec->fn);
    c->nfn = spec->nfn;
    c->arg_at = lm_alloc(a, (c->nfn + 1) * sizeof *c->arg_at);
    c->nvalue = c->nkey + lm_over_args(c->fn, c->nfn);
    for (uint32_t i = 0; i < c->nfn; i++) {
        c->arg_at[i] = c->nkey + lm_over_args(c->fn, i);
        if (c->fn[i].kind == LM_W_AGG && (c->fn[i].from != LM_B_FIRST || c->fn[i].exclude != LM_EXCLUDE_NONE))
            lm_agg_changing(&c->fn[i].agg);
    }
    c->a = lm_alloc(a, (c->nvalue + 1) * sizeof *c->a);
    c->b = lm_alloc(a, (c->nvalue + 1) * sizeof *c->b);
    c->answer = lm_alloc(a, (c->nfn + 1) * sizeof *c->answer);
    c->pass = lm_alloc(a, LM_BATCH_ROWS * sizeof *c->pass);
    lm_arena_init(&c->arena, 64 * 1024);
    c->scratch = (struct lm_batch){.arena = &c->arena, .nrow = LM_BATCH_ROWS};
    lm_op_eval_init(op, &c->x);
    lm_op_eval_begin(op, &c->x, &c->scratch);
    c->w = LM_MARK_MIN;
}

void
lm_over_calc_fini(struct lm_over_calc *c)
{
    lm_arena_fini(&c->arena);
}

uint32_t
lm_over_part_bytes(const struct lm_over_spec *spec)
{
    return (uint32_t)(sizeof(struct lm_over_part) + spec->nfn * sizeof(struct lm_over_at));
}

/* Arguments ------------------------------------------------------------------------------------------ */

/* Whether a row is let through, as a column. */
static const struct lm_col *
pass_col(struct lm_batch *b, struct lm_sel sel)
{
    struct lm_col *col = lm_alloc(b->arena, sizeof *col);

    lm_col_init(col, LM_K_BOOL, b->nrow, b->arena);
    memset(col->b, 0, b->nrow);
    for (uint32_t k = 0; k < sel.n; k++)
        col->b[lm_sel_row(sel, k)] = 1;
    return col;
}

/* Arguments behind a FILTER are columns only where it lets rows through: NULL elsewhere. */
static const struct lm_col *
sparse_col(struct lm_batch *b, const struct lm_col *col, struct lm_sel sel)
{
    if (sel.n == b->sel.n)
        return col;
    struct lm_col *out = lm_alloc(b->arena, sizeof *out);
    lm_col_init(out, LM_K_NULL, b->nrow, b->arena);
    for (uint32_t r = 0, k = 0; r < b->nrow; r++) {
        bool is = k < sel.n && lm_sel_row(sel, k) == r;
        struct lm_val v = is ? lm_col_get(col, r) : LM_VAL_NULL;
        k += is;
        lm_col_set(out, r, &v, b->nrow, b->arena);
    }
    return out;
}

void
lm_over_eval(struct lm_over_calc *c, struct lm_eval *x, struct lm_batch *b, const struct lm_col **col)
{
    uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);

    for (uint32_t i = 0; i < c->nfn; i++) {
        struct lm_over_fn *f = &c->fn[i];
        if (f->kind == LM_W_AGG) {
            struct lm_sel sel = lm_agg_eval(&f->agg, x, b->sel, rows, col + 1);
            *col = pass_col(b, sel);
            for (uint32_t k = 0; k < f->agg.narg; k++)
                col[1 + k] = sparse_col(b, col[1 + k], sel);
            col += 1 + f->agg.narg;
            continue;
        }
        if (f->arg != NULL)
            *col++ = lm_expr_eval(f->arg, x, b->sel);
        if (f->otherwise != NULL)
            *col++ = lm_expr_eval(f->otherwise, x, b->sel);
        if (f->by != NULL)
            *col++ = lm_expr_eval(f->by, x, b->sel);
    }
}

/* Partitions ------------------------------------------------------------------------------------------ */

void
lm_over_part_init(struct lm_over_calc *c, struct lm_over_part *p)
{
    p->base = p->n = p->done = 0;
    p->held = 0;
    p->peer_from = p->peer_to = 0;
    p->dense = 0;
    p->begun = true;
    p->ended = false;
    for (uint32_t i = 0; i < c->nfn; i++) {
        const struct lm_over_fn *f = &c->fn[i];
        p->fn[i] = (struct lm_over_at){0};
        if (f->kind != LM_W_AGG)
            continue;
        size_t bytes = f->agg.type->size(&f->agg);
        p->fn[i].state = memset(lm_pool_take(c->pool, bytes), 0, bytes);
        if (f->agg.type->init != NULL)
            f->agg.type->init(&f->agg, p->fn[i].state);
    }
}

void
lm_over_part_fini(struct lm_over_calc *c, struct lm_over_part *p)
{
    for (uint32_t i = 0; i < c->nfn; i++) {
        const struct lm_over_fn *f = &c->fn[i];
        if (f->kind != LM_W_AGG || p->fn[i].state == NULL)
            continue;
        if (f->agg.type->fini != NULL)
            f->agg.type->fini(&f->agg, p->fn[i].state, &c->pool->mem);
        lm_pool_give(c->pool, p->fn[i].state, f->agg.type->size(&f->agg));
        p->fn[i].state = NULL;
    }
    if (p->cap > 0)
        lm_pool_give(c->pool, p->at, p->cap * sizeof *p->at);
    p->at = NULL;
    p->cap = p->held = 0;
    p->base = p->n = 0;
}

void
lm_over_part_add(struct lm_over_calc *c, struct lm_over_part *p, struct lm_row *row)
{
    uint32_t kept = p->held;

    if (kept == p->cap)
        p->at = lm_pool_more(c->pool, p->at, &p->cap, 2, sizeof *p->at);
    p->at[p->held++] = row;
    p->n++;
}

/* Answers ---------------------------------------------------------------------------------------------- */

bool
lm_over_ready(struct lm_over_calc *c, struct lm_over_part *p)
{
    uint64_t from, to;

    assert(p->done < p->n);
    for (uint32_t i = 0; i < c->nfn; i++) {
        const struct lm_over_fn *f = &c->fn[i];
        if (p->ended || lm_over_at_once(f))
            continue;
        if (f->kind == LM_W_LEAD && !f->ignore_nulls && f->by == NULL && p->n - p->done > (uint64_t)f->n)
            continue;
        if (f->kind < LM_W_FIRST_VALUE || !lm_over_frame(c, p, i, &from, &to))
            return false;
    }
    return true;
}

/* Argument k of function i in row j. */
static struct lm_val
argument(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t j, uint32_t at)
{
    lm_row_get(lm_over_row(p, j), at + 1, c->a);
    return c->a[at];
}

static struct lm_val
value_at(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t j, uint32_t i)
{
    return argument(c, p, j, c->arg_at[i]);
}

/* The n-th row from here in the direction `step` whose value counts: LAG and LEAD. */
static struct lm_val
shifted(struct lm_over_calc *c, const struct lm_over_part *p, uint32_t i)
{
    const struct lm_over_fn *f = &c->fn[i];
    bool back = f->kind == LM_W_LAG;
    uint64_t j = p->done;
    int64_t n = f->n;

    if (f->by != NULL) {
        struct lm_val by = argument(c, p, j, c->arg_at[i] + 1 + (f->otherwise != NULL));
        if (lm_val_is_null(&by))
            return LM_VAL_NULL;
        back = back == (by.i >= 0);
        n = by.i >= 0 ? by.i : by.i > INT64_MIN ? -by.i : INT64_MAX;
    }
    for (int64_t left = n; left > 0; left--) {
        for (;;) {
            if (back ? j == 0 : j + 1 >= p->n)
                return f->otherwise != NULL ? argument(c, p, p->done, c->arg_at[i] + 1) : LM_VAL_NULL;
            j = back ? j - 1 : j + 1;
            struct lm_val v;
            if (!f->ignore_nulls)
                break;
            v = value_at(c, p, j, i);
            if (!lm_val_is_null(&v))
                break;
        }
    }
    return value_at(c, p, j, i);
}

/* FIRST_VALUE, LAST_VALUE, NTH_VALUE. */
static struct lm_val
picked(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t from, uint64_t to)
{
    const struct lm_over_fn *f = &c->fn[i];
    int64_t nth = f->kind == LM_W_NTH_VALUE ? f->n : 1;
    bool last = f->kind == LM_W_LAST_VALUE;

    if (p->fn[i].pin != NULL) {
        lm_row_get(p->fn[i].pin, c->arg_at[i] + 1, c->a);
        return c->a[c->arg_at[i]];
    }
    for (uint64_t k = from; k < to; k++) {
        uint64_t j = last ? to - 1 - (k - from) : k;
        struct lm_val v = LM_VAL_NULL;
        if (lm_over_excluded(c, p, i, j))
            continue;
        if (!f->ignore_nulls && !last && f->exclude == LM_EXCLUDE_NONE) { /* no need to count one by one */
            j = from + (uint64_t)nth - 1;
            if (j >= to)
                break;
            nth = 1;
        }
        v = value_at(c, p, j, i);
        if (f->ignore_nulls && lm_val_is_null(&v))
            continue;
        if (--nth > 0)
            continue;
        if (f->from == LM_B_FIRST && !last && f->exclude == LM_EXCLUDE_NONE) {
            p->fn[i].pin = lm_over_row(p, j);
            if (c->trims)
                p->fn[i].pin->tag++; /* it must not be dropped */
        }
        return v;
    }
    return LM_VAL_NULL;
}

/* Where peers of the row at hand begin and end; ranks. */
static void
move_peers(struct lm_over_calc *c, struct lm_over_part *p)
{
    if (p->done == 0 || !lm_over_peers(c, p, p->done - 1, p->done)) {
        p->peer_from = p->done;
        p->dense++;
    }
}

static struct lm_val
ranked(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i)
{
    const struct lm_over_fn *f = &c->fn[i];
    uint64_t to = p->done + 1;

    switch (f->kind) {
    case LM_W_ROW_NUMBER:
        return lm_val_int((int64_t)p->done + 1);
    case LM_W_RANK:
        return lm_val_int((int64_t)p->peer_from + 1);
    case LM_W_DENSE_RANK:
        return lm_val_int((int64_t)p->dense);
    case LM_W_PERCENT_RANK:
        return lm_val_f64(p->n < 2 ? 0 : (double)p->peer_from / (double)(p->n - 1));
    case LM_W_CUME_DIST:
        lm_over_peer_end(c, p, &to);
        return lm_val_f64((double)to / (double)p->n);
    default:
        break;
    }
    assert(f->kind == LM_W_NTILE);
    uint64_t buckets = (uint64_t)f->n, size = p->n / buckets, rest = p->n % buckets;
    uint64_t big = rest * (size + 1); /* rows in the buckets that have one more */
    uint64_t at = p->done < big ? p->done / (size + 1) : rest + (p->done - big) / (size > 0 ? size : 1);
    return lm_val_int((int64_t)at + 1);
}

void
lm_over_next(struct lm_over_calc *c, struct lm_over_part *p)
{
    move_peers(c, p);
    for (uint32_t i = 0; i < c->nfn; i++) {
        uint64_t from = 0, to = 0;
        const struct lm_over_fn *f = &c->fn[i];
        if (f->kind < LM_W_LAG) {
            c->answer[i] = ranked(c, p, i);
        } else if (f->kind <= LM_W_LEAD) {
            c->answer[i] = shifted(c, p, i);
        } else {
            bool known = lm_over_frame(c, p, i, &from, &to);
            assert(known || lm_over_at_once(f));
            c->answer[i] = f->kind == LM_W_AGG ? lm_over_sum(c, p, i, from, to) : picked(c, p, i, from, to);
        }
    }
    p->done++;
}

/* Forgetting --------------------------------------------------------------------------------------------- */

/* The first row that function i may still look at. */
static uint64_t
needed(const struct lm_over_calc *c, const struct lm_over_part *p, uint32_t i)
{
    const struct lm_over_fn *f = &c->fn[i];
    const struct lm_over_at *at = &p->fn[i];

    if (f->by != NULL)
        return 0;
    if (f->kind < LM_W_LAG || f->kind == LM_W_LEAD)
        return p->done;
    if (f->kind == LM_W_LAG)
        return f->ignore_nulls ? 0 : p->done > (uint64_t)f->n ? p->done - (uint64_t)f->n : 0;
    if (f->kind == LM_W_AGG && f->from == LM_B_FIRST) /* peers that are left out are looked at again */
        return f->exclude != LM_EXCLUDE_NONE && p->peer_from < at->to ? p->peer_from : at->to;
    if (f->from == LM_B_FIRST && f->kind == LM_W_FIRST_VALUE && at->pin != NULL)
        return p->done;
    if (f->from == LM_B_FIRST && f->kind == LM_W_NTH_VALUE && at->pin != NULL)
        return p->done;
    if (f->from == LM_B_FIRST && f->kind == LM_W_LAST_VALUE && !f->ignore_nulls && f->exclude == LM_EXCLUDE_NONE)
        return at->to > 0 ? at->to - 1 : 0;
    return f->from == LM_B_FIRST ? 0 : at->from;
}

void
lm_over_forget(struct lm_over_calc *c)
{
    lm_arena_reset(&c->arena);
    lm_op_eval_begin(c->op, &c->x, &c->scratch);
}

void
lm_over_trim(struct lm_over_calc *c, struct lm_over_part *p)
{
    uint64_t keep = p->done > 0 ? p->done - 1 : 0; /* the newest one tells peers */

    for (uint32_t i = 0; i < c->nfn; i++) {
        uint64_t need = needed(c, p, i);
        keep = need < keep ? need : keep;
    }
    uint64_t gone = keep > p->base ? keep - p->base : 0;
    if (gone == 0 || (gone < 32 && gone * 2 < p->held))
        return;
    for (uint64_t j = 0; j < gone; j++)
        if (p->at[j]->tag == 0)
            lm_rows_drop(c->rows, p->at[j]);
    p->held -= (uint32_t)gone;
    memmove(p->at, p->at + gone, p->held * sizeof *p->at);
    p->base += gone;
}
