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
#include <string.h>

#include "op/session.h"
#include "op/wgroup.h"
#include "op/zsession.h"

static lm_op_batch_f session_batch;
static lm_op_mark_f session_mark;
static lm_op_tick_f session_tick;
static lm_op_close_f session_close;

static const struct lm_op_type session_type = {
    .name = "session",
    .batch = session_batch,
    .mark = session_mark,
    .tick = session_tick,
    .close = session_close,
};

struct lm_op *
lm_session_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec)
{
    struct lm_sessions *w = NULL;
    uint32_t ncol = spec->group.nkey + spec->group.nagg + 2;

    assert(spec->window.kind == LM_WINDOW_SESSION && spec->window.size > 0);
    assert(spec->group.speak != LM_SPEAK_FINAL && spec->lateness_us >= 0);
    if (spec->group.changing)
        return lm_zsession_new(ctx, spec);
    w = lm_alloc(ctx->arena, sizeof *w);
    lm_op_init(&w->op, &session_type, ctx, 1);
    w->speak = spec->group.speak;
    if (w->speak == LM_SPEAK_MARK && spec->lateness_us == 0)
        w->speak = LM_SPEAK_CLOSE; /* nothing can be corrected: it is the same */
    bool tells = w->speak != LM_SPEAK_CLOSE;
    lm_gcore_init(&w->core, &w->op, &spec->group, tells);
    lm_pool_init(&w->pool, &w->core.home);
    lm_table_init(&w->table, &w->pool, sizeof(struct lm_group) + sizeof(struct lm_sess_key), NULL);
    lm_out_init(&w->out, &w->op, ncol, tells ? LM_OUT_TIMES | LM_OUT_CHANGES : LM_OUT_TIMES);
    lm_late_init(&w->late, &w->op, spec);
    w->time = spec->time;
    w->stamp = spec->stamp;
    w->gap = spec->window.size;
    w->lateness = spec->lateness_us;
    w->wm = LM_MARK_MIN;
    w->told = LM_MARK_MIN;
    w->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->rows);
    w->ages = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->ages);
    for (uint32_t i = 0; i < LM_BATCH_ROWS; i++)
        w->ages[i] = LM_MARK_MIN;
    return &w->op;
}

/* Adds the rows that are waiting. */
static void
rows_add(struct lm_sessions *w)
{
    if (w->nrow > 0)
        lm_gcore_add_found(&w->core, &w->pool, w->rows, w->nrow);
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
    struct lm_gcore *c = &w->core;
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
        lm_sess_put(w, s, lm_gcore_shown(&w->core, s), head);
        lm_gcore_forget(&w->core, &w->pool, s);
        s->shown = false;
    }
    assert(left == 0);
}

/* A row joins one session that has been shown and will be shown again at once. */
static void
row_corrects(struct lm_sessions *w, const struct joining *j, uint32_t row)
{
    struct lm_gcore *c = &w->core;
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
    struct lm_gcore *c = &w->core;
    bool speaks = w->speak == LM_SPEAK_CHANGES || (w->speak == LM_SPEAK_MARK && w->wm >= j->end);
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
    struct lm_gcore *c = &w->core;
    int64_t t = c->ts != NULL ? c->ts[row] : LM_NO_TIME;
    int64_t own = mark > w->wm ? mark : w->wm;

    if (t == LM_NO_TIME) {
        lm_late_no_time(&w->late, b, row);
        return;
    }
    struct lm_group *g = lm_table_find(&w->table, &c->keys[row]);
    struct joining j = join_of(w, g, t);
    if (own >= lm_mark_add(j.end, w->lateness)) {
        lm_late_row(&w->late, b, row, t + w->gap, own);
        return;
    }
    if (g == NULL) {
        g = lm_table_add(&w->table, &c->keys[row]);
        j.key = lm_sess_key(g);
    }
    row_joins(w, g, &j, row);
}

static enum lm_flow
session_rows(struct lm_sessions *w, const struct lm_batch *b, struct lm_sel sel)
{
    const int64_t *mark = b->mark != NULL ? b->mark : w->ages;
    const int64_t *low = b->low != NULL ? b->low : mark;
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < sel.n && flow == LM_MORE; k++) {
        uint32_t row = lm_sel_row(sel, k);
        if (w->nqueue > 0 && low[row] >= w->queue[0].due) {
            rows_add(w);
            lm_late_flush(&w->late, b);
            flow = lm_sess_advance(w, low[row]);
        }
        if (low[row] > w->wm)
            w->wm = low[row];
        session_row(w, b, row, mark[row]);
    }
    rows_add(w);
    lm_late_flush(&w->late, b);
    return flow;
}

static enum lm_flow
session_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct lm_sessions *w = (struct lm_sessions *)op;
    bool stop = false;

    assert(port == 0);
    struct lm_sel sel = lm_gcore_begin(&w->core, b, &stop);
    if (w->time != NULL) {
        int64_t *ts = lm_alloc_raw(b->arena, b->nrow * sizeof *ts);
        lm_stamp_col(w->stamp, lm_expr_eval(w->time, &w->core.x, sel), sel, ts);
        w->core.ts = ts;
    }
    enum lm_flow flow = session_rows(w, b, sel);
    lm_gcore_end(&w->core);
    enum lm_flow told = lm_out_flush(&w->out);
    if (stop || w->core.failed)
        return LM_FAIL;
    return flow > told ? flow : told;
}

static enum lm_flow
session_mark(struct lm_op *op, int64_t mark)
{
    struct lm_sessions *w = (struct lm_sessions *)op;
    enum lm_flow flow = lm_sess_advance(w, mark);

    lm_gcore_count(&w->core);
    if (mark == LM_MARK_END)
        lm_late_end(&w->late);
    return flow;
}

static enum lm_flow
session_tick(struct lm_op *op, int64_t now_us)
{
    struct lm_sessions *w = (struct lm_sessions *)op;

    lm_late_tick(&w->late, now_us);
    return lm_op_push_tick(op, now_us);
}

static void
session_close(struct lm_op *op)
{
    struct lm_sessions *w = (struct lm_sessions *)op;

    lm_pool_reset(&w->pool);
    lm_out_fini(&w->out);
    lm_gcore_fini(&w->core);
    lm_late_close(&w->late);
}
