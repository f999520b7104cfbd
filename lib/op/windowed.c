/* windowed.c -- GROUP BY with windows: the frame of its operators. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/windowed.h"

#include <assert.h>

void
lm_windowed_init(struct lm_windowed *w, const struct lm_windowed_type *type, struct lm_op_ctx *ctx,
                 const struct lm_wgroup_spec *spec, bool remembers)
{
    uint32_t ncol = spec->group.nkey + spec->group.nagg + 2;

    assert(type->rows != NULL && type->advance != NULL);
    assert(spec->group.speak != LM_SPEAK_FINAL && spec->lateness_us >= 0);
    lm_op_init(&w->op, &type->op, ctx, 1);
    w->speak = spec->group.speak;
    if (w->speak == LM_SPEAK_MARK && spec->lateness_us == 0)
        w->speak = LM_SPEAK_CLOSE; /* nothing can be corrected: it is the same */
    bool tells = lm_windowed_tells(w);
    lm_gcore_init(&w->core, &w->op, &spec->group, tells || remembers);
    lm_out_init(&w->out, &w->op, ncol, tells ? LM_OUT_TIMES | LM_OUT_CHANGES : LM_OUT_TIMES);
    lm_late_init(&w->late, &w->op, spec);
    w->time = spec->time;
    w->stamp = spec->stamp;
    w->lateness = spec->lateness_us;
    w->wm = LM_MARK_MIN;
    w->told = LM_MARK_MIN;
    w->ages = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *w->ages);
    for (uint32_t i = 0; i < LM_BATCH_ROWS; i++)
        w->ages[i] = LM_MARK_MIN;
}

void
lm_windowed_fini(struct lm_windowed *w)
{
    lm_out_fini(&w->out);
    lm_gcore_fini(&w->core);
    lm_late_close(&w->late);
}

static const struct lm_windowed_type *
type_of(const struct lm_windowed *w)
{
    return (const struct lm_windowed_type *)w->op.type;
}

enum lm_flow
lm_windowed_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct lm_windowed *w = (struct lm_windowed *)op;
    bool stop = false;

    assert(port == 0);
    struct lm_sel sel = lm_gcore_begin(&w->core, b, &stop);
    if (w->time != NULL) {
        int64_t *ts = lm_alloc_raw(b->arena, b->nrow * sizeof *ts);
        lm_stamp_col(w->stamp, lm_expr_eval(w->time, &w->core.x, sel), sel, ts);
        w->core.ts = ts;
    }
    enum lm_flow flow = type_of(w)->rows(w, b, sel);
    lm_gcore_end(&w->core);
    enum lm_flow told = lm_out_flush(&w->out);
    if (stop || w->core.failed)
        return LM_FAIL;
    return flow > told ? flow : told;
}

enum lm_flow
lm_windowed_mark(struct lm_op *op, int64_t mark)
{
    struct lm_windowed *w = (struct lm_windowed *)op;
    enum lm_flow flow = type_of(w)->advance(w, mark);

    lm_gcore_count(&w->core);
    if (mark == LM_MARK_END)
        lm_late_end(&w->late);
    return flow;
}

enum lm_flow
lm_windowed_tick(struct lm_op *op, int64_t now_us)
{
    struct lm_windowed *w = (struct lm_windowed *)op;

    lm_late_tick(&w->late, now_us);
    return lm_op_push_tick(op, now_us);
}

void
lm_windowed_rise(struct lm_windowed *w, int64_t mark)
{
    if (mark > w->wm)
        w->wm = mark;
    w->advances++;
}

enum lm_flow
lm_windowed_told(struct lm_windowed *w)
{
    enum lm_flow flow = lm_out_flush(&w->out);

    if (flow != LM_MORE)
        return flow;
    w->told = lm_mark_behind(w->wm, w->lateness);
    return lm_op_push_mark(&w->op, w->told);
}
