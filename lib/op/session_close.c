/* session_close.c -- sessions that begin, speak, and close. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A heap of (watermark, session) tells when to look at a session. A session that has grown
 * meanwhile goes back with its new end; a merged one is freed when its entry comes up. So a row
 * that makes a session grow does nothing to the heap.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "op/session.h"

/* When the session is to be looked at next. */
static int64_t
session_due(const struct lm_sessions *w, const struct lm_sess *s)
{
    if (w->win.speak == LM_SPEAK_MARK && !s->shown)
        return s->end;
    return lm_mark_add(s->end, w->win.lateness);
}

void
lm_sess_queue(struct lm_sessions *w, struct lm_sess *s)
{
    assert(!s->dead);
    s->queued++;
    lm_dues_push(&w->queue, &w->pool, session_due(w, s), s);
}

/* Room for one more session behind those of the key. */
static void
key_room(struct lm_sessions *w, struct lm_sess_key *k)
{
    uint32_t used = (uint32_t)(k->at - k->base) + k->n;
    struct lm_sess **base = k->base;

    if (used < k->cap)
        return;
    if (k->cap == 0 || k->n * 2 > k->cap) {
        uint32_t cap = k->cap == 0 ? 2 : k->cap * 2;
        base = lm_pool_take(&w->pool, cap * sizeof(struct lm_sess *));
        if (k->n > 0)
            memcpy(base, k->at, k->n * sizeof(struct lm_sess *));
        if (k->cap > 0)
            lm_pool_give(&w->pool, k->base, k->cap * sizeof(struct lm_sess *));
        k->cap = cap;
    } else {
        memmove(base, k->at, k->n * sizeof(struct lm_sess *));
    }
    k->base = base;
    k->at = base;
}

struct lm_sess *
lm_sess_make(struct lm_sessions *w, struct lm_group *key, uint32_t at, uint32_t row)
{
    struct lm_sess_key *k = lm_sess_key(key);
    struct lm_sess *s = memset(lm_pool_take(&w->pool, w->win.core.bytes), 0, w->win.core.bytes);

    _Static_assert(sizeof(struct lm_sess) <= sizeof(struct lm_group),
                   "a session takes a group's place");
    assert(at <= k->n);
    key_room(w, k);
    memmove(k->at + at + 1, k->at + at, (k->n - at) * sizeof(struct lm_sess *));
    k->at[at] = s;
    k->n++;
    s->key = key;
    s->first = w->win.core.arrived + row;
    lm_gcore_states_init(&w->win.core, s);
    lm_gcore_spell(&w->win.core, &w->pool, s, row, key->form == LM_KEY_TEXT ? key->p : NULL);
    return s;
}

static void
sess_free(struct lm_sessions *w, struct lm_sess *s)
{
    assert(s->dead && s->queued == 0);
    lm_pool_give(&w->pool, s, w->win.core.bytes);
}

void
lm_sess_drop(struct lm_sessions *w, struct lm_sess *s)
{
    struct lm_group *key = s->key;
    struct lm_sess_key *k = lm_sess_key(key);
    uint32_t at = 0;

    for (uint32_t high = k->n; k->at[at] != s;) {
        uint32_t mid = at + (high - at) / 2;
        if (k->at[mid]->start <= s->start)
            at = mid;
        else
            high = mid;
    }
    assert(at < k->n && !s->dead);
    if (at == 0)
        k->at++;
    else
        memmove(k->at + at, k->at + at + 1, (k->n - at - 1) * sizeof(struct lm_sess *));
    k->n--;
    lm_gcore_states_fini(&w->win.core, &w->pool, s);
    lm_gcore_unspell(&w->win.core, &w->pool, s, key->form == LM_KEY_TEXT ? key->p : NULL);
    if (s->shown)
        lm_gcore_forget(&w->win.core, &w->pool, s);
    s->dead = true;
    if (s->queued == 0)
        sess_free(w, s);
    if (k->n > 0)
        return;
    lm_pool_give(&w->pool, k->base, k->cap * sizeof(struct lm_sess *));
    lm_table_remove(&w->table, key);
}

void
lm_sess_put(struct lm_sessions *w, const struct lm_sess *s, const struct lm_val *values,
            struct lm_out_row head)
{
    lm_windowed_put(&w->win, s->start, s->end, s, values, &head);
}

static int
by_end(const void *a, const void *b)
{
    const struct lm_sess *x = *(struct lm_sess *const *)a, *y = *(struct lm_sess *const *)b;

    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* Tells a session that speaks now, and closes it if its lateness is over. */
static void
sess_speak(struct lm_sessions *w, struct lm_sess *s, int64_t mark)
{
    struct lm_gcore *c = &w->win.core;
    struct lm_out_row head = {.weight = 1, .seq = lm_windowed_cause(&w->win)};

    s->speaks = false;
    lm_gcore_answer(c, s);
    lm_sess_put(w, s, c->now, head);
    if (mark >= lm_mark_add(s->end, w->win.lateness)) {
        lm_sess_drop(w, s);
        return;
    }
    assert(w->win.speak == LM_SPEAK_MARK);
    lm_gcore_remember(c, &w->pool, s, true);
    s->shown = true;
    lm_sess_queue(w, s);
}

enum lm_flow
lm_sess_advance(struct lm_windowed *win, int64_t mark)
{
    struct lm_sessions *w = (struct lm_sessions *)win;
    struct lm_list speaking = {0};
    struct lm_arena arena;

    lm_windowed_rise(win, mark);
    lm_arena_init(&arena, 1024);
    while (lm_dues_reached(&w->queue, mark)) {
        struct lm_sess *s = lm_dues_pop(&w->queue);
        assert(s->queued > 0);
        s->queued--;
        if (s->dead && s->queued == 0) {
            sess_free(w, s);
        } else if (s->dead || s->speaks) {
            continue;
        } else if (session_due(w, s) > mark) {
            lm_sess_queue(w, s);
        } else if (w->win.speak == LM_SPEAK_CLOSE || (w->win.speak == LM_SPEAK_MARK && !s->shown)) {
            s->speaks = true;
            lm_list_add(&arena, &speaking, s);
        } else {
            lm_sess_drop(w, s);
        }
    }
    if (speaking.n > 1)
        qsort(speaking.at, speaking.n, sizeof *speaking.at, by_end);
    for (uint32_t i = 0; i < speaking.n; i++)
        sess_speak(w, speaking.at[i], mark);
    lm_arena_fini(&arena);
    return lm_windowed_told(win);
}
