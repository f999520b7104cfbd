/* bind_window.c -- windows in every spelling, and the event time they go by. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The time of a window is an expression over its input. It is followed down to the sources
 * (time_below): a source that has no event time yet takes it as its own, and the window then reads
 * the time that the source has computed (plan.time stays NULL). Over the bounds of another window the
 * time is that of its rows, which run/build.c leaves as they are.
 */
#include <assert.h>

#include "sql/bind_script.h"

enum window_slot { SLOT_TIME, SLOT_SIZE, SLOT_SLIDE, SLOT_OFFSET, SLOTS };

/* Which argument stands where: the order of positional arguments behind the time. */
static const struct window_call {
    const char *name;
    enum lm_window_kind kind;
    enum window_slot order[3];
    uint32_t norder;
} window_calls[] = {
    { "tumble", LM_WINDOW_TUMBLE, { SLOT_SIZE, SLOT_OFFSET }, 2 },
    { "hop", LM_WINDOW_HOP, { SLOT_SLIDE, SLOT_SIZE, SLOT_OFFSET }, 3 },
    { "slide", LM_WINDOW_HOP, { SLOT_SIZE, SLOT_SLIDE, SLOT_OFFSET }, 3 },
    { "session", LM_WINDOW_SESSION, { SLOT_SIZE }, 1 },
    { "cumulate", LM_WINDOW_CUMULATE, { SLOT_SLIDE, SLOT_SIZE, SLOT_OFFSET }, 3 },
};

static const struct {
    const char *name;
    enum window_slot slot;
} named_slots[] = {
    { "size", SLOT_SIZE },   { "gap", SLOT_SIZE },     { "max", SLOT_SIZE },    { "max_size", SLOT_SIZE },
    { "slide", SLOT_SLIDE }, { "advance", SLOT_SLIDE }, { "step", SLOT_SLIDE }, { "hop", SLOT_SLIDE },
    { "offset", SLOT_OFFSET }, { "ts", SLOT_TIME },    { "timecol", SLOT_TIME }, { "time", SLOT_TIME },
};

static const struct window_call *
window_call_find(struct lm_str name)
{
    for (size_t i = 0; i < sizeof window_calls / sizeof *window_calls; i++)
        if (lm_str_eq_nocase(name, lm_str_of(window_calls[i].name)))
            return &window_calls[i];
    return NULL;
}

bool
ast_is_window(const struct lm_ast *e)
{
    return e->op == LM_A_CALL && e->arg.n > 0 && window_call_find(e->name) != NULL;
}

/* TUMBLE_START(...), HOP_END(...). */
bool
ast_is_window_bound(const struct lm_ast *e, bool *end)
{
    struct lm_str base = e->name;

    if (e->op != LM_A_CALL)
        return false;
    if (base.n > 6 && lm_str_eq_nocase((struct lm_str){ base.p + base.n - 6, 6 }, LM_STR("_start"))) {
        base.n -= 6;
        *end = false;
    } else if (base.n > 4 && lm_str_eq_nocase((struct lm_str){ base.p + base.n - 4, 4 }, LM_STR("_end"))) {
        base.n -= 4;
        *end = true;
    } else {
        return false;
    }
    return window_call_find(base) != NULL;
}

/* Time --------------------------------------------------------------------------------------------- */

/* A copy of e with the columns of p replaced by what they are made of, down to one source. NULL when
 * something stands between that has no such expression (an aggregate). For a UNION `branch` counts
 * the sources from the left. */
struct descent {
    struct lm_binder *b;
    struct lm_source *source; /* where it ended */
    uint32_t nodes;           /* that were copied: at most TIME_NODES, no time is made of more */
};

enum { TIME_NODES = 4096 };

static struct lm_expr *time_below(struct descent *d, struct lm_plan *p, const struct lm_expr *e, bool left);

/* A column of a join's right side. */
static bool
of_right(const struct lm_plan *join, const struct lm_plan_col *c)
{
    for (uint32_t i = 0; i < join->more.n; i++)
        if (join->more.at[i] == c)
            return true;
    return false;
}

static struct lm_expr *
time_col(struct descent *d, struct lm_plan *p, struct lm_plan_col *c, struct lm_pos pos)
{
    if (c->expr != NULL && p->op == LM_P_PROJECT)
        return time_below(d, p->in[0], c->expr, true);
    if (c->source != NULL && p->op == LM_P_SCAN)
        return d->source = p->source, plan_ref(d->b, c, pos);
    return NULL;
}

static struct lm_expr *
time_below(struct descent *d, struct lm_plan *p, const struct lm_expr *e, bool left)
{
    struct lm_plan_col *c = plan_ref_col(e);

    if (d->nodes++ >= TIME_NODES)
        return NULL;
    if (c == NULL) {
        struct lm_expr *copy = lm_alloc_copy(d->b->a, e, sizeof *e);
        copy->arg = lm_alloc(d->b->a, (e->narg + 1) * sizeof *copy->arg);
        for (uint32_t i = 0; i < e->narg; i++) {
            copy->arg[i] = time_below(d, p, e->arg[i], left);
            if (copy->arg[i] == NULL)
                return NULL;
        }
        return copy;
    }
    while (p->op != LM_P_SCAN && p->op != LM_P_PROJECT) {
        if (p->op == LM_P_GROUP || p->op == LM_P_WGROUP || p->op == LM_P_UNION || p->op == LM_P_LATE ||
            p->op == LM_P_VALUES)
            return NULL;
        if (p->op == LM_P_JOIN) { /* its rows have the time of the side that asks */
            bool right = of_right(p, c);
            if (right != (p->how == LM_PH_FLIPPED))
                return NULL;
            c = right ? plan_ref_col(c->expr) : c;
            p = p->in[right];
        } else {
            p = p->in[0];
        }
    }
    return time_col(d, p, c, e->pos);
}

bool
expr_same(const struct lm_expr *a, const struct lm_expr *b)
{
    if (a->op != b->op || a->narg != b->narg || a->fn != b->fn || a->type.id != b->type.id)
        return false;
    if (a->op == LM_X_COL)
        return a->state == b->state;
    if (a->op == LM_X_CONST && lm_val_order(&a->value, &b->value) != 0)
        return false;
    for (uint32_t i = 0; i < a->narg; i++)
        if (!expr_same(a->arg[i], b->arg[i]))
            return false;
    return true;
}

enum lm_time_unit
bind_unit_of_type(struct lm_type t)
{
    switch (t.id) {
    case LM_T_TIMESTAMP:
    case LM_T_DATE:
        return LM_UNIT_TIMESTAMP;
    case LM_T_BIGINT:
    case LM_T_INTEGER:
        return LM_UNIT_MS;
    default:
        return LM_UNIT_AUTO;
    }
}

/* The source's own event time from now on, or already. False when it goes by another one. */
static bool
source_takes_time(struct lm_source *s, struct lm_expr *e)
{
    if (s->time == NULL) {
        s->time = e;
        s->time_name = e->name;
        if (s->stamp.unit == LM_UNIT_AUTO)
            s->stamp.unit = bind_unit_of_type(e->type);
        return true;
    }
    return expr_same(s->time, e);
}

/* The columns of each input of a UNION that c is made of. */
static int
window_time_of(struct bind_scope *s, struct lm_plan *p, struct lm_plan *in, const struct lm_expr *e)
{
    struct lm_plan_col *c = plan_ref_col(e);

    while (in->op == LM_P_FILTER || in->op == LM_P_LIMIT || in->op == LM_P_FINAL || in->op == LM_P_RETIME)
        in = in->in[0];
    if (c != NULL && in->op == LM_P_PROJECT && c->expr != NULL && plan_ref_col(c->expr) != NULL)
        return window_time_of(s, p, in->in[0], c->expr);
    if (c != NULL && in->op == LM_P_UNION && c->from != NULL) {
        for (uint32_t i = 0; i < in->more.n; i++)
            if (window_time_of(s, p, in->more.at[i], plan_ref(s->b, c->from[i], e->pos)) != 0)
                return -1;
        return 0;
    }
    struct descent d = { .b = s->b };
    struct lm_expr *below = time_below(&d, in, e, true);
    if (below != NULL && d.source != NULL && source_takes_time(d.source, below)) {
        if (p->stamp == NULL)
            p->stamp = &d.source->stamp;
        return 0;
    }
    return 1; /* not the time of the rows */
}

enum bind_time_of
time_kind(struct lm_binder *b, struct lm_plan *in, const struct lm_expr *e)
{
    struct descent d = { .b = b };
    struct lm_expr *below = time_below(&d, in, e, true);

    if (below == NULL || d.source == NULL)
        return TIME_OTHER;
    if (d.source->time == NULL)
        return TIME_FREE;
    if (!expr_same(d.source->time, below))
        return TIME_OTHER;
    return d.source->time_declared ? TIME_DECLARED : TIME_FREE;
}

bool
times_clash(struct lm_binder *b, struct lm_plan *const in[2], struct lm_expr *const e[2])
{
    struct descent x = { .b = b }, y = { .b = b };
    struct lm_expr *below = time_below(&x, in[0], e[0], true), *other = time_below(&y, in[1], e[1], true);

    return below != NULL && other != NULL && x.source == y.source && !expr_same(below, other);
}

int
join_time(struct bind_scope *s, struct lm_plan *in, struct lm_expr *e, struct lm_expr **expr,
          struct lm_stamp **stamp)
{
    struct lm_plan at = { .in = { in } };
    const struct lm_plan_col *c = plan_ref_col(e);

    *expr = NULL;
    int own = window_time_of(s, &at, in, e);
    if (own > 0) {
        *expr = e;
        at.stamp = lm_alloc(s->b->a, sizeof *at.stamp);
        at.stamp->unit = bind_unit_of_type(e->type);
        if (c != NULL && c->time != LM_COL_PLAIN)
            at.stamp->unit = c->time_of->stamp->unit;
    }
    *stamp = at.stamp;
    return own < 0 ? -1 : 0;
}

/* A window over the bounds of another one. */
static int
window_over_window(struct bind_scope *s, struct lm_plan *p, struct lm_expr *e, const struct lm_plan_col *c)
{
    p->stamp = c->time_of->stamp;
    if (c->time == LM_COL_WINDOW_END)
        return 0;
    struct lm_plan *retime = plan_new(s->b, LM_P_RETIME, p->in[0], p->pos);
    retime->time = e;
    retime->stamp = p->stamp;
    retime->shift_us = c->time_of->window.size;
    /* Inputs stand before what reads them. */
    lm_list_add(s->b->a, &s->b->nodes, p);
    p->in[0] = s->plan = retime;
    return 0;
}

static int
window_time(struct bind_scope *s, struct lm_plan *p, struct lm_expr *time, struct lm_pos pos)
{
    const struct lm_plan_col *c = plan_ref_col(time);

    if (c != NULL && c->time != LM_COL_PLAIN)
        return window_over_window(s, p, time, c);
    switch (time->type.id) {
    case LM_T_BOOLEAN:
    case LM_T_INTERVAL:
    case LM_T_TIME:
        return lm_fail(s->b->err, LM_E_TYPE, pos, "a window needs a time or an epoch number");
    default:
        break;
    }
    int own = window_time_of(s, p, p->in[0], time);
    if (own > 0) {
        p->time = time;
        p->stamp = lm_alloc(s->b->a, sizeof *p->stamp);
        p->stamp->unit = bind_unit_of_type(time->type);
    }
    return own < 0 ? -1 : 0;
}

/* The declared event time of every source below, for TUMBLE(1 MINUTE). */
static int
declared_time(struct bind_scope *s, struct lm_plan *p, struct lm_plan *in, struct lm_pos pos)
{
    if (in->op == LM_P_WGROUP) {
        p->stamp = in->stamp;
        return 0;
    }
    if (in->op == LM_P_UNION) {
        for (uint32_t i = 0; i < in->more.n; i++)
            if (declared_time(s, p, in->more.at[i], pos) != 0)
                return -1;
        return 0;
    }
    if (in->op == LM_P_SCAN && in->source->time != NULL && in->source->time_declared) {
        p->stamp = &in->source->stamp;
        return 0;
    }
    if (in->op != LM_P_SCAN && in->in[0] != NULL && in->op != LM_P_GROUP)
        return declared_time(s, p, in->in[in->op == LM_P_JOIN && in->how == LM_PH_FLIPPED], pos);
    lm_fail(s->b->err, LM_E_NO_WINDOW, pos, "the window names no time, and no event time is declared");
    return lm_hint(s->b->err, "name the column, TUMBLE(ts, ...), or declare it: --event-time=ts");
}

struct lm_stamp *
declared_stamp(struct bind_scope *s, struct lm_plan *in)
{
    struct lm_plan p = { .in = { in } };
    struct lm_err *err = s->b->err, ignored = { 0 };

    s->b->err = &ignored;
    int status = declared_time(s, &p, in, in->pos);
    s->b->err = err;
    return status == 0 ? p.stamp : NULL;
}

/* Sizes --------------------------------------------------------------------------------------------- */

static int
check_sizes(struct bind_scope *s, const struct lm_window *w, struct lm_pos pos)
{
    if (w->size <= 0 || (w->kind >= LM_WINDOW_HOP && w->kind <= LM_WINDOW_CUMULATE && w->slide <= 0))
        return lm_fail(s->b->err, LM_E_BAD_WINDOW, pos, "a window needs a size above zero");
    if (w->kind == LM_WINDOW_HOP && w->slide > w->size) {
        lm_fail(s->b->err, LM_E_BAD_WINDOW, pos, "the slide is longer than the window");
        return lm_hint(s->b->err, "HOP takes the slide first, then the size: "
                                  "HOP(ts, INTERVAL '%g' SECOND, INTERVAL '%g' SECOND)",
                       (double)w->size / 1e6, (double)w->slide / 1e6);
    }
    if (w->kind == LM_WINDOW_CUMULATE && w->size % w->slide != 0)
        return lm_fail(s->b->err, LM_E_BAD_WINDOW, pos,
                       "CUMULATE needs a longest window that is a multiple of its step");
    return 0;
}

static int
take_slots(struct bind_scope *s, const struct lm_ast *call, const struct window_call *form,
           const struct lm_ast *slot[SLOTS])
{
    uint32_t k = 0, positional = 0;

    for (uint32_t i = 0; i < call->arg.n; i++) {
        const struct lm_ast *arg = call->arg.at[i];
        enum window_slot at = SLOTS;
        if (arg->op == LM_A_NAMED) {
            for (size_t m = 0; m < sizeof named_slots / sizeof *named_slots; m++)
                if (lm_str_eq_nocase(arg->name, lm_str_of(named_slots[m].name)))
                    at = named_slots[m].slot;
            arg = arg->arg.at[0];
        } else {
            bool duration = arg->op == LM_A_DURATION ||
                            (arg->op == LM_A_LITERAL && (arg->value.kind == LM_K_IVL ||
                                                         arg->value.kind == LM_K_STR));
            if (positional++ == 0 && !duration)
                at = SLOT_TIME;
            else if (k < form->norder)
                at = form->order[k++];
        }
        if (at == SLOTS || slot[at] != NULL)
            return lm_fail(s->b->err, LM_E_ARGUMENTS, arg->pos, "%s does not take this argument",
                           form->name);
        slot[at] = arg;
    }
    return 0;
}

int
window_of_call(struct bind_scope *s, const struct lm_ast *call, struct lm_plan *p)
{
    const struct window_call *form = window_call_find(call->name);
    const struct lm_ast *slot[SLOTS] = { NULL };
    int64_t us[SLOTS] = { 0 };

    assert(form != NULL);
    if (take_slots(s, call, form, slot) != 0)
        return -1;
    bool slides = form->kind == LM_WINDOW_HOP || form->kind == LM_WINDOW_CUMULATE;
    if (slot[SLOT_SIZE] == NULL || (slides && slot[SLOT_SLIDE] == NULL))
        return lm_fail(s->b->err, LM_E_ARGUMENTS, call->pos, "%s needs %s", form->name,
                       slides ? "two durations" : "a duration");
    for (enum window_slot i = SLOT_SIZE; i < SLOTS; i++)
        if (slot[i] != NULL && bind_duration(s->b, slot[i], &us[i]) != 0)
            return -1;
    p->window = (struct lm_window){ form->kind, us[SLOT_SIZE], us[SLOT_SLIDE], us[SLOT_OFFSET] };
    if (check_sizes(s, &p->window, call->pos) != 0)
        return -1;
    if (slot[SLOT_TIME] == NULL)
        return declared_time(s, p, p->in[0], call->pos);
    struct lm_expr *time = bind_expr(s, slot[SLOT_TIME]);
    if (time == NULL)
        return -1;
    p->in[0] = s->plan;
    return window_time(s, p, time, slot[SLOT_TIME]->pos);
}

int
window_of_clause(struct bind_scope *s, const struct lm_from *f, struct lm_plan *p)
{
    static const enum lm_window_kind kinds[] = {
        [LM_WC_TUMBLING] = LM_WINDOW_TUMBLE,
        [LM_WC_HOPPING] = LM_WINDOW_HOP,
        [LM_WC_SESSION] = LM_WINDOW_SESSION,
    };

    p->window.kind = kinds[f->window];
    if (bind_duration(s->b, f->win_size, &p->window.size) != 0)
        return -1;
    if (f->win_slide != NULL && bind_duration(s->b, f->win_slide, &p->window.slide) != 0)
        return -1;
    if (f->win_grace != NULL && bind_duration(s->b, f->win_grace, &p->lateness_us) != 0)
        return -1;
    if (f->win_retention != NULL)
        return lm_fail(s->b->err, LM_E_UNSUPPORTED, f->window_pos,
                       "RETENTION has no meaning here: a window is kept until its grace period is over");
    if (check_sizes(s, &p->window, f->window_pos) != 0)
        return -1;
    return declared_time(s, p, p->in[0], f->window_pos);
}

/* window_start and window_end of a node; `cols` gets them, unless they are the node's own (ASSIGN). */
void
window_bounds(struct lm_binder *b, struct lm_plan *p, struct lm_plan_cols *cols)
{
    struct lm_plan_cols own = { { 0 } };
    struct lm_plan_cols *into = cols != NULL ? cols : &own;
    struct lm_type t = lm_type_of(p->stamp->unit == LM_UNIT_TIMESTAMP ? LM_T_TIMESTAMP : LM_T_DYN);

    p->win_start = plan_col_add(b, into, LM_STR("window_start"), t);
    p->win_end = plan_col_add(b, into, LM_STR("window_end"), t);
    p->win_start->time = LM_COL_WINDOW_START;
    p->win_end->time = LM_COL_WINDOW_END;
    p->win_start->time_of = p->win_end->time_of = p;
}
