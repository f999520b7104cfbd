/* turns.c -- rows by a time of theirs, the least first. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "state/turns.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

enum { PLACE_IN_LINE = 1 << 30 };

static bool
is_before(const struct lm_turn *a, const struct lm_turn *b)
{
    return a->at < b->at || (a->at == b->at && a->arrival < b->arrival);
}

/* Twice the room for turns of which n are there. */
static struct lm_turn *
more_room(struct lm_pool *pool, struct lm_turn *at, uint32_t n, uint32_t *cap)
{
    uint32_t old = *cap;

    *cap = old == 0 ? 4 : old * 2;
    assert(*cap > old && *cap <= PLACE_IN_LINE);
    struct lm_turn *grown = lm_pool_take(pool, *cap * sizeof *grown);
    if (n > 0)
        memcpy(grown, at, n * sizeof *grown);
    if (at != NULL)
        lm_pool_give(pool, at, old * sizeof *at);
    return grown;
}

/* The line -------------------------------------------------------------------------------------------- */

static void
line_seat(struct lm_turns *q, uint32_t i)
{
    *q->line[i].place = PLACE_IN_LINE | i;
}

/* Squeezes the holes out, and makes room if that was not much. */
static void
line_pack(struct lm_turns *q, struct lm_pool *pool)
{
    uint32_t n = 0;

    for (uint32_t i = q->from; i < q->to; i++) {
        if (q->line[i].row == NULL)
            continue;
        q->line[n] = q->line[i];
        line_seat(q, n++);
    }
    q->from = 0;
    q->to = n;
    if (n >= q->line_cap / 2)
        q->line = more_room(pool, q->line, n, &q->line_cap);
}

static void
line_add(struct lm_turns *q, struct lm_pool *pool, struct lm_turn t)
{
    if (q->to == q->line_cap)
        line_pack(q, pool);
    q->line[q->to] = t;
    line_seat(q, q->to++);
}

static void
line_drop(struct lm_turns *q, uint32_t i)
{
    assert(i >= q->from && i < q->to && q->line[i].row != NULL);
    q->line[i].row = NULL;
    while (q->from < q->to && q->line[q->from].row == NULL)
        q->from++;
    if (q->from == q->to)
        q->from = q->to = 0;
}

/* The heap -------------------------------------------------------------------------------------------- */

static void
heap_up(struct lm_turns *q, uint32_t i, struct lm_turn t)
{
    while (i > 0 && is_before(&t, &q->heap[(i - 1) / 2])) {
        q->heap[i] = q->heap[(i - 1) / 2];
        *q->heap[i].place = i;
        i = (i - 1) / 2;
    }
    q->heap[i] = t;
    *t.place = i;
}

static void
heap_down(struct lm_turns *q, uint32_t i, struct lm_turn t)
{
    for (;;) {
        uint32_t least = 2 * i + 1;
        if (least >= q->nheap)
            break;
        if (least + 1 < q->nheap && is_before(&q->heap[least + 1], &q->heap[least]))
            least++;
        if (!is_before(&q->heap[least], &t))
            break;
        q->heap[i] = q->heap[least];
        *q->heap[i].place = i;
        i = least;
    }
    q->heap[i] = t;
    *t.place = i;
}

static void
heap_drop(struct lm_turns *q, uint32_t i)
{
    assert(i < q->nheap);
    struct lm_turn last = q->heap[--q->nheap];
    if (i == q->nheap)
        return;
    if (i > 0 && is_before(&last, &q->heap[(i - 1) / 2]))
        heap_up(q, i, last);
    else
        heap_down(q, i, last);
}

/* Both -------------------------------------------------------------------------------------------------- */

void
lm_turns_put(struct lm_turns *q, struct lm_pool *pool, struct lm_turn t)
{
    assert(t.row != NULL && t.place != NULL);
    lm_turns_drop(q, t.place);
    if (q->from == q->to || !is_before(&t, &q->line[q->to - 1])) {
        line_add(q, pool, t);
        return;
    }
    if (q->nheap == q->heap_cap)
        q->heap = more_room(pool, q->heap, q->nheap, &q->heap_cap);
    heap_up(q, q->nheap++, t);
}

void
lm_turns_drop(struct lm_turns *q, uint32_t *place)
{
    if (*place == LM_TURN_NONE)
        return;
    if ((*place & PLACE_IN_LINE) != 0)
        line_drop(q, *place & ~(uint32_t)PLACE_IN_LINE);
    else
        heap_drop(q, *place);
    *place = LM_TURN_NONE;
}

const struct lm_turn *
lm_turns_first(const struct lm_turns *q)
{
    const struct lm_turn *line = q->from < q->to ? &q->line[q->from] : NULL;
    const struct lm_turn *heap = q->nheap > 0 ? &q->heap[0] : NULL;

    if (line == NULL || heap == NULL)
        return line != NULL ? line : heap;
    return is_before(heap, line) ? heap : line;
}
