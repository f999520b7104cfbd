/* plan_arrival.c -- window functions above others know when their rows arrived. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Rows that tie keep the order in which they arrived. An OVER node hands its rows on in other orders:
 * along a key, or as its answers change, and a watermark sort does so too. So where one OVER lies above
 * another one, through projections and conditions, the lower one adds a hidden column with the number of
 * arrival of each row, and the upper one counts by that instead of by what comes to it.
 */
#include <assert.h>

#include "sql/bind_priv.h"

/* How many nodes read p. */
static uint32_t
readers(const struct lm_binder *b, const struct lm_plan *p)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct lm_plan *by = b->nodes.at[i];
        n += (by->in[0] == p) + (by->in[1] == p);
        for (uint32_t k = 0; by->op == LM_P_UNION && k < by->more.n; k++)
            n += by->more.at[k] == p;
    }
    return n;
}

/* The number of arrival as a column of the node's own. */
static struct lm_plan_col *
own_arrival(struct lm_binder *b, struct lm_plan *p)
{
    if (p->arrival_out == NULL) {
        struct lm_plan_col *c = lm_alloc(b->a, sizeof *c);
        c->type = lm_type_of(LM_T_BIGINT);
        c->hidden = true;
        lm_list_add(b->a, &p->more, c);
        p->arrival_out = c;
    }
    return p->arrival_out;
}

static struct lm_plan_col *
passed_arrival(struct lm_binder *b, struct lm_plan *project, struct lm_plan_col *below)
{
    for (uint32_t i = 0; i < project->cols->at.n; i++) {
        struct lm_plan_col *c = project->cols->at.at[i];
        if (c->expr != NULL && plan_ref_col(c->expr) == below)
            return c;
    }
    struct lm_plan_col *c = project_add(b, project, (struct lm_str){ 0 }, plan_ref(b, below, project->pos));
    c->hidden = true;
    return c;
}

/* The column of p's rows that has their number of arrival; NULL: they come as they arrived. */
static struct lm_plan_col *
arrival_of(struct lm_binder *b, struct lm_plan *p, uint32_t depth)
{
    struct lm_plan_col *below;

    if (depth == LM_EXPR_DEPTH)
        return NULL;
    switch (p->op) {
    case LM_P_OVER:
    case LM_P_TOPN:
        if (p->over->how == LM_PO_CHANGES || p->over->in_order)
            return own_arrival(b, p);
        return arrival_of(b, p->in[0], depth + 1);
    case LM_P_TSORT:
        below = arrival_of(b, p->in[0], depth + 1);
        return below != NULL ? below : own_arrival(b, p);
    case LM_P_FILTER:
        return arrival_of(b, p->in[0], depth + 1);
    case LM_P_PROJECT:
        if (readers(b, p) != 1)
            return NULL;
        below = arrival_of(b, p->in[0], depth + 1);
        return below != NULL ? passed_arrival(b, p, below) : NULL;
    default:
        return NULL;
    }
}

void
plan_arrivals(struct lm_binder *b)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        struct lm_plan *p = b->nodes.at[i];
        bool over = p->op == LM_P_OVER || p->op == LM_P_TOPN;
        if (p->op == LM_P_TSORT || (over && p->over->how != LM_PO_STREAM))
            p->arrival = arrival_of(b, p->in[0], 0);
    }
}
