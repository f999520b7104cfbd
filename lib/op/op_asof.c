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
 *
 * A right row that is taken back is not late, so no question that it could have won has been answered: the
 * questions of its key are asked again when they are due. Until the right watermark has passed the
 * next newer one it keeps an older one from going. A left row that is taken back takes its question back, or
 * has it answered once more, with the same answer as nothing before the watermarks changes; only where
 * the newest row now is the answer are answers kept.
 */
#include <assert.h>
#include <string.h>

#include "op/op_time_join.h"
#include "op/sides.h"
#include "op/told.h"

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
    struct lm_times *wait, *right; /* s.side; wait: `user` is the place of the offset */
    int64_t tolerance;           /* us; INT64_MAX: none */
    int64_t mark;                /* what rows given now are told as theirs */
    struct lm_told told;
    struct lm_rows given;        /* right rows that were answers now; `count` of a left row in wait is one */
    struct lm_val *own;          /* [nleft] of a question being compared */
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
    join.changes[0] = join.changes[0] && spec->now; /* of questions that wait none is looked for */
    lm_sides_init(&j->s, &j->op, &join, &spec->time,
                  LM_OUT_TIMES | (spec->join.changes[0] ? LM_OUT_CHANGES : 0));
    j->wait = &j->s.side[0];
    j->right = &j->s.side[1];
    lm_rows_init(&j->given, join.nright, false);
    lm_told_init(&j->told, ctx->arena, &j->s.out);
    j->own = lm_alloc(ctx->arena, (join.nleft + 1) * sizeof *j->own);
    j->wait->aged = true;
    j->spec = *spec;
    j->mark = LM_MARK_MIN;
    j->tolerance = INT64_MAX;
    return &j->op;
}

static void
asof_close(struct lm_op *op)
{
    struct asof *j = (struct asof *)op;

    lm_rows_fini(&j->given);
    lm_told_fini(&j->told);
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

/* That row, or NULL, is the answer to a question whose left values are in s.row. */
static void
answer_with(struct asof *j, const struct lm_timed *best, const struct lm_out_row *head, uint32_t probe)
{
    struct lm_val *more = j->s.row + j->s.spec.nleft + j->s.spec.nright;

    if (best != NULL)
        lm_sides_of_row(&j->s, 1, best);
    else if (j->s.spec.mode == LM_JOIN_MODE_LEFT)
        lm_sides_of_none(&j->s, 1);
    else
        return;
    if (j->spec.offset != NULL) {
        int64_t us = j->spec.offset[probe];
        more[0] = us % 1000 == 0 ? lm_val_int(us / 1000) : lm_val_f64((double)us / 1000);
        more[1] = lm_stamp_bound(j->s.time.stamp[0], head->ts + us);
    }
    lm_told_put(&j->told, head, j->s.row);
}

static void
answer(struct asof *j, const struct lm_series *s, const struct lm_out_row *head, uint32_t probe)
{
    answer_with(j, best_of(j, s, head->ts + offset_of(j, probe)), head, probe);
}

/* The smallest left time that may still be given. */
static int64_t
mark_out(struct asof *j)
{
    int64_t left = lm_mark_less(j->s.wm[0], j->s.time.lateness_us);
    int64_t waits = lm_times_oldest(j->wait);

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

    for (struct lm_timed *q = lm_times_first(j->wait); q != NULL && q->due < w;
         q = lm_times_first(j->wait)) {
        struct lm_key key = lm_group_key(&q->series->group);
        struct lm_out_row head = {.weight = 1,
                                  .ts = q->ts - offset_of(j, q->user),
                                  .mark = j->mark,
                                  .seq = q->row->seq};
        lm_sides_of_row(&j->s, 0, q);
        answer(j, lm_times_find(j->right, &key), &head, q->user);
        lm_times_drop(j->wait, q);
    }
}

/* The right side --------------------------------------------------------------------------------------- */

/* The oldest time that a question of this key may have. */
static int64_t
horizon(struct asof *j, const struct lm_key *key)
{
    int64_t least = lm_mark_less(j->s.wm[0], j->s.time.lateness_us - (offset_of(j, 0) < 0 ? offset_of(j, 0) : 0));
    const struct lm_series *waiting = lm_times_find(j->wait, key);

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
    if (j->spec.on_pairs)
        return false;
    return s->to - s->from > 1 && s->at[s->from + 1]->ts < least;
}

/* Whether right rows may go from among others, not just end a version. */
static bool
right_goes(const struct asof *j)
{
    return j->s.spec.changes[1] && !j->spec.versions;
}

/* Rows of a key that nothing can ask for any more. */
static void
prune(struct asof *j, const struct lm_key *key)
{
    const struct lm_series *s = lm_times_find(j->right, key);
    int64_t least = horizon(j, key), passed = lm_mark_less(j->s.wm[1], j->s.time.lateness_us);

    least = right_goes(j) && passed < least ? passed : least;

    while (s != NULL && least > LM_MARK_MIN && least < LM_MARK_END && is_over(j, s, least)) {
        bool last = s->to - s->from == 1;
        lm_times_drop(j->right, s->at[s->from]);
        if (last)
            break;
    }
}

/* With a tolerance, or looking forward, rows go by themselves. */
static void
expire(struct asof *j)
{
    int64_t w = lm_mark_less(j->s.wm[0], j->s.time.lateness_us);

    for (struct lm_timed *r = lm_times_first(j->right); r != NULL && r->due < w && w < LM_MARK_END;
         r = lm_times_first(j->right)) {
        struct lm_key key = lm_group_key(&r->series->group);
        const struct lm_series *waiting = lm_times_find(j->wait, &key);
        bool asked = waiting != NULL &&
                     (j->spec.best != LM_ASOF_AFTER || waiting->at[waiting->from]->ts <= r->ts);
        if (asked || (right_goes(j) && r->ts >= lm_mark_less(j->s.wm[1], j->s.time.lateness_us))) {
            /* Asked again a fourth of its age later, so that many such rows cost little. */
            uint64_t age = (uint64_t)w - (uint64_t)r->ts;
            lm_times_due(j->right, r, lm_mark_less(w, w > r->ts ? -(int64_t)(age / 4) : 0));
            continue;
        }
        lm_times_drop(j->right, r);
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
    lm_times_due(j->wait, q, due);
    return true;
}

static void
hurry(struct asof *j, const struct lm_key *key, struct lm_timed *row)
{
    const struct lm_series *waiting = lm_times_find(j->wait, key);

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
        lm_times_add(j->right, &key, lm_sides_half(&j->s, 1), &like, lm_keep_seq(b, r));
    row->user = ended;
    if (j->spec.now) {
        const struct lm_series *s = row->series;
        while (s->to - s->from > 1)
            lm_times_drop(j->right, s->at[s->from]);
        return;
    }
    if (j->spec.best == LM_ASOF_AFTER)
        lm_times_due(j->right, row, ts);
    else if (j->tolerance < INT64_MAX / 4)
        lm_times_due(j->right, row, ts + j->tolerance - (offset_of(j, 0) < 0 ? offset_of(j, 0) : 0));
    hurry(j, &key, row);
    prune(j, &key);
}

/* The questions of a key that waited for a row which has gone. */
static void
ask_again(struct asof *j, const struct lm_key *key)
{
    const struct lm_series *waiting = lm_times_find(j->wait, key), *s = lm_times_find(j->right, key);

    if (j->spec.best == LM_ASOF_BEFORE || waiting == NULL)
        return;
    for (uint32_t i = waiting->from; i < waiting->to; i++) {
        struct lm_timed *q = waiting->at[i];
        lm_sides_of_row(&j->s, 0, q);
        lm_times_due(j->wait, q, due_of(j, q->ts, best_of(j, s, q->ts)));
    }
}

static enum lm_flow
right_drop(struct asof *j, const struct lm_batch *b, uint32_t r)
{
    struct lm_key key;

    if (!lm_sides_key(&j->s, r, &key))
        return LM_MORE;
    lm_sides_of_batch(&j->s, 1, b, r);
    struct lm_timed *row = lm_times_find_row(j->right, lm_sides_half(&j->s, 1));
    if (row == NULL)
        return lm_keep_refuse(&j->op, b, r);
    lm_times_drop(j->right, row);
    ask_again(j, &key);
    return LM_MORE;
}

static enum lm_flow
right_rows(struct asof *j, const struct lm_batch *b, uint32_t r, int64_t w)
{
    enum lm_flow flow = LM_MORE;

    if (!lm_sides_in_time(&j->s, 1, b, r))
        return LM_MORE;
    for (; w > 0; w--)
        right_add(j, b, r, j->s.ts[r], false);
    for (; w < 0 && flow == LM_MORE; w++)
        flow = right_drop(j, b, r);
    return flow;
}

/* A change of a version: a new one, or its end. One that replaces another of its key needs no end. */
static void
version_change(struct asof *j, const struct lm_batch *b, struct lm_change c)
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

static enum lm_flow
right_change(struct asof *j, const struct lm_batch *b, struct lm_change c)
{
    enum lm_flow flow = LM_MORE;

    if (j->spec.versions) {
        if (j->spec.now || lm_sides_in_time(&j->s, 1, b, c.row))
            version_change(j, b, c);
        return LM_MORE;
    }
    if (c.replaces)
        flow = right_rows(j, b, c.old, -1);
    return flow == LM_MORE ? right_rows(j, b, c.row, c.replaces ? 1 : c.weight) : flow;
}

/* The left side ---------------------------------------------------------------------------------------- */

/* A question that comes: it waits, unless it can be answered. */
static void
ask_one(struct asof *j, const struct lm_key *key, struct lm_out_row *head, uint32_t probe)
{
    const struct lm_series *s = lm_times_find(j->right, key);
    struct lm_timed like = {.ts = head->ts + offset_of(j, probe), .arrival = j->s.narrived++};
    bool back = j->spec.best == LM_ASOF_BEFORE;
    int64_t due = due_of(j, like.ts, back ? NULL : best_of(j, s, like.ts));

    if (due < lm_mark_less(j->s.wm[1], j->s.time.lateness_us)) {
        answer(j, s, head, probe);
        return;
    }
    struct lm_timed *q = lm_times_add(j->wait, key, j->s.row, &like, head->seq);
    q->user = probe;
    lm_times_due(j->wait, q, due);
}

/* The question that waits for the left row in s.row, or NULL. */
static struct lm_timed *
waiting_one(struct asof *j, const struct lm_key *key, int64_t ts, uint32_t probe)
{
    const struct lm_series *s = lm_times_find(j->wait, key);
    uint32_t n = j->s.spec.nleft;

    for (uint32_t i = s != NULL ? lm_series_place(s, ts) : 0; s != NULL && i < s->to && s->at[i]->ts == ts; i++) {
        bool same = s->at[i]->user == probe;
        lm_row_get(s->at[i]->row, n, j->own);
        for (uint32_t c = 0; c < n && same; c++)
            same = lm_val_order(&j->own[c], &j->s.row[c]) == 0;
        if (same)
            return s->at[i];
    }
    return NULL;
}

/* A question that is taken back: it waits no more, or its answer is taken back. False: it never was. */
static bool
unask_one(struct asof *j, const struct lm_key *key, struct lm_out_row *head, uint32_t probe)
{
    int64_t ts = head->ts + offset_of(j, probe);
    struct lm_timed *q = waiting_one(j, key, ts, probe);

    if (q != NULL) {
        lm_times_drop(j->wait, q);
        return true;
    }
    const struct lm_series *s = lm_times_find(j->right, key);
    bool back = j->spec.best == LM_ASOF_BEFORE;
    int64_t due = due_of(j, ts, back ? NULL : best_of(j, s, ts));
    if (due >= lm_mark_less(j->s.wm[1], j->s.time.lateness_us))
        return false;
    answer(j, s, head, probe);
    return true;
}

/* The newest row now is the answer, and a row that is taken back takes back that which it was given. */
static bool
ask_now(struct asof *j, const struct lm_key *key, struct lm_out_row *head, int32_t w)
{
    struct lm_timed like = {.arrival = j->s.narrived++};

    if (w > 0) {
        const struct lm_series *s = key != NULL ? lm_times_find(j->right, key) : NULL;
        const struct lm_timed *best = s != NULL ? best_of(j, s, INT64_MAX / 2) : NULL;
        if (j->s.spec.changes[0]) {
            struct lm_timed *asked = lm_times_add(j->wait, NULL, j->s.row, &like, head->seq);
            if (best != NULL) {
                lm_sides_of_row(&j->s, 1, best);
                asked->count = (int64_t)(uintptr_t)lm_rows_add(&j->given, lm_sides_half(&j->s, 1), 0, 0);
            }
        }
        answer_with(j, best, head, 0);
        return true;
    }
    struct lm_timed *asked = lm_times_find_row(j->wait, j->s.row);
    if (asked == NULL)
        return false;
    struct lm_row *given = (struct lm_row *)(uintptr_t)asked->count;
    answer_with(j, given != NULL ? &(struct lm_timed){.row = given} : NULL, head, 0);
    if (given != NULL)
        lm_rows_drop(&j->given, given);
    lm_times_drop(j->wait, asked);
    return true;
}

/* Row r comes (w 1) or goes (w -1). False: it never was there. */
static bool
left_row(struct asof *j, const struct lm_batch *b, uint32_t r, int32_t w)
{
    struct lm_key key;
    bool whole = lm_sides_key(&j->s, r, &key), known = true;
    int64_t ts = j->s.ts != NULL ? j->s.ts[r] : LM_NO_TIME;
    struct lm_out_row head = {.weight = w, .ts = ts, .mark = j->mark, .seq = lm_keep_seq(b, r)};
    uint32_t n = j->spec.offset != NULL ? j->spec.noffset : 1;

    if (j->spec.at_once && b->mark != NULL)
        head.mark = b->mark[r];
    lm_sides_of_batch(&j->s, 0, b, r);
    if (j->spec.now)
        return ask_now(j, whole ? &key : NULL, &head, w);
    for (uint32_t i = 0; i < n; i++) {
        if (!whole || j->spec.at_once)
            answer(j, whole ? lm_times_find(j->right, &key) : NULL, &head, i);
        else if (w > 0)
            ask_one(j, &key, &head, i);
        else
            known = unask_one(j, &key, &head, i) && known;
    }
    return known;
}

static enum lm_flow
left_rows(struct asof *j, const struct lm_batch *b, uint32_t r, int64_t w)
{
    bool known = true;

    if (!j->spec.now && !lm_sides_in_time(&j->s, 0, b, r))
        return LM_MORE;
    for (; w != 0 && known; w += w < 0 ? 1 : -1)
        known = left_row(j, b, r, w < 0 ? -1 : 1);
    return known ? LM_MORE : lm_keep_refuse(&j->op, b, r);
}

static enum lm_flow
left_change(struct asof *j, const struct lm_batch *b, struct lm_change c)
{
    struct lm_out_row head = {.mark = j->mark, .seq = lm_keep_seq(b, c.row)};

    if (!c.replaces)
        return left_rows(j, b, c.row, c.weight);
    lm_told_old(&j->told);
    enum lm_flow flow = left_rows(j, b, c.old, -1);
    lm_told_new(&j->told);
    if (flow == LM_MORE)
        flow = left_rows(j, b, c.row, 1);
    lm_told_end(&j->told, &head);
    return flow;
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
    enum lm_flow bad = LM_MORE;

    lm_sides_marks(&j->s);
    for (uint32_t k = 0; k < b->sel.n && j->s.out.flow == LM_MORE && bad == LM_MORE;) {
        struct lm_change c = lm_change_next(b, &k);
        if (!j->fixed && !j->spec.now && j->s.ts[c.row] != LM_NO_TIME)
            fix_tolerance(j);
        lm_sides_row_mark(&j->s, port, b, c.row);
        release(j);
        bad = port == 1 ? right_change(j, b, c) : left_change(j, b, c);
    }
    expire(j);
    lm_sides_count(&j->s);
    enum lm_flow flow = lm_out_flush(&j->s.out);
    return stop || bad == LM_FAIL ? LM_FAIL : flow;
}

static enum lm_flow
advance(struct asof *j)
{
    lm_sides_marks(&j->s);
    release(j);
    expire(j);
    if (!j->spec.now)
        j->mark = mark_out(j);
    lm_sides_count(&j->s);
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
