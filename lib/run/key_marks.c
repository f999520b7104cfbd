/* key_marks.c -- a watermark for each key. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The least mark is asked for after each row. The active keys are a binary heap by the mark that they had
 * when they were filed; marks only rise, so a key is filed anew only when it is on top and its mark has
 * risen: a row costs the logarithm of the number of keys at the most.
 */
#include "run/key_marks.h"

#include <assert.h>

#include "data/batch.h"

void
key_marks_init(struct key_marks *k)
{
    *k = (struct key_marks){ 0 };
    lm_arena_init(&k->arena, 64 * 1024);
}

static struct lm_str
key_text(struct key_marks *k, const struct lm_val *key)
{
    k->text.n = 0;
    lm_val_key(&k->text, key);
    return lm_buf_str(&k->text);
}

int64_t
key_marks_get(struct key_marks *k, const struct lm_val *key)
{
    const struct key_mark *m = lm_map_get(&k->by_key, key_text(k, key));

    return m != NULL ? m->mark : LM_MARK_MIN;
}

/* Moves the key at place i down to where it belongs. */
static void
heap_down(struct key_marks *k, uint32_t i)
{
    struct key_mark *m = k->heap[i];

    for (;;) {
        uint32_t c = 2 * i + 1;
        if (c + 1 < k->n && k->heap[c + 1]->filed < k->heap[c]->filed)
            c++;
        if (c >= k->n || k->heap[c]->filed >= m->filed)
            break;
        k->heap[i] = k->heap[c];
        i = c;
    }
    k->heap[i] = m;
}

static void
heap_add(struct key_marks *k, struct key_mark *m)
{
    if (k->n == k->cap) {
        uint32_t cap = k->cap > 0 ? 2 * k->cap : 64;
        struct key_mark **heap = lm_alloc(&k->arena, cap * sizeof *heap);
        for (uint32_t i = 0; i < k->n; i++)
            heap[i] = k->heap[i];
        k->heap = heap;
        k->cap = cap;
    }
    uint32_t i = k->n++;
    m->active = true;
    m->filed = m->mark;
    while (i > 0 && k->heap[(i - 1) / 2]->filed > m->filed) {
        k->heap[i] = k->heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    k->heap[i] = m;
}

void
key_marks_raise(struct key_marks *k, const struct lm_val *key, int64_t mark, int64_t now_us)
{
    struct lm_str text = key_text(k, key);
    struct key_mark *m = lm_map_get(&k->by_key, text);

    assert(mark >= LM_MARK_MIN);
    if (m == NULL) {
        m = lm_alloc(&k->arena, sizeof *m);
        m->mark = LM_MARK_MIN;
        lm_map_put(&k->arena, &k->by_key, lm_str_dup(&k->arena, text), m);
    }
    m->mark = mark > m->mark ? mark : m->mark;
    m->heard_us = now_us;
    if (!m->active)
        heap_add(k, m);
}

/* The key on top, filed by the mark that it has now; NULL: there is none. */
static struct key_mark *
heap_top(struct key_marks *k)
{
    while (k->n > 0 && k->heap[0]->filed < k->heap[0]->mark) {
        k->heap[0]->filed = k->heap[0]->mark;
        heap_down(k, 0);
    }
    return k->n > 0 ? k->heap[0] : NULL;
}

int64_t
key_marks_least(struct key_marks *k)
{
    const struct key_mark *m = heap_top(k);

    return m != NULL ? m->mark : LM_MARK_MIN;
}

void
key_marks_forget(struct key_marks *k, int64_t since_us)
{
    for (struct key_mark *m = heap_top(k); m != NULL && m->heard_us <= since_us; m = heap_top(k)) {
        m->active = false;
        k->heap[0] = k->heap[--k->n];
        if (k->n > 0)
            heap_down(k, 0);
    }
}

void
key_marks_fini(struct key_marks *k)
{
    lm_buf_fini(&k->text);
    lm_arena_fini(&k->arena);
}
