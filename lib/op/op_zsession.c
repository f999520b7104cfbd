/* op_zsession.c -- GROUP BY with SESSION over rows that are taken back. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row that is taken back may make a session shorter, or two of it. So the states are kept for
 * each point of time of a key, an atom: its rows and their aggregates. The sessions of a key are
 * the clusters of its atoms, found by walking over them; the answers of a session are those of its
 * merged atoms. What has been told of a key is kept beside. After each input row the sessions of
 * the keys it touched are compared with what was told: what is no longer so is taken back, in order
 * of end, and then the new is told. When the watermark reaches the end of a session, it is told (or
 * closed) and its atoms go.
 */
#include <assert.h>
#include <string.h>

#include "op/zsession.h"

static lm_windowed_rows_f zsession_rows;
static lm_op_close_f zsession_close;

static const struct lm_windowed_type zsession_type = {
    .op = {
        .name = "session",
        .batch = lm_windowed_batch,
        .mark = lm_windowed_mark,
        .tick = lm_windowed_tick,
        .close = zsession_close,
    },
    .rows = zsession_rows,
    .advance = lm_zsession_advance,
};

struct lm_op *
lm_zsession_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec)
{
    struct lm_zsession *w = lm_alloc(ctx->arena, sizeof *w);

    assert(spec->window.kind == LM_WINDOW_SESSION && spec->group.changing);
    lm_windowed_init(&w->win, &zsession_type, ctx, spec, true);
    lm_pool_init(&w->pool, &w->win.core.home);
    lm_table_init(&w->table, &w->pool, sizeof(struct lm_group) + sizeof(struct lm_zkey), NULL);
    w->gap = spec->window.size;
    lm_arena_init(&w->lists, 4096);
    return &w->win.op;
}

/* The place of the first atom at t or behind. */
static uint32_t
atom_place(const struct lm_zkey *k, int64_t t)
{
    uint32_t low = 0;

    for (uint32_t high = k->n; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        if (k->at[mid]->t >= t)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* The end of the session that a row at t is in, or would be in. */
static int64_t
end_with(const struct lm_zsession *w, const struct lm_group *g, int64_t t)
{
    int64_t last = t;

    if (g == NULL)
        return t + w->gap;
    const struct lm_zkey *k = lm_zkey((struct lm_group *)(uintptr_t)g);
    for (uint32_t i = atom_place(k, t); i < k->n && k->at[i]->t - last < w->gap; i++)
        if (k->at[i]->rows > 0)
            last = k->at[i]->t;
    assert(last >= t);
    return last + w->gap;
}

static struct lm_atom *
atom_at(struct lm_zsession *w, struct lm_group *g, int64_t t, uint32_t row)
{
    struct lm_zkey *k = lm_zkey(g);
    uint32_t at = atom_place(k, t);

    if (at < k->n && k->at[at]->t == t)
        return k->at[at];
    struct lm_atom *a = memset(lm_pool_take(&w->pool, w->win.core.bytes), 0, w->win.core.bytes);
    a->t = t;
    a->first = w->win.core.arrived + row;
    lm_gcore_states_init(&w->win.core, a);
    lm_gcore_spell(&w->win.core, &w->pool, a, row, g->form == LM_KEY_TEXT ? g->p : NULL);
    k->at = lm_zlist_room(w, k->at, k->n, &k->cap);
    memmove(k->at + at + 1, k->at + at, (k->n - at) * sizeof(struct lm_atom *));
    k->at[at] = a;
    k->n++;
    return a;
}

static void
zsession_row(struct lm_zsession *w, const struct lm_batch *b, uint32_t row, int64_t mark)
{
    struct lm_gcore *c = &w->win.core;
    int64_t t = c->ts != NULL ? c->ts[row] : LM_NO_TIME;
    int64_t own = mark > w->win.wm ? mark : w->win.wm;

    if (t == LM_NO_TIME) {
        lm_late_no_time(&w->win.late, b, row);
        return;
    }
    struct lm_group *g = lm_table_find(&w->table, &c->by.at[row]);
    if (own >= lm_mark_add(end_with(w, g, t), w->win.lateness)) {
        lm_late_row(&w->win.late, b, row, t + w->gap, own);
        return;
    }
    if (g == NULL) {
        g = lm_table_add(&w->table, &c->by.at[row]);
        lm_zkey(g)->queued = LM_MARK_END;
    }
    struct lm_atom *a = atom_at(w, g, t, row);
    a->rows += b->weight != NULL ? b->weight[row] : 1;
    lm_gcore_add_states(c, &w->pool, a, row);
    if (!g->touched)
        lm_list_add(w->win.op.ctx->arena, &c->touched, g);
    g->touched = true;
}

/* The input row is over whose last row is `row`. */
static void
zsession_settle(struct lm_zsession *w, uint32_t row)
{
    struct lm_gcore *c = &w->win.core;

    for (uint32_t i = 0; i < c->touched.n; i++) {
        struct lm_group *g = c->touched.at[i];
        struct lm_zkey *k = lm_zkey(g);
        g->touched = false;
        for (uint32_t j = k->n; j-- > 0;) {
            if (k->at[j]->rows > 0)
                continue;
            if (k->at[j]->rows < 0)
                lm_gcore_refuse(c, row);
            lm_zatoms_drop(w, g, j, j + 1);
        }
        if (w->win.speak != LM_SPEAK_CLOSE)
            lm_zsession_tell(w, g, lm_batch_seq(c->in, row));
        lm_zsession_queue(w, g);
    }
    c->touched.n = 0;
}

static enum lm_flow
zsession_rows(struct lm_windowed *win, const struct lm_batch *b, struct lm_sel sel)
{
    struct lm_zsession *w = (struct lm_zsession *)win;
    const int64_t *mark = b->mark != NULL ? b->mark : w->win.ages;
    const int64_t *low = b->low != NULL ? b->low : mark;
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < sel.n && flow == LM_MORE && !w->win.core.failed; k++) {
        uint32_t row = lm_sel_row(sel, k);
        if (lm_dues_reached(&w->queue, low[row])) {
            lm_late_flush(&w->win.late, b);
            flow = lm_zsession_advance(win, low[row]);
        }
        if (low[row] > w->win.wm)
            w->win.wm = low[row];
        zsession_row(w, b, row, mark[row]);
        uint32_t next = k + 1 < sel.n ? lm_sel_row(sel, k + 1) : row;
        bool ends = next == row || lm_batch_seq(b, next) != lm_batch_seq(b, row);
        if (ends || lm_dues_reached(&w->queue, low[next]))
            zsession_settle(w, row);
    }
    lm_late_flush(&w->win.late, b);
    return flow;
}

static void
zsession_close(struct lm_op *op)
{
    struct lm_zsession *w = (struct lm_zsession *)op;

    lm_pool_reset(&w->pool);
    lm_arena_fini(&w->lists);
    lm_windowed_fini(&w->win);
}
