/* keep.c -- what the operators that keep rows share: reading a batch of changes row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/keep.h"

#include <assert.h>

struct lm_change
lm_change_next(const struct lm_batch *b, uint32_t *k)
{
    assert(*k < b->sel.n);
    uint32_t row = lm_sel_row(b->sel, (*k)++);
    struct lm_change c = {row, b->weight != NULL ? b->weight[row] : 1, false, row};

    if (*k == b->sel.n)
        return c;
    uint32_t next = lm_sel_row(b->sel, *k);
    if (!lm_batch_replaces(b, row, next))
        return c;
    (*k)++;
    return (struct lm_change){next, 1, true, row};
}

enum lm_flow
lm_keep_refuse(struct lm_op *op, const struct lm_batch *b, uint32_t r)
{
    static const char what[] = "the row takes back one that is not there";

    lm_op_refuse_row(op, b, r, LM_E_RETRACTION, lm_str_of(what));
    if (op->ctx->refuser->on_error != LM_ON_ERROR_FAIL)
        return LM_MORE;
    lm_fail(op->ctx->err, LM_E_RETRACTION, LM_NOWHERE, "%s", what);
    return LM_FAIL;
}

void
lm_keep_count(struct lm_op *op, const struct lm_rows *s, uint64_t *counted)
{
    uint64_t held = lm_rows_bytes(s);

    lm_op_state(op, *counted, held);
    *counted = held;
}
