/* zsession_tell.c -- sessions over rows that are taken back: what is told of them, and when. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/zsession.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A session: a cluster of atoms of a key. */
struct cluster {
    int64_t start, end;
    uint64_t first;
    struct lm_group *key;
    uint32_t from, to;
};

void *
lm_zlist_room(struct lm_zsession *w, void *list, uint32_t n, uint32_t *cap)
{
    if (n < *cap)
        return list;
    uint32_t old = *cap;
    *cap = old == 0 ? 2 : old * 2;
    void *longer = lm_pool_take(&w->pool, *cap * sizeof(void *));
    if (old > 0) {
        memcpy(longer, list, n * sizeof(void *));
        lm_pool_give(&w->pool, list, old * sizeof(void *));
    }
    return longer;
}

static const char *
key_text(const struct lm_group *g)
{
    return g->form == LM_KEY_TEXT ? g->p : NULL;
}

void
lm_zatoms_drop(struct lm_zsession *w, struct lm_group *g, uint32_t from, uint32_t to)
{
    struct lm_zkey *k = lm_zkey(g);

    assert(from < to && to <= k->n);
    for (uint32_t i = from; i < to; i++) {
        lm_gcore_states_fini(&w->win.core, &w->pool, k->at[i]);
        lm_gcore_unspell(&w->win.core, &w->pool, k->at[i], key_text(g));
        lm_pool_give(&w->pool, k->at[i], w->win.core.bytes);
    }
    memmove(k->at + from, k->at + to, (k->n - to) * sizeof(struct lm_atom *));
    k->n -= to - from;
}

/* The cluster that begins with atom `from`. */
static struct cluster
cluster_at(const struct lm_zsession *w, struct lm_group *g, uint32_t from)
{
    const struct lm_zkey *k = lm_zkey(g);
    struct cluster c = {k->at[from]->t, 0, k->at[from]->first, g, from, from + 1};

    while (c.to < k->n && k->at[c.to]->t - k->at[c.to - 1]->t < w->gap) {
        if (k->at[c.to]->first < c.first)
            c.first = k->at[c.to]->first;
        c.to++;
    }
    c.end = k->at[c.to - 1]->t + w->gap;
    return c;
}

/* The atom that arrived first: its keys are the session's spelling. */
static const struct lm_atom *
cluster_oldest(const struct cluster *c)
{
    struct lm_atom **at = lm_zkey(c->key)->at;
    const struct lm_atom *oldest = at[c->from];

    for (uint32_t i = c->from; i < c->to; i++)
        if (at[i]->first < oldest->first)
            oldest = at[i];
    return oldest;
}

/* The answers of a session in core.now. They may point into the merged states, which stay until
 * then. */
static void
cluster_answer(struct lm_zsession *w, const struct cluster *s)
{
    struct lm_gcore *c = &w->win.core;
    struct lm_atom **at = lm_zkey(s->key)->at;

    if (s->to - s->from == 1) {
        lm_gcore_answer(c, at[s->from]);
        return;
    }
    if (w->scratch == NULL)
        w->scratch = lm_pool_take(&w->pool, c->bytes);
    else
        lm_gcore_states_fini(c, &w->pool, w->scratch);
    memset(w->scratch, 0, c->bytes);
    lm_gcore_states_init(c, w->scratch);
    for (uint32_t i = s->from; i < s->to; i++)
        for (uint32_t k = 0; k < c->nagg; k++)
            c->agg[k].type->merge(&c->agg[k], (char *)w->scratch + c->state_at[k],
                                  (char *)at[i] + c->state_at[k], &w->pool.mem);
    lm_gcore_answer(c, w->scratch);
}

/* Copies the spelling of keys from behind one base to behind another. */
static void
spelling_copy(struct lm_zsession *w, void *to, const void *from, const char *text)
{
    struct lm_gcore *c = &w->win.core;
    struct lm_val *v = (struct lm_val *)((char *)to + c->spell_at);

    memcpy(v, (const char *)from + c->spell_at, c->nkey * sizeof *v);
    for (uint32_t i = 0; i < c->nkey && text == NULL; i++)
        if (v[i].p != NULL && v[i].n > 0)
            v[i].p = memcpy(lm_pool_take(&w->pool, v[i].n), v[i].p, v[i].n);
}

/* Tells a session whose answers are in core.now, and keeps that it was told. */
static void
tell_new(struct lm_zsession *w, const struct cluster *s, struct lm_out_row head)
{
    struct lm_zkey *k = lm_zkey(s->key);
    const struct lm_atom *oldest = cluster_oldest(s);
    struct lm_ztold *told = memset(lm_pool_take(&w->pool, w->win.core.bytes), 0, w->win.core.bytes);
    uint32_t at = k->ntold;

    lm_windowed_put(&w->win, s->start, s->end, oldest, w->win.core.now, &head);
    told->start = s->start;
    told->end = s->end;
    spelling_copy(w, told, oldest, key_text(s->key));
    lm_gcore_remember(&w->win.core, &w->pool, told, true);
    k->told = lm_zlist_room(w, k->told, k->ntold, &k->told_cap);
    for (; at > 0 && k->told[at - 1]->end > told->end; at--)
        k->told[at] = k->told[at - 1];
    k->told[at] = told;
    k->ntold++;
}

static void
told_drop(struct lm_zsession *w, struct lm_group *g, uint32_t at)
{
    struct lm_zkey *k = lm_zkey(g);
    struct lm_ztold *told = k->told[at];

    lm_gcore_forget(&w->win.core, &w->pool, told);
    lm_gcore_unspell(&w->win.core, &w->pool, told, key_text(g));
    lm_pool_give(&w->pool, told, w->win.core.bytes);
    memmove(k->told + at, k->told + at + 1, (k->ntold - at - 1) * sizeof(struct lm_ztold *));
    k->ntold--;
}

/* The place among what was told of the session with these bounds; ntold: none. */
static uint32_t
told_find(const struct lm_zkey *k, int64_t start, int64_t end)
{
    uint32_t i = 0;

    while (i < k->ntold && (k->told[i]->start != start || k->told[i]->end != end))
        i++;
    return i;
}

/* The sessions of a key that ought to be told and are not, or with other values; and in keep[] what
 * was told and is still so. */
static uint32_t
cluster_news(struct lm_zsession *w, struct lm_group *g, struct cluster *news, bool *keep)
{
    struct lm_zkey *k = lm_zkey(g);
    uint32_t n = 0;

    for (uint32_t from = 0; from < k->n;) {
        struct cluster s = cluster_at(w, g, from);
        uint32_t told = told_find(k, s.start, s.end);
        from = s.to;
        if (w->win.speak == LM_SPEAK_MARK && w->win.wm < s.end)
            continue;
        if (told < k->ntold) {
            cluster_answer(w, &s);
            keep[told] = lm_gcore_unchanged(&w->win.core, k->told[told]);
            if (keep[told])
                continue;
        }
        news[n++] = s;
    }
    return n;
}

void
lm_zsession_tell(struct lm_zsession *w, struct lm_group *g, uint64_t seq)
{
    struct lm_zkey *k = lm_zkey(g);
    struct cluster *news = lm_alloc_raw(&w->lists, k->n * sizeof *news);
    bool *keep = lm_alloc(&w->lists, k->ntold * sizeof *keep);
    uint32_t n = cluster_news(w, g, news, keep), left = 0, at = 0;

    for (uint32_t i = 0; i < k->ntold; i++)
        left += !keep[i];
    bool paired = left > 0 && n > 0;
    for (uint32_t i = 0; left > 0; i++) {
        if (keep[i]) {
            at++;
            continue;
        }
        struct lm_out_row head = {.weight = -1, .seq = seq};
        left--;
        head.pair = paired ? LM_PAIR_OLD : LM_PAIR_NONE;
        struct lm_ztold *told = k->told[at];
        lm_windowed_put(&w->win, told->start, told->end, told, lm_gcore_shown(&w->win.core, told),
                        &head);
        told_drop(w, g, at);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct lm_out_row head = {.weight = 1, .seq = seq};
        head.pair = i == 0 && paired ? LM_PAIR_NEW : LM_PAIR_NONE;
        cluster_answer(w, &news[i]);
        tell_new(w, &news[i], head);
    }
    lm_arena_reset(&w->lists);
}

/* When something is to be done about a session of key k. */
static int64_t
cluster_due(const struct lm_zsession *w, const struct lm_zkey *k, const struct cluster *s)
{
    if (w->win.speak == LM_SPEAK_MARK && told_find(k, s->start, s->end) == k->ntold)
        return s->end;
    return lm_mark_add(s->end, w->win.lateness);
}

void
lm_zsession_queue(struct lm_zsession *w, struct lm_group *g)
{
    struct lm_zkey *k = lm_zkey(g);
    int64_t due = LM_MARK_END;

    if (k->n == 0 && k->ntold == 0 && k->entries == 0) {
        if (k->cap > 0)
            lm_pool_give(&w->pool, k->at, k->cap * sizeof(struct lm_atom *));
        if (k->told_cap > 0)
            lm_pool_give(&w->pool, k->told, k->told_cap * sizeof(struct lm_ztold *));
        lm_table_remove(&w->table, g);
        return;
    }
    for (uint32_t from = 0; from < k->n;) {
        struct cluster s = cluster_at(w, g, from);
        int64_t this = cluster_due(w, k, &s);
        due = this < due ? this : due;
        from = s.to;
    }
    if (k->n == 0 || (k->entries > 0 && k->queued <= due))
        return;
    k->queued = due;
    k->entries++;
    lm_dues_push(&w->queue, &w->pool, due, g);
}

static int
by_end(const void *a, const void *b)
{
    const struct cluster *x = *(struct cluster *const *)a, *y = *(struct cluster *const *)b;

    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* The sessions of a key that speak at this watermark. */
static void
key_speaking(struct lm_zsession *w, struct lm_group *g, int64_t mark, struct lm_list *out)
{
    struct lm_zkey *k = lm_zkey(g);

    for (uint32_t from = 0; from < k->n;) {
        struct cluster s = cluster_at(w, g, from);
        from = s.to;
        if (w->win.speak == LM_SPEAK_CHANGES || cluster_due(w, k, &s) > mark)
            continue;
        if (w->win.speak == LM_SPEAK_CLOSE || told_find(k, s.start, s.end) == k->ntold)
            lm_list_add(&w->lists, out, lm_alloc_copy(&w->lists, &s, sizeof s));
    }
}

/* Forgets the sessions of a key whose lateness is over. */
static void
key_close(struct lm_zsession *w, struct lm_group *g, int64_t mark)
{
    struct lm_zkey *k = lm_zkey(g);

    for (uint32_t from = 0; from < k->n;) {
        struct cluster s = cluster_at(w, g, from);
        if (mark < lm_mark_add(s.end, w->win.lateness)) {
            from = s.to;
            continue;
        }
        uint32_t told = told_find(k, s.start, s.end);
        if (told < k->ntold)
            told_drop(w, g, told);
        lm_zatoms_drop(w, g, s.from, s.to);
    }
}

enum lm_flow
lm_zsession_advance(struct lm_windowed *win, int64_t mark)
{
    struct lm_zsession *w = (struct lm_zsession *)win;
    struct lm_list keys = {0}, speaking = {0};
    struct lm_out_row head = {.weight = 1};

    lm_windowed_rise(win, mark);
    head.seq = lm_windowed_cause(win);
    while (lm_dues_reached(&w->queue, mark)) {
        struct lm_group *g = lm_dues_pop(&w->queue);
        lm_zkey(g)->entries--;
        if (!g->fresh)
            lm_list_add(&w->lists, &keys, g);
        g->fresh = true; /* is in the list */
    }
    for (uint32_t i = 0; i < keys.n; i++)
        key_speaking(w, keys.at[i], mark, &speaking);
    if (speaking.n > 1)
        qsort(speaking.at, speaking.n, sizeof *speaking.at, by_end);
    for (uint32_t i = 0; i < speaking.n; i++) {
        cluster_answer(w, speaking.at[i]);
        tell_new(w, speaking.at[i], head);
    }
    for (uint32_t i = 0; i < keys.n; i++) {
        struct lm_group *g = keys.at[i];
        g->fresh = false;
        key_close(w, g, mark);
        lm_zkey(g)->queued = LM_MARK_END;
        lm_zsession_queue(w, g);
    }
    lm_arena_reset(&w->lists);
    return lm_windowed_told(win);
}
