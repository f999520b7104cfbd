/* bind_name.c -- what a name means: a column, an alias, a parameter of a lambda, a member of a value. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Order of meaning: a column that a table is known to have, exactly, else without case if that is
 * unique; else the alias of an earlier SELECT item; else a column that an open source may still show.
 * What stands behind the column, a.b.c, are members of its value. Names of the query around a subquery
 * never come here: bind_sub.c and bind_lateral.c have made conditions of a join of them.
 */
#include "sql/bind_priv.h"

struct bind_table *
scope_table(struct bind_scope *s, struct lm_str alias)
{
    struct bind_table *found = NULL;

    for (uint32_t i = 0; i < s->tables.n; i++) {
        struct bind_table *t = s->tables.at[i];
        if (lm_str_eq(t->alias, alias))
            return t;
        if (lm_str_eq_nocase(t->alias, alias))
            found = t;
    }
    return found;
}

/* A column of a table as it is called above the joins that the table is part of. */
struct lm_plan_col *
table_lift(struct bind_scope *s, struct bind_table *t, struct lm_plan_col *c)
{
    for (uint32_t i = 0; c != NULL && i < t->lifts.n; i++)
        c = join_right(s->b, t->lifts.at[i], c);
    return c;
}

static struct lm_plan_col *
table_find(struct bind_scope *s, struct bind_table *t, struct lm_str name, enum plan_look look, uint32_t *n)
{
    return table_lift(s, t, plan_find(s->b, t->plan, name, look, n));
}

/* The column of one table, known or asked for. */
static struct lm_plan_col *
table_col(struct bind_scope *s, struct bind_table *t, const struct lm_ast *e, struct lm_str name)
{
    uint32_t n = 0;
    struct lm_plan_col *c = table_find(s, t, name, LOOK_EXACT, &n);

    if (c == NULL && !e->quoted) {
        c = table_find(s, t, name, LOOK_NOCASE, &n);
        if (n > 1)
            c = NULL;
    }
    return c != NULL ? c : table_find(s, t, name, LOOK_DEMAND, &n);
}

/* A column that USING has made one of both sides; of an outer join the one that is there. */
struct lm_expr *
merged_expr(struct bind_scope *s, const struct lm_plan_col *c, struct lm_pos pos)
{
    for (uint32_t i = 0; i < s->merged.n; i++) {
        const struct bind_merged *m = s->merged.at[i];
        if (m->col != c || m->other == NULL)
            continue;
        struct lm_expr **arg = lm_alloc(s->b->a, 2 * sizeof *arg);
        struct lm_type t = m->col->type;
        if (!lm_type_common(m->col->type, m->other->type, &t))
            t = lm_type_of(LM_T_DYN);
        arg[0] = lm_expr_as(s->b->a, plan_ref(s->b, m->col, pos), t);
        arg[1] = lm_expr_as(s->b->a, plan_ref(s->b, m->other, pos), t);
        return lm_expr_new(s->b->a, LM_X_COALESCE, t, pos, arg, 2);
    }
    return NULL;
}

static struct lm_expr *
merged_name(struct bind_scope *s, const struct lm_ast *e)
{
    for (enum plan_look look = LOOK_EXACT; look <= (e->quoted ? LOOK_EXACT : LOOK_NOCASE); look++)
        for (uint32_t i = 0; i < s->merged.n; i++) {
            const struct bind_merged *m = s->merged.at[i];
            struct lm_str name = m->col->name;
            if (look == LOOK_EXACT ? !lm_str_eq(name, e->part[0]) : !lm_str_eq_nocase(name, e->part[0]))
                continue;
            struct lm_expr *x = merged_expr(s, m->col, e->pos);
            return x != NULL ? x : plan_ref(s->b, m->col, e->pos);
        }
    return NULL;
}

/* A known column of any table: exact first. *ambiguous when several have it. */
static struct lm_plan_col *
scope_known(struct bind_scope *s, const struct lm_ast *e, struct lm_str name, bool *ambiguous)
{
    for (enum plan_look look = LOOK_EXACT; look <= LOOK_NOCASE; look++) {
        struct lm_plan_col *found = NULL;
        uint32_t total = 0;
        for (uint32_t i = 0; i < s->tables.n; i++) {
            uint32_t n = 0;
            struct lm_plan_col *c = table_find(s, s->tables.at[i], name, look, &n);
            total += n;
            if (c != NULL && (found == NULL || s->inner_first))
                found = c;
        }
        if (total == 1 || (found != NULL && s->inner_first) || (total > 1 && s->tables.n == 1 && look == LOOK_EXACT))
            return found;
        *ambiguous = total > 1;
        if (total > 1 || e->quoted)
            return NULL;
    }
    return NULL;
}

bool
name_known(struct bind_scope *s, const struct lm_ast *e)
{
    bool ambiguous = false;

    return scope_known(s, e, e->part[0], &ambiguous) != NULL;
}

static struct lm_plan_col *
scope_demand(struct bind_scope *s, struct lm_str name, bool *ambiguous)
{
    struct bind_table *open = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < s->tables.n; i++) {
        struct bind_table *t = s->tables.at[i];
        if (!t->plan->is_open)
            continue;
        *ambiguous = open != NULL;
        open = t;
    }
    return open != NULL && !*ambiguous ? table_find(s, open, name, LOOK_DEMAND, &n) : NULL;
}

/* An earlier SELECT item of that name, bound again where it is used. */
static struct lm_expr *
scope_alias(struct bind_scope *s, struct lm_str name)
{
    if (s->items == NULL)
        return NULL;
    for (uint32_t i = 0; i < s->nitems; i++) {
        const struct lm_ast_item *item = s->items->at[i];
        if (item->alias.n == 0 || !lm_str_eq_nocase(item->alias, name))
            continue;
        uint32_t nitems = s->nitems;
        bool first = s->aliases_first;
        s->nitems = i; /* an alias sees only those before it: no circles */
        s->aliases_first = false;
        struct lm_expr *e = bind_expr(s, item->expr);
        s->nitems = nitems;
        s->aliases_first = first;
        return e;
    }
    return NULL;
}

static struct lm_expr *
lambda_param(struct bind_scope *s, const struct lm_ast *e)
{
    for (struct bind_lambda *l = s->lambdas; l != NULL; l = l->outer)
        for (uint32_t i = 0; i < l->ast->npart; i++)
            if (lm_str_eq_nocase(l->ast->part[i], e->part[0]))
                return lm_expr_col(s->b->a, l->first + i, lm_type_of(LM_T_DYN), e->part[0], e->pos);
    return NULL;
}

/* base.part.part...: members by key. */
static struct lm_expr *
members(struct bind_scope *s, const struct lm_ast *e, struct lm_expr *base, uint32_t from)
{
    for (uint32_t i = from; i < e->npart && base != NULL; i++) {
        struct lm_expr *key =
            lm_expr_val(s->b->a, lm_type_of(LM_T_VARCHAR), lm_val_str(e->part[i]), e->pos);
        struct lm_expr **arg = lm_alloc(s->b->a, 2 * sizeof *arg);
        arg[0] = base;
        arg[1] = key;
        base = lm_expr_call(s->b->a, LM_STR("[]"), arg, 2, e->pos, s->b->err);
    }
    return base;
}

static void
unknown_column(struct bind_scope *s, const struct lm_ast *e, struct lm_str name)
{
    struct lm_list names = { 0 };
    struct lm_buf seen = { 0 };

    lm_fail(s->b->err, LM_E_COLUMN, e->pos, "column \"%.*s\" not found", LM_STRF(name));
    for (uint32_t i = 0; i < s->tables.n; i++)
        plan_names(s->b, ((struct bind_table *)s->tables.at[i])->plan, &names);
    struct lm_str *flat = lm_alloc(s->b->a, names.n * sizeof *flat);
    for (uint32_t i = 0; i < names.n; i++) {
        flat[i] = *(struct lm_str *)names.at[i];
        if (i < 24)
            lm_buf_addf(&seen, "%s%.*s", i > 0 ? ", " : "", LM_STRF(flat[i]));
    }
    struct lm_str near = lm_str_nearest(name, flat, names.n);
    if (near.n > 0)
        lm_hint(s->b->err, "did you mean \"%.*s\"?  columns seen: %.*s", LM_STRF(near), (int)seen.n,
                seen.p);
    else if (names.n > 0)
        lm_hint(s->b->err, "columns seen: %.*s", (int)seen.n, seen.p);
    else
        lm_hint(s->b->err, "there is no table in FROM; text is written in single quotes: '%.*s'",
                LM_STRF(name));
    lm_buf_fini(&seen);
}

static struct lm_expr *
ambiguous_column(struct bind_scope *s, const struct lm_ast *e, struct lm_str name)
{
    lm_fail(s->b->err, LM_E_AMBIGUOUS, e->pos, "column \"%.*s\" may be %s", LM_STRF(name),
            s->tables.n == 1 ? "one of several" : "of several tables");
    struct bind_table *t = s->tables.n > 0 ? s->tables.at[0] : NULL;
    static const struct lm_str joins[] = { { "INNER", 5 }, { "LEFT", 4 },  { "RIGHT", 5 }, { "FULL", 4 },
                                           { "CROSS", 5 }, { "OUTER", 5 }, { "ASOF", 4 } };
    /* FROM a INNR JOIN b ON a.x = ...: the misspelt word was taken for the alias of a. */
    struct lm_str join = t != NULL && e->npart > 1 ? lm_str_nearest(t->alias, joins, 7) : LM_STR("");
    if (s->tables.n == 1)
        lm_hint(s->b->err, "several columns differ by case only: \"...\" says which");
    else if (join.n > 0)
        lm_hint(s->b->err, "\"%.*s\" is read as the name of the table before it; did you mean %.*s JOIN?",
                LM_STRF(t->alias), LM_STRF(join));
    else if (t != NULL && t->alias.n > 0)
        lm_hint(s->b->err, "say which: %.*s.%.*s", LM_STRF(t->alias), LM_STRF(name));
    return NULL;
}

/* The one column of a table function, which its alias means as well. NULL: t is something else. */
static struct lm_plan_col *
table_value(struct bind_scope *s, struct bind_table *t)
{
    if (t == NULL || t->plan->op != LM_P_NAMES || t->plan->cols->at.n != 1)
        return NULL;
    return table_lift(s, t, t->plan->cols->at.at[0]);
}

/* t.a: the column of a table that is named. */
static struct lm_expr *
qualified(struct bind_scope *s, const struct lm_ast *e, bool *found)
{
    struct bind_table *t = e->npart > 1 ? scope_table(s, e->part[0]) : NULL;
    bool shadowed = false;
    uint32_t n = 0;

    if (t == NULL || (scope_known(s, e, e->part[0], &shadowed) != NULL &&
                      table_find(s, t, e->part[1], LOOK_EXACT, &n) == NULL))
        return NULL;
    *found = true;
    struct lm_plan_col *c = table_col(s, t, e, e->part[1]), *value = table_value(s, t);
    if (c == NULL && value != NULL)
        return members(s, e, plan_ref(s->b, value, e->pos), 1);
    if (c == NULL) {
        unknown_column(s, e, e->part[1]);
        return NULL;
    }
    return members(s, e, plan_ref(s->b, c, e->pos), 2);
}

/* Whether e is of the right side of a SEMI or ANTI join, with the error. */
static bool
is_gone(struct bind_scope *s, const struct lm_ast *e)
{
    for (uint32_t i = 0; i < s->gone.n && e->npart > 1; i++) {
        const struct bind_table *t = s->gone.at[i];
        if (!lm_str_eq_nocase(t->alias, e->part[0]))
            continue;
        lm_fail(s->b->err, LM_E_TABLE, e->pos, "\"%.*s\" is the right side of a SEMI or ANTI join",
                LM_STRF(e->part[0]));
        lm_hint(s->b->err, "such a join shows the columns of its left side only");
        return true;
    }
    return false;
}

struct lm_expr *
bind_name(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_str name = e->part[0];
    bool found = false, ambiguous = false;
    struct lm_expr *x = lambda_param(s, e);

    if (x != NULL)
        return members(s, e, x, 1);
    x = qualified(s, e, &found);
    if (found)
        return x;
    if (s->aliases_first && e->npart == 1) {
        x = scope_alias(s, name);
        if (x != NULL || s->b->err->code != LM_OK)
            return x;
    }
    x = merged_name(s, e);
    if (x != NULL)
        return members(s, e, x, 1);
    struct lm_plan_col *c = scope_known(s, e, name, &ambiguous);
    if (c != NULL)
        return members(s, e, plan_ref(s->b, c, e->pos), 1);
    if (ambiguous)
        return ambiguous_column(s, e, name);
    x = scope_alias(s, name);
    if (x != NULL || s->b->err->code != LM_OK)
        return x != NULL ? members(s, e, x, 1) : NULL;
    c = table_value(s, scope_table(s, name));
    if (c == NULL && is_gone(s, e))
        return NULL;
    if (c == NULL)
        c = scope_demand(s, name, &ambiguous);
    if (c != NULL)
        return members(s, e, plan_ref(s->b, c, e->pos), 1);
    if (ambiguous)
        return ambiguous_column(s, e, name);
    unknown_column(s, e, name);
    return NULL;
}
