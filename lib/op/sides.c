/* sides.c -- what joins that keep rows of both sides share: keys, times, candidates, output. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/sides.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void
lm_sides_init(struct lm_sides *s, struct lm_op *op, const struct lm_join_spec *spec,
              const struct lm_join_time *time, uint32_t flags)
{
    struct lm_arena *a = op->ctx->arena;
    uint32_t n = spec->nleft + spec->nright;
    bool both = spec->mode <= LM_JOIN_MODE_FULL || spec->mode == LM_JOIN_MODE_SINGLE;

    memset(s, 0, sizeof *s);
    s->op = op;
    s->spec = *spec;
    if (time != NULL)
        s->time = *time;
    lm_op_eval_init(op, &s->eval);
    lm_keys_init(&s->by, a, spec->nkey);
    s->rows = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *s->rows);
    s->pass = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *s->pass);
    s->row = lm_alloc(a, (n + spec->nmore + 1) * sizeof *s->row);
    lm_arena_init(&s->arena, 64 * 1024);
    lm_out_init(&s->out, op, (both ? n : spec->nleft) + spec->nmore, flags);
    s->wm[0] = s->wm[1] = LM_MARK_MIN;
    lm_times_init(&s->side[0], spec->nleft, spec->changes[0]);
    lm_times_init(&s->side[1], spec->nright, spec->changes[1]);
}

void
lm_sides_fini(struct lm_sides *s)
{
    lm_times_fini(&s->side[0]);
    lm_times_fini(&s->side[1]);
    lm_sides_count(s);
    lm_out_fini(&s->out);
    lm_keys_fini(&s->by);
    lm_buf_fini(&s->found);
    lm_arena_fini(&s->arena);
}

/* Batches ------------------------------------------------------------------------------------------ */

/* The times that an expression says; NULL: it has none. */
static const int64_t *
times_of(struct lm_sides *s, struct lm_batch *b, struct lm_expr *e, struct lm_stamp *stamp)
{
    int64_t *ts = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *ts);

    for (uint32_t r = 0; r < b->nrow; r++)
        ts[r] = LM_NO_TIME;
    if (e != NULL)
        lm_stamp_col(stamp, lm_expr_eval(e, &s->eval, b->sel), b->sel, ts);
    return ts;
}

static void
batch_times(struct lm_sides *s, uint32_t port, struct lm_batch *b)
{
    s->ts = b->ts;
    if (s->time.expr[port] != NULL || b->ts == NULL)
        s->ts = times_of(s, b, s->time.expr[port], s->time.stamp[port]);
    s->until = NULL;
    if (s->time.until[port] != NULL)
        s->until = times_of(s, b, s->time.until[port], s->time.until_stamp[port]);
}

bool
lm_sides_begin(struct lm_sides *s, uint32_t port, struct lm_batch *b, bool timed)
{
    struct lm_expr **key = port == 0 ? s->spec.key : s->spec.rkey;
    bool stop = false;

    assert(port < 2);
    lm_op_eval_begin(s->op, &s->eval, b);
    for (uint32_t i = 0; i < s->spec.nkey; i++)
        s->by.col[i] = lm_expr_eval(key[i], &s->eval, b->sel);
    s->ts = b->ts;
    if (timed)
        batch_times(s, port, b);
    if (s->eval.nbad > 0)
        b->sel = lm_op_refuse(s->op, &s->eval, b->sel, s->rows, &stop);
    lm_keys_make(&s->by, b->sel);
    return stop;
}

bool
lm_sides_key(const struct lm_sides *s, uint32_t r, struct lm_key *key)
{
    *key = s->by.at[r];
    return lm_keys_whole(&s->by, r);
}

/* Time --------------------------------------------------------------------------------------------- */

int64_t
lm_mark_less(int64_t mark, int64_t d)
{
    int64_t less;

    if (mark == LM_MARK_END || mark <= LM_MARK_MIN)
        return mark;
    if (__builtin_sub_overflow(mark, d, &less))
        return d > 0 ? LM_MARK_MIN : LM_MARK_END - 1;
    return less <= LM_MARK_MIN ? LM_MARK_MIN : less == LM_MARK_END ? LM_MARK_END - 1 : less;
}

static void
refuse_late(struct lm_sides *s, const struct lm_batch *b, uint32_t r, int64_t w)
{
    struct lm_buf what = {0};
    struct lm_val at = {.kind = LM_K_TS, .i = w};

    lm_buf_addz(&what, "late: the watermark is ");
    lm_val_print(&what, &at);
    lm_op_refuse_row(s->op, b, r, LM_E_LATE, lm_buf_str(&what));
    lm_buf_fini(&what);
}

static void
refuse_no_time(struct lm_sides *s, const struct lm_batch *b, uint32_t r)
{
    lm_op_refuse_row(s->op, b, r, LM_E_NO_EVENT_TIME, lm_str_of("no event time"));
}

bool
lm_sides_in_time(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    int64_t ts = s->ts[r], w = b->mark != NULL && !s->time.adrift[port] ? b->mark[r] : LM_MARK_MIN;

    if (ts == LM_NO_TIME) {
        refuse_no_time(s, b, r);
        return false;
    }
    if (ts >= lm_mark_less(w, s->time.lateness_us))
        return true;
    refuse_late(s, b, r, w);
    return false;
}

int64_t
lm_sides_window(struct lm_sides *s, const struct lm_join_windows *w, uint32_t port, const struct lm_batch *b,
                uint32_t r)
{
    struct lm_val bound = lm_col_get(s->by.col[w->key], r);
    int64_t end = lm_stamp_val(w->stamp[port], &bound), mark = b->mark != NULL ? b->mark[r] : LM_MARK_MIN;

    if (end == LM_NO_TIME) {
        refuse_no_time(s, b, r);
        return LM_NO_TIME;
    }
    end += w->shift_us;
    if (end > lm_mark_less(mark, w->lateness_us))
        return end;
    refuse_late(s, b, r, mark);
    return LM_NO_TIME;
}

/* An idle side does not hold back: its watermark is that of the whole operator. */
void
lm_sides_marks(struct lm_sides *s)
{
    for (uint32_t i = 0; i < 2; i++) {
        int64_t m = s->op->port[i].mark;
        if (s->op->port[i].idle && s->op->mark > m)
            m = s->op->mark;
        if (m > s->wm[i] && (!s->time.adrift[i] || m == LM_MARK_END))
            s->wm[i] = m;
    }
}

void
lm_sides_row_mark(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    const int64_t *low = b->low != NULL ? b->low : b->mark;

    if (low != NULL && low[r] > s->wm[port] && !s->time.adrift[port])
        s->wm[port] = low[r];
}

/* Candidates --------------------------------------------------------------------------------------- */

void
lm_sides_clear(struct lm_sides *s)
{
    s->found.n = 0;
    s->nfound = 0;
}

void
lm_sides_found(struct lm_sides *s, struct lm_timed *row)
{
    lm_buf_add(&s->found, &row, sizeof row);
    s->nfound++;
}

bool
lm_pair_refuse(struct lm_op *op, struct lm_eval *x, struct lm_sel sel)
{
    bool stop = false;

    if (x->nbad == 0)
        return false;
    uint16_t *rows = lm_alloc_raw(x->arena, (sel.n + 1) * sizeof *rows);
    lm_op_refuse(op, x, sel, rows, &stop);
    return stop;
}

/* Up to LM_BATCH_ROWS candidates from `first` on as a batch beside the values of `port`. */
static struct lm_sel
judge_some(struct lm_sides *s, uint32_t port, uint32_t first, uint32_t n)
{
    uint32_t ncol = s->spec.nleft + s->spec.nright;
    struct lm_batch b = {.arena = &s->arena, .nrow = n, .ncol = ncol, .sel = lm_sel_all(n)};

    lm_arena_reset(&s->arena);
    b.cols = lm_alloc(&s->arena, (ncol + 1) * sizeof *b.cols);
    for (uint32_t c = 0; c < ncol; c++)
        lm_col_init(&b.cols[c], LM_K_NULL, n, &s->arena);
    for (uint32_t k = 0; k < n; k++) {
        lm_sides_of_row(s, 1 - port, lm_sides_at(s, first + k));
        for (uint32_t c = 0; c < ncol; c++)
            lm_col_set(&b.cols[c], k, &s->row[c], n, &s->arena);
    }
    struct lm_eval x = s->eval;
    x.arena = &s->arena;
    lm_op_eval_begin(s->op, &x, &b);
    struct lm_sel pass = lm_expr_select(s->spec.residual, &x, b.sel, s->pass);
    if (lm_pair_refuse(s->op, &x, b.sel))
        s->out.flow = LM_FAIL;
    return pass;
}

void
lm_sides_judge(struct lm_sides *s, uint32_t port)
{
    struct lm_timed **at = (struct lm_timed **)(void *)s->found.p;
    uint32_t kept = 0;

    if (s->spec.residual == NULL)
        return;
    for (uint32_t first = 0; first < s->nfound; first += LM_BATCH_ROWS) {
        uint32_t n = s->nfound - first < LM_BATCH_ROWS ? s->nfound - first : LM_BATCH_ROWS;
        struct lm_sel pass = judge_some(s, port, first, n);
        for (uint32_t k = 0; k < pass.n; k++)
            at[kept++] = at[first + lm_sel_row(pass, k)];
    }
    s->nfound = kept;
    s->found.n = kept * sizeof *at;
}

void
lm_sides_partners(struct lm_sides *s, uint32_t port, const struct lm_key *key)
{
    const struct lm_series *other = key != NULL ? lm_times_find(&s->side[1 - port], key) : NULL;

    lm_sides_clear(s);
    for (uint32_t i = other != NULL ? other->from : 0; other != NULL && i < other->to; i++)
        lm_sides_found(s, other->at[i]);
    lm_sides_judge(s, port);
}

/* Values ------------------------------------------------------------------------------------------- */

void
lm_sides_of_batch(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    assert(b->ncol == (port == 0 ? s->spec.nleft : s->spec.nright));
    lm_row_of_batch(b, r, lm_sides_half(s, port));
}

void
lm_sides_of_row(struct lm_sides *s, uint32_t port, const struct lm_timed *row)
{
    lm_row_get(row->row, port == 0 ? s->spec.nleft : s->spec.nright, lm_sides_half(s, port));
}

void
lm_sides_of_none(struct lm_sides *s, uint32_t port)
{
    uint32_t n = port == 0 ? s->spec.nleft : s->spec.nright;

    for (uint32_t c = 0; c < n; c++)
        lm_sides_half(s, port)[c] = LM_VAL_NULL;
}

void
lm_sides_count(struct lm_sides *s)
{
    for (uint32_t i = 0; i < 2; i++)
        lm_keep_count(s->op, &s->side[i].rows, &s->told_bytes[i]);
}

static double
unit_us(const struct lm_stamp *stamp)
{
    enum lm_time_unit u = stamp->unit;

    if (u == LM_UNIT_AUTO || u == LM_UNIT_TIMESTAMP)
        u = stamp->seen;
    return u == LM_UNIT_MS ? 1e3 : u == LM_UNIT_US ? 1 : u == LM_UNIT_NS ? 1e-3 : 1e6;
}

int64_t
lm_join_distance(struct lm_join_bound b, const struct lm_stamp *unit)
{
    const int64_t most = INT64_C(1) << 61;
    double units = b.units != 0 && unit != NULL ? b.units * unit_us(unit) : 0;
    int64_t us;

    if (!(units > -(double)most && units < (double)most)) /* NaN too */
        return units < 0 ? -most : most;
    if (__builtin_add_overflow(b.us, (int64_t)llround(units), &us))
        return b.us < 0 ? -most : most;
    return us < -most ? -most : us > most ? most : us;
}
