/* op_session.c -- GROUP BY with SESSION: rows into sessions. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each key has its open sessions in order of time. A row joins those that overlap [t, t + gap):
 * none (it begins one), one, or several, which it merges into the one that is oldest by arrival.
 * Rows that nobody is told about are collected with their sessions and added at once; a merge adds
 * them first. What has been shown of the sessions that a row joins is taken back, in order of end,
 * and the new session told, unless it ends beyond the watermark and speaks only then
 * (LM_SPEAK_MARK).
 */
#include <assert.h>

#include "op/session.h"
#include "op/zsession.h"

static lm_windowed_rows_f session_rows;
static lm_op_close_f session_close;

static const struct lm_windowed_type session_type = {
    .op = {
        .name = "session",
        .batch = lm_windowed_batch,
        .mark = lm_windowed_mark,
        .tick = lm_windowed_tick,
        .close = session_close,
    },
    .rows = session_rows,
    .advance = lm_sess_advance,
};

struct lm_op *
lm_session_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec)
{
    assert(spec->window.kind == LM_WINDOW_SESSION && spec->window.size > 0);
    if (spec->group.changing)
        return lm_zsession_new(ctx, spec);
    struct lm_sessions *w = lm_alloc(ctx->arena, sizeof *w);
    lm_windowed_init(&w->win, &session_type, ctx, spec, false);
    lm_pool_init(&w->pool, &w->win.core.home);
    lm_table_init(&w->table, &w->pool, sizeof(struct lm_group) + sizeof(struct lm_sess_key), NULL);
    w->gap = spec->window.size;
    w->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->rows);
    return &w->win.op;
}

/* Adds the rows that are waiting. */
static void
rows_add(struct lm_sessions *w)
{
    if (w->nrow > 0)
        lm_gcore_add_found(&w->win.core, &w->pool, w->rows, w->nrow);
    w->nrow = 0;
}

/* What a row at time t joins: sessions from .. to-1 of its key; and the session it would make. */
struct joining {
    struct lm_sess_key *key;
    uint32_t from, to;
    int64_t start, end;
    uint32_t nshown; /* of those joined */
};

static struct joining
join_of(const struct lm_sessions *w, struct lm_group *g, int64_t t)
{
    struct joining j = {.start = t, .end = t + w->gap};
    uint32_t low = 0;

    if (g == NULL)
        return j;
    j.key = lm_sess_key(g);
    for (uint32_t high = j.key->n; low < high;) { /* the first that ends behind t */
        uint32_t mid = low + (high - low) / 2;
        if (j.key->at[mid]->end > t)
            high = mid;
        else
            low = mid + 1;
    }
    for (j.from = j.to = low; j.to < j.key->n && j.key->at[j.to]->start < t + w->gap; j.to++) {
        const struct lm_sess *s = j.key->at[j.to];
        j.start = s->start < j.start ? s->start : j.start;
        j.end = s->end > j.end ? s->end : j.end;
        j.nshown += s->shown;
    }
    return j;
}

/* Makes one session of those joined; the oldest by arrival lends its memory and its spelling. */
static struct lm_sess *
join_merge(struct lm_sessions *w, const struct joining *j)
{
    struct lm_gcore *c = &w->win.core;
    struct lm_sess *into = j->key->at[j->from];

    for (uint32_t i = j->from + 1; i < j->to; i++)
        if (j->key->at[i]->first < into->first)
            into = j->key->at[i];
    for (uint32_t i = j->to; i-- > j->from;) {
        struct lm_sess *s = j->key->at[i];
        if (s == into)
            continue;
        for (uint32_t k = 0; k < c->nagg; k++)
            c->agg[k].type->merge(&c->agg[k], (char *)into + c->state_at[k],
                                  (char *)s + c->state_at[k], &w->pool.mem);
        lm_sess_drop(w, s);
    }
    return into;
}

/* Takes back what was shown of the joined sessions. With `paired` they are replaced. */
static void
join_retract(struct lm_sessions *w, const struct joining *j, bool paired, uint64_t seq)
{
    uint32_t left = j->nshown;

    for (uint32_t i = j->from; i < j->to; i++) {
        struct lm_sess *s = j->key->at[i];
        if (!s->shown)
            continue;
        left--;
        struct lm_out_row head = {.weight = -1, .seq = seq};
        head.pair = paired ? LM_PAIR_OLD : LM_PAIR_NONE;
        lm_sess_put(w, s, lm_gcore_shown(&w->win.core, s), head);
        lm_gcore_forget(&w->win.core, &w->pool, s);
        s->shown = false;
    }
    assert(left == 0);
}

/* A row joins one session that has been shown and will be shown again at once. */
static void
row_corrects(struct lm_sessions *w, const struct joining *j, uint32_t row)
{
    struct lm_gcore *c = &w->win.core;
    struct lm_sess *s = j->key->at[j->from];
    struct lm_sess old = *s;
    uint64_t seq = lm_batch_seq(c->in, row);

    lm_gcore_add_states(c, &w->pool, s, row);
    lm_gcore_answer(c, s);
    if (old.start == j->start && old.end == j->end && lm_gcore_unchanged(c, s))
        return;
    lm_sess_put(w, s, lm_gcore_shown(c, s),
                (struct lm_out_row){.weight = -1, .pair = LM_PAIR_OLD, .seq = seq});
    s->start = j->start;
    s->end = j->end;
    lm_sess_put(w, s, c->now, (struct lm_out_row){.weight = 1, .pair = LM_PAIR_NEW, .seq = seq});
    lm_gcore_remember(c, &w->pool, s, false);
}

/* A row that is not late, into its session. */
static void
row_joins(struct lm_sessions *w, struct lm_group *g, const struct joining *j, uint32_t row)
{
    struct lm_gcore *c = &w->win.core;
    bool speaks = w->win.speak == LM_SPEAK_CHANGES || (w->win.speak == LM_SPEAK_MARK && w->win.wm >= j->end);
    uint64_t seq = lm_batch_seq(c->in, row);

    if (speaks && j->nshown == 1 && j->to - j->from == 1) {
        row_corrects(w, j, row);
        return;
    }
    if (j->nshown > 0)
        join_retract(w, j, speaks, seq);
    if (j->to - j->from > 1)
        rows_add(w);
    bool fresh = j->from == j->to;
    struct lm_sess *s = fresh ? lm_sess_make(w, g, j->from, row) : join_merge(w, j);
    s->start = j->start;
    s->end = j->end;
    if (!speaks) {
        if (w->nrow == LM_BATCH_ROWS)
            rows_add(w);
        c->found[w->nrow] = (struct lm_group *)s;
        w->rows[w->nrow++] = (uint16_t)row;
    } else {
        lm_gcore_add_states(c, &w->pool, s, row);
        lm_gcore_answer(c, s);
        struct lm_out_row head = {.weight = 1, .seq = seq};
        head.pair = j->nshown > 0 ? LM_PAIR_NEW : LM_PAIR_NONE;
        lm_sess_put(w, s, c->now, head);
        lm_gcore_remember(c, &w->pool, s, true);
        s->shown = true;
    }
    if (fresh ||
        (j->nshown > 0 && !s->shown)) /* one that is silent again speaks sooner than it closes */
        lm_sess_queue(w, s);
}

static void
session_row(struct lm_sessions *w, const struct lm_batch *b, uint32_t row, int64_t mark)
{
    struct lm_gcore *c = &w->win.core;
    int64_t t = c->ts != NULL ? c->ts[row] : LM_NO_TIME;
    int64_t own = mark > w->win.wm ? mark : w->win.wm;

    if (t == LM_NO_TIME) {
        lm_late_no_time(&w->win.late, b, row);
        return;
    }
    struct lm_group *g = lm_table_find(&w->table, &c->by.at[row]);
    struct joining j = join_of(w, g, t);
    if (own >= lm_mark_add(j.end, w->win.lateness)) {
        lm_late_row(&w->win.late, b, row, t + w->gap, own);
        return;
    }
    if (g == NULL) {
        g = lm_table_add(&w->table, &c->by.at[row]);
        j.key = lm_sess_key(g);
    }
    row_joins(w, g, &j, row);
}

static enum lm_flow
session_rows(struct lm_windowed *win, const struct lm_batch *b, struct lm_sel sel)
{
    struct lm_sessions *w = (struct lm_sessions *)win;
    const int64_t *mark = b->mark != NULL ? b->mark : w->win.ages;
    const int64_t *low = b->low != NULL ? b->low : mark;
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < sel.n && flow == LM_MORE; k++) {
        uint32_t row = lm_sel_row(sel, k);
        if (lm_dues_reached(&w->queue, low[row])) {
            rows_add(w);
            lm_late_flush(&w->win.late, b);
            flow = lm_sess_advance(win, low[row]);
        }
        if (low[row] > w->win.wm)
            w->win.wm = low[row];
        session_row(w, b, row, mark[row]);
    }
    rows_add(w);
    lm_late_flush(&w->win.late, b);
    return flow;
}

static void
session_close(struct lm_op *op)
{
    struct lm_sessions *w = (struct lm_sessions *)op;

    lm_pool_reset(&w->pool);
    lm_windowed_fini(&w->win);
}
