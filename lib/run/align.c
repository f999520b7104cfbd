/* align.c -- alignment groups. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A source stands where its next row is, or, when it has none, at the newest event time that it gave. One
 * batch is read ahead, so most stand at their next row; rows go up to the place of the slowest other member
 * plus the drift. The slowest is never held, so somebody always goes on. A member that has ended, is idle,
 * or is a snapshot (which is read whole before anything else) does not count.
 */
#include "run/align.h"

#include <assert.h>

static int64_t
align_place(const struct lm_run_source *s)
{
    int64_t next = s->pending ? lm_run_source_next_time(s) : LM_NO_TIME;

    return next != LM_NO_TIME ? next : s->newest_read_us;
}

static bool
align_counts(const struct lm_run_source *s)
{
    return s->state == LM_SOURCE_OPEN && !s->idle && s->rank == 0 && s->src->align_group.n > 0;
}

static void
align_release(struct lm_run_source *s)
{
    if (s->held)
        s->held_us += s->op.ctx->now_us - s->held_since_us;
    s->held = false;
}

bool
align_holds(const struct lm_list *sources, struct lm_run_source *s, int64_t *until)
{
    int64_t slowest = INT64_MAX, now = s->op.ctx->now_us;

    assert(s->pending);
    *until = INT64_MAX;
    if (s->src->align_group.n == 0)
        return false;
    for (uint32_t i = 0; i < sources->n && align_counts(s); i++) {
        const struct lm_run_source *other = sources->at[i];
        if (other == s || !align_counts(other) || !lm_str_eq(other->src->align_group, s->src->align_group))
            continue;
        int64_t place = align_place(other);
        slowest = place < slowest ? place : slowest;
    }
    if (slowest != INT64_MAX && __builtin_add_overflow(slowest, s->src->align_drift_us, until))
        *until = INT64_MAX;
    if (align_place(s) <= *until) {
        align_release(s);
        return false;
    }
    if (!s->held) {
        s->held_since_us = now;
        s->held_times++;
    }
    s->held = true;
    s->heard_us = now;
    return true;
}

int64_t
align_held_us(const struct lm_run_source *s)
{
    return s->held_us + (s->held ? s->op.ctx->now_us - s->held_since_us : 0);
}
