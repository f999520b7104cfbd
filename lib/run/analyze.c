/* analyze.c -- EXPLAIN ANALYZE: the plan with what has gone through it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/analyze.h"

#include <assert.h>
#include <inttypes.h>

#include "base/limits.h"
#include "run/source.h"

static void
count_op(struct lm_plan *p, const struct lm_op *op)
{
    p->ran = (struct lm_ran){true, op->rows_in, op->rows_out, op->batches_in};
}

/* Takes the counters of the operators over into the plan. */
static void
plan_count(struct lm_plan *p, uint32_t depth)
{
    if (p == NULL || depth > LM_EXPR_DEPTH)
        return;
    if (p->op == LM_P_SCAN && p->source->run != NULL) {
        const struct lm_run_source *run = p->source->run;
        p->ran = (struct lm_ran){true, run->nrow, run->op.rows_out, run->batches};
    } else if (p->run != NULL) {
        count_op(p, p->run);
    }
    for (uint32_t i = 0; p->op == LM_P_UNION && i < p->more.n; i++)
        plan_count(p->more.at[i], depth + 1);
    for (int i = 0; p->op != LM_P_UNION && i < 2; i++)
        plan_count(p->in[i], depth + 1);
}

static void
line_print(struct lm_sink *s, struct lm_str line)
{
    struct lm_arena arena;
    struct lm_col col;
    struct lm_val v = lm_val_str(line);

    lm_arena_init(&arena, 4096);
    lm_col_init(&col, LM_K_NULL, 1, &arena);
    lm_col_set(&col, 0, &v, 1, &arena);
    struct lm_batch b = {.arena = &arena, .nrow = 1, .ncol = 1, .cols = &col, .sel = lm_sel_all(1)};
    lm_encode(&s->enc, &b, UINT64_MAX, &s->out);
    lm_arena_fini(&arena);
}

void
analyze_print(struct lm_sink *s)
{
    const struct lm_output *o = s->analyzed;
    const struct lm_op_ctx *ctx = s->op.ctx;
    struct lm_buf text = {0};

    assert(o != NULL && s->enc.ncol == 1);
    plan_count(o->plan, 0);
    if (o->analyze == LM_ANALYZE_JSON)
        lm_plan_print_json(&text, o);
    else
        lm_plan_print(&text, o);
    if (o->analyze == LM_ANALYZE_TEXT)
        lm_buf_addf(&text,
                    "rows %" PRIu64 "; late %" PRIu64 ", no event time %" PRIu64 "; state %" PRIu64
                    " bytes\n",
                    s->op.rows_in, ctx->late_rows, ctx->no_time_rows, ctx->state_bytes);
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end != NULL ? (size_t)(end - text.p) - at : text.n - at;
        line_print(s, (struct lm_str){text.p + at, n});
        at += n + 1;
    }
    lm_buf_fini(&text);
}
