/* source_time.c -- event time and the watermark, row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * W_before(row) is the greatest time so far, less the lag: a running maximum, kept for each row so that
 * lateness does not depend on where a batch ends. With a watermark for each key a row is judged by its
 * key's (or the least of all, where that is greater), and windows close by the least of all (low).
 */
#include "run/source_time.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"

static const int64_t skew_max_us = 5 * LM_US_MINUTE;
static const int64_t recent_us = LM_US_MINUTE;

/* Watermarks by key. */
struct source_keys {
    struct lm_arena arena;
    struct lm_map by_key; /* of struct key_mark */
    struct lm_buf text;
};

struct key_mark {
    int64_t mark;
};

void
source_time_ready(struct lm_run_source *s)
{
    s->lag_us = s->src->lag_us;
    if (s->src->live && !s->src->proctime)
        s->skew_us = skew_max_us;
    if (s->src->per_key_expr != NULL) {
        s->keys = lm_alloc(s->op.ctx->arena, sizeof *s->keys);
        lm_arena_init(&s->keys->arena, 64 * 1024);
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

static int64_t
keys_least(const struct source_keys *keys)
{
    int64_t least = INT64_MAX;

    for (uint32_t i = 0; i < keys->by_key.n; i++) {
        const struct key_mark *m = keys->by_key.entries[i].value;
        if (m->mark < least)
            least = m->mark;
    }
    return keys->by_key.n > 0 ? least : LM_MARK_MIN;
}

static struct key_mark *
key_mark(struct source_keys *keys, const struct lm_val *v)
{
    keys->text.n = 0;
    lm_val_key(&keys->text, v);
    struct key_mark *m = lm_map_get(&keys->by_key, lm_buf_str(&keys->text));
    if (m == NULL) {
        m = lm_alloc(&keys->arena, sizeof *m);
        m->mark = LM_MARK_MIN;
        lm_map_put(&keys->arena, &keys->by_key, lm_str_dup(&keys->arena, lm_buf_str(&keys->text)), m);
    }
    return m;
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
        struct key_mark *own = key_mark(s->keys, &v);
        low[r] = s->mark;
        mark[r] = own->mark > s->mark ? own->mark : s->mark;
        if (b->ts[r] == LM_NO_TIME || b->ts[r] > latest)
            continue;
        int64_t m = mark_of(b->ts[r], s->lag_us);
        bool least = own->mark <= s->mark;
        own->mark = m > own->mark ? m : own->mark;
        if (least) {
            int64_t all = keys_least(s->keys);
            s->mark = all > s->mark ? all : s->mark;
        }
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

enum lm_flow
lm_run_source_quiet(struct lm_run_source *s, int64_t now_us, int64_t idle_us, bool all_quiet)
{
    if (s->src->time == NULL || !s->src->live || idle_us == 0 || s->state == LM_SOURCE_ENDED)
        return LM_MORE;
    bool quiet = now_us - s->heard_us >= idle_us;
    if (quiet && all_quiet) {
        bool recent = s->newest_at_us != 0 && llabs(s->newest_at_us - s->newest_us) <= recent_us;
        if (!recent || s->lag_us == LM_LAG_NEVER)
            return LM_MORE;
        int64_t mark = s->newest_us + (now_us - s->newest_at_us) - s->lag_us;
        if (mark > s->mark)
            s->mark = mark;
        return lm_op_push_mark(&s->op, s->mark);
    }
    if (!quiet || s->idle)
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
    if (s->keys == NULL)
        return;
    lm_buf_fini(&s->keys->text);
    lm_arena_fini(&s->keys->arena);
}
