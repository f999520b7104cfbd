/* bind_emit.c -- EMIT, ALLOW LATENESS, LATE DATA TO: when and how a query speaks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/bind_priv.h"

enum bind_mode
emit_mode(const struct lm_query *q, enum bind_mode around)
{
    if (q->emit == LM_EMIT_NONE)
        return around;
    return q->emit >= LM_EMIT_UPDATE ? BIND_CHANGES : BIND_FINAL;
}

static const char *
emit_name(enum lm_emit_kind k)
{
    static const char *const names[] = {
        [LM_EMIT_NONE] = "EMIT",           [LM_EMIT_CLOSE] = "EMIT ON WINDOW CLOSE",
        [LM_EMIT_FINAL] = "EMIT FINAL",    [LM_EMIT_MARK] = "EMIT ON WATERMARK",
        [LM_EMIT_UPDATE] = "EMIT ON UPDATE", [LM_EMIT_CHANGES] = "EMIT CHANGES",
        [LM_EMIT_EVERY] = "EMIT EVERY",    [LM_EMIT_CHANGES_EVERY] = "EMIT CHANGES EVERY",
    };

    return names[k];
}

static int
needs_window(struct bind_select *x, struct lm_pos pos, const char *clause)
{
    lm_fail(x->s.b->err, LM_E_NO_WINDOW, pos, "%s needs a window", clause);
    return lm_hint(x->s.b->err, "group by one: GROUP BY ..., TUMBLE(ts, INTERVAL '1' MINUTE)");
}

/* Whether this LATE DATA TO has been bound before: a stream that is read twice has its late rows once. */
static bool
late_again(struct lm_binder *b, struct lm_plan *late)
{
    for (uint32_t i = 0; i < b->lates.n; i++) {
        const struct lm_plan *first = b->lates.at[i];
        if (first->pos.off == late->pos.off && first->pos.text == late->pos.text)
            return true;
    }
    lm_list_add(b->a, &b->lates, late);
    return false;
}

/* The stream of late rows: the window's input and _window_end. */
static int
late_new(struct bind_select *x, struct lm_plan *g)
{
    struct lm_binder *b = x->s.b;
    struct lm_plan *late = plan_new(b, LM_P_LATE, NULL, x->q->late_pos);
    struct lm_list cols = { 0 };

    late->late_of = g;
    late->cols = plan_cols_new(b);
    late->endless = g->endless;
    late->is_open = x->s.plan->is_open;
    plan_visible(b, x->s.plan, &cols);
    for (uint32_t i = 0; i < cols.n; i++) {
        struct lm_plan_col *c = cols.at[i];
        struct lm_plan_col *out = plan_col_add(b, late->cols, c->name, c->type);
        out->spread = c->spread;
        out->expr = plan_ref(b, c, x->q->late_pos);
    }
    plan_col_add(b, late->cols, LM_STR("_window_end"), g->win_end->type);
    g->late = late;
    if (late_again(b, late))
        return 0;
    if (x->q->late_to_path) {
        late->late_path = x->q->late_to;
        lm_list_add(b->a, &b->late, late);
        return 0;
    }
    struct lm_str name = x->q->late_to;
    if (lm_catalog_stream(b->cat, name) != NULL || lm_catalog_source(b->cat, name) != NULL)
        return lm_fail(b->err, LM_E_DUPLICATE, x->q->late_pos, "\"%.*s\" is there already", LM_STRF(name));
    lm_catalog_add_stream(b->cat, name, NULL)->late = late;
    return 0;
}

/* ASSIGN under filters and projections. */
static struct lm_plan *
assign_below(struct lm_plan *p)
{
    while (p != NULL && (p->op == LM_P_FILTER || p->op == LM_P_PROJECT))
        p = p->in[0];
    return p != NULL && p->op == LM_P_ASSIGN ? p : NULL;
}

static int
window_emit(struct bind_select *x, struct lm_plan *g)
{
    const struct lm_query *q = x->q;

    if (q->lateness != NULL && bind_duration(x->s.b, q->lateness, &g->lateness_us) != 0)
        return -1;
    if (q->lateness == NULL && g->lateness_us == 0)
        g->lateness_us = x->s.b->cat->lateness_us;
    if (g->lateness_us < 0)
        return lm_fail(x->s.b->err, LM_E_BAD_WINDOW, q->lateness_pos, "the lateness is below zero");
    g->final = q->emit == LM_EMIT_FINAL;
    if (q->emit == LM_EMIT_MARK) {
        g->say = LM_SAY_MARK;
        g->changing = g->lateness_us > 0;
    } else if (q->emit >= LM_EMIT_UPDATE) {
        g->say = LM_SAY_CHANGES;
        g->changing = true;
    } else {
        g->say = LM_SAY_CLOSE;
        g->changing = false;
    }
    return q->late_to.n > 0 ? late_new(x, g) : 0;
}

int
emit_window(struct bind_select *x)
{
    const struct lm_query *q = x->q;
    struct lm_plan *g = x->group.plan;

    if (g != NULL && g->op == LM_P_WGROUP)
        return window_emit(x, g);
    if (q->lateness != NULL)
        return needs_window(x, q->lateness_pos, "ALLOW LATENESS");
    if (q->late_to.n > 0)
        return needs_window(x, q->late_pos, "LATE DATA TO");
    if (q->emit >= LM_EMIT_CLOSE && q->emit <= LM_EMIT_MARK) {
        struct lm_plan *assign = g == NULL ? assign_below(x->s.plan) : NULL;
        if (assign != NULL) {
            assign->hold = true;
            assign->lateness_us = x->s.b->cat->lateness_us;
            return 0;
        }
        if (g != NULL || !x->s.plan->windowed)
            return needs_window(x, q->emit_pos, emit_name(q->emit));
    }
    if (g != NULL)
        g->changing = g->say == LM_SAY_CHANGES;
    return 0;
}

struct lm_plan *
emit_top(struct lm_binder *b, const struct lm_query *q, struct lm_plan *p)
{
    if (q->emit == LM_EMIT_UPDATE) {
        p = plan_new(b, LM_P_UPDATE, p, q->emit_pos);
        p->changing = false;
    } else if (q->emit == LM_EMIT_EVERY || q->emit == LM_EMIT_CHANGES_EVERY) {
        p = plan_new(b, LM_P_EVERY, p, q->emit_pos);
        p->every_changes = q->emit == LM_EMIT_CHANGES_EVERY && p->changing;
        p->changing = p->every_changes;
        if (bind_duration(b, q->every, &p->every_us) != 0)
            return NULL;
        if (p->every_us <= 0) {
            lm_fail(b->err, LM_E_BAD_WINDOW, q->every->pos, "EMIT EVERY needs a duration above zero");
            return NULL;
        }
    }
    return p;
}
