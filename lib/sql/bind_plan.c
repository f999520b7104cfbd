/* bind_plan.c -- plan nodes, their columns, and how names find them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/bind_priv.h"

struct lm_plan_cols *
plan_cols_new(struct lm_binder *b)
{
    return lm_alloc(b->a, sizeof(struct lm_plan_cols));
}

struct lm_plan *
plan_new(struct lm_binder *b, enum lm_plan_op op, struct lm_plan *in, struct lm_pos pos)
{
    struct lm_plan *p = lm_alloc(b->a, sizeof *p);

    p->op = op;
    p->pos = pos;
    p->stream = b->stream;
    p->in[0] = in;
    p->limit = UINT64_MAX;
    if (in != NULL) {
        p->cols = in->cols;
        p->is_open = in->is_open;
        p->changing = in->changing;
        p->windowed = in->windowed;
        p->endless = in->endless;
    }
    lm_list_add(b->a, &b->nodes, p);
    return p;
}

struct lm_plan_col *
plan_col_add(struct lm_binder *b, struct lm_plan_cols *cols, struct lm_str name, struct lm_type type)
{
    struct lm_plan_col *c = lm_alloc(b->a, sizeof *c);

    c->name = name;
    c->type = type;
    lm_list_add(b->a, &cols->at, c);
    return c;
}

struct lm_expr *
plan_ref(struct lm_binder *b, struct lm_plan_col *col, struct lm_pos pos)
{
    struct lm_expr *e = lm_expr_col(b->a, 0, col->type, col->name, pos);

    e->state = col;
    lm_list_add(b->a, &b->refs, e);
    return e;
}

struct lm_plan_col *
plan_ref_col(const struct lm_expr *e)
{
    if (e->op == LM_X_PRESENT)
        e = e->arg[0];
    return e->op == LM_X_COL ? e->state : NULL;
}

struct lm_plan *
project_new(struct lm_binder *b, struct lm_plan *in, struct lm_pos pos)
{
    struct lm_plan *p = plan_new(b, LM_P_PROJECT, in, pos);

    p->cols = plan_cols_new(b);
    p->is_open = false;
    return p;
}

/* A column of a projection; what it was in time it stays, if it is passed as it is. */
struct lm_plan_col *
project_add(struct lm_binder *b, struct lm_plan *p, struct lm_str name, struct lm_expr *e)
{
    struct lm_plan_col *c = plan_col_add(b, p->cols, name, e->type);
    const struct lm_plan_col *from = plan_ref_col(e);

    c->expr = e;
    if (from != NULL) {
        c->time = from->time;
        c->time_of = from->time_of;
        c->spread = from->spread;
    }
    return c;
}

/* Sources --------------------------------------------------------------------------------------- */

static const struct lm_ast_column *
source_declared(const struct lm_source *s, struct lm_str name)
{
    for (uint32_t i = 0; i < s->declared.n; i++) {
        const struct lm_ast_column *c = s->declared.at[i];
        if (lm_str_eq(c->name, name))
            return c;
    }
    return NULL;
}

/* The source's column of exactly that name, made when it is asked for the first time. */
struct lm_plan_col *
source_col(struct lm_binder *b, struct lm_source *s, struct lm_str name)
{
    const struct lm_ast_column *declared = source_declared(s, name);

    for (uint32_t i = 0; i < s->cols->at.n; i++) {
        struct lm_plan_col *c = s->cols->at.at[i];
        if (c->part != LM_PC_RECORD && lm_str_eq(c->name, name))
            return c;
    }
    struct lm_type type = declared != NULL ? declared->type : lm_type_of(LM_T_DYN);
    struct lm_plan_col *c = plan_col_add(b, s->cols, name, type);
    c->source = s;
    c->not_null = declared != NULL && (declared->not_null || declared->key);
    return c;
}

static struct lm_plan_col *
source_record(struct lm_binder *b, struct lm_source *s)
{
    for (uint32_t i = 0; i < s->cols->at.n; i++) {
        struct lm_plan_col *c = s->cols->at.at[i];
        if (c->part == LM_PC_RECORD)
            return c;
    }
    struct lm_plan_col *c = plan_col_add(b, s->cols, LM_STR(""), lm_type_of(LM_T_JSON));
    c->source = s;
    c->part = LM_PC_RECORD;
    c->spread = true;
    return c;
}

static const struct virtual_col {
    struct lm_str name;
    enum lm_source_part part;
    enum lm_type_id type;
} virtual_cols[] = {
    { { "_file", 5 }, LM_PC_FILE, LM_T_VARCHAR },
    { { "_line", 5 }, LM_PC_LINE, LM_T_BIGINT },
    { { "_offset", 7 }, LM_PC_OFFSET, LM_T_BIGINT },
};

static struct lm_plan_col *
source_virtual(struct lm_binder *b, struct lm_source *s, struct lm_str name)
{
    for (size_t i = 0; i < sizeof virtual_cols / sizeof *virtual_cols; i++) {
        if (!lm_str_eq(virtual_cols[i].name, name))
            continue;
        struct lm_plan_col *c = source_col(b, s, name);
        c->part = virtual_cols[i].part;
        c->type = lm_type_of(virtual_cols[i].type);
        return c;
    }
    return NULL;
}

static bool
name_is(struct lm_str a, struct lm_str name, enum plan_look look)
{
    return look == LOOK_EXACT ? lm_str_eq(a, name) : lm_str_eq_nocase(a, name);
}

static struct lm_plan_col *
source_find(struct lm_binder *b, struct lm_source *s, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = NULL;

    if (look == LOOK_DEMAND) {
        if (!s->open || s->only_declared)
            return NULL;
        found = source_col(b, s, name);
        found->nocase = true;
        return found;
    }
    for (uint32_t i = 0; i < s->declared.n; i++) {
        const struct lm_ast_column *c = s->declared.at[i];
        if (name_is(c->name, name, look)) {
            found = source_col(b, s, c->name);
            (*n)++;
        }
    }
    for (uint32_t i = 0; i < s->nnames && !s->only_declared; i++) {
        if (name_is(s->names[i], name, look) && source_declared(s, s->names[i]) == NULL) {
            found = source_col(b, s, s->names[i]);
            (*n)++;
        }
    }
    if (found == NULL && look == LOOK_EXACT) {
        found = source_virtual(b, s, name);
        *n += found != NULL;
    }
    return found;
}

/* Finding --------------------------------------------------------------------------------------- */

static struct lm_plan_col *
cols_find(const struct lm_plan_cols *cols, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = NULL;

    for (uint32_t i = 0; i < cols->at.n; i++) {
        struct lm_plan_col *c = cols->at.at[i];
        if (c->name.n > 0 && !c->spread && name_is(c->name, name, look)) {
            (*n)++;
            if (found == NULL)
                found = c;
        }
    }
    return found;
}

static struct lm_plan_col *
project_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = look == LOOK_DEMAND ? NULL : cols_find(p->cols, name, look, n);

    if (found != NULL || !p->is_open)
        return found;
    for (uint32_t i = 0; i < p->excluded.n; i++)
        if (lm_str_eq_nocase(*(struct lm_str *)p->excluded.at[i], name))
            return NULL;
    struct lm_plan_col *below = plan_find(b, p->in[0], name, look, n);
    if (below == NULL)
        return NULL;
    found = project_add(b, p, below->name, plan_ref(b, below, LM_NOWHERE));
    found->hidden = true;
    return found;
}

static struct lm_plan_col *
union_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = look == LOOK_DEMAND ? NULL : cols_find(p->cols, name, look, n);

    if (found != NULL || !p->is_open)
        return found;
    struct lm_plan_col **from = lm_alloc(b->a, p->more.n * sizeof *from);
    for (uint32_t i = 0; i < p->more.n; i++) {
        from[i] = plan_find(b, p->more.at[i], name, look, n);
        if (from[i] == NULL)
            return NULL;
    }
    found = plan_col_add(b, p->cols, from[0]->name, from[0]->type);
    for (uint32_t i = 1; i < p->more.n; i++)
        if (!lm_type_common(found->type, from[i]->type, &found->type))
            found->type = lm_type_of(LM_T_DYN);
    found->from = from;
    found->hidden = true;
    return found;
}

static struct lm_plan_col *
join_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = plan_find(b, p->in[0], name, look, n);

    if (found != NULL || p->join == LM_PJ_SEMI || p->join == LM_PJ_ANTI || p->join == LM_PJ_MARK)
        return found;
    struct lm_plan_col *right = plan_find(b, p->in[1], name, look, n);
    return right != NULL ? join_right(b, p, right) : NULL;
}

/* Late rows are those of the window's input: open if that is. */
static struct lm_plan_col *
late_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name, enum plan_look look, uint32_t *n)
{
    struct lm_plan_col *found = look == LOOK_DEMAND ? NULL : cols_find(p->cols, name, look, n);
    struct lm_plan_col *below;

    if (found != NULL || !p->is_open)
        return found;
    below = plan_find(b, p->late_of->in[0], name, look, n);
    if (below == NULL)
        return NULL;
    found = plan_col_add(b, p->cols, below->name, below->type);
    found->expr = plan_ref(b, below, LM_NOWHERE);
    found->hidden = true;
    return found;
}

struct lm_plan_col *
plan_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name, enum plan_look look, uint32_t *n)
{
    switch (p->op) {
    case LM_P_SCAN:
        return source_find(b, p->source, name, look, n);
    case LM_P_PROJECT:
        return project_find(b, p, name, look, n);
    case LM_P_UNION:
        return union_find(b, p, name, look, n);
    case LM_P_LATE:
        return late_find(b, p, name, look, n);
    case LM_P_JOIN:
        return join_find(b, p, name, look, n);
    case LM_P_ASSIGN: {
        struct lm_plan_cols own = { { (void *[]){ p->win_start, p->win_end }, 2, 2 } };
        struct lm_plan_col *c = look == LOOK_DEMAND ? NULL : cols_find(&own, name, look, n);
        return c != NULL ? c : plan_find(b, p->in[0], name, look, n);
    }
    case LM_P_NAMES:
    case LM_P_RECENT:
    case LM_P_VALUES:
    case LM_P_GROUP:
    case LM_P_WGROUP:
        return look == LOOK_DEMAND ? NULL : cols_find(p->cols, name, look, n);
    default:
        return plan_find(b, p->in[0], name, look, n);
    }
}

static void
source_visible(struct lm_binder *b, struct lm_source *s, struct lm_list *out)
{
    for (uint32_t i = 0; i < s->declared.n; i++) {
        const struct lm_ast_column *c = s->declared.at[i];
        lm_list_add(b->a, out, source_col(b, s, c->name));
    }
    if (s->only_declared)
        return;
    if (s->open) {
        lm_list_add(b->a, out, source_record(b, s));
        return;
    }
    for (uint32_t i = 0; i < s->nnames; i++)
        if (source_declared(s, s->names[i]) == NULL)
            lm_list_add(b->a, out, source_col(b, s, s->names[i]));
}

static void
cols_visible(struct lm_binder *b, const struct lm_plan_cols *cols, struct lm_list *out)
{
    for (uint32_t i = 0; i < cols->at.n; i++) {
        struct lm_plan_col *c = cols->at.at[i];
        if (!c->hidden)
            lm_list_add(b->a, out, c);
    }
}

void
plan_visible(struct lm_binder *b, struct lm_plan *p, struct lm_list *out)
{
    switch (p->op) {
    case LM_P_SCAN:
        source_visible(b, p->source, out);
        return;
    case LM_P_NAMES:
    case LM_P_PROJECT:
    case LM_P_UNION:
    case LM_P_VALUES:
    case LM_P_GROUP:
    case LM_P_WGROUP:
    case LM_P_RECENT:
    case LM_P_LATE:
        cols_visible(b, p->cols, out);
        return;
    case LM_P_UNNEST:
        plan_visible(b, p->in[0], out);
        for (uint32_t i = 0; i < p->more.n; i++)
            if (!((struct lm_plan_col *)p->more.at[i])->hidden)
                lm_list_add(b->a, out, p->more.at[i]);
        return;
    case LM_P_ASSIGN:
        plan_visible(b, p->in[0], out);
        lm_list_add(b->a, out, p->win_start);
        lm_list_add(b->a, out, p->win_end);
        return;
    case LM_P_JOIN:
        plan_visible(b, p->in[0], out);
        if (p->join <= LM_PJ_FULL) {
            struct lm_list right = { 0 };
            plan_visible(b, p->in[1], &right);
            for (uint32_t i = 0; i < right.n; i++)
                lm_list_add(b->a, out, join_right(b, p, right.at[i]));
        }
        if (p->times != NULL && p->times->probe != NULL)
            cols_visible(b, p->times->probe->cols, out);
        return;
    default:
        plan_visible(b, p->in[0], out);
    }
}

static void
name_add(struct lm_binder *b, struct lm_str name, struct lm_list *out)
{
    if (name.n > 0)
        lm_list_add(b->a, out, lm_alloc_copy(b->a, &name, sizeof name));
}

void
plan_names(struct lm_binder *b, struct lm_plan *p, struct lm_list *out)
{
    if (p->op == LM_P_SCAN) {
        for (uint32_t i = 0; i < p->source->declared.n; i++)
            name_add(b, ((struct lm_ast_column *)p->source->declared.at[i])->name, out);
        for (uint32_t i = 0; i < p->source->nnames && !p->source->only_declared; i++)
            if (source_declared(p->source, p->source->names[i]) == NULL)
                name_add(b, p->source->names[i], out);
        return;
    }
    if (p->op == LM_P_JOIN && p->join <= LM_PJ_FULL)
        plan_names(b, p->in[1], out);
    for (uint32_t i = 0; p->op == LM_P_UNNEST && i < p->more.n; i++)
        name_add(b, ((struct lm_plan_col *)p->more.at[i])->name, out);
    if (p->op == LM_P_ASSIGN) {
        name_add(b, p->win_start->name, out);
        name_add(b, p->win_end->name, out);
    }
    if (p->cols != NULL && (p->in[0] == NULL || p->cols != p->in[0]->cols)) {
        for (uint32_t i = 0; i < p->cols->at.n; i++) {
            struct lm_plan_col *c = p->cols->at.at[i];
            if (!c->hidden)
                name_add(b, c->name, out);
        }
        if (!p->is_open)
            return;
    }
    if (p->in[0] != NULL)
        plan_names(b, p->in[0], out);
}

/* Numbering ------------------------------------------------------------------------------------- */

uint32_t
lm_plan_width(const struct lm_plan *p)
{
    switch (p->op) {
    case LM_P_ASSIGN:
        return lm_plan_width(p->in[0]) + 2;
    case LM_P_UNNEST:
    case LM_P_OVER:
    case LM_P_TOPN:
    case LM_P_TSORT:
        return lm_plan_width(p->in[0]) + p->more.n;
    case LM_P_JOIN:
        if (p->join == LM_PJ_SEMI || p->join == LM_PJ_ANTI)
            return lm_plan_width(p->in[0]);
        if (p->join == LM_PJ_MARK)
            return lm_plan_width(p->in[0]) + 1;
        return lm_plan_width(p->in[0]) + lm_plan_width(p->in[1]) +
               (p->times != NULL && p->times->probe != NULL ? p->times->probe->cols->at.n : 0);
    case LM_P_SCAN:
    case LM_P_PROJECT:
    case LM_P_UNION:
    case LM_P_VALUES:
    case LM_P_GROUP:
    case LM_P_WGROUP:
    case LM_P_RECENT:
        return p->cols->at.n;
    case LM_P_LATE:
        return lm_plan_width(p->late_of->in[0]) + 1;
    default:
        return lm_plan_width(p->in[0]);
    }
}

static void
number_node(struct lm_plan *p)
{
    switch (p->op) {
    case LM_P_ASSIGN:
        p->win_start->index = lm_plan_width(p->in[0]);
        p->win_end->index = p->win_start->index + 1;
        return;
    case LM_P_UNNEST:
    case LM_P_OVER:
    case LM_P_TOPN:
    case LM_P_TSORT:
        for (uint32_t i = 0; i < p->more.n; i++)
            ((struct lm_plan_col *)p->more.at[i])->index = lm_plan_width(p->in[0]) + i;
        return;
    case LM_P_JOIN:
        if (p->mark_col != NULL)
            p->mark_col->index = lm_plan_width(p->in[0]);
        for (uint32_t i = 0; i < p->more.n; i++) { /* columns of the right side, see join_right */
            struct lm_plan_col *c = p->more.at[i];
            c->index = lm_plan_width(p->in[0]) + plan_ref_col(c->expr)->index;
        }
        for (uint32_t i = 0; p->times != NULL && p->times->probe != NULL && i < p->times->probe->cols->at.n; i++)
            ((struct lm_plan_col *)p->times->probe->cols->at.at[i])->index =
                lm_plan_width(p->in[0]) + lm_plan_width(p->in[1]) + i;
        return;
    case LM_P_SCAN:
    case LM_P_PROJECT:
    case LM_P_UNION:
    case LM_P_VALUES:
    case LM_P_GROUP:
    case LM_P_WGROUP:
    case LM_P_RECENT:
        for (uint32_t i = 0; i < p->cols->at.n; i++)
            ((struct lm_plan_col *)p->cols->at.at[i])->index = i;
        return;
    default:
        return;
    }
}

void
lm_plan_number(struct lm_binder *b)
{
    for (uint32_t i = 0; i < b->nodes.n; i++)
        number_node(b->nodes.at[i]);
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        /* The late rows of a window are its input's columns and _window_end behind them. */
        struct lm_plan *p = b->nodes.at[i];
        for (uint32_t k = 0; p->op == LM_P_LATE && k < p->cols->at.n; k++) {
            struct lm_plan_col *c = p->cols->at.at[k];
            c->index = c->expr != NULL ? plan_ref_col(c->expr)->index : lm_plan_width(p->late_of->in[0]);
        }
    }
    for (uint32_t i = 0; i < b->refs.n; i++) {
        struct lm_expr *e = b->refs.at[i];
        struct lm_plan_col *c = e->state;
        if (c != NULL) {
            e->col = c->index;
            e->state = NULL;
        }
    }
    b->refs.n = 0;
}
