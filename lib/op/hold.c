/* hold.c -- rows that wait for the close of their windows. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/hold.h"

#include <assert.h>
#include <string.h>

void
lm_hold_init(struct lm_hold *h, uint32_t ncol)
{
    memset(h, 0, sizeof *h);
    lm_rows_init(&h->rows, ncol, true);
    lm_pool_init(&h->pool, &h->rows.home);
}

void
lm_hold_fini(struct lm_hold *h)
{
    lm_pool_reset(&h->pool);
    lm_rows_fini(&h->rows);
    h->window = NULL;
    h->n = h->cap = 0;
}

/* Place of the first window that does not stand before s. */
static uint32_t
hold_place(const struct lm_hold *h, struct lm_span s)
{
    uint32_t low = 0, n = h->n;

    while (n > 0) {
        uint32_t half = n / 2;
        struct lm_span at = h->window[low + half]->span;
        if (at.end < s.end || (at.end == s.end && at.start < s.start)) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static struct lm_hold_window *
hold_find(const struct lm_hold *h, struct lm_span s)
{
    uint32_t at = hold_place(h, s);

    if (at == h->n || h->window[at]->span.end != s.end || h->window[at]->span.start != s.start)
        return NULL;
    return h->window[at];
}

static struct lm_hold_window *
hold_open(struct lm_hold *h, struct lm_span s)
{
    struct lm_hold_window *w = lm_pool_take(&h->pool, sizeof *w);
    uint32_t at = hold_place(h, s);

    *w = (struct lm_hold_window){.span = s};
    if (h->n == h->cap)
        h->window = lm_pool_more(&h->pool, h->window, &h->cap, 4, sizeof *h->window);
    memmove(h->window + at + 1, h->window + at, (h->n - at) * sizeof *h->window);
    h->window[at] = w;
    h->n++;
    return w;
}

void
lm_hold_add(struct lm_hold *h, const struct lm_val *v, const struct lm_row *like,
            const struct lm_span *spans, uint32_t n)
{
    struct lm_row *row = lm_rows_add(&h->rows, v, like->seq, like->ts);

    assert(n > 0);
    row->tag = n;
    for (uint32_t i = 0; i < n; i++) {
        struct lm_hold_window *w = hold_find(h, spans[i]);
        if (w == NULL)
            w = hold_open(h, spans[i]);
        if (w->n == w->cap)
            w->row = lm_pool_more(&h->pool, w->row, &w->cap, 4, sizeof *w->row);
        w->row[w->n++] = row;
    }
}

bool
lm_hold_remove(struct lm_hold *h, const struct lm_val *v, const struct lm_span *spans, uint32_t n)
{
    struct lm_row *row = lm_rows_find(&h->rows, v);

    if (row == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        struct lm_hold_window *w = hold_find(h, spans[i]);
        for (uint32_t k = w != NULL ? w->n : 0; k > 0; k--) {
            if (w->row[k - 1] != row)
                continue;
            memmove(w->row + k - 1, w->row + k, (w->n - k) * sizeof *w->row);
            w->n--;
            row->tag--;
            break;
        }
    }
    if (row->tag == 0)
        lm_rows_drop(&h->rows, row);
    return true;
}

struct lm_hold_window *
lm_hold_first(struct lm_hold *h)
{
    return h->n > 0 ? h->window[0] : NULL;
}

void
lm_hold_pop(struct lm_hold *h)
{
    assert(h->n > 0);
    struct lm_hold_window *w = h->window[0];
    for (uint32_t i = 0; i < w->n; i++) {
        assert(w->row[i]->tag > 0);
        if (--w->row[i]->tag == 0)
            lm_rows_drop(&h->rows, w->row[i]);
    }
    if (w->row != NULL)
        lm_pool_give(&h->pool, w->row, w->cap * sizeof *w->row);
    lm_pool_give(&h->pool, w, sizeof *w);
    h->n--;
    memmove(h->window, h->window + 1, h->n * sizeof *h->window);
}
