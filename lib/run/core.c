/* core.c -- one reactor. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Finite inputs come first by rank (the snapshots of joins), then in the order of FROM, one after the
 * other; where they have event times they are merged: the one whose next row is oldest goes on, as long
 * as it is. Live inputs are read as their bytes come. When every input has ended each says so, and what
 * was held back comes out.
 */
#include "run/core.h"

#include <inttypes.h>
#include <poll.h>
#include <unistd.h>

#include "run/align.h"
#include "run/renew.h"

enum { CORE_FDS = 256 };

static const int64_t tick_us = 100000;

int
lm_core_flush(struct lm_core *c)
{
    int status = 0;

    for (uint32_t i = 0; i < c->sinks.n; i++)
        if (lm_sink_flush(c->sinks.at[i]) != 0)
            status = -1;
    if (lm_report_drain(c->report, c->ctx->err) != 0)
        status = -1;
    return status;
}

/* The source is not wanted any more, or has ended. */
static enum lm_core_state
settle(struct lm_core *c, struct lm_run_source *s, enum lm_flow flow)
{
    if (flow == LM_FAIL || c->report->failed.code != LM_OK)
        return LM_CORE_FAIL;
    if (flow == LM_DONE)
        s->state = LM_SOURCE_ENDED;
    return LM_CORE_MORE;
}

/* Decodes and pushes what one source has, if its group lets it. */
static enum lm_core_state
step_source(struct lm_core *c, struct lm_run_source *s)
{
    int64_t until;

    switch (lm_run_source_fill(s)) {
    case LM_STEP_ROWS:
        if (!s->pending)
            return settle(c, s, s->op.flow);
        if (align_holds(&c->sources, s, &until))
            return LM_CORE_WAIT;
        return settle(c, s, lm_run_source_push(s, until));
    case LM_STEP_WAIT:
        return LM_CORE_WAIT;
    case LM_STEP_END:
        return settle(c, s, lm_run_source_end(s));
    case LM_STEP_FAIL:
        break;
    }
    return LM_CORE_FAIL;
}

/* Merging ------------------------------------------------------------------------------------------------- */

static bool
merges(const struct lm_run_source *s)
{
    return s->state == LM_SOURCE_OPEN && !s->src->live && s->src->time != NULL;
}

/* The oldest next row among the finite inputs of `rank` with event time; *second is the next oldest. */
static struct lm_run_source *
oldest(struct lm_core *c, uint32_t rank, int64_t *second, enum lm_core_state *state)
{
    struct lm_run_source *best = NULL;
    int64_t best_time = INT64_MAX;

    *second = INT64_MAX;
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (!merges(s) || s->rank != rank)
            continue;
        if (!s->pending) {
            enum lm_step step = lm_run_source_fill(s);
            if (step == LM_STEP_FAIL || s->op.flow == LM_FAIL)
                *state = LM_CORE_FAIL;
            if (step == LM_STEP_END && settle(c, s, lm_run_source_end(s)) == LM_CORE_FAIL)
                *state = LM_CORE_FAIL;
            if (!s->pending)
                continue;
        }
        int64_t t = lm_run_source_next_time(s);
        if (best == NULL || t < best_time) {
            *second = best != NULL && best_time < *second ? best_time : *second;
            best = s;
            best_time = t;
        } else if (t < *second) {
            *second = t;
        }
    }
    return best;
}

static enum lm_core_state
step_merge(struct lm_core *c, uint32_t rank)
{
    enum lm_core_state state = LM_CORE_MORE;
    int64_t second;
    struct lm_run_source *s = oldest(c, rank, &second, &state);

    if (state == LM_CORE_FAIL || s == NULL)
        return state;
    uint32_t from = 0;
    while (from < c->sources.n && c->sources.at[from] != s)
        from++;
    /* A tie goes to the earlier in FROM: a later one may only go up to just before it. */
    int64_t until = second;
    for (uint32_t i = 0; i < from && second != INT64_MAX; i++) {
        const struct lm_run_source *other = c->sources.at[i];
        if (other->rank == rank && other->pending && lm_run_source_next_time(other) == second)
            until = second - 1;
    }
    int64_t group;
    if (align_holds(&c->sources, s, &group))
        return LM_CORE_WAIT;
    until = group < until ? group : until;
    return settle(c, s, lm_run_source_push(s, until));
}

/* Finite inputs: one step for those of the highest rank. WAIT when there are none. */
static enum lm_core_state
step_finite(struct lm_core *c)
{
    uint32_t rank = 0, nmerge = 0;
    struct lm_run_source *first = NULL;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (s->state == LM_SOURCE_ENDED || s->src->live)
            continue;
        if (first == NULL || s->rank > rank) {
            first = s;
            rank = s->rank;
        }
    }
    if (first == NULL)
        return LM_CORE_WAIT;
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        nmerge += merges(s) && s->rank == rank;
    }
    if (nmerge > 1)
        return step_merge(c, rank);
    return step_source(c, first);
}

/* Live inputs ---------------------------------------------------------------------------------------------- */

static enum lm_core_state
step_live(struct lm_core *c)
{
    enum lm_core_state all = LM_CORE_WAIT;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (s->state == LM_SOURCE_ENDED || !s->src->live)
            continue;
        enum lm_core_state state = step_source(c, s);
        if (state == LM_CORE_FAIL)
            return state;
        if (state == LM_CORE_MORE)
            all = LM_CORE_MORE;
    }
    return all;
}

/* Others have rows, so the loop does not wait: inputs that were empty ask again themselves. */
static void
look_again(struct lm_core *c)
{
    if (c->sources.n < 2)
        return;
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (s->in != NULL)
            s->in->drained = false;
    }
}

static enum lm_quiet
quiet_of(const struct lm_core *c, int64_t now_us)
{
    enum lm_quiet quiet = LM_QUIET_OLD;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        const struct lm_run_source *s = c->sources.at[i];
        if (s->state != LM_SOURCE_OPEN)
            continue;
        if (!s->src->live || now_us - s->heard_us < c->idle_us)
            return LM_QUIET_NOT;
        if (lm_run_source_recent(s))
            quiet = LM_QUIET_RECENT;
    }
    return quiet;
}

static enum lm_core_state
tick(struct lm_core *c, int64_t now_us)
{
    enum lm_quiet quiet = quiet_of(c, now_us);

    c->ticked_us = now_us;
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (s->state == LM_SOURCE_ENDED) {
            renew_look(s);
            continue;
        }
        enum lm_flow flow = lm_run_source_quiet(s, now_us, c->idle_us, quiet);
        if (flow == LM_MORE)
            flow = lm_op_push_tick(&s->op, now_us);
        if (settle(c, s, flow) == LM_CORE_FAIL)
            return LM_CORE_FAIL;
    }
    return LM_CORE_MORE;
}

/* The inputs end here: of those that are still open what is decoded is pushed, then END. */
static enum lm_core_state
finish(struct lm_core *c)
{
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_run_source *s = c->sources.at[i];
        enum lm_flow flow = LM_MORE;
        if (s->state == LM_SOURCE_ENDED)
            continue;
        if (s->pending)
            flow = lm_run_source_push(s, INT64_MAX);
        if (flow == LM_MORE)
            flow = lm_run_source_end(s);
        if (settle(c, s, flow) == LM_CORE_FAIL)
            return LM_CORE_FAIL;
        s->state = LM_SOURCE_ENDED;
    }
    return LM_CORE_DONE;
}

/* The state has outgrown its limit: says whose it is. */
static enum lm_core_state
too_large(struct lm_core *c)
{
    const struct lm_op *most = NULL;

    for (uint32_t i = 0; i < lm_build_ops(c->build)->n; i++) {
        const struct lm_op *op = lm_build_ops(c->build)->at[i];
        if (most == NULL || op->state_bytes > most->state_bytes)
            most = op;
    }
    lm_fail(c->ctx->err, LM_E_MEMORY_LIMIT, LM_NOWHERE,
            "%" PRIu64 " bytes of state exceed the limit of %" PRIu64 ": \"%s\" holds %" PRIu64, c->ctx->state_bytes,
            c->memory_bytes, most->type->name, most->state_bytes);
    lm_hint(c->ctx->err, "a window, a smaller lateness, a WHERE or fewer keys hold less; --max-memory allows more");
    return LM_CORE_FAIL;
}

static enum lm_core_state
step_all(struct lm_core *c, int64_t now_us)
{
    if (*c->stop != 0 && c->started)
        return finish(c);
    if (lm_build_values(c->build) == LM_FAIL)
        return LM_CORE_FAIL;
    if (!c->started) {
        c->started = true;
        return LM_CORE_MORE;
    }
    if (now_us - c->ticked_us >= tick_us && tick(c, now_us) == LM_CORE_FAIL)
        return LM_CORE_FAIL;
    enum lm_core_state finite = step_finite(c);
    if (finite == LM_CORE_FAIL)
        return finite;
    enum lm_core_state live = step_live(c);
    if (finite == LM_CORE_MORE || live == LM_CORE_MORE)
        look_again(c);
    if (live == LM_CORE_FAIL || live == LM_CORE_MORE)
        return live;
    for (uint32_t i = 0; i < c->sources.n; i++)
        if (((struct lm_run_source *)c->sources.at[i])->state == LM_SOURCE_OPEN)
            return finite;
    if (lm_build_values(c->build) == LM_FAIL)
        return LM_CORE_FAIL;
    return finish(c);
}

enum lm_core_state
lm_core_step(struct lm_core *c, int64_t now_us)
{
    c->ctx->now_us = now_us;
    bool large = c->memory_bytes != 0 && c->ctx->state_bytes > c->memory_bytes;
    enum lm_core_state state = large ? LM_CORE_FAIL : step_all(c, now_us);
    if (state != LM_CORE_FAIL || c->ctx->err->code != LM_OK)
        return state;
    return c->memory_bytes != 0 && c->ctx->state_bytes > c->memory_bytes ? too_large(c) : state;
}

int64_t
lm_core_patience(const struct lm_core *c)
{
    bool clock = false, polls = false;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        const struct lm_run_source *s = c->sources.at[i];
        clock = clock || s->looks != 0;
        if (s->state == LM_SOURCE_ENDED)
            continue;
        clock = clock || s->src->time != NULL;
        polls = polls || s->in->fd < 0;
    }
    for (uint32_t i = 0; i < lm_build_ops(c->build)->n && !clock; i++)
        clock = ((struct lm_op *)lm_build_ops(c->build)->at[i])->type->tick != NULL;
    return polls ? tick_us / 2 : clock ? tick_us : -1;
}

void
lm_core_wait(struct lm_core *c, int64_t timeout_us)
{
    struct pollfd fds[CORE_FDS];
    struct lm_run_source *of[CORE_FDS];
    nfds_t n = 0;
    struct timespec t = { timeout_us / 1000000, timeout_us % 1000000 * 1000 };
    uint64_t woken;

    for (uint32_t i = 0; i < c->sources.n && n < CORE_FDS - 1; i++) {
        struct lm_run_source *s = c->sources.at[i];
        if (s->state != LM_SOURCE_OPEN || s->in->fd < 0 || s->held)
            continue;
        of[n] = s;
        fds[n++] = (struct pollfd){ s->in->fd, POLLIN, 0 };
    }
    fds[n] = (struct pollfd){ c->wake_fd, POLLIN, 0 };
    if (ppoll(fds, n + 1, timeout_us >= 0 ? &t : NULL, NULL) <= 0)
        return;
    for (nfds_t i = 0; i < n; i++)
        of[i]->in->readable = fds[i].revents != 0;
    if (fds[n].revents != 0 && read(c->wake_fd, &woken, sizeof woken) < 0)
        return; /* somebody else has taken it: that is as good */
}
