/* op_wgroup.c -- GROUP BY with TUMBLE, HOP or CUMULATE: rows into panes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A pane holds the groups of one slice of time, or of one window. Where windows speak when they
 * close and rows have no weights, a row is added once, to its slice, and a window is put together
 * from its slices when it closes. Otherwise a row is added to each of its windows. A row goes on to
 * a slice only if the windows that have closed for it have closed for the operator too. With
 * several inputs it may be later than the operator: then it is added to its open windows one by
 * one, in panes of their own, which join the slices at the close.
 *
 * A batch is cut where the watermark before a row reaches what is due first: rows up to there are
 * added, windows are closed, and it goes on. The rows in between are kept as runs of neighbours
 * that fall into the same pane, so each pane gets its rows at once and in order of arrival. Panes
 * whose changes are told take input row by input row.
 */
#include <assert.h>
#include <string.h>

#include "op/wgroup.h"

/* Windows of fewer slices are put together from all of them. */
enum { WGROUP_NODES_MIN = 4 };

static lm_windowed_rows_f wgroup_rows;
static lm_op_close_f wgroup_close;

static const struct lm_windowed_type wgroup_type = {
    .op = {
        .name = "window",
        .batch = lm_windowed_batch,
        .mark = lm_windowed_mark,
        .tick = lm_windowed_tick,
        .close = wgroup_close,
    },
    .rows = wgroup_rows,
    .advance = lm_wgroup_advance,
};

struct lm_op *
lm_wgroup_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec)
{
    struct lm_wgroup *w = lm_alloc(ctx->arena, sizeof *w);

    assert(spec->window.kind != LM_WINDOW_SESSION);
    lm_windowed_init(&w->win, &wgroup_type, ctx, spec, false);
    lm_arena_init(&w->parts, 4096);
    w->slices = !lm_windowed_tells(&w->win) && !spec->group.changing;
    for (uint32_t i = 0; i < spec->group.nagg; i++)
        w->slices = w->slices && spec->group.agg[i].type->merge != NULL;
    lm_panes_init(&w->panes, &w->win.core.home, w->win.core.bytes);
    lm_panes_init(&w->nodes, &w->win.core.home, w->win.core.spell_at);
    w->has_nodes = w->slices && spec->window.kind == LM_WINDOW_HOP &&
                   spec->window.size % spec->window.slide == 0 &&
                   spec->window.size / spec->window.slide >= WGROUP_NODES_MIN;
    w->merged_to = LM_MARK_MIN;
    w->window = spec->window;
    w->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->rows);
    w->gathered = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->gathered);
    w->runs = lm_alloc_raw(ctx->arena, LM_WGROUP_RUNS * sizeof *w->runs);
    return &w->win.op;
}

/* The end of the first window with t that is open at watermark `mark`; INT64_MAX: none is. */
static int64_t
open_end(const struct lm_wgroup *w, int64_t t, int64_t mark)
{
    int64_t end = lm_window_first_end(&w->window, t);
    int64_t need = lm_mark_behind(mark, w->win.lateness); /* an open window ends later */

    if (end > need)
        return end;
    if (w->window.kind == LM_WINDOW_TUMBLE || lm_window_last_end(&w->window, t) <= need)
        return INT64_MAX;
    return end + ((need - end) / w->window.slide + 1) * w->window.slide;
}

static struct lm_pane *
pane_of_slice(struct lm_wgroup *w, int64_t t, int64_t next_end)
{
    struct lm_span s = lm_window_slice(&w->window, t);
    struct lm_pane *p = lm_panes_find(&w->panes, s.start, false);

    if (p != NULL)
        return p;
    p = lm_panes_add(&w->panes, s.start, false);
    p->next_end = next_end;
    p->last_end = lm_window_last_end(&w->window, t);
    p->due = lm_mark_add(next_end, w->win.lateness);
    lm_panes_push(&w->panes, p);
    return p;
}

static struct lm_pane *
pane_of_window(struct lm_wgroup *w, int64_t end)
{
    struct lm_pane *p = lm_panes_find(&w->panes, end, true);

    if (p != NULL)
        return p;
    p = lm_panes_add(&w->panes, end, true);
    p->next_end = end;
    p->last_end = end;
    p->fired = w->win.speak == LM_SPEAK_CHANGES || (w->win.speak == LM_SPEAK_MARK && w->win.wm >= end);
    p->due = w->win.speak == LM_SPEAK_MARK && !p->fired ? end : lm_mark_add(end, w->win.lateness);
    lm_panes_push(&w->panes, p);
    return p;
}

/* The rows of a pane's runs; NULL: the first n of the batch. */
static const uint16_t *
runs_rows(struct lm_wgroup *w, const struct lm_pane *p, uint32_t *n)
{
    const struct lm_wgroup_run *run = &w->runs[p->run_first];
    const uint16_t *rows = w->gathered;

    *n = 0;
    if (run->next == LM_WGROUP_NO_RUN) {
        *n = run->k1 - run->k0;
        rows = w->rows + run->k0;
    } else {
        for (uint32_t i = p->run_first; i != LM_WGROUP_NO_RUN; i = w->runs[i].next) {
            uint32_t more = w->runs[i].k1 - w->runs[i].k0;
            memcpy(w->gathered + *n, w->rows + w->runs[i].k0, more * sizeof *w->rows);
            *n += more;
        }
    }
    assert(*n > 0 && *n <= LM_BATCH_ROWS);
    return rows[*n - 1] == *n - 1 ? NULL : rows;
}

/* Adds the rows kept as runs. */
static void
runs_add(struct lm_wgroup *w)
{
    for (uint32_t i = 0; i < w->busy.n; i++) {
        struct lm_pane *p = w->busy.at[i];
        uint32_t n = 0;
        const uint16_t *rows = runs_rows(w, p, &n);
        lm_gcore_add_many(&w->win.core, &p->table, rows, n);
        p->busy = false;
    }
    w->busy.n = 0;
    w->nrun = 0;
    w->nrow = 0;
    w->last = NULL;
}

/* Adds rows k0 .. k1-1 of w->rows to pane p: they are its newest. */
static void
run_add(struct lm_wgroup *w, struct lm_pane *p, uint32_t k0, uint32_t k1)
{
    if (p == w->last && w->runs[p->run_last].k1 == k0) {
        w->runs[p->run_last].k1 = k1;
        return;
    }
    assert(w->nrun < LM_WGROUP_RUNS);
    uint32_t i = w->nrun++;
    w->runs[i] = (struct lm_wgroup_run){k0, k1, LM_WGROUP_NO_RUN};
    if (p->busy) {
        w->runs[p->run_last].next = i;
    } else {
        p->busy = true;
        p->run_first = i;
        if (w->has_nodes && !p->window && p->id < w->merged_to)
            lm_wgroup_nodes_forget(w, p);
        lm_list_add(w->win.op.ctx->arena, &w->busy, p);
    }
    p->run_last = i;
    w->last = p;
}

/* Row `row` into each window from `end` up to the last one with t. */
static void
row_to_windows(struct lm_wgroup *w, uint32_t row, int64_t t, int64_t end)
{
    int64_t last = lm_window_last_end(&w->window, t);
    int64_t step = w->window.kind == LM_WINDOW_TUMBLE ? w->window.size : w->window.slide;

    if (w->nrow == LM_BATCH_ROWS)
        runs_add(w);
    w->rows[w->nrow++] = (uint16_t)row;
    for (; end <= last; end += step) {
        struct lm_pane *p = pane_of_window(w, end);
        if (p->fired || w->win.core.changing) {
            lm_gcore_touch(&w->win.core, &p->table, row);
            continue;
        }
        if (w->nrun == LM_WGROUP_RUNS) {
            runs_add(w);
            w->rows[w->nrow++] = (uint16_t)row;
        }
        run_add(w, p, w->nrow - 1, w->nrow);
    }
}

/* Looks at the groups that the input row touched whose last row is `row`. */
static void
wgroup_settle(struct lm_wgroup *w, uint32_t row)
{
    struct lm_gcore *c = &w->win.core;

    for (uint32_t i = 0; i < c->touched.n; i++) {
        struct lm_group *g = c->touched.at[i];
        struct lm_pane *p = g->owner;
        struct lm_out_row head = lm_wgroup_head(w, p->next_end, lm_batch_seq(c->in, row));
        struct lm_val bounds[2];
        if (g->rows < 0) {
            lm_gcore_refuse(c, row);
            g->rows = 0;
        }
        lm_wgroup_bounds(w, p->next_end, bounds);
        lm_gcore_settle(c, &p->table, g, p->fired ? &w->win.out : NULL, &head, bounds);
    }
    c->touched.n = 0;
}

/* Takes one row, whatever it is. */
static void
wgroup_row(struct lm_wgroup *w, const struct lm_batch *b, uint32_t row, int64_t mark)
{
    int64_t t = w->win.core.ts != NULL ? w->win.core.ts[row] : LM_NO_TIME;
    int64_t own = mark > w->win.wm ? mark : w->win.wm;

    if (t == LM_NO_TIME) {
        lm_late_no_time(&w->win.late, b, row);
        return;
    }
    int64_t end = open_end(w, t, own);
    if (end == INT64_MAX) {
        lm_late_row(&w->win.late, b, row, lm_window_last_end(&w->window, t), own);
    } else if (w->slices && end == open_end(w, t, w->win.wm)) {
        struct lm_pane *p = pane_of_slice(w, t, end);
        if (w->nrow == LM_BATCH_ROWS || w->nrun == LM_WGROUP_RUNS)
            runs_add(w);
        w->rows[w->nrow++] = (uint16_t)row;
        run_add(w, p, w->nrow - 1, w->nrow);
    } else {
        row_to_windows(w, row, t, end);
    }
}

/* A stretch of time, and the watermark up to which all rows in it go the same way. */
struct lane {
    int64_t start;
    uint64_t length;
    int64_t stop;
};

/* Takes the selected rows from k on for as long as they stay in the lane: `rows` gets them. */
static uint32_t
lane_take(struct lane lane, const int64_t *ts, const int64_t *mark, const int64_t *low,
          struct lm_sel sel, uint32_t k, uint16_t *rows)
{
    for (; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if ((uint64_t)ts[r] - (uint64_t)lane.start >= lane.length || mark[r] >= lane.stop ||
            low[r] >= lane.stop)
            break;
        *rows++ = (uint16_t)r;
    }
    return k;
}

/* The lane of the newest run: rows in its slice while no window of the slice has closed for them.
 */
static struct lane
wgroup_lane(const struct lm_wgroup *w, int64_t t)
{
    struct lm_span s = lm_window_slice(&w->window, t);
    int64_t due = lm_panes_due(&w->panes);
    int64_t closes = lm_mark_add(lm_window_first_end(&w->window, t), w->win.lateness);

    assert(t >= s.start && t < s.end);
    return (struct lane){s.start, (uint64_t)(s.end - s.start), due < closes ? due : closes};
}

/* Takes the rows of sel, one after the other. */
static enum lm_flow
wgroup_rows(struct lm_windowed *win, const struct lm_batch *b, struct lm_sel sel)
{
    struct lm_wgroup *w = (struct lm_wgroup *)win;
    const int64_t *mark = b->mark != NULL ? b->mark : w->win.ages;
    const int64_t *low = b->low != NULL ? b->low : mark;
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < sel.n && flow == LM_MORE && !w->win.core.failed;) {
        uint32_t row = lm_sel_row(sel, k++);
        if (low[row] >= lm_panes_due(&w->panes)) {
            runs_add(w);
            lm_late_flush(&w->win.late, b);
            flow = lm_wgroup_advance(win, low[row]);
        }
        if (low[row] > w->win.wm)
            w->win.wm = low[row];
        wgroup_row(w, b, row, mark[row]);
        bool ends = k == sel.n || lm_batch_seq(b, lm_sel_row(sel, k)) != lm_batch_seq(b, row);
        if (w->win.core.touched.n > 0 && (ends || low[lm_sel_row(sel, k)] >= lm_panes_due(&w->panes)))
            wgroup_settle(w, row);
        if (!w->slices || w->last == NULL || w->last->window || w->nrow == 0 ||
            w->rows[w->nrow - 1] != row)
            continue;
        uint32_t begin = k;
        k = lane_take(wgroup_lane(w, w->win.core.ts[row]), w->win.core.ts, mark, low, sel, k,
                      w->rows + w->nrow);
        if (k == begin)
            continue;
        run_add(w, w->last, w->nrow, w->nrow + (k - begin));
        w->nrow += k - begin;
        if (low[lm_sel_row(sel, k - 1)] > w->win.wm)
            w->win.wm = low[lm_sel_row(sel, k - 1)];
    }
    runs_add(w);
    lm_late_flush(&w->win.late, b);
    win->op.ctx->next_close_us = lm_panes_due(&w->panes);
    return flow;
}

static void
wgroup_close(struct lm_op *op)
{
    struct lm_wgroup *w = (struct lm_wgroup *)op;

    lm_panes_fini(&w->nodes);
    lm_panes_fini(&w->panes);
    lm_arena_fini(&w->parts);
    lm_windowed_fini(&w->win);
}
