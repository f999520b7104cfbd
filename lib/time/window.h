/* window.h -- the arithmetic of windows: pure functions on microseconds. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_WINDOW_H
#define LM_WINDOW_H

#include <stdint.h>

enum lm_window_kind { LM_WINDOW_TUMBLE, LM_WINDOW_HOP, LM_WINDOW_CUMULATE, LM_WINDOW_SESSION };

/* All in us. TUMBLE: size, offset. HOP: size, slide, offset; slide <= size. CUMULATE: size (the
 * longest), slide (the step), offset. SESSION: size is the gap. */
struct lm_window {
    enum lm_window_kind kind;
    int64_t size;
    int64_t slide;
    int64_t offset;
};

struct lm_span {
    int64_t start;
    int64_t end; /* half open */
};

/* The windows that contain t, by end, then start. With out NULL only counts. Not for SESSION. */
uint32_t lm_window_spans(const struct lm_window *w, int64_t t, struct lm_span *out);

/* The slice that contains t: the longest stretch around t that no window bound cuts. */
struct lm_span lm_window_slice(const struct lm_window *w, int64_t t);

/* The end of the first window, in order of end, that contains t; and of the last. */
int64_t lm_window_first_end(const struct lm_window *w, int64_t t);
int64_t lm_window_last_end(const struct lm_window *w, int64_t t);

#endif
