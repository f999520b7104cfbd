/* op_asof.c -- joins with the one best row by time: ASOF, FOR SYSTEM_TIME, TEMPORAL PROBE. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Right rows are kept by key and time. A left row is a question at a time: it waits until the right
 * side's watermark (less the lateness) has passed everything that could still win, which is when it is
 * due. Looking back that is the question's own time. Looking forward, or for the nearest, it is the
 * place of the best row so far, so a right row that comes brings the questions of its key forward.
 * Questions leave in order of that time, then of arrival. A probe asks several questions for one row.
 *
 * A right row goes when no question that may still come, or waits, could take it: looking back when a
 * newer one is old enough, looking forward when the left watermark has passed it. With a tolerance rows
 * go by themselves; else the newest of each key stays, as it may be asked for at any time.
 */
#include <assert.h>
#include <string.h>

#include "op/op_time_join.h"
#include "op/sides.h"

#define ASOF_NEVER (LM_MARK_END - 1) /* due at the end only */

enum { ASOF_SOME = 32 };

static lm_op_batch_f asof_batch;
static lm_op_mark_f asof_mark;
static lm_op_tick_f asof_tick;
static lm_op_close_f asof_close;

static const struct lm_op_type lm_op_asof = {
    .name = "asof join",
    .batch = asof_batch,
    .mark = asof_mark,
    .tick = asof_tick,
    .close = asof_close,
};

struct asof {
    struct lm_op op;
    struct lm_sides s;
    struct lm_asof_spec spec;
    struct lm_times wait, right; /* wait: `user` is the place of the offset */
    int64_t tolerance;           /* us; INT64_MAX: none */
    int64_t mark;                /* what rows given now are told as theirs */
    int64_t least;               /* no question that waits is older, until ... */
    uint64_t look_again;         /* ... so many rows have come */
    bool fixed;                  /* tolerance is known */
};

/* Where to look next for the best of a series: indices of the two directions. */
struct look {
    const struct lm_series *s;
    int64_t ts;
    uint32_t back;            /* the next one backwards is at[back - 1] */
    uint32_t group, at, end;  /* forwards: rows of one time, last first */
};

struct lm_op *
lm_asof_new(struct lm_op_ctx *ctx, const struct lm_asof_spec *spec)
{
    struct asof *j = lm_alloc(ctx->arena, sizeof *j);
    struct lm_join_spec join = spec->join;

    assert(join.mode == LM_JOIN_MODE_INNER || join.mode == LM_JOIN_MODE_LEFT);
    assert(!spec->now || spec->at_once);
    join.nmore = spec->offset != NULL ? 2 : 0;
    lm_op_init(&j->op, &lm_op_asof, ctx, 2);
    lm_sides_init(&j->s, &j->op, &join, &spec->time, LM_OUT_TIMES);
    lm_times_init(&j->wait, join.nleft, false);
    lm_times_init(&j->right, join.nright, false);
    j->spec = *spec;
    j->mark = LM_MARK_MIN;
    j->tolerance = INT64_MAX;
    return &j->op;
}

static void
asof_close(struct lm_op *op)
{
    struct asof *j = (struct asof *)op;

    lm_times_fini(&j->wait);
    lm_times_fini(&j->right);
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->wait, &j->right});
    lm_sides_fini(&j->s);
}

/* Looking -------------------------------------------------------------------------------------------- */

static bool
in_reach(const struct asof *j, int64_t ts, int64_t t)
{
    uint64_t d = t < ts ? (uint64_t)ts - (uint64_t)t : (uint64_t)t - (uint64_t)ts;

    if (d > (uint64_t)j->tolerance)
        return false;
    switch (j->spec.best) {
    case LM_ASOF_BEFORE:
        return j->spec.strict ? t < ts : t <= ts;
    case LM_ASOF_AFTER:
        return j->spec.strict ? t > ts : t >= ts;
    default:
        return true;
    }
}

/* Rows of the question's own time count as earlier ones for NEAREST. */
static struct look
look_from(const struct asof *j, const struct lm_series *s, int64_t ts)
{
    struct look l = {.s = s, .ts = ts};

    if (s == NULL)
        return l;
    l.back = s->from;
    l.group = l.at = l.end = s->to;
    if (j->spec.best != LM_ASOF_AFTER)
        l.back = lm_series_place(s, j->spec.best == LM_ASOF_BEFORE && j->spec.strict ? ts : ts + 1);
    if (j->spec.best != LM_ASOF_BEFORE) {
        l.end = lm_series_place(s, j->spec.best == LM_ASOF_AFTER && !j->spec.strict ? ts : ts + 1);
        l.group = l.at = l.end;
    }
    return l;
}

/* The next best row, or NULL. */
static struct lm_timed *
look_next(const struct asof *j, struct look *l)
{
    struct lm_timed *back = NULL, *ahead = NULL;

    if (l->s == NULL)
        return NULL;
    if (l->at == l->group && l->end < l->s->to) {
        l->group = l->end;
        l->end = l->at = lm_series_place(l->s, l->s->at[l->group]->ts + 1);
    }
    if (l->back > l->s->from && in_reach(j, l->ts, l->s->at[l->back - 1]->ts))
        back = l->s->at[l->back - 1];
    if (l->at > l->group && in_reach(j, l->ts, l->s->at[l->at - 1]->ts))
        ahead = l->s->at[l->at - 1];
    if (back != NULL && (ahead == NULL || l->ts - back->ts <= ahead->ts - l->ts)) {
        l->back--;
        return back;
    }
    l->at -= ahead != NULL;
    return ahead;
}

/* The winner among those that the condition lets stay beside the left values in s.row. */
static struct lm_timed *
look_judged(struct asof *j, struct look *l)
{
    for (;;) {
        lm_sides_clear(&j->s);
        while (j->s.nfound < ASOF_SOME) {
            struct lm_timed *row = look_next(j, l);
            if (row == NULL)
                break;
            lm_sides_found(&j->s, row);
        }
        bool last = j->s.nfound < ASOF_SOME;
        lm_sides_judge(&j->s, 0);
        if (j->s.nfound > 0)
            return lm_sides_at(&j->s, 0);
        if (last)
            return NULL;
    }
}

static struct lm_timed *
best_of(struct asof *j, const struct lm_series *s, int64_t ts)
{
    struct look l = look_from(j, s, ts);

    if (j->s.spec.residual != NULL && !j->spec.versions)
        return look_judged(j, &l);
    struct lm_timed *best = look_next(j, &l);
    if (best == NULL || !j->spec.versions)
        return best;
    if (best->user != 0)
        return NULL; /* the version has ended */
    lm_sides_clear(&j->s);
    lm_sides_found(&j->s, best);
    lm_sides_judge(&j->s, 0);
    return j->s.nfound > 0 ? best : NULL;
}

/* When a question is due whose best row is at t. */
static int64_t
due_of(const struct asof *j, int64_t ts, const struct lm_timed *best)
{
    if (j->spec.best == LM_ASOF_BEFORE)
        return j->spec.strict ? ts - 1 : ts;
    if (best == NULL)
        return j->tolerance < INT64_MAX / 4 ? ts + j->tolerance : ASOF_NEVER;
    return best->ts >= ts ? best->ts : ts + (ts - best->ts) - 1;
}

/* Answers --------------------------------------------------------------------------------------------- */

static int64_t
offset_of(const struct asof *j, uint32_t probe)
{
    return j->spec.offset != NULL ? j->spec.offset[probe] : 0;
}

/* The answer to a question whose left values are in s.row. */
static void
answer(struct asof *j, const struct lm_series *s, struct lm_out_row *head, uint32_t probe)
{
    struct lm_val *more = j->s.row + j->s.spec.nleft + j->s.spec.nright;
    int64_t at = j->spec.now ? INT64_MAX / 2 : head->ts + offset_of(j, probe);
    const struct lm_timed *best = best_of(j, s, at);

    if (best != NULL)
        lm_sides_of_row(&j->s, 1, best);
    else if (j->s.spec.mode == LM_JOIN_MODE_LEFT)
        lm_sides_of_none(&j->s, 1);
    else
        return;
    if (j->spec.offset != NULL) {
        int64_t us = j->spec.offset[probe];
        more[0] = us % 1000 == 0 ? lm_val_int(us / 1000) : lm_val_f64((double)us / 1000);
        more[1] = lm_stamp_bound(j->s.time.stamp[0], at);
    }
    lm_out_add(&j->s.out, head, j->s.row);
}

static struct lm_key
key_of_group(const struct lm_group *g)
{
    return (struct lm_key){.hash = g->hash, .p = g->p, .n = g->n, .form = g->form};
}

/* The least time of a question that waits, or less. Looking back the heap is by that time; else all are
 * looked at, but only as often as about so many rows have come. */
static int64_t
least_waiting(struct asof *j)
{
    if (j->wait.nheap[LM_TIMES_DUE] == 0)
        return LM_MARK_END;
    if (j->spec.best == LM_ASOF_BEFORE)
        return j->wait.heap[LM_TIMES_DUE][0]->ts;
    if (j->s.narrived < j->look_again)
        return j->least;
    j->least = LM_MARK_END;
    for (uint32_t i = 0; i < j->wait.nheap[LM_TIMES_DUE]; i++)
        j->least = j->wait.heap[LM_TIMES_DUE][i]->ts < j->least ? j->wait.heap[LM_TIMES_DUE][i]->ts : j->least;
    j->look_again = j->s.narrived + j->wait.nheap[LM_TIMES_DUE] / 64;
    return j->least;
}

/* The smallest left time that may still be given. */
static int64_t
mark_out(struct asof *j)
{
    int64_t left = lm_mark_less(j->s.wm[0], j->s.time.lateness_us);
    int64_t waits = least_waiting(j);

    if (j->spec.offset != NULL)
        waits = lm_mark_less(waits, j->spec.offset[j->spec.noffset - 1]);
    left = waits < left ? waits : left;
    return left > j->mark ? left : j->mark;
}

/* Questions that the right watermark has passed are answered. */
static void
release(struct asof *j)
{
    int64_t w = lm_mark_less(j->s.wm[1], j->s.time.lateness_us);

    for (struct lm_timed *q = lm_times_first(&j->wait); q != NULL && q->due < w;
         q = lm_times_first(&j->wait)) {
        struct lm_key key = key_of_group(&q->series->group);
        struct lm_out_row head = {.weight = 1,
                                  .ts = q->ts - offset_of(j, q->user),
                                  .mark = j->mark,
                                  .seq = q->row->seq};
        lm_sides_of_row(&j->s, 0, q);
        answer(j, lm_times_find(&j->right, &key), &head, q->user);
        lm_times_drop(&j->wait, q);
    }
}

/* The right side --------------------------------------------------------------------------------------- */

/* The oldest time that a question of this key may have. */
static int64_t
horizon(struct asof *j, const struct lm_key *key)
{
    int64_t least = lm_mark_less(j->s.wm[0], j->s.time.lateness_us - (offset_of(j, 0) < 0 ? offset_of(j, 0) : 0));
    const struct lm_series *waiting = lm_times_find(&j->wait, key);

    if (waiting != NULL && waiting->at[waiting->from]->ts < least)
        least = waiting->at[waiting->from]->ts;
    return least;
}

static bool
is_over(const struct asof *j, const struct lm_series *s, int64_t least)
{
    const struct lm_timed *first = s->at[s->from];

    if (j->spec.best == LM_ASOF_AFTER)
        return first->ts < least;
    if (j->tolerance < INT64_MAX / 4 && first->ts < least - j->tolerance)
        return true;
    if (j->s.spec.residual != NULL && !j->spec.versions)
        return false;
    return s->to - s->from > 1 && s->at[s->from + 1]->ts < least;
}

/* Rows of a key that nothing can ask for any more. */
static void
prune(struct asof *j, const struct lm_key *key)
{
    const struct lm_series *s = lm_times_find(&j->right, key);
    int64_t least = horizon(j, key);

    while (s != NULL && least > LM_MARK_MIN && least < LM_MARK_END && is_over(j, s, least)) {
        bool last = s->to - s->from == 1;
        lm_times_drop(&j->right, s->at[s->from]);
        if (last)
            break;
    }
}

/* With a tolerance, or looking forward, rows go by themselves. */
static void
expire(struct asof *j)
{
    int64_t w = lm_mark_less(j->s.wm[0], j->s.time.lateness_us);

    for (struct lm_timed *r = lm_times_first(&j->right); r != NULL && r->due < w && w < LM_MARK_END;
         r = lm_times_first(&j->right)) {
        struct lm_key key = key_of_group(&r->series->group);
        const struct lm_series *waiting = lm_times_find(&j->wait, &key);
        if (waiting != NULL && (j->spec.best != LM_ASOF_AFTER || waiting->at[waiting->from]->ts <= r->ts)) {
            lm_times_due(&j->right, r, w > r->due ? w : r->due + 1); /* asked again later */
            continue;
        }
        lm_times_drop(&j->right, r);
    }
}

/* A right row may decide a question sooner. False: it can mean nothing to questions further away either,
 * as they are nearer to what this one has found. */
static bool
hurry_one(struct asof *j, struct lm_timed *q, struct lm_timed *row)
{
    int64_t due = due_of(j, q->ts, row);

    if (!in_reach(j, q->ts, row->ts))
        return q->ts == row->ts;
    if (due >= q->due)
        return j->s.spec.residual != NULL;
    if (j->s.spec.residual != NULL) {
        lm_sides_of_row(&j->s, 0, q);
        lm_sides_clear(&j->s);
        lm_sides_found(&j->s, row);
        lm_sides_judge(&j->s, 0);
        if (j->s.nfound == 0)
            return true;
    }
    lm_times_due(&j->wait, q, due);
    return true;
}

static void
hurry(struct asof *j, const struct lm_key *key, struct lm_timed *row)
{
    const struct lm_series *waiting = lm_times_find(&j->wait, key);

    if (j->spec.best == LM_ASOF_BEFORE || waiting == NULL)
        return;
    uint32_t place = lm_series_place(waiting, row->ts + 1);
    for (uint32_t i = place; i > waiting->from; i--)
        if (!hurry_one(j, waiting->at[i - 1], row))
            break;
    for (uint32_t i = place; i < waiting->to && j->spec.best == LM_ASOF_NEAREST; i++)
        if (!hurry_one(j, waiting->at[i], row))
            break;
}

static void
right_add(struct asof *j, const struct lm_batch *b, uint32_t r, int64_t ts, bool ended)
{
    struct lm_timed like = {.ts = ts, .arrival = j->s.narrived++};
    struct lm_key key;

    if (!lm_sides_key(&j->s, r, &key))
        return;
    lm_sides_of_batch(&j->s, 1, b, r);
    struct lm_timed *row =
        lm_times_add(&j->right, &key, j->s.row + j->s.spec.nleft, &like, lm_keep_seq(b, r));
    row->user = ended;
    if (j->spec.now) {
        const struct lm_series *s = row->series;
        while (s->to - s->from > 1)
            lm_times_drop(&j->right, s->at[s->from]);
        return;
    }
    if (j->spec.best == LM_ASOF_AFTER)
        lm_times_due(&j->right, row, ts);
    else if (j->tolerance < INT64_MAX / 4)
        lm_times_due(&j->right, row, ts + j->tolerance - (offset_of(j, 0) < 0 ? offset_of(j, 0) : 0));
    hurry(j, &key, row);
    prune(j, &key);
}

/* A change of a version: a new one, or its end. One that replaces another of its key needs no end. */
static void
right_change(struct asof *j, const struct lm_batch *b, struct lm_change c)
{
    int64_t ts = j->spec.now ? (int64_t)j->s.narrived : j->s.ts[c.row];

    if (c.replaces) {
        struct lm_key key;
        struct lm_buf old = {0};
        if (lm_sides_key(&j->s, c.old, &key)) {
            lm_buf_add(&old, key.p, key.n);
            bool same = lm_sides_key(&j->s, c.row, &key) && key.n == old.n && memcmp(key.p, old.p, key.n) == 0;
            if (!same)
                right_add(j, b, c.old, ts, true);
        }
        lm_buf_fini(&old);
    }
    right_add(j, b, c.row, ts, c.weight < 0);
}

/* The left side ---------------------------------------------------------------------------------------- */

static void
ask(struct asof *j, const struct lm_batch *b, uint32_t r, int64_t ts)
{
    struct lm_key key;
    bool whole = lm_sides_key(&j->s, r, &key);
    int64_t w = lm_mark_less(j->s.wm[1], j->s.time.lateness_us);
    struct lm_out_row head = {.weight = 1, .ts = ts, .mark = j->mark, .seq = lm_keep_seq(b, r)};
    uint32_t n = j->spec.offset != NULL ? j->spec.noffset : 1;

    if (j->spec.at_once && b->mark != NULL)
        head.mark = b->mark[r];
    lm_sides_of_batch(&j->s, 0, b, r);
    for (uint32_t i = 0; i < n; i++) {
        const struct lm_series *s = whole ? lm_times_find(&j->right, &key) : NULL;
        if (!whole || j->spec.at_once) {
            answer(j, s, &head, i);
            continue;
        }
        struct lm_timed like = {.ts = ts + offset_of(j, i), .arrival = j->s.narrived++};
        bool back = j->spec.best == LM_ASOF_BEFORE;
        int64_t due = due_of(j, like.ts, back ? NULL : best_of(j, s, like.ts));
        if (due < w) {
            answer(j, s, &head, i);
            continue;
        }
        struct lm_timed *q = lm_times_add(&j->wait, &key, j->s.row, &like, head.seq);
        q->user = i;
        j->least = like.ts < j->least ? like.ts : j->least;
        lm_times_due(&j->wait, q, due);
    }
}

/* Both -------------------------------------------------------------------------------------------------- */

static void
fix_tolerance(struct asof *j)
{
    j->fixed = true;
    if (j->spec.bounded)
        j->tolerance = lm_join_distance(j->spec.tolerance, j->s.time.stamp[0]);
}

static enum lm_flow
asof_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct asof *j = (struct asof *)op;
    bool stop = lm_sides_begin(&j->s, port, b, !j->spec.now);

    lm_sides_marks(&j->s);
    for (uint32_t k = 0; k < b->sel.n && j->s.out.flow == LM_MORE;) {
        struct lm_change c = lm_change_next(b, &k);
        if (!j->fixed && !j->spec.now && j->s.ts[c.row] != LM_NO_TIME)
            fix_tolerance(j);
        lm_sides_row_mark(&j->s, port, b, c.row);
        release(j);
        if (!j->spec.now && !lm_sides_in_time(&j->s, port, b, c.row))
            continue;
        if (port == 1)
            right_change(j, b, c);
        else
            ask(j, b, c.row, j->s.ts != NULL ? j->s.ts[c.row] : LM_NO_TIME);
    }
    expire(j);
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->wait, &j->right});
    enum lm_flow flow = lm_out_flush(&j->s.out);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
advance(struct asof *j)
{
    lm_sides_marks(&j->s);
    release(j);
    expire(j);
    if (!j->spec.now)
        j->mark = mark_out(j);
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->wait, &j->right});
    return lm_out_flush(&j->s.out);
}

static enum lm_flow
asof_mark(struct lm_op *op, int64_t mark)
{
    struct asof *j = (struct asof *)op;
    enum lm_flow flow = advance(j);

    if (flow != LM_MORE)
        return flow;
    if (mark == LM_MARK_END || j->spec.now)
        return lm_op_push_mark(op, mark);
    return j->mark > LM_MARK_MIN && j->mark < LM_MARK_END ? lm_op_push_mark(op, j->mark) : flow;
}

static enum lm_flow
asof_tick(struct lm_op *op, int64_t now_us)
{
    enum lm_flow flow = advance((struct asof *)op);

    return flow == LM_MORE ? lm_op_push_tick(op, now_us) : flow;
}
