/* group_tell.c -- telling of changes: what a group showed before an input row, and what after. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "op/group_core.h"

/* Whether two values print the same. */
static bool
val_same(const struct lm_val *a, const struct lm_val *b)
{
    if (lm_val_is_null(a) || lm_val_is_null(b))
        return lm_val_is_null(a) && lm_val_is_null(b);
    if (a->kind != b->kind || (a->p == NULL) != (b->p == NULL))
        return false;
    if (a->p != NULL && (a->n != b->n || memcmp(a->p, b->p, a->n) != 0))
        return false;
    switch (a->kind) {
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON:
        return true;
    case LM_K_F64:
        return memcmp(&a->f, &b->f, sizeof a->f) == 0;
    case LM_K_DEC:
        return a->d == b->d && a->scale == b->scale;
    case LM_K_IVL:
        return memcmp(&a->ivl, &b->ivl, sizeof a->ivl) == 0;
    default:
        return a->i == b->i;
    }
}

bool
lm_gcore_unchanged(const struct lm_gcore *c, const void *base)
{
    const struct lm_val *shown = lm_gcore_shown(c, base);

    for (uint32_t i = 0; i < c->nagg; i++)
        if (!val_same(&shown[i], &c->now[i]))
            return false;
    return true;
}

void
lm_gcore_refuse(struct lm_gcore *c, uint32_t row)
{
    struct lm_op_ctx *ctx = c->op->ctx;
    static const char what[] = "the row takes back one that is not there";

    assert(c->in != NULL);
    lm_op_refuse_row(c->op, c->in, row, LM_E_RETRACTION, lm_str_of(what));
    if (ctx->refuser->on_error == LM_ON_ERROR_FAIL) {
        lm_fail(ctx->err, LM_E_RETRACTION, LM_NOWHERE, "%s", what);
        c->failed = true;
    }
}

static void
tell_new(struct lm_gcore *c, struct lm_table *t, struct lm_group *g, struct lm_out *out,
         const struct lm_out_row *head, const struct lm_val *bounds)
{
    struct lm_out_row row = *head;

    row.weight = 1;
    row.pair = g->shown ? LM_PAIR_NEW : LM_PAIR_NONE;
    lm_gcore_put(c, out, &row, g, c->now, bounds);
    lm_gcore_remember(c, t->pool, g, !g->shown);
    g->shown = true;
}

static void
tell_old(struct lm_gcore *c, struct lm_group *g, struct lm_out *out, const struct lm_out_row *head,
         const struct lm_val *bounds)
{
    struct lm_out_row row = *head;

    assert(g->shown);
    lm_gcore_put(c, out, &row, g, lm_gcore_shown(c, g), bounds);
}

void
lm_gcore_settle(struct lm_gcore *c, struct lm_table *t, struct lm_group *g, struct lm_out *out,
                const struct lm_out_row *head, const struct lm_val *bounds)
{
    bool visible = g->rows > 0 || c->always;
    struct lm_out_row old = {.weight = -1, .pair = LM_PAIR_NONE};

    g->touched = false;
    if (out != NULL) {
        old.ts = head->ts;
        old.mark = head->mark;
        old.seq = head->seq;
        if (visible) {
            lm_gcore_answer(c, g);
            if (!g->shown || !lm_gcore_unchanged(c, g)) {
                old.pair = LM_PAIR_OLD;
                if (g->shown)
                    tell_old(c, g, out, &old, bounds);
                tell_new(c, t, g, out, head, bounds);
            }
        } else if (g->shown) {
            tell_old(c, g, out, &old, bounds);
        }
    }
    if (!visible)
        lm_gcore_drop(c, t, g);
}
