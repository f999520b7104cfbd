/* source_time.c -- event time and the watermark, row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * W_before(row) is the greatest time so far, less the lag: a running maximum, kept for each row so that
 * lateness does not depend on where a batch ends. With a watermark for each key a row is judged by its
 * key's (or the least of all, where that is greater), and windows close by the least of all (low).
 */
#include "run/source_time.h"

#include <stdlib.h>

#include "run/key_marks.h"

static const int64_t skew_max_us = 5 * LM_US_MINUTE;
static const int64_t recent_us = LM_US_MINUTE;

void
source_time_ready(struct lm_run_source *s)
{
    s->lag_us = s->src->lag_us;
    if (s->src->live && !s->src->proctime)
        s->skew_us = skew_max_us;
    if (s->src->per_key_expr != NULL) {
        s->keys = lm_alloc(s->op.ctx->arena, sizeof *s->keys);
        key_marks_init(s->keys);
    }
}

/* time - lag, held inside the range of marks. */
static int64_t
mark_of(int64_t ts, int64_t lag)
{
    int64_t mark;

    if (__builtin_sub_overflow(ts, lag, &mark) || mark <= LM_MARK_MIN)
        return LM_MARK_MIN;
    return mark;
}

static int64_t
marks_plain(int64_t w, int64_t lag, int64_t latest, const struct lm_batch *b)
{
    const int64_t *ts = b->ts;
    int64_t *mark = (int64_t *)b->mark;

    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        mark[r] = w;
        if (ts[r] != LM_NO_TIME && ts[r] <= latest) {
            int64_t m = mark_of(ts[r], lag);
            w = m > w ? m : w;
        }
    }
    return w;
}

static void
marks_by_key(struct lm_run_source *s, struct lm_batch *b, int64_t latest)
{
    const struct lm_col *key = lm_expr_eval(s->src->per_key_expr, &s->eval, b->sel);
    int64_t *low = lm_alloc_raw(b->arena, b->nrow * sizeof *low);
    int64_t *mark = (int64_t *)b->mark;

    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        struct lm_val v = lm_col_get(key, r);
        int64_t own = key_marks_get(s->keys, &v);
        low[r] = s->mark;
        mark[r] = own > s->mark ? own : s->mark;
        if (b->ts[r] == LM_NO_TIME || b->ts[r] > latest)
            continue;
        key_marks_raise(s->keys, &v, mark_of(b->ts[r], s->lag_us), s->op.ctx->now_us);
        int64_t all = key_marks_least(s->keys);
        s->mark = all > s->mark ? all : s->mark;
    }
    b->low = low;
}

void
source_time(struct lm_run_source *s, struct lm_batch *b)
{
    int64_t now = s->op.ctx->now_us;

    if (s->src->time == NULL)
        return;
    int64_t *ts = lm_alloc_raw(b->arena, b->nrow * sizeof *ts);
    int64_t *mark = lm_alloc_raw(b->arena, b->nrow * sizeof *mark);
    lm_op_eval_begin(&s->op, &s->eval, b);
    const struct lm_col *c = lm_expr_eval(s->src->time, &s->eval, b->sel);
    lm_stamp_col(&s->src->stamp, c, b->sel, ts);
    b->ts = ts;
    b->mark = mark;
    for (uint32_t k = 0; s->src->align_group.n > 0 && k < b->sel.n; k++) {
        int64_t t = ts[lm_sel_row(b->sel, k)];
        s->newest_read_us = t > s->newest_read_us ? t : s->newest_read_us;
    }
    int64_t latest = s->skew_us == INT64_MAX ? INT64_MAX : now + s->skew_us;
    if (s->keys != NULL) {
        marks_by_key(s, b, latest);
    } else if (s->lag_us == LM_LAG_NEVER) {
        for (uint32_t r = 0; r < b->nrow; r++)
            mark[r] = LM_MARK_MIN;
    } else {
        s->mark = marks_plain(s->mark, s->lag_us, latest, b);
    }
    if (s->src->live && b->sel.n > 0) {
        int64_t newest = ts[lm_sel_row(b->sel, b->sel.n - 1)];
        if (newest != LM_NO_TIME && (s->newest_at_us == 0 || newest > s->newest_us)) {
            s->newest_us = newest;
            s->newest_at_us = now;
        }
    }
}

bool
lm_run_source_recent(const struct lm_run_source *s)
{
    return s->state == LM_SOURCE_OPEN && s->src->live && s->newest_at_us != 0 && s->lag_us != LM_LAG_NEVER &&
           llabs(s->newest_at_us - s->newest_us) <= recent_us;
}

/* The watermark of a source goes on with the clock. */
static enum lm_flow
quiet_on(struct lm_run_source *s, int64_t now_us)
{
    int64_t mark = s->newest_us + (now_us - s->newest_at_us) - s->lag_us;

    if (mark > s->mark)
        s->mark = mark;
    s->idle = false;
    enum lm_flow flow = lm_op_push_mark(&s->op, s->mark);
    return flow == LM_MORE ? lm_op_push_idle(&s->op, false) : flow;
}

/* Keys that were silent for too long hold the others back no longer. */
static enum lm_flow
quiet_keys(struct lm_run_source *s, int64_t since_us)
{
    key_marks_forget(s->keys, since_us);
    int64_t all = key_marks_least(s->keys);
    if (all <= s->mark)
        return LM_MORE;
    s->mark = all;
    return lm_op_push_mark(&s->op, all);
}

enum lm_flow
lm_run_source_quiet(struct lm_run_source *s, int64_t now_us, int64_t idle_us, enum lm_quiet quiet)
{
    if (s->src->time == NULL || !s->src->live || idle_us == 0 || s->state == LM_SOURCE_ENDED)
        return LM_MORE;
    if (quiet == LM_QUIET_RECENT && lm_run_source_recent(s))
        return quiet_on(s, now_us);
    if (s->keys != NULL) {
        enum lm_flow flow = quiet_keys(s, now_us - idle_us);
        if (flow != LM_MORE)
            return flow;
    }
    if (s->idle || quiet == LM_QUIET_OLD || now_us - s->heard_us < idle_us)
        return LM_MORE;
    s->idle = true;
    return lm_op_push_idle(&s->op, true);
}

void
source_time_wake(struct lm_run_source *s)
{
    s->idle = false;
    for (const struct lm_op *op = s->op.next; op != NULL; op = op->next)
        if (op->mark > s->mark && op->mark != LM_MARK_END) {
            s->mark = op->mark;
            break;
        }
    lm_op_push_idle(&s->op, false);
}

void
source_time_fini(struct lm_run_source *s)
{
    if (s->keys != NULL)
        key_marks_fini(s->keys);
}
