/* times.c -- rows by key and time: what time joins keep of one side. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "state/times.h"

#include <assert.h>
#include <string.h>

void
lm_times_init(struct lm_times *t, uint32_t ncol, bool findable)
{
    memset(t, 0, sizeof *t);
    lm_rows_init(&t->rows, ncol, findable);
    lm_pool_init(&t->pool, &t->rows.home);
    lm_table_init(&t->table, &t->pool, sizeof(struct lm_series), NULL);
}

void
lm_times_fini(struct lm_times *t)
{
    lm_pool_reset(&t->pool);
    lm_rows_fini(&t->rows);
    memset(&t->due, 0, sizeof t->due);
    memset(&t->age, 0, sizeof t->age);
}

/* Twice the pointers, those of at[from..to) at the begin of the new ones. */
static struct lm_timed **
more_room(struct lm_times *t, struct lm_timed **at, uint32_t from, uint32_t to, uint32_t *cap)
{
    uint32_t old = *cap;

    *cap = old == 0 ? 2 : old * 2;
    assert(*cap > old);
    struct lm_timed **grown = lm_pool_take(&t->pool, *cap * sizeof *grown);
    if (to > from)
        memcpy(grown, at + from, (to - from) * sizeof *grown);
    if (at != NULL)
        lm_pool_give(&t->pool, at, old * sizeof *at);
    return grown;
}

/* Series ------------------------------------------------------------------------------------------ */

struct lm_series *
lm_times_find(const struct lm_times *t, const struct lm_key *key)
{
    return (struct lm_series *)lm_table_find(&t->table, key);
}

uint32_t
lm_series_place(const struct lm_series *s, int64_t ts)
{
    uint32_t low = s->from, n = s->to - s->from;

    while (n > 0) {
        uint32_t half = n / 2;
        if (s->at[low + half]->ts < ts) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static void
series_add(struct lm_times *t, struct lm_series *s, struct lm_timed *row)
{
    if (s->to == s->cap && s->from > s->cap / 2) {
        memmove(s->at, s->at + s->from, (s->to - s->from) * sizeof *s->at);
        s->to -= s->from;
        s->from = 0;
    } else if (s->to == s->cap) {
        s->at = more_room(t, s->at, s->from, s->to, &s->cap);
        s->to -= s->from;
        s->from = 0;
    }
    uint32_t place = s->to;
    if (s->to > s->from && s->at[s->to - 1]->ts > row->ts)
        place = lm_series_place(s, row->ts + 1);
    memmove(s->at + place + 1, s->at + place, (s->to - place) * sizeof *s->at);
    s->at[place] = row;
    s->to++;
}

static void
series_drop(struct lm_times *t, struct lm_series *s, const struct lm_timed *row)
{
    uint32_t place = lm_series_place(s, row->ts);

    while (s->at[place] != row) {
        place++;
        assert(place < s->to);
    }
    if (place == s->from) {
        s->from++;
    } else {
        memmove(s->at + place, s->at + place + 1, (s->to - place - 1) * sizeof *s->at);
        s->to--;
    }
    if (s->from < s->to)
        return;
    if (s->at != NULL)
        lm_pool_give(&t->pool, s->at, s->cap * sizeof *s->at);
    lm_table_remove(&t->table, &s->group);
}

/* Turns ------------------------------------------------------------------------------------------- */

void
lm_times_due(struct lm_times *t, struct lm_timed *row, int64_t due)
{
    row->due = due;
    lm_turns_put(&t->due, &t->pool, (struct lm_turn){ due, row->arrival, row, &row->due_place });
}

struct lm_timed *
lm_times_first(const struct lm_times *t)
{
    const struct lm_turn *first = lm_turns_first(&t->due);

    return first != NULL ? first->row : NULL;
}

int64_t
lm_times_oldest(const struct lm_times *t)
{
    const struct lm_turn *first = lm_turns_first(&t->age);

    assert(t->aged);
    return first != NULL ? first->at : LM_MARK_END;
}

/* Rows -------------------------------------------------------------------------------------------- */

struct lm_timed *
lm_times_add(struct lm_times *t, const struct lm_key *key, const struct lm_val *v,
             const struct lm_timed *like, uint64_t seq)
{
    struct lm_timed *row = lm_pool_take(&t->pool, sizeof *row);

    *row = (struct lm_timed){.ts = like->ts, .arrival = like->arrival, .last = like->last};
    row->due_place = row->age_place = LM_TURN_NONE;
    if (t->aged)
        lm_turns_put(&t->age, &t->pool, (struct lm_turn){ row->ts, row->arrival, row, &row->age_place });
    row->row = lm_rows_add(&t->rows, v, seq, like->ts);
    row->row->tag = (uint64_t)(uintptr_t)row;
    if (key == NULL)
        return row;
    row->series = (struct lm_series *)lm_table_find(&t->table, key);
    if (row->series == NULL)
        row->series = (struct lm_series *)lm_table_add(&t->table, key);
    series_add(t, row->series, row);
    return row;
}

struct lm_timed *
lm_times_find_row(struct lm_times *t, const struct lm_val *v)
{
    const struct lm_row *row = lm_rows_find(&t->rows, v);

    return row != NULL ? (struct lm_timed *)(uintptr_t)row->tag : NULL;
}

void
lm_times_drop(struct lm_times *t, struct lm_timed *row)
{
    lm_turns_drop(&t->due, &row->due_place);
    lm_turns_drop(&t->age, &row->age_place);
    if (row->series != NULL)
        series_drop(t, row->series, row);
    lm_rows_drop(&t->rows, row->row);
    lm_pool_give(&t->pool, row, sizeof *row);
}
