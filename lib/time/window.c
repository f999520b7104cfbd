/* window.c -- the arithmetic of windows. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * TUMBLE is HOP with slide = size. The windows of HOP that contain t start at the multiples of
 * slide (plus offset) in (t - size, t]. CUMULATE's windows share a start, the multiple of size at
 * or before t, and end at the steps behind t. A slice lies between neighbouring cuts: for HOP these
 * are all starts and all ends, which are again multiples of slide, shifted by size.
 */
#include "time/window.h"

#include <assert.h>
#include <stddef.h>

#include "base/civil.h"

/* The greatest multiple of step, plus offset, that is at or before t. */
static int64_t
align(int64_t t, int64_t step, int64_t offset)
{
    return t - lm_floor_mod(t - lm_floor_mod(offset, step), step);
}

static int64_t
slide_of(const struct lm_window *w)
{
    assert(w->kind != LM_WINDOW_SESSION && w->size > 0);
    assert(w->kind == LM_WINDOW_TUMBLE || (w->slide > 0 && w->slide <= w->size));
    return w->kind == LM_WINDOW_TUMBLE ? w->size : w->slide;
}

uint32_t
lm_window_spans(const struct lm_window *w, int64_t t, struct lm_span *out)
{
    int64_t slide = slide_of(w);
    uint32_t n = 0;

    if (w->kind == LM_WINDOW_CUMULATE) {
        int64_t start = align(t, w->size, w->offset);
        for (int64_t end = align(t, slide, start) + slide; end <= start + w->size;
             end += slide, n++)
            if (out != NULL)
                out[n] = (struct lm_span){ start, end };
        return n;
    }
    int64_t last = align(t, slide, w->offset), first = align(t - w->size, slide, w->offset) + slide;
    if (out == NULL)
        return (uint32_t)((last - first) / slide + 1);
    for (int64_t start = first; start <= last; start += slide)
        out[n++] = (struct lm_span){ start, start + w->size };
    return n;
}

struct lm_span
lm_window_slice(const struct lm_window *w, int64_t t)
{
    int64_t slide = slide_of(w);

    if (w->kind == LM_WINDOW_CUMULATE) {
        int64_t start = align(t, slide, align(t, w->size, w->offset));
        return (struct lm_span){ start, start + slide };
    }
    int64_t start = align(t, slide, w->offset);
    if (w->size % slide == 0)
        return (struct lm_span){ start, start + slide };
    int64_t cut = align(t, slide, lm_floor_mod(w->offset, slide) + w->size % slide);
    if (cut > start) /* the last cut is the end of a window; the next is a start */
        return (struct lm_span){ cut, start + slide };
    return (struct lm_span){ start, cut + slide };
}

int64_t
lm_window_first_end(const struct lm_window *w, int64_t t)
{
    int64_t slide = slide_of(w);

    if (w->kind == LM_WINDOW_CUMULATE)
        return align(t, slide, align(t, w->size, w->offset)) + slide;
    return align(t - w->size, slide, w->offset) + slide + w->size;
}

int64_t
lm_window_last_end(const struct lm_window *w, int64_t t)
{
    int64_t slide = slide_of(w);

    if (w->kind == LM_WINDOW_CUMULATE)
        return align(t, w->size, w->offset) + w->size;
    return align(t, slide, w->offset) + w->size;
}
