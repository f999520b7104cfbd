/* bind_items.c -- the SELECT list: expressions, *, t.*, EXCLUDE, REPLACE and RENAME. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/bind_priv.h"

/* A name not used in p yet: a second "n" is called "n_2". */
static struct lm_str
fresh_name(struct lm_binder *b, const struct lm_plan *p, struct lm_str name)
{
    struct lm_str try = name;

    for (uint32_t k = 2;; k++) {
        bool taken = false;
        for (uint32_t i = 0; i < p->cols->at.n && !taken; i++) {
            const struct lm_plan_col *c = p->cols->at.at[i];
            taken = !c->hidden && lm_str_eq(c->name, try);
        }
        if (!taken)
            return try;
        try = lm_str_format(b->a, "%.*s_%u", LM_STRF(name), k);
    }
}

static const struct lm_ast *
star_replaced(const struct lm_ast *star, struct lm_str name)
{
    for (uint32_t i = 0; i < star->replace.n; i++) {
        const struct lm_ast_item *item = star->replace.at[i];
        if (lm_str_eq_nocase(item->alias, name))
            return item->expr;
    }
    return NULL;
}

static bool
star_excluded(const struct lm_ast *star, struct lm_str name)
{
    for (uint32_t i = 0; i < star->exclude.n; i++)
        if (lm_str_eq_nocase(((struct lm_ast *)star->exclude.at[i])->part[0], name))
            return true;
    return false;
}

static struct lm_str
star_renamed(const struct lm_ast *star, struct lm_str name)
{
    for (uint32_t i = 0; i < star->rename.n; i++) {
        const struct lm_ast_item *item = star->rename.at[i];
        if (lm_str_eq_nocase(item->expr->part[0], name))
            return item->alias;
    }
    return name;
}

/* Whether one of the columns is called so: else a member of an open record may be. */
static bool
cols_have(const struct lm_list *cols, struct lm_str name)
{
    for (uint32_t i = 0; i < cols->n; i++) {
        const struct lm_plan_col *c = cols->at[i];
        if (!c->spread && lm_str_eq_nocase(c->name, name))
            return true;
    }
    return false;
}

static struct lm_expr *
text_const(struct lm_binder *b, struct lm_str s, struct lm_pos pos)
{
    return lm_expr_val(b->a, lm_type_of(LM_T_VARCHAR), lm_val_str(s), pos);
}

/* The names that a record does not show again: EXCLUDE, and what its source declares and shows first. */
static void
record_hidden(struct lm_binder *b, const struct lm_ast *star, const struct lm_plan_col *c, struct lm_list *names)
{
    for (uint32_t i = 0; i < star->exclude.n; i++)
        lm_list_add(b->a, names, &((struct lm_ast *)star->exclude.at[i])->part[0]);
    for (uint32_t i = 0; c->source != NULL && i < c->source->declared.n; i++)
        lm_list_add(b->a, names, &((struct lm_ast_column *)c->source->declared.at[i])->name);
    for (uint32_t i = 0; i < c->without.n; i++)
        lm_list_add(b->a, names, c->without.at[i]);
}

/* record with a second argument that is made of `n` others. */
static struct lm_expr *
record_call(struct lm_binder *b, const char *fn, struct lm_expr *record, const char *make, struct lm_list *args)
{
    struct lm_expr **two = lm_alloc(b->a, 2 * sizeof *two);

    if (record == NULL || args->n == 0)
        return record;
    two[0] = record;
    two[1] = lm_expr_call(b->a, lm_str_of(make), (struct lm_expr **)args->at, args->n, record->pos, b->err);
    return two[1] != NULL ? lm_expr_call(b->a, lm_str_of(fn), two, 2, record->pos, b->err) : NULL;
}

/* A whole record without the excluded members and with the replaced and renamed ones, in their places.
 * The replaced and renamed ones are columns too, hidden, that a query around finds by their names. */
static struct lm_expr *
star_record(struct bind_select *x, struct lm_plan *p, const struct lm_ast *star, const struct lm_plan_col *c,
            struct lm_expr *record, const struct lm_list *cols)
{
    struct lm_binder *b = x->s.b;
    struct lm_list hidden = { 0 }, without = { 0 }, replaced = { 0 }, renamed = { 0 };

    record_hidden(b, star, c, &hidden);
    for (uint32_t i = 0; i < hidden.n; i++)
        lm_list_add(b->a, &without, text_const(b, *(struct lm_str *)hidden.at[i], star->pos));
    for (uint32_t i = 0; i < star->replace.n + star->rename.n; i++) {
        bool renames = i >= star->replace.n;
        const struct lm_ast_item *item = renames ? star->rename.at[i - star->replace.n] : star->replace.at[i];
        struct lm_str from = renames ? item->expr->part[0] : item->alias;
        if (cols_have(cols, from))
            continue;
        struct lm_expr *e = bind_expr(&x->up, item->expr);
        if (e == NULL)
            return NULL;
        project_add(b, p, item->alias, e)->hidden = true;
        lm_list_add(b->a, renames ? &renamed : &replaced, text_const(b, from, star->pos));
        lm_list_add(b->a, renames ? &renamed : &replaced, renames ? text_const(b, item->alias, star->pos) : e);
    }
    record = record_call(b, "jsonb_except", record, "make_array", &without);
    record = record_call(b, "jsonb_merge", record, "json_build_object", &replaced);
    return record_call(b, "jsonb_rename_keys", record, "json_build_object", &renamed);
}

static void
star_open(struct lm_binder *b, struct lm_plan *p, const struct lm_ast *star)
{
    p->is_open = true;
    for (uint32_t i = 0; i < star->exclude.n; i++)
        lm_list_add(b->a, &p->excluded, &((struct lm_ast *)star->exclude.at[i])->part[0]);
    for (uint32_t i = 0; i < star->rename.n; i++)
        lm_list_add(b->a, &p->excluded, &((struct lm_ast_item *)star->rename.at[i])->expr->part[0]);
}

static int
star_has(struct bind_select *x, const struct lm_list *cols, struct lm_str name, struct lm_pos pos)
{
    return cols_have(cols, name)
               ? 0
               : lm_fail(x->s.b->err, LM_E_COLUMN, pos, "column \"%.*s\" not found", LM_STRF(name));
}

/* Names in EXCLUDE, REPLACE and RENAME must be there, unless the records are open. */
static int
star_check(struct bind_select *x, const struct lm_ast *star, const struct lm_list *cols)
{
    for (uint32_t i = 0; i < star->exclude.n; i++) {
        const struct lm_ast *e = star->exclude.at[i];
        if (star_has(x, cols, e->part[0], e->pos) != 0)
            return -1;
    }
    for (uint32_t i = 0; i < star->replace.n; i++) {
        const struct lm_ast_item *item = star->replace.at[i];
        if (star_has(x, cols, item->alias, item->alias_pos) != 0)
            return -1;
    }
    for (uint32_t i = 0; i < star->rename.n; i++) {
        const struct lm_ast *e = ((struct lm_ast_item *)star->rename.at[i])->expr;
        if (star_has(x, cols, e->part[0], e->pos) != 0)
            return -1;
    }
    return 0;
}

static int
star_add(struct bind_select *x, const struct lm_ast *star, struct lm_plan *p, const struct lm_list *cols)
{
    struct lm_binder *b = x->s.b;
    bool open = false;

    for (uint32_t i = 0; i < cols->n; i++)
        open = open || ((struct lm_plan_col *)cols->at[i])->spread;
    if (!open && star_check(x, star, cols) != 0)
        return -1;
    for (uint32_t i = 0; i < cols->n; i++) {
        struct lm_plan_col *c = cols->at[i];
        /* The name of a record is not that of a column. */
        const struct lm_ast *replaced = c->spread ? NULL : star_replaced(star, c->name);
        if (!c->spread && star_excluded(star, c->name))
            continue;
        struct lm_expr *e = replaced != NULL ? bind_expr(&x->up, replaced) : merged_expr(&x->s, c, star->pos);
        if (e == NULL && replaced == NULL)
            e = plan_ref(b, c, star->pos);
        if (e != NULL && c->spread) {
            e = star_record(x, p, star, c, e, cols);
            star_open(b, p, star);
        }
        if (e == NULL)
            return -1;
        struct lm_str name = fresh_name(b, p, c->spread ? c->name : star_renamed(star, c->name));
        if (c->spread && name.n > 1 && name.p[0] == '_') /* behind the name of a member it gets its own */
            name = (struct lm_str){ name.p + 1, name.n - 1 };
        struct lm_plan_col *out = project_add(b, p, name, e);
        out->spread = c->spread;
    }
    return 0;
}

static int
bind_star(struct bind_select *x, const struct lm_ast *star, struct lm_plan *p)
{
    struct lm_binder *b = x->s.b;
    struct lm_list cols = { 0 };

    if (x->grouped)
        return lm_fail(b->err, LM_E_GROUPING, star->pos, "* cannot stand beside GROUP BY or an aggregate");
    if (x->s.plan == NULL)
        return lm_fail(b->err, LM_E_CLAUSE, star->pos, "* needs a table in FROM");
    if (star->npart > 0) {
        struct bind_table *t = scope_table(&x->s, star->part[0]);
        struct lm_list own = { 0 };
        if (t == NULL)
            return lm_fail(b->err, LM_E_TABLE, star->pos, "no table \"%.*s\" in FROM", LM_STRF(star->part[0]));
        plan_visible(b, t->plan, &own);
        for (uint32_t i = 0; i < own.n; i++) {
            struct lm_plan_col *c = table_lift(&x->s, t, own.at[i]);
            if (c != own.at[i]) { /* without the suffix of a join */
                struct lm_plan_col *plain = lm_alloc_copy(b->a, c, sizeof *c);
                plain->name = ((struct lm_plan_col *)own.at[i])->name;
                if (c->hidden || !lm_str_eq(plain->name, c->name))
                    c->name = plain->name;
            }
            lm_list_add(b->a, &cols, c);
        }
    } else {
        struct lm_plan *from = x->s.plan;
        while (from->op == LM_P_FILTER)
            from = from->in[0];
        plan_visible(b, from, &cols);
        uint32_t k = 0;
        for (uint32_t i = 0; i < cols.n; i++)
            if (!((struct lm_plan_col *)cols.at[i])->hidden)
                cols.at[k++] = cols.at[i];
        cols.n = k;
    }
    return star_add(x, star, p, &cols);
}

int
bind_items(struct bind_select *x, struct lm_plan *p)
{
    struct lm_binder *b = x->s.b;

    if (x->q->items.n == 0) {
        struct lm_ast star = { .op = LM_A_STAR, .pos = x->q->pos };
        return bind_star(x, &star, p);
    }
    for (uint32_t i = 0; i < x->q->items.n; i++) {
        const struct lm_ast_item *item = x->q->items.at[i];
        if (item->expr->op == LM_A_STAR) {
            if (bind_star(x, item->expr, p) != 0)
                return -1;
            continue;
        }
        x->up.items = &x->q->items;
        x->up.nitems = i;
        struct lm_expr *e = bind_expr(&x->up, item->expr);
        if (e == NULL)
            return -1;
        struct lm_str name = item->alias.n > 0 ? item->alias : bind_item_name(b, item->expr, e);
        struct lm_plan_col *c = project_add(b, p, fresh_name(b, p, name), e);
        if (item->alias.n > 0)
            c->spread = false;
    }
    return 0;
}
