/* timely.c -- which rows of a batch an operator by event time takes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/timely.h"

#include <assert.h>

#include "base/buf.h"

int64_t
lm_timely_less(int64_t mark, int64_t d)
{
    int64_t less;

    assert(d >= 0);
    if (mark == LM_MARK_END || mark <= LM_MARK_MIN)
        return mark;
    if (__builtin_sub_overflow(mark, d, &less) || less < LM_MARK_MIN)
        return LM_MARK_MIN;
    return less;
}

bool
lm_timely(struct lm_op *op, const struct lm_batch *b, uint32_t r, int64_t w, int64_t lateness_us)
{
    int64_t ts = b->ts != NULL ? b->ts[r] : LM_NO_TIME;
    int64_t mark = b->mark != NULL && b->mark[r] > w ? b->mark[r] : w;

    if (ts == LM_NO_TIME) {
        lm_op_refuse_row(op, b, r, LM_E_NO_EVENT_TIME, lm_str_of("no event time"));
        return false;
    }
    if (ts >= lm_timely_less(mark, lateness_us))
        return true;
    struct lm_buf what = {0};
    struct lm_val at = {.kind = LM_K_TS, .i = mark};
    lm_buf_addz(&what, "late: the watermark is ");
    lm_val_print(&what, &at);
    lm_op_refuse_row(op, b, r, LM_E_LATE, lm_buf_str(&what));
    lm_buf_fini(&what);
    return false;
}
